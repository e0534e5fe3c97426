"""The house as it stands breaks none of its rules, and each rule is seen to fail on a house that does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import house

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ceiba"
Check = Callable[[Path], list[str]]

METHODOLOGY = 'id: xx.village\nedition: "2031"\n'

# check, the file that breaks it, what stands in that file, a sound neighbour that must not be reported
BROKEN = [
    (house.vaguely_named, "kernel/utils.py", '"""X."""\n', "kernel/basement.py", '"""X."""\n'),
    (house.vaguely_named, "kernel/common/__init__.py", '"""X."""\n', "kernel/commons.py", '"""X."""\n'),
    (house.unlabelled_floors, "kernel/__init__.py", "", "rules/__init__.py", '"""Second floor: rules."""\n'),
    (house.unlabelled_floors, "kernel/__init__.py", '"""\nLate."""\n', "rules/__init__.py", '"""Second floor."""\n'),
    (house.undocumented, "kernel/plan.py", "class Plan:\n    pass\n", "cli/main.py", "def main():\n    pass\n"),
    (
        house.undocumented,
        "kernel/plan.py",
        "def total():\n    return 1\n",
        "rules/a.py",
        "def _total():\n    return 1\n",
    ),
    (
        house.undocumented,
        "kernel/plan.py",
        'class Plan:\n    """A plan."""\n    def year(self):\n        return 1\n',
        "rules/a.py",
        'class Plan:\n    """A plan."""\n    def _year(self):\n        return 1\n',
    ),
    (house.clock_readers, "rules/time.py", "day = date.today()\n", "cli/main.py", "day = date.today()\n"),
    (house.clock_readers, "rules/time.py", "day = datetime.datetime.now()\n", "rules/a.py", "day = plan.now()\n"),
    (house.clock_readers, "kernel/a.py", "t = time.time()\n", "kernel/b.py", "t = period.time()\n"),
    (house.named_methodologies, "cli/main.py", 'x = "xx.village"\n', "rules/a.py", 'x = "xx.villages"\n'),
    (house.named_methodologies, "kernel/a.py", 'x = "xx.village@2031"\n', "rules/a.py", 'x = "yy.xx.village"\n'),
    (house.styled_templates, "ui/a.html", '<p class="x" style="color:red">\n', "ui/b.html", "<style>p{}</style>\n"),
    (
        house.styled_templates,
        "exchange/a.py",
        'x = "<script>1</script>"\n',
        "exchange/b.py",
        'x = "<pre>script</pre>"\n',
    ),
    (house.styled_templates, "ui/a.html", '<a onclick="go()">\n', "ui/b.html", '<a href="?on=1">\n'),
    (house.styled_templates, "ui/a.html", "<script>go()</script>\n", "ui/b.html", '<script src="a.js"></script>\n'),
    (house.dressed_templates, "plans/a.html", '<p class="x">\n', "ui/a.html", '<p class="x">\n'),
    (
        house.saving_models,
        "plans/models.py",
        "class Plan:\n    def save(self):\n        pass\n",
        "plans/services.py",
        "class Plan:\n    def save(self):\n        pass\n",
    ),
    (house.saving_models, "plans/a.py", "from django.db.models.signals import post_save\n", "plans/b.py", "x = 1\n"),
]
CHECKS = sorted({check for check, *_ in BROKEN}, key=lambda check: check.__name__)


def write(package: Path, place: str, text: str) -> None:
    """Put a file in a house built for a test."""
    path = package / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_is_sound(check: Check) -> None:
    assert check(PACKAGE) == []


@pytest.mark.parametrize(("check", "bad_place", "bad", "good_place", "good"), BROKEN)
def test_a_broken_house_is_seen(
    check: Check, bad_place: str, bad: str, good_place: str, good: str, tmp_path: Path
) -> None:
    write(tmp_path, "methodologies/xx/village-2031/methodology.yaml", METHODOLOGY)
    write(tmp_path, good_place, good)
    assert check(tmp_path) == []
    write(tmp_path, bad_place, bad)
    found = check(tmp_path)
    assert found, f"{check.__name__} did not see {bad_place}"
    assert all(place.startswith(bad_place.removesuffix("/__init__.py")) for place in found)


def test_the_ids_of_methodologies_are_found() -> None:
    editions = list((PACKAGE / "methodologies").rglob("methodology.yaml"))
    assert editions
    assert len({identity for identity in house.methodology_ids(PACKAGE) if "@" in identity}) == len(editions)


def test_an_unexplained_noun_is_seen(tmp_path: Path) -> None:
    write(tmp_path, "kernel/plan.py", 'class FundingSource:\n    """Money."""\n')
    write(tmp_path, "exchange/readers/txt.py", 'class Workbench:\n    """Only used here."""\n')
    assert house.unexplained_nouns(tmp_path, {"funding_source"}) == []
    assert house.unexplained_nouns(tmp_path, {"source"}) == []
    assert house.unexplained_nouns(tmp_path, {"funding"}) == ["kernel/plan.py:1 FundingSource"]
