#!/usr/bin/env bash
# A PostgreSQL of its own for the tests: a temporary folder, a free port, nothing of it left behind.
#   tools/postgres.sh with COMMAND…   start, run the command with CEIBA_DATABASE_URL set, stop
#   tools/postgres.sh start           start, print CEIBA_DATABASE_URL=…; stops by itself when whoever called it ends
#   tools/postgres.sh stop [URL]      stop it (the URL that start printed; without it, CEIBA_DATABASE_URL)
set -euo pipefail

stop_with() { printf '%s\n' "$@" >&2; exit 1; }
usage() { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }

bin=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -1) || true
[ -n "$bin" ] && [ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb 2> /dev/null || echo /nowhere/initdb)")
[ -x "$bin/initdb" ] || stop_with "Falta PostgreSQL. En Debian: apt-get install postgresql"

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
owner() { if [ "$(id -u)" = 0 ]; then echo postgres; else id -un; fi; }
# The user postgres must be able to walk into the folder, which a private TMPDIR of root does not allow.
place=$(if [ "$(id -u)" = 0 ]; then echo /tmp; else echo "${TMPDIR:-/tmp}"; fi)
random() { od -An -N12 -tx1 /dev/urandom | tr -d ' \n'; }
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

halt() {  # halt FOLDER
  (cd / && as_owner "$bin/pg_ctl" stop --silent --mode=immediate --pgdata="$1/data" > /dev/null 2>&1) || true
  rm -rf "$1"
}

watch() {  # watch PID: when it ends, however it ends, clear up; from a session of its own, so that no signal ends it first
  export -f halt as_owner
  bin=$bin setsid bash -c "while kill -0 $1 2> /dev/null && [ -d '$folder' ]; do sleep 0.5; done
    [ ! -d '$folder' ] || halt '$folder'" > /dev/null 2>&1 < /dev/null &
  disown
}

start() {  # start PID: until that process ends, however it ends; sets folder and url
  local password port attempt
  folder=$(mktemp -d "$place/ceiba-postgres-XXXXXX")
  watch "$1"
  password=$(random)
  printf '%s\n' "$password" > "$folder/password"
  [ "$(id -u)" != 0 ] || chown -R postgres "$folder"
  chmod 700 "$folder"
  (cd / && as_owner "$bin/initdb" --pgdata="$folder/data" --username=ceiba --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync > "$folder/initdb.log" 2>&1) ||
    { cat "$folder/initdb.log" >&2; rm -rf "$folder"; stop_with "No se pudo preparar PostgreSQL en $folder."; }
  # Nothing here has to survive a power cut, so nothing waits for the disk.
  for attempt in 1 2 3; do
    port=$(free_port)
    if (cd / && as_owner "$bin/pg_ctl" start --silent --wait --timeout=30 --pgdata="$folder/data" --log="$folder/server.log" \
      -o "-p $port -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" \
      > /dev/null 2>&1); then break; fi
    [ "$attempt" -lt 3 ] || { tail -20 "$folder/server.log" >&2; rm -rf "$folder"; stop_with "PostgreSQL no arrancó."; }
  done
  # Another server might have taken the port in between: what answers must be ours.
  local answers
  answers=$(cd / && PGPASSWORD=$password "$bin/psql" -h 127.0.0.1 -p "$port" -U ceiba -d postgres -Atc 'show data_directory' 2>&1) || true
  [ "$answers" = "$folder/data" ] || { halt "$folder"; stop_with "En el puerto $port responde otro PostgreSQL: $answers"; }
  (cd / && PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p "$port" -U ceiba ceiba)
  url="postgres://ceiba:$password@127.0.0.1:$port/ceiba"
  printf '%s\n' "$url" > "$folder/url"
}

folder_of() {  # folder_of URL
  local found
  for found in "$place"/ceiba-postgres-*/url; do
    [ -f "$found" ] && [ "$(cat "$found")" = "$1" ] && dirname "$found" && return
  done
}

case "${1:-}" in
  with)
    shift
    [ $# -gt 0 ] || usage
    start $$
    trap 'halt "$folder"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    CEIBA_DATABASE_URL=$url "$@"
    ;;
  start)
    start "$PPID"
    printf 'CEIBA_DATABASE_URL=%s\n' "$url"
    ;;
  stop)
    folder=$(folder_of "${2:-${CEIBA_DATABASE_URL:-}}") || true
    [ -n "$folder" ] || stop_with "Ningún PostgreSQL de pruebas tiene esa dirección; ya se detuvo."
    halt "$folder"
    ;;
  *) usage ;;
esac
