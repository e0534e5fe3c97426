"""The catalogues: sentences said later are found too, and a percent sign is no place for a fact."""

from pathlib import Path

import pytest

from tools import messages

PAGE = """from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

HELD = gettext_lazy("Dicho después")
COLUMN = _("6 % funcionamiento")
FACT = gettext("Quedan %(days)s")
SEVERAL = ngettext("%(n)s meta", "%(n)s metas", 2)
"""


def catalogue(folder: Path) -> str:
    package = folder / "paquete"
    package.mkdir()
    (package / "forms.py").write_text(PAGE, encoding="utf-8")
    return messages.updated("en", messages.extracted(package), folder / "locale").decode()


def test_every_way_of_marking_a_sentence_is_found(tmp_path: Path) -> None:
    text = catalogue(tmp_path)
    for sentence in ("Dicho después", "6 % funcionamiento", "Quedan %(days)s", "%(n)s metas"):
        assert f'"{sentence}"' in text


def test_only_a_place_for_a_fact_makes_a_format(tmp_path: Path) -> None:
    before = {part.splitlines()[-1]: part for part in catalogue(tmp_path).split("\nmsgstr")}
    assert "python-format" in before['msgid "Quedan %(days)s"']
    assert "python-format" in before['msgid_plural "%(n)s metas"']
    assert "python-format" not in before['msgid "6 % funcionamiento"']


def test_a_translation_that_loses_a_fact_is_named(tmp_path: Path) -> None:
    text = catalogue(tmp_path)
    path = messages.path_of("en", tmp_path / "locale")
    path.parent.mkdir(parents=True)
    right = text.replace('"Quedan %(days)s"\nmsgstr ""', '"Quedan %(days)s"\nmsgstr "%(days)s left"')
    right = right.replace('funcionamiento"\nmsgstr ""', 'funcionamiento"\nmsgstr "6 % operating"')
    path.write_text(right, encoding="utf-8")
    assert b"6 % operating" in messages.compiled("en", tmp_path / "locale")
    path.write_text(right.replace("%(days)s left", "%(day)s left"), encoding="utf-8")
    with pytest.raises(SystemExit, match="Quedan"):
        messages.compiled("en", tmp_path / "locale")
