"""Write docs/cli.md from the command line itself; ``--check`` fails where the page is not fresh."""

import os
import sys
from pathlib import Path

import typer

from ceiba.cli import usage
from ceiba.cli.main import Session, app
from ceiba.exchange.language import translator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = "100"

HEAD = """\
# La línea de órdenes

Página generada por `tools/cli_reference.py` desde las ayudas de `ceiba`; no se edita a mano.

| sale con | quiere decir |
|---|---|
| 0 | bien: se leyó y, con `audit`, ninguna regla halló un error; con `check` y `restore`, nada hay que arreglar |
| 1 | `audit` halló errores en el plan; `check` o `restore`, algo que arreglar; `backup`, una historia alterada |
| 2 | la orden, el archivo o un ajuste no sirven; el mensaje dice cómo remediarlo y nada se cambió |
| 70 | Ceiba falló; con `CEIBA_DEBUG=1` delante imprime lo que hace falta para corregirla |

Lo que se pide sale por la salida estándar; los avisos, por la de errores. `--lang en` (en cualquier lugar) o
`CEIBA_LANG=en` lo dice todo en inglés; el idioma del sistema no se mira. `read` y `audit` no necesitan instalación; las
demás órdenes trabajan sobre la de `CEIBA_HOME` ([settings.md](settings.md)).
"""


def page() -> str:
    """Return the page: the help of every command, as people see it in Spanish."""
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = WIDTH
    session = Session("es")
    group = typer.main.get_command(app)
    usage.localise(group, translator("es"))
    parts = [HEAD]
    root = group.make_context("ceiba", [], obj=session, resilient_parsing=True)
    root.terminal_width = root.max_content_width = int(WIDTH)
    parts.append(f"\n```\n{_trimmed(group.get_help(root))}\n```\n")
    for name, command in getattr(group, "commands", {}).items():
        context = command.make_context(name, [], parent=root, resilient_parsing=True)
        parts.append(f"\n## ceiba {name}\n\n```\n{_trimmed(command.get_help(context))}\n```\n")
    return "".join(parts)


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def main(*, check: bool) -> int:
    """Write the page and return 0, or with ``check`` only compare it and return 1 where it is not fresh."""
    fresh = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == fresh:
        return 0
    if check:
        print(f"{PAGE.name} no está al día: python -m tools.fresh", file=sys.stderr)
        return 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
