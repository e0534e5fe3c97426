"""The committed document of the API, ``ceiba/api/openapi.json``: what the code says, in Spanish."""

import os
import sys

import django


def main(*, check: bool) -> int:
    """Write the document, or return 1 where the file says something else."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceiba.server.settings")
    django.setup()
    from ceiba.api.document import FILE, written

    wanted = written()
    if FILE.exists() and FILE.read_text(encoding="utf-8") == wanted:
        return 0
    if check:
        print(f"{FILE.name} no está al día: python -m tools.fresh", file=sys.stderr)
        return 1
    FILE.write_text(wanted, encoding="utf-8")
    return 0
