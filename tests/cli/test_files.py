"""``ceiba read`` and ``ceiba audit``: what they print and with which code they leave, for good files and bad ones."""

import json
import sys
from importlib import resources
from pathlib import Path

import pytest

from ceiba.exchange.readers import plan_text
from tests.cli.terminal import Terminal

EXAMPLES = Path(str(resources.files("ceiba"))) / "examples"
PLAN = EXAMPLES / "valle-alto.txt"

LETTER = "Estimada señora:\n\nLe escribo para saludarla y desearle un buen año.\n\nAtentamente,\nUn vecino\n"
CLEAN = """\
ceiba: '1'
methodology: gt.municipalidad
institution: {name: Municipalidad de Prueba, country: GT, invented: true}
"""
RING = """\
ceiba: '1'
methodology: gt.municipalidad
plans:
- kind: pdmot
  title: Plan
  elements:
  - {id: a, level: eje, text: Uno, parent: b}
  - {id: b, level: eje, text: Dos, parent: a}
"""
DOUBLED = """\
ceiba: '1'
methodology: gt.municipalidad
plans:
- kind: pdmot
  title: Plan
  elements:
  - {id: a, level: eje, code: '1', text: Uno}
  - {id: b, level: eje, code: '1', text: Dos}
"""


def is_mended(message: str) -> bool:
    """Tell whether a message is a sentence for a person: no traceback, no class of Python."""
    return bool(message.strip()) and "Traceback" not in message and "Error:" not in message


@pytest.mark.parametrize("command", ["read", "audit"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vacio.txt", b""),
        ("blancos.txt", b" \n\t\n"),
        ("imagen.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        ("programa.txt", b"\x7fELF" + bytes(512)),
        ("plan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
        ("plan.docx", b"PK\x03\x04" + bytes(64)),
        ("cifrado.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        ("circulo.yaml", RING.encode()),
        ("doble.yaml", DOUBLED.encode()),
        ("roto.yaml", b"ceiba: '1'\nmethodology: gt.municipalidad\nplans: [\n"),
    ],
)
def test_what_cannot_be_used_leaves_with_2_and_a_sentence(
    ceiba: Terminal, command: str, name: str, content: bytes
) -> None:
    outcome = ceiba(command, ceiba.file(name, content))
    assert outcome.code == 2
    assert outcome.out == ""
    assert is_mended(outcome.err)
    assert name in outcome.err or "línea" in outcome.err


@pytest.mark.parametrize("command", ["read", "audit"])
def test_a_file_that_is_not_there(ceiba: Terminal, command: str) -> None:
    outcome = ceiba(command, "no-existe.txt")
    assert (outcome.code, outcome.out) == (2, "")
    assert "No existe el archivo «no-existe.txt»" in outcome.err


def test_a_folder_is_not_a_file(ceiba: Terminal) -> None:
    outcome = ceiba("read", ceiba.folder)
    assert outcome.code == 2
    assert "carpeta" in outcome.err


def test_a_file_that_may_not_be_read(ceiba: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    file = ceiba.file("cerrado.txt", LETTER)
    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read everything, so the mode of the file proves nothing
    outcome = ceiba("read", file)
    assert outcome.code == 2
    assert "permiso" in outcome.err


def test_a_name_that_no_file_can_have(ceiba: Terminal) -> None:
    outcome = ceiba("read", "x" * 5000)
    assert outcome.code == 2
    assert is_mended(outcome.err)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("carta.txt", LETTER.encode()),
        ("carta-latin1.txt", LETTER.encode("latin-1")),
        ("carta-dos.txt", LETTER.replace("\n", "\r\n").encode()),
        ("carta-paginas.txt", LETTER.replace("\n\n", "\n\f\n").encode()),
        ("carta.xyz", LETTER.encode()),
        ("carta.pdf", LETTER.encode()),
        ("bom.txt", b"\xef\xbb\xbf" + LETTER.encode()),
    ],
)
def test_text_without_a_plan_is_read_and_says_so_on_standard_error(ceiba: Terminal, name: str, content: bytes) -> None:
    for command in ("read", "audit"):
        outcome = ceiba(command, ceiba.file(name, content))
        assert outcome.code == 0
        assert f"{name}: se leyó el texto, pero no se encontró ningún plan" in outcome.err


def test_the_content_decides_and_not_the_name(ceiba: Terminal) -> None:
    named_wrong = ceiba.file("plan.xlsx", PLAN.read_bytes())
    shown = json.loads(ceiba("read", named_wrong, "--format", "json").out)
    assert shown["elements"]
    as_yaml = ceiba.file("plan.txt", (EXAMPLES / "valle-alto.yaml").read_bytes())
    assert json.loads(ceiba("read", as_yaml, "--format", "json").out)["institution"]["name"]


@pytest.mark.slow
@pytest.mark.parametrize("change", ["latin-1", "crlf", "form feeds"])
def test_a_plan_is_the_same_plan_however_it_was_saved(ceiba: Terminal, change: str) -> None:
    text = PLAN.read_text(encoding="utf-8")
    plain = json.loads(ceiba("read", PLAN, "--format", "json").out)
    if change == "latin-1":
        text = text.replace("■", "-")
        plain = json.loads(ceiba("read", ceiba.file("valle-alto.txt", text), "--format", "json").out)
        content = text.encode("cp1252")
    elif change == "crlf":
        content = text.replace("\n", "\r\n").encode()
    else:
        content = text.replace("\n\n\n", "\n\f\n\n").encode()
    saved = json.loads(ceiba("read", ceiba.file("valle-alto.txt", content), "--format", "json").out)
    if change == "form feeds":
        assert [e["text"] for e in saved["elements"]] == [e["text"] for e in plain["elements"]]
    else:
        assert saved["elements"] == plain["elements"]
        assert saved["funding"] == plain["funding"]


def test_two_styles_of_numbers_in_one_file_are_read_or_asked_about(ceiba: Terminal) -> None:
    text = PLAN.read_text(encoding="utf-8") + "\nOtros aportes: Q 1.234.567,89 y Q 1,234,567.89\n"
    outcome = ceiba("read", ceiba.file("mixto.txt", text))
    assert outcome.code == 0
    assert "Traceback" not in outcome.err


def test_reading_prints_a_table_of_what_was_found(ceiba: Terminal) -> None:
    outcome = ceiba("read", PLAN)
    assert outcome.code == 0
    assert "MUNICIPALIDAD DE VALLE ALTO" in outcome.out.upper()
    assert "línea" in outcome.out
    assert "→" in outcome.out


@pytest.mark.slow
def test_the_text_form_that_is_printed_can_be_read_again(ceiba: Terminal) -> None:
    printed = ceiba("read", PLAN, "--format", "yaml").out
    assert plan_text.recognises(printed.encode())
    again = ceiba("read", ceiba.file("otra.yaml", printed), "--format", "yaml")
    assert (again.code, again.out) == (0, printed)


def test_the_audit_leaves_with_1_where_there_are_errors_and_0_where_there_are_none(ceiba: Terminal) -> None:
    assert ceiba("audit", PLAN).code == 1
    assert ceiba("audit", ceiba.file("limpio.yaml", CLEAN)).code == 0


def test_the_audit_as_json_keeps_the_contract(ceiba: Terminal) -> None:
    audit = json.loads(ceiba("audit", PLAN, "--format", "json").out)
    assert set(audit) == {"file", "methodology", "findings", "asked"}
    keys = "rule version severity dimension message line quote element facts source".split()
    lines = PLAN.read_text(encoding="utf-8").split("\n")
    assert audit["file"] == "valle-alto.txt"
    for finding in audit["findings"]:
        assert list(finding) == keys
        assert finding["severity"] in {"error", "warning", "notice"}
        assert finding["line"] is None or 1 <= finding["line"] <= len(lines)
        assert finding["element"] is None or isinstance(finding["element"], str)
    for count in audit["asked"].values():
        assert set(count) == {"asked", "passed"}
        assert 0 <= count["passed"] <= count["asked"]


def test_the_audit_as_a_page_is_html(ceiba: Terminal) -> None:
    outcome = ceiba("audit", PLAN, "--format", "html")
    assert outcome.out.lstrip().startswith("<!doctype html>")
    assert outcome.code == 1


@pytest.mark.parametrize("command", ["read", "audit"])
def test_an_unknown_methodology_lists_the_known_ones(ceiba: Terminal, command: str) -> None:
    outcome = ceiba(command, PLAN, "--methodology", "xx.nada")
    assert outcome.code == 2
    assert "xx.nada" in outcome.err
    assert "gt.municipalidad" in outcome.err


def test_the_methodology_asked_for_is_the_one_used(ceiba: Terminal) -> None:
    audit = json.loads(ceiba("audit", PLAN, "--methodology", "base", "--format", "json").out)
    assert audit["methodology"].startswith("base@")


@pytest.mark.slow
def test_a_pipe_that_closes_early_is_no_mistake() -> None:
    import subprocess

    command = f'"{sys.executable}" -m ceiba.cli.main read "{PLAN}" --format json | head -c 10'
    outcome = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=50)
    assert outcome.stdout.startswith("{")
    assert outcome.stderr == ""


@pytest.mark.slow
@pytest.mark.timeout(300)  # a minute of processor, and others may want it too
def test_four_megabytes_are_read(ceiba: Terminal) -> None:
    text = PLAN.read_text(encoding="utf-8") + LETTER * (4_000_000 // len(LETTER.encode()))
    outcome = ceiba("read", ceiba.file("grande.txt", text), "--format", "json")
    assert outcome.code == 0
    assert json.loads(outcome.out)["elements"]
