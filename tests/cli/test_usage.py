"""How the command line speaks: Spanish unless asked otherwise, never a traceback, always the mend."""

import os
import subprocess
import sys
import time

import pytest

from ceiba.cli import main, usage
from ceiba.exchange.language import translator
from tests.cli.terminal import Terminal, process


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "Falta ARCHIVO"),
        (["raed", "x"], "No existe la orden «raed»"),
        (["read", "x", "--formato", "json"], "No existe la opción «--formato». ¿Quiso decir --format?"),
        (["read", "x", "--format"], "La opción «--format» necesita un valor"),
        (["read", "x", "y"], "Sobra esto: y"),
        (["--version=3"], "La opción «--version» no lleva un valor"),
        (["--lang", "en"], ""),
        (["read", "x", "--format", "xml"], "No existe el formato «xml». Los que hay: table, yaml, json"),
        (
            ["audit", "x", "--format", "xml"],
            "No existe el formato «xml». Los que hay: text, json, sarif, html, pdf, xlsx",
        ),
        (["--lang", "fr", "read", "x"], "No hay idioma «fr»"),
        (["--lang"], "No hay idioma «»"),
        (["serve", "--port", "ochenta"], "«ochenta» no es un puerto"),
        (["serve", "--port", "70000"], "«70000» no es un puerto"),
        (["serve", "--workers", "0"], "«0» no sirve en --workers"),
        (["backup"], "Falta CARPETA"),
    ],
)
def test_complaints_are_spanish_and_name_the_mend(ceiba: Terminal, arguments: list[str], words: str) -> None:
    outcome = ceiba(*arguments)
    if words:
        assert (outcome.code, outcome.out) == (2, "")
        assert words in outcome.err
    assert "Error" not in outcome.err
    assert "Usage" not in outcome.err + outcome.out or "--lang" in arguments


def test_every_help_page_is_spanish(ceiba: Terminal) -> None:
    commands = ("read", "audit", "serve", "check", "backup", "restore", "demo", "password")
    for arguments in ([], ["--help"], *([command, "--help"] for command in commands)):
        outcome = ceiba(*arguments)
        assert outcome.code == 0
        assert outcome.out.startswith("Uso: ceiba")
        for english, _spanish in usage.HELP_WORDS:
            assert english not in outcome.out


@pytest.mark.parametrize("way", [["--lang", "en", "read", "no.txt"], ["read", "no.txt", "--lang=en"]])
def test_english_is_asked_for_anywhere(ceiba: Terminal, way: list[str]) -> None:
    assert "There is no file «no.txt»" in ceiba(*way).err


def test_english_by_variable_and_the_option_goes_before_it(ceiba: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEIBA_LANG", "en")
    assert "There is no file" in ceiba("read", "no.txt").err
    assert "No existe el archivo" in ceiba("--lang", "es", "read", "no.txt").err


@pytest.mark.slow
def test_lang_of_the_system_is_not_looked_at() -> None:
    for name in ("LANG", "LC_ALL", "LANGUAGE", "LC_MESSAGES"):
        outcome = process("read", "--help", **{name: "en_US.UTF-8"})
        assert outcome.stdout.startswith("Uso:"), outcome.stderr


def test_english_help_is_english(ceiba: Terminal) -> None:
    outcome = ceiba("--lang", "en", "audit", "--help")
    assert outcome.out.startswith("Usage: ceiba audit [OPTIONS]")
    assert "Show this message and exit." in outcome.out


def test_a_file_called_like_the_option_can_be_read(ceiba: Terminal) -> None:
    assert "No existe el archivo «--lang»" in ceiba("read", "--", "--lang").err


def test_a_fault_of_ours_is_an_apology_and_70(ceiba: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> int:
        raise RuntimeError("se rompió")

    monkeypatch.setattr("ceiba.cli.files.read", fail)
    outcome = ceiba("read", "x")
    assert outcome.code == 70
    assert "la culpa es del programa" in outcome.err
    assert "se rompió" in outcome.err
    assert "CEIBA_DEBUG=1" in outcome.err
    assert "Traceback" not in outcome.err


def test_whoever_mends_ceiba_can_see_the_traceback(ceiba: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> int:
        raise RuntimeError("se rompió")

    monkeypatch.setattr("ceiba.cli.files.read", fail)
    monkeypatch.setenv("CEIBA_DEBUG", "1")
    with pytest.raises(RuntimeError, match="se rompió"):
        main.run(["read", "x"])


def test_an_interruption_says_nothing(ceiba: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("ceiba.cli.files.read", stop)
    outcome = ceiba("read", "x")
    assert (outcome.code, outcome.err) == (130, "")


def test_the_version_is_told(ceiba: Terminal) -> None:
    outcome = ceiba("--version")
    assert outcome.code == 0
    assert outcome.out.startswith("ceiba 0.")


def test_help_words_translate_into_themselves_in_english() -> None:
    say = translator("en")
    for english, spanish in usage.HELP_WORDS:
        if spanish:
            assert say(spanish) == english


@pytest.mark.slow
def test_help_comes_quickly() -> None:
    command = [sys.executable, "-m", "ceiba.cli.main", "--help"]
    subprocess.run(command, capture_output=True, check=True, timeout=50)
    before = os.times()
    started = time.monotonic()
    subprocess.run(command, capture_output=True, check=True, timeout=50)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    assert used < 0.3, f"{used:.2f} s of processor time, {time.monotonic() - started:.2f} s by the clock"
