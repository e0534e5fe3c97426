"""Everything that is generated and committed: ``python -m tools.fresh`` writes it, ``--check`` only compares."""

import json
import sys
from pathlib import Path

from ceiba.exchange import plan_format
from tools import (
    api_document,
    cli_reference,
    duty_pages,
    measured_pages,
    methodology_pages,
    register_pages,
    rule_pages,
    verb_pages,
)
from tools.generated import refresh

SCHEMA = Path(plan_format.__file__).with_name("plan_schema.json")


def main(*, check: bool) -> int:
    """Bring every generated file up to date, or return 1 where one is not."""
    stale = [
        refresh(duty_pages.FOLDER, duty_pages.pages(), check=check),
        refresh(methodology_pages.FOLDER, methodology_pages.pages(), check=check),
        refresh(register_pages.FOLDER, register_pages.pages(), check=check),
        refresh(rule_pages.FOLDER, rule_pages.pages(), check=check),
        _schema(check=check),
        cli_reference.main(check=check),
        measured_pages.main(check=check),
        verb_pages.main(check=check),
        api_document.main(check=check),
    ]
    return max(stale)


def _schema(*, check: bool) -> int:
    wanted = json.dumps(plan_format.schema(), ensure_ascii=False, indent=1) + "\n"
    if SCHEMA.read_text(encoding="utf-8") == wanted:
        return 0
    if check:
        print(f"{SCHEMA.name} no está al día: python -m tools.fresh", file=sys.stderr)
        return 1
    SCHEMA.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
