"""``ceiba audit`` on a desk and before a commit: many files, purposes, settings, known findings, one rule explained."""

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
import yaml

from tests.cli.terminal import Terminal, process
from tests.cli.test_files import CLEAN, LETTER

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = Path(str(resources.files("ceiba"))) / "examples"
PLAN = EXAMPLES / "valle-alto.txt"
SETTINGS = """
rules:
- {rule: F001, enabled: false, reason: El total es de otra matriz., source: Oficio 3-2026}
- {rule: E004, severity: warning, reason: La auditoría lo pidió así., source: Circular 9-2026}
"""


def findings(ceiba: Terminal, *arguments: str | Path) -> list[dict[str, object]]:
    """Return what an audit found, as JSON."""
    found: list[dict[str, object]] = json.loads(ceiba("audit", *arguments, "--format", "json").out)["findings"]
    return found


def test_several_files_are_audited_and_the_worst_decides(ceiba: Terminal) -> None:
    clean, broken = ceiba.file("limpio.yaml", CLEAN), ceiba.file("roto.pdf", b"%PDF-1.7\n1 0 obj\n")
    assert ceiba("audit", clean, clean).code == 0
    assert ceiba("audit", clean, PLAN).code == 1
    outcome = ceiba("audit", broken, PLAN, clean)
    assert outcome.code == 2
    assert "roto.pdf" in outcome.err
    assert "El total deja renglones fuera" in outcome.out
    assert "limpio.yaml" in outcome.out


def test_several_files_as_json_are_a_list(ceiba: Terminal) -> None:
    logs = json.loads(ceiba("audit", PLAN, ceiba.file("limpio.yaml", CLEAN), "--format", "json").out)
    assert [log["file"] for log in logs] == ["valle-alto.txt", "limpio.yaml"]


def test_a_page_shows_one_file(ceiba: Terminal) -> None:
    outcome = ceiba("audit", PLAN, PLAN, "--format", "html")
    assert (outcome.code, outcome.out) == (2, "")
    assert "html" in outcome.err


def test_quietly_it_is_a_line_a_finding_and_nothing_where_all_is_well(ceiba: Terminal) -> None:
    outcome = ceiba("audit", PLAN, "--quiet")
    lines = outcome.out.splitlines()
    assert len(lines) == len(findings(ceiba, PLAN))
    assert all(line.startswith(f"{PLAN}") for line in lines)
    assert f"{PLAN}:225: error F001 " in outcome.out
    for content in (CLEAN, LETTER):
        outcome = ceiba("audit", ceiba.file("limpio.yaml", content), "--quiet")
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_in_full_it_says_why_and_how_often_each_rule_asked(ceiba: Terminal) -> None:
    usual, full = ceiba("audit", PLAN).out, ceiba("audit", PLAN, "--verbose").out
    why = "Lo que se preguntó: veces, en orden, hallazgos"
    assert why not in usual
    assert why in full
    assert len(full.splitlines()) > len(usual.splitlines()) + 50
    assert ceiba("audit", PLAN, "--verbose", "--quiet").code == 2


def test_a_purpose_leaves_out_what_does_not_matter_that_day(ceiba: Terminal) -> None:
    whole = findings(ceiba, PLAN)
    approval = findings(ceiba, PLAN, "--profile", "approval")
    publication = findings(ceiba, PLAN, "--profile", "publication")
    assert approval == [f for f in whole if f["severity"] in ("error", "warning")]
    assert publication == [
        f for f in whole if f["severity"] in ("error", "warning") or f["dimension"] in ("funding", "evidence")
    ]
    assert findings(ceiba, PLAN, "--profile", "full") == whole
    assert len(approval) < len(publication) < len(whole)
    outcome = ceiba("audit", PLAN, "--profile", "nada")
    assert outcome.code == 2
    assert "approval, publication, full" in outcome.err


def test_a_settings_file_switches_and_grades(ceiba: Terminal) -> None:
    file = ceiba.file("reglas.yaml", SETTINGS)
    found = findings(ceiba, PLAN, "--settings", file)
    assert "F001" in {f["rule"] for f in findings(ceiba, PLAN)}
    assert "F001" not in {f["rule"] for f in found}
    assert {f["severity"] for f in found if f["rule"] == "E004"} == {"warning"}
    told = ceiba("audit", PLAN, "--settings", file, "--verbose").out
    assert "F001: enabled=false · El total es de otra matriz. (Oficio 3-2026)" in told


def test_a_settings_file_names_the_purpose_unless_the_command_does(ceiba: Terminal) -> None:
    file = ceiba.file("reglas.yaml", "profile: approval\n")
    assert findings(ceiba, PLAN, "--settings", file) == findings(ceiba, PLAN, "--profile", "approval")
    assert findings(ceiba, PLAN, "--settings", file, "--profile", "full") == findings(ceiba, PLAN)


def test_a_settings_file_that_no_rule_can_follow_is_unusable(ceiba: Terminal) -> None:
    file = ceiba.file("reglas.yaml", SETTINGS.replace("F001", "F999"))
    outcome = ceiba("audit", PLAN, "--settings", file)
    assert (outcome.code, outcome.out) == (2, "")
    assert "reglas.yaml:3" in outcome.err
    assert "F999" in outcome.err


@pytest.mark.slow
def test_known_findings_count_no_more_until_something_changes(ceiba: Terminal) -> None:
    known = ceiba.folder / "conocidos.json"
    outcome = ceiba("audit", PLAN, "--write-baseline", known)
    assert outcome.code == 0
    assert str(len(findings(ceiba, PLAN))) in outcome.err
    again = ceiba("audit", PLAN, "--baseline", known, "--quiet")
    assert (again.code, again.out) == (0, "")
    text = PLAN.read_text(encoding="utf-8")
    moved = ceiba.file("movido.txt", "\n\n\n" + text)
    assert ceiba("audit", moved, "--baseline", known, "--quiet").out == ""
    worse = ceiba.file("peor.txt", text.replace("9,851,050.00", "9,851,051.00"))
    outcome = ceiba("audit", worse, "--baseline", known, "--quiet")
    assert outcome.code == 1
    assert "F002" in outcome.out
    assert len(outcome.out.splitlines()) <= 3
    told = json.loads(ceiba("audit", PLAN, "--baseline", known, "--format", "json").out)
    assert (told["known"], told["findings"]) == (len(findings(ceiba, PLAN)), [])
    assert ceiba("audit", PLAN, "--baseline", PLAN).code == 2


@pytest.mark.slow
def test_a_baseline_is_written_in_the_same_order_each_time(ceiba: Terminal) -> None:
    one, other = ceiba.folder / "a.json", ceiba.folder / "b.json"
    ceiba("audit", PLAN, EXAMPLES / "valle-alto.yaml", "--write-baseline", one)
    ceiba("audit", EXAMPLES / "valle-alto.yaml", PLAN, "--write-baseline", other)
    assert one.read_bytes() == other.read_bytes()


def test_the_result_goes_into_a_file(ceiba: Terminal) -> None:
    target = ceiba.folder / "auditoria.sarif"
    outcome = ceiba("audit", PLAN, "--format", "sarif", "--out", target)
    assert (outcome.code, outcome.out) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert list(ceiba.folder.glob("*.part")) == []
    outcome = ceiba("audit", PLAN, "--out", ceiba.folder / "no" / "hay" / "tal")
    assert outcome.code == 2
    assert "No se pudo escribir" in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize(("form", "first"), [("pdf", b"%PDF-"), ("xlsx", b"PK")])
def test_paper_and_workbook_go_into_a_file(ceiba: Terminal, form: str, first: bytes) -> None:
    target = ceiba.folder / f"auditoria.{form}"
    assert ceiba("audit", PLAN, "--format", form, "--out", target).code == 1
    assert target.read_bytes().startswith(first)
    outcome = ceiba("audit", PLAN, "--format", form)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--out" in outcome.err


@pytest.mark.parametrize("code", ["F003", "f003"])
def test_a_rule_is_explained(ceiba: Terminal, code: str) -> None:
    outcome = ceiba("audit", "--explain", code)
    assert outcome.code == 0
    for words in ("F003 · ", "Por qué importa", "Qué hacer", "Así lo encuentra", "Así está bien", "base@1"):
        assert words in outcome.out


def test_an_explanation_tells_where_each_value_comes_from(ceiba: Terminal) -> None:
    of_guatemala = ceiba("audit", "--explain", "C006", "--methodology", "gt.municipalidad").out
    assert "de la metodología" in of_guatemala
    assert "Normas SNIP" in of_guatemala
    file = ceiba.file("reglas.yaml", SETTINGS)
    decided = ceiba("audit", "--explain", "E004", "--settings", file).out
    assert "severity: warning  (de la institución; sin esa decisión sería notice)" in decided
    assert "Circular 9-2026" in decided


def test_a_rule_that_does_not_exist_lists_those_that_do(ceiba: Terminal) -> None:
    outcome = ceiba("audit", "--explain", "F999")
    assert outcome.code == 2
    assert "F003" in outcome.err


def test_without_a_file_it_says_what_is_missing(ceiba: Terminal) -> None:
    outcome = ceiba("audit")
    assert outcome.code == 2
    assert "Falta ARCHIVO" in outcome.err


def test_an_explanation_speaks_english(ceiba: Terminal) -> None:
    outcome = ceiba("audit", "--explain", "F003", "--lang", "en")
    assert "Por qué" not in outcome.out


@pytest.mark.slow
def test_no_form_of_the_audit_imports_django(tmp_path: Path) -> None:
    forms = [["--format", form] for form in ("text", "json", "sarif", "html")] + [["--explain", "F003"]]
    forms += [["--format", form, "--out", str(tmp_path / f"a.{form}")] for form in ("pdf", "xlsx")]
    for form in forms:
        program = (
            "import sys\nfrom ceiba.cli.main import run\n"
            f"run(['audit', {str(PLAN)!r}, *{form!r}])\n"
            "assert not any(name.partition('.')[0] == 'django' for name in sys.modules), 'django'\n"
        )
        outcome = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=50)
        assert outcome.returncode == 0, outcome.stderr


@pytest.mark.slow
def test_the_hook_for_commits_runs_what_it_says(tmp_path: Path) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language", "files"} <= set(hook)
    name, *arguments = hook["entry"].split()
    assert name == "ceiba"
    plan = tmp_path / "plan.yaml"
    plan.write_bytes((EXAMPLES / "valle-alto.yaml").read_bytes())
    outcome = process(*arguments, plan)
    assert outcome.returncode == 1
    assert ": error F001 " in outcome.stdout
