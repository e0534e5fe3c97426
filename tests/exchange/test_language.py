"""Both languages: complete catalogues, and sentences that can still be translated when their figures are in."""

from pathlib import Path

import pytest

from ceiba.exchange import language
from ceiba.exchange.language import UnknownLanguage, plural, translator
from ceiba.kernel.text import _
from ceiba.rules.catalogue import rules


def test_every_rule_speaks_english() -> None:
    say = translator("en")
    silent = [rule.code for rule in rules() if rule.title == say(rule.title) or rule.why == say(rule.why)]
    assert rules()
    assert silent == []


def test_spanish_says_what_is_written() -> None:
    assert translator("es")("sin dato") == "sin dato"
    assert translator()("") == ""


def test_a_sentence_with_its_figures_in_can_still_be_said_in_english() -> None:
    said = _("%(file)s está vacío: no hay nada que leer. Revise que se haya guardado bien.") % {"file": _("Monto")}
    assert said.startswith("Monto está vacío")
    assert translator("en")(said) == "Amount is empty: there is nothing to read. Check that it was saved well."


def test_what_nobody_marked_stays_as_it_is() -> None:
    assert translator("en")("Municipalidad de Valle Alto") == "Municipalidad de Valle Alto"


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(UnknownLanguage, match="es o en"):
        translator("fr")


def test_without_compiled_catalogues_the_text_ones_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    folder.joinpath("django.po").write_text(header + '\nmsgid "línea"\nmsgstr "line"\n', encoding="utf-8")
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    assert language._catalogue("en").gettext("línea") == "line"
    assert language._catalogue("es").gettext("línea") == "línea"


def test_only_one_is_singular() -> None:
    assert [plural(count, "una", "varias") for count in (0, 1, 2)] == ["varias", "una", "varias"]
