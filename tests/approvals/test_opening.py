"""A new year: what it would do is said before, is done in one verb, and touches nothing that is over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from ceiba.approvals import amending, opening, services
from ceiba.approvals.opening import Year
from ceiba.indicators.models import Report, ReportingCycle
from ceiba.indicators.queries_entry import answering
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.kernel.period import Period
from ceiba.kernel.states import Value
from ceiba.plans.models import Plan
from ceiba.snapshots.services import current
from tests.approvals.planned import answered
from tests.approvals.reporting import fresh
from tests.cast import snapshot
from tests.indicators.desks import cell, pk_of, save
from tests.people import Office
from tests.snapshots.adopting import adopt_all

YEAR = timezone.localdate().year + 1
POM = f"""
plans:
- id: pom
  kind: pom
  title: Plan de cuatro años
  period: {YEAR - 1}..{YEAR + 2}
  elements:
  - {{id: ax, level: eje, text: Agua}}
  - id: pr
    level: producto
    text: Hogares con agua
    parent: ax
    unit: aguas
    indicators:
    - id: hogares
      text: Hogares conectados
      measure_unit: hogares
      accumulation: sum
      targets: {{{YEAR}: 120, {YEAR}-C1: 40, {YEAR + 1}: 130}}
    - {{id: tarde, text: Hogares con medidor, measure_unit: hogares, targets: {{{YEAR + 2}: 9}}}}
  - id: re
    level: resultado
    text: Menos enfermedad
    parent: ax
    indicators: [{{id: casos, text: Casos de diarrea, measure_unit: casos, direction: down, targets: {{{YEAR}: 7}}}}]
"""


@pytest.fixture
def here(office: Office) -> Office:
    units = "units: [{id: aguas, name: Dirección de aguas, code: '03', parent: despacho}]\n"
    units = units.replace("[{", "[{id: despacho, name: Despacho municipal, code: '01'}, {")
    adopt_all(office.actor(), snapshot(units + POM))
    return office


def foreseen(office: Office, year: int = YEAR) -> Year:
    """Return what opening a year would do."""
    return opening.foresee(office.institution, current(office.institution), year)


def open_it(office: Office, who: str = "planner") -> Year:
    """Open the year as it is foreseen."""
    return opening.open_year(office.actor(who), YEAR, seen=foreseen(office).digest)


def annual() -> Plan:
    """Return the annual plan."""
    return Plan.objects.get(kind="poa")


def test_it_says_before_what_it_will_do_and_then_does_exactly_that(here: Office) -> None:
    found = foreseen(here)
    assert [(c.period.notation(), c.state) for c in found.cycles] == [(f"{YEAR}-C{n}", "new") for n in (1, 2, 3)]
    (one,) = found.annuals
    assert one.plan is not None
    assert [i.text for i in one.plan.indicators] == ["Hogares conectados"]
    assert ([i.text for i in one.left], [i.text for i in one.above]) == (["Hogares con medidor"], ["Casos de diarrea"])
    assert not ReportingCycle.objects.exists()  # looking does nothing
    rows = Entry.objects.count()
    open_it(here)
    assert Entry.objects.count() == rows + 1  # one verb, one entry of the history
    made = current(here.institution).plan(annual().key)
    assert made == one.plan
    assert (annual().state, annual().parent.key) == ("draft", "pom")
    assert [t.period for t in made.indicators[0].targets] == [Period.of_year(YEAR), Period.parse(f"{YEAR}-C1")]
    assert ReportingCycle.objects.count() == 3


def test_a_change_due_years_later_is_not_promised_for_the_year(office: Office) -> None:
    """«Aumentan en un 20 %» until the end of the plan: beside the target of one year the words would be wrong."""
    words = "stated_changes: [{kind: relative, amount: 20, percent: true, text: aumentan en un 20 %}]"
    own = f"baseline: {{value: 100, year: {YEAR - 2}}}, {words}, targets: {{{YEAR}: 105, {YEAR + 2}: 120}}"
    plan = POM.replace(f"targets: {{{YEAR + 2}: 9}}", own).replace("    unit: aguas\n", "")
    adopt_all(office.actor(), snapshot(plan))
    open_it(office)
    copied = {i.text: i for p in current(office.institution).plans if p.kind == "poa" for i in p.indicators}
    assert copied["Hogares con medidor"].target_value == 105
    assert copied["Hogares con medidor"].stated_changes == ()


def test_the_plan_of_several_years_says_what_it_said(here: Office) -> None:
    before = current(here.institution).plan("pom")
    open_it(here)
    assert current(here.institution).plan("pom") == before


def test_a_figure_is_asked_for_once_and_counts_in_both_plans(here: Office) -> None:
    open_it(here)
    first = Period.parse(f"{YEAR}-C1")
    copy = f"hogares-{YEAR}"
    assert answering(here.institution, first)[here.unit("aguas").pk] == [pk_of("tarde"), pk_of(copy)]
    assert pk_of("hogares") in answering(here.institution, Period.of_year(YEAR + 1))[here.unit("aguas").pk]
    report = Report.objects.get(cycle__period=first, unit=here.unit("aguas"))
    ReportingCycle.objects.update(opens=date(2020, 1, 1))
    save(here, fresh(report), cell(copy, 44))
    now = current(here.institution)
    for key in (copy, "hogares"):
        indicator = now.indicator(key)
        assert indicator is not None
        assert [(m.period, m.value) for m in now.measurements_of(indicator)] == [(first, Value(Decimal(44)))]
    assert [m.indicator for m in now.measurements] == [copy]  # kept once


def test_doing_it_again_does_nothing(here: Office) -> None:
    open_it(here)
    again = foreseen(here)
    assert not again.does_something
    assert "Ya existe" in again.annuals[0].why_not
    assert {c.state for c in again.cycles} == {"open"}
    with pytest.raises(Refused, match="nada que hacer"):
        open_it(here)


def test_what_changed_meanwhile_is_not_opened_unseen(here: Office) -> None:
    seen = foreseen(here).digest
    adopt_all(here.actor(), snapshot(POM.replace(": 120", ": 125").replace("    unit: aguas\n", "")))
    with pytest.raises(Refused, match="Algo cambió"):
        opening.open_year(here.actor(), YEAR, seen=seen)


def test_nothing_retroactive(here: Office) -> None:
    over = foreseen(here, YEAR - 2)
    assert "ya terminó" in over.why_not
    with pytest.raises(Refused, match="ya terminó"):
        opening.open_year(here.actor(), YEAR - 2, seen=over.digest)
    open_it(here)
    ReportingCycle.objects.filter(period=Period.parse(f"{YEAR}-C1")).update(closed=timezone.now())
    from ceiba.institutions.verbs import Part, touch

    touch(here.institution.pk, [Part.REPORTING])
    assert foreseen(here).cycles[0].state == "closed"


def test_figures_that_were_reported_stay_where_they_are(here: Office) -> None:
    from ceiba.indicators import services as indicators
    from ceiba.kernel.indicator import Measurement

    indicators.adopt(here.actor(), (), [Measurement("hogares", Period.parse(f"{YEAR}-C1"), Value(Decimal(3)))])
    (one,) = foreseen(here).annuals
    assert one.plan is None
    assert "lo reportado no se mueve" in one.why_not


def test_only_planners_open_a_year(here: Office) -> None:
    for who in ("reviewer", "unit_head", "auditor"):
        with pytest.raises(NotAllowed):
            open_it(here, who)


def test_the_annual_plan_lives_as_every_plan_and_the_other_is_still_amended(here: Office) -> None:
    for key in ("pom",):
        answered(here)
        services.submit(here.actor(), Plan.objects.get(key=key))
        services.approve(here.actor("reviewer"), Plan.objects.get(key=key))
    open_it(here)  # also from a plan that is approved: nothing of it changes
    facts: dict[str, Any] = {"number": "1", "date": date(YEAR, 1, 2), "effective": date(YEAR, 1, 2), "kinds": ["adds"]}
    row = amending.open_amendment(
        here.actor(), Plan.objects.get(key="pom"), **facts, reason="x", act=("a.txt", b"Resolucion inventada")
    )
    amending.discard_amendment(here.actor(), row, note="x")
    assert len(current(here.institution).links) == 2  # what the annual plan repeats is its own, and stays
    answered(here)
    services.submit(here.actor(), annual())
    assert services.approve(here.actor("reviewer"), annual()).number == 1


def test_the_page_says_what_and_does_it(here: Office) -> None:
    client, path = here.client(), f"/{here.slug}/planes/abrir-ano/"
    page = client.get(f"{path}?ano={YEAR}").content.decode()
    for words in (f"POA {YEAR}", "Hogares conectados", "sin meta en este año", "Qué no hace", f"{YEAR}"):
        assert words in page
    assert client.post(path, {"year": YEAR, "seen": "nada"}).status_code == 409
    assert client.post(path, {"year": YEAR, "seen": foreseen(here).digest}).status_code == 302
    assert "no hay nada que hacer" in client.get(f"{path}?ano={YEAR}").content.decode()
    assert "Este año no se abre" in client.get(f"{path}?ano={YEAR - 2}").content.decode()
    assert here.client("reviewer").get(path).status_code == 403
    assert f"/{here.slug}/planes/abrir-ano/" in client.get(f"/{here.slug}/planes/aprobacion/").content.decode()
