"""A figure that a register corrects after it was validated is seen by its reviewer, who restates it or leaves it."""

import re

from ceiba.approvals import reviewing
from ceiba.indicators.models import LateFigure, Report
from tests.approvals.reporting import reported
from tests.indicators.desks import pk_of, row
from tests.indicators.fed import bind, says, tell
from tests.people import Office


def late(office: Office) -> Report:
    """Return a validated report of which a register says something else by now."""
    report = reported(office)
    reviewing.validate_report(office.actor("reviewer"), report)
    tell(office, bind(office), says(0, 41, 50))
    return report


def words(content: bytes) -> str:
    """Return what a page says, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode()))


def test_the_reviewer_sees_what_the_register_says_and_restates_with_it(office: Office) -> None:
    report = late(office)
    path = f"/{office.slug}/planes/reportes/{report.pk}/"
    page = words(office.client("reviewer").get(path).content)
    assert "El registro dice ahora 82 (41 / 50) (Agua clorada, de «Análisis de agua»)" in page
    restating = f"{path}rectificar/{pk_of('cloro')}/"
    form = office.client("reviewer").get(restating).content.decode()
    assert 'name="numerator" value="41"' in form
    sent = {"numerator": "41", "denominator": "50", "reason": "Filas que llegaron tarde"}
    assert office.client("reviewer").post(restating, sent).status_code == 302
    assert row("cloro").numerator == 41
    assert LateFigure.objects.get().restatement is not None


def test_or_leaves_the_figure_with_a_reason(office: Office) -> None:
    report = late(office)
    restating = f"/{office.slug}/planes/reportes/{report.pk}/rectificar/{pk_of('cloro')}/"
    missing = office.client("reviewer").post(restating, {"do": "decline", "leave-note": ""})
    assert "Dejarla, con esta razón" in missing.content.decode()
    assert LateFigure.objects.get().settled is None
    sent = {"do": "decline", "leave-note": "La fila es de otro pozo"}
    assert office.client("reviewer").post(restating, sent).status_code == 302
    assert (row("cloro").numerator, LateFigure.objects.get().reason) == (45, "La fila es de otro pozo")


def test_the_goal_says_which_register_measures_it_with_both_numbers(office: Office) -> None:
    from tests.indicators.desks import plant
    from tests.registers.books import adopted
    from tests.registers.test_binding import bound, dispatched

    plant(office)
    register = adopted(office)
    bound(office, register, note="Nota que se lee")
    dispatched(office, register)
    answer = office.client().get(f"/{office.slug}/indicador/cloro")
    page = words(answer.content)
    assert "Lo mide un registro Trámites administrativos: Porcentaje de trámites ingresados que se despacharon" in page
    assert "Nota que se lee" in page
    assert "filas/?periodo=2025-C1" in answer.content.decode()
