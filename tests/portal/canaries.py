"""Canaries: a text of its own in every private field of a snapshot, so that none can get out unseen.

``tests.kernel.test_public_face`` proves that the face holds none; here they are followed to every public address.
"""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_type_hints

from django.utils import timezone

from ceiba.kernel.budget import BudgetLine, Modification, Stage
from ceiba.kernel.check import RuleSetting
from ceiba.kernel.demand import Demand
from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan, Stakeholder
from ceiba.kernel.project import Disbursement, DisbursementStep, Photo, Project, ProjectStage
from ceiba.kernel.public_fields import PRIVATE, SHOWN
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportingCycle, ReportState, Restatement
from ceiba.kernel.risk import Grade, ProjectRisk, Risk
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Place, Source
from ceiba.kernel.states import Value

MARK = "Canario"
DRAFT = Decimal(98765431)  # the value of a figure that nobody validated
TOLD, UNTOLD = "Lo que sí se publica", Period.parse("2025-C2")


def canary(kind: type, name: str) -> str:
    """Return the text that stands in a private field."""
    return f"{MARK}{kind.__name__}{name.title().replace('_', '')}"


def private_texts() -> set[tuple[type, str]]:
    """Return every private field that can hold a text: what must be planted."""
    found = set()
    for kind in (*SHOWN, *PRIVATE):
        hints = get_type_hints(kind)
        for field in fields(kind):
            hint = hints[field.name]
            if field.name not in SHOWN.get(kind, ()) and (hint is str or str in get_args(hint)):
                found.add((kind, field.name))
    return found


def planted(snapshot: Snapshot, until: Period) -> tuple[Snapshot, set[tuple[type, str]]]:
    """Return a snapshot with something of every kind and a canary in every private text, and which were planted."""
    done: set[tuple[type, str]] = set()
    return _planted(_full(snapshot, until), done), done


def _planted(thing: Any, done: set[tuple[type, str]]) -> Any:
    if isinstance(thing, tuple):
        return tuple(_planted(one, done) for one in thing)
    if not is_dataclass(thing) or isinstance(thing, Methodology | Enum | type):
        return thing
    kind, changes = type(thing), {}
    hints = get_type_hints(kind)
    for field in fields(kind):
        hint, hidden = hints[field.name], field.name not in SHOWN.get(kind, ()) and kind in {*SHOWN, *PRIVATE}
        if hidden and (hint is str or str in get_args(hint)):
            changes[field.name] = canary(kind, field.name)
            done.add((kind, field.name))
        else:
            changes[field.name] = _planted(getattr(thing, field.name), done)
    return replace(thing, **changes)


def _full(here: Snapshot, until: Period) -> Snapshot:
    """Return a snapshot in which there is at least one of every kind that has something private."""
    plan, now = next(one for one in here.plans if one.indicators), timezone.now()
    element, indicator = plan.elements[0].id, plan.indicators[0].id
    money = Money(Decimal(1000), "GTQ")
    line = BudgetLine("renglon-canario", "000-001", TOLD, amounts=((Stage.CURRENT, money),))
    who = Stakeholder("quien", "quien")
    hidden = Plan(
        "borrador-oculto",
        plan.kind,
        f"{MARK} plan en borrador",
        plan.period,
        elements=(Element("e-oculto", plan.elements[0].level, f"{MARK} elemento en borrador"),),
        indicators=(Indicator("i-oculto", "e-oculto", f"{MARK} indicador en borrador"),),
    )
    works = Project(
        "obra-canario",
        f"{TOLD}: una obra",
        risks=(ProjectRisk("", Grade.HIGH, Grade.HIGH),),
        stages=(ProjectStage("diseno", planned_start=date(2025, 1, 1)),),
        disbursements=(Disbursement(DisbursementStep.PAID, money),),
        serves=(f"element/{element}",),
    )
    told = replace(plan, stakeholders=(*plan.stakeholders, who))
    return replace(
        here,
        plans=(*(told if one is plan else one for one in here.plans), hidden),
        projects=(*here.projects, works),
        photos=(*here.photos, Photo("f", works.id, "0" * 64, f"{MARK} foto privada")),
        budget_lines=(*here.budget_lines, line),
        modifications=(*here.modifications, Modification("m", line.id, money, TOLD)),
        measurements=(
            *here.measurements,
            Measurement(indicator, until, Value(Decimal(7)), validated_by=f"{MARK} quien validó"),
            Measurement(indicator, UNTOLD, Value(DRAFT)),
            Measurement("i-oculto", until, Value(DRAFT), validated_by=f"{MARK} quien validó"),
        ),
        cycles=(*here.cycles, ReportingCycle("ciclo", "cuatrimestre", until, date(2025, 9, 1), date(2026, 1, 10))),
        reports=(*here.reports, Report("ciclo", None, ReportState.VALIDATED, date(2026, 1, 10))),
        narratives=(
            *here.narratives,
            Narrative(indicator, until, f"{TOLD}: un análisis"),
            Narrative(indicator, UNTOLD, f"{MARK} análisis de lo que nadie validó"),
        ),
        evidence=(*here.evidence, Evidence(indicator, until, "1" * 64, f"{TOLD}: un acta")),
        restatements=(
            *here.restatements,
            Restatement(indicator, until, Value(Decimal(6)), Value(Decimal(7)), TOLD, now, f"{MARK} quien corrigió"),
        ),
        demands=(
            Demand("d1", f"{TOLD}: una demanda", "COCODE", structured=True),
            Demand("d2", f"{MARK} carta de una persona", f"{MARK} persona"),
        ),
        risks=(Risk("", element, "", Grade.HIGH, Grade.HIGH),),
        rule_settings=(RuleSetting("F003", reason="-"),),
        sources=(*here.sources, Source(f"element/{element}", "text", Place(line=1), "una cita", 1.0)),
    )
