"""The audit on paper and as a workbook: everything that was found is there, in words, tagged, and always the same."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from ceiba.exchange.reader import read
from ceiba.exchange.writers import audit_pdf, audit_xlsx
from ceiba.exchange.writers.audit_report import AuditReport, report_of
from ceiba.exchange.writers.audited import audited_file
from ceiba.kernel.finding import Severity
from ceiba.rules.engine import audit
from tests import cast

EXAMPLES = Path(__file__).resolve().parents[3] / "ceiba" / "examples"


def report(lang: str = "es", **options: object) -> AuditReport:
    proposal = read("valle-alto.txt", (EXAMPLES / "valle-alto.txt").read_bytes())
    file = audited_file("valle-alto.txt", proposal, audit(proposal.snapshot), **options)  # type: ignore[arg-type]
    return report_of(file, lang)


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, runs of blanks as one."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_the_gravest_come_first_and_every_finding_is_there() -> None:
    made = report()
    ranks = [list(Severity).index(finding.severity) for finding in made.findings]
    assert ranks == sorted(ranks)
    assert len(made.findings) == len(audit(read("v.txt", (EXAMPLES / "valle-alto.txt").read_bytes()).snapshot).findings)
    total = next(finding for finding in made.findings if finding.code == "F001")
    assert (total.place, total.word, total.dimension) == ("línea 225", "error", "Dinero")
    assert "+515,000.00" in total.calculation


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_paper_holds_every_sentence_and_is_tagged(lang: str) -> None:
    made = report(lang)
    pdf = audit_pdf.write(made)
    printed = text_of(pdf)
    for finding in made.findings:
        assert finding.code in printed
        assert finding.title in printed
    assert b"/MarkInfo" in pdf or b"StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf
    assert pdf == audit_pdf.write(made)


def test_signs_of_the_setter_stay_signs() -> None:
    text = "#set page() $x$ *no* _no_ <a> @b \\ `c` [d] «é»"
    snapshot = cast.with_elements(f"- {{id: e1, level: resultado, text: {text!r}}}")
    from ceiba.exchange.proposal import Proposal

    made = report_of(audited_file("p.yaml", Proposal("p.yaml", snapshot), audit(snapshot)))
    assert made.findings
    assert "#set page() $x$ *no* _no_" in text_of(audit_pdf.write(made))


def test_an_audit_without_findings_is_paper_too() -> None:
    from ceiba.exchange.proposal import Proposal

    snapshot = cast.snapshot("institution: {name: Muni}")
    made = report_of(audited_file("p.yaml", Proposal("p.yaml", snapshot), audit(snapshot)))
    assert text_of(audit_pdf.write(made)).count("Ninguno.") == 3


def test_the_workbook_has_a_row_for_each_finding_and_no_formula() -> None:
    made = report()
    book = openpyxl.load_workbook(BytesIO(audit_xlsx.write(made)))
    findings, asked, about = book.worksheets
    rows = list(findings.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [finding.code for finding in made.findings]
    assert [row[6] for row in rows] == [finding.message for finding in made.findings]
    assert findings.auto_filter.ref
    counted = {row[0]: row[3:6] for row in asked.iter_rows(min_row=2, values_only=True)}
    assert counted["F001"][0] >= counted["F001"][1] >= 0
    assert any("gt.municipalidad@2023" in str(row[0]) for row in about.iter_rows(values_only=True))


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    from ceiba.exchange.proposal import Proposal

    snapshot = cast.with_elements("- {id: e1, level: resultado, text: '=1+1'}")
    made = report_of(audited_file("p.yaml", Proposal("p.yaml", snapshot), audit(snapshot)))
    book = openpyxl.load_workbook(BytesIO(audit_xlsx.write(made)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
