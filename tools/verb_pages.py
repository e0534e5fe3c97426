"""Write docs/verbs.md: every verb of the house with its words, what it needs, and which roles have that."""

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps

from tools.generated import HEAD, table, text

PAGE = Path(__file__).resolve().parent.parent / "docs" / "verbs.md"
INTRO = """\
Todo cambio pasa por un verbo: comprueba el permiso en su unidad, abre la transacción y escribe una fila de historia.
Los encargos largos (`institutions/jobs.py`) no son verbos: leen y calculan, y escriben con ellos."""


def house() -> None:
    """Set Django up where nobody has: with a home of its own, for nothing is asked of a database here."""
    if not apps.ready:
        with tempfile.TemporaryDirectory() as home:
            os.environ |= {"CEIBA_HOME": home, "DJANGO_SETTINGS_MODULE": "ceiba.server.settings"}
            django.setup()


def page() -> str:
    """Return the page."""
    house()
    from django.urls import get_resolver
    from django.utils import translation

    from ceiba.institutions.permissions import PERMISSIONS, ROLES
    from ceiba.institutions.verbs import NEEDS, VERBS
    from ceiba.institutions.words import verb_words

    assert get_resolver().url_patterns  # the addresses load the views, and those the services
    import_module("ceiba.server.worker")  # and the worker those that nobody asks for
    ours = {name for name, verb in VERBS.items() if verb.__module__.startswith("ceiba.")}
    with translation.override("es"):
        rights = {
            name: ", ".join(str(ROLES[role]) for role in ROLES if role in PERMISSIONS[name]) for name in PERMISSIONS
        }
        verbs = [[f"`{name}`", verb_words(name), f"`{needs}`"] for name, needs in sorted(NEEDS.items()) if name in ours]
        permissions = [[f"`{name}`", roles] for name, roles in sorted(rights.items())]
    return text(
        [
            HEAD,
            "# Verbos y permisos",
            INTRO,
            *table(["verbo", "en la historia", "permiso"], verbs),
            "## Qué papel tiene cada permiso",
            *table(["permiso", "papeles"], permissions),
        ]
    )


def main(*, check: bool) -> int:
    """Write the page, or return 1 where it is not up to date."""
    wanted = page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    if check:
        print(f"{PAGE.name} no está al día: python -m tools.fresh", file=sys.stderr)
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0
