"""The law of the trail of reporting: what its tables hold comes back in the snapshot the same, digit by digit."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from ceiba.documents.models import Document
from ceiba.indicators import models as tables
from ceiba.institutions.fields import DatumField
from ceiba.institutions.verbs import Part
from ceiba.kernel.period import Period
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportingCycle, ReportState, Restatement
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, Datum, Value
from ceiba.methodologies.loader import load
from ceiba.snapshots.building import build
from tests.cast import METHODOLOGY
from tests.indicators.desks import plant
from tests.people import Office

AT, DAY = datetime(2025, 6, 3, 14, 5, 9, 120, UTC), date(2025, 5, 31)
PERIODS = tuple(map(Period.parse, ("2025-C1", "2025", "2024-M03..2024-M07", "2020..2032")))
AWKWARD = ("", " a", "uno\n\ndos\n", "\ufeff", "«ñandú» 5 %", "null", "x" * 300, "a\r\nb", "😀")
HASH = "ab" * 32


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    return office


def kept(office: Office, table: type, key: str, **fields: object) -> None:
    table._default_manager.create(institution=office.institution, key=key, **fields)


def figure(value: Datum, pair: tuple[Decimal, Decimal] | None = None) -> dict[str, str | None]:
    numerator, denominator = map(str, pair) if pair else (None, None)
    return {"value": DatumField().text_of(value), "numerator": numerator, "denominator": denominator}


def test_cycles_and_reports_come_back_the_same(planted: Office) -> None:
    cycles = [
        ReportingCycle(f"c{number}", duty, PERIODS[number % 4], date(2000 - number, 1, 1), DAY, closed=number % 2 == 1)
        for number, duty in enumerate(AWKWARD)
    ]
    for one in cycles:
        facts = {"duty": one.duty, "period": one.period, "opens": one.opens, "due": one.due}
        kept(planted, tables.ReportingCycle, one.id, closed=timezone.now() if one.closed else None, **facts)
    assert repr(trail(planted).cycles) == repr(tuple(cycles))
    head = planted.people["unit_head"]
    reports = [
        Report(cycles[number].id, unit, state, DAY, *(2 * (AT, head.name) if who else 4 * (None,)), remark)  # type: ignore[misc]
        for number, (unit, state, who, remark) in enumerate(
            zip((None, "aguas") * 4, [*ReportState] * 2, (False, True, True) * 3, AWKWARD, strict=False)
        )
    ]
    for one in reports:
        kept(
            planted,
            tables.Report,
            f"{one.cycle}/{one.unit}",
            cycle=tables.ReportingCycle.objects.get(key=one.cycle),
            unit=planted.unit("aguas") if one.unit else None,
            state=one.state,
            reported_by=head if one.reported_by else None,
            reviewed_by=head if one.reviewed_by else None,
            reported_at=one.reported_at,
            reviewed_at=one.reviewed_at,
            remark=one.remark,
        )
    # One unit has more time: its own day is the later one, and an extension that was taken back counts for nothing.
    row = tables.Report.objects.get(key="c1/aguas")
    for until, withdrawn in ((date(2025, 7, 1), None), (date(2025, 8, 1), AT)):
        tables.Extension.objects.create(
            institution=planted.institution,
            report=row,
            until=until,
            reason="Lluvia",
            granted_by=head,
            at=AT,
            withdrawn=withdrawn,
        )
    reports[1] = replace(reports[1], due=date(2025, 7, 1))
    assert repr(trail(planted).reports) == repr(tuple(reports))


def trail(office: Office) -> Snapshot:
    """Return what a snapshot says of reporting, read from the tables now."""
    return Snapshot(load(METHODOLOGY), **build(office.institution, Part.REPORTING))


def test_words_files_and_corrections_come_back_the_same(planted: Office) -> None:
    indicator = tables.Indicator.objects.get(key="hogares")
    document = Document.objects.create(
        institution=planted.institution, key=HASH, name="acta 1.pdf", sha256=HASH, size=1, at=AT
    )
    said = [Narrative("hogares", period, *AWKWARD[n : n + 3]) for n, period in enumerate(PERIODS)]
    proved = [Evidence("hogares", p, HASH, "acta 1.pdf", AWKWARD[n], AWKWARD[n + 1]) for n, p in enumerate(PERIODS)]
    pair = (Decimal("1E+3"), Decimal("0.50"))
    corrected = [
        Restatement("hogares", PERIODS[0], Value(Decimal("25.20")), NO_DATA, " a", AT, "Persona clerk", "mujeres"),
        Restatement("hogares", PERIODS[1], NO_DATA, Value(Decimal(0)), "b", AT, act="acta 1.pdf", after_pair=pair),
        Restatement("hogares", PERIODS[2], NOT_APPLICABLE, Value(Decimal("1E+3")), "", AT, before_pair=pair),
    ]
    for number, one in enumerate(said):
        words = {"analysis": one.analysis, "difficulty": one.difficulty, "next_step": one.next_step}
        kept(planted, tables.Narrative, f"n{number}", indicator=indicator, period=one.period, **words)
    for number, file in enumerate(proved):
        facts = {"document": document, "disaggregation": file.disaggregation, "note": file.note, "at": AT}
        kept(planted, tables.Evidence, f"e{number}", indicator=indicator, period=file.period, **facts)
    kept(
        planted,
        tables.Evidence,
        "gone",
        indicator=indicator,
        period=PERIODS[0],
        document=document,
        at=AT,
        withdrawn=True,
    )
    for number, row in enumerate(corrected):
        kept(
            planted,
            tables.Restatement,
            f"r{number}",
            indicator=indicator,
            period=row.period,
            disaggregation=row.disaggregation,
            before=None if row.before is NO_DATA else figure(row.before, row.before_pair),
            after=figure(row.after, row.after_pair),
            reason=row.reason,
            restated_by=planted.people["clerk"] if row.by else None,
            at=row.at,
            act=document if row.act else None,
        )
    found = trail(planted)
    assert repr(found.narratives) == repr(tuple(said))
    assert repr(found.evidence) == repr(tuple(proved))
    assert repr(found.restatements) == repr(tuple(corrected))
