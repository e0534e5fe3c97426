"""A proposal as the exchange schema of document reading: dictionaries and lists, with a confidence on every entry."""

from decimal import Decimal

from ceiba.exchange.proposal import Proposal
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan, StatementKind
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Source

Entry = dict[str, object]


def write(proposal: Proposal) -> Entry:
    """Return the proposal as an object ready for ``json.dumps``. Amounts are numbers without float noise."""
    return _Writer(proposal).write()


class _Writer:
    def __init__(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._snapshot: Snapshot = proposal.snapshot
        self._units = {unit.id: unit.name for unit in self._snapshot.units}

    def write(self) -> Entry:
        snapshot = self._snapshot
        who = snapshot.institution
        return {
            "file": self._proposal.document,
            "methodology": snapshot.methodology.reference,
            "institution": {
                "name": who.name,
                "country": who.country,
                "confidence": self._confidence("institution", "name"),
            },
            "period": _years(self._period()),
            "mission": self._statement(StatementKind.MISSION),
            "vision": self._statement(StatementKind.VISION),
            "plans": [self._plan(plan) for plan in snapshot.plans],
            "elements": [self._element(e, plan) for plan in snapshot.plans for e in plan.elements],
            "indicators": [self._indicator(i) for i in snapshot.indicators],
            "funding": self._funding(),
            "projects": self._projects(),
            "actors": self._actors(),
            "units": self._unit_rows(),
            "totals": self._totals(),
            "alignment": self._alignment(),
            "statements": self._statements(),
            "citations": self._citations(),
            "questions": [
                _asked(q.text, q.place.line) | {"options": list(q.options)} for q in self._proposal.questions
            ],
            "problems": [_asked(p.text, p.place.line) for p in self._proposal.problems],
        }

    def _source(self, subject: str, name: str = "") -> Source | None:
        return self._snapshot.source_of(subject, name)

    def _line(self, subject: str) -> int | None:
        source = self._source(subject)
        return source.place.line if source else None

    def _confidence(self, subject: str, name: str = "") -> float | None:
        source = self._source(subject, name)
        return source.confidence if source else None

    def _period(self) -> Period | None:
        """Return the period of the first plan that has one, of the longest-lived element where none has."""
        plans = sorted(self._snapshot.plans, key=lambda p: self._line(f"plan/{p.id}") or 0)
        named = next((plan.period for plan in plans if plan.period), None)
        own = [e.period for e in self._snapshot.elements if e.period]
        return named or max(own, key=lambda p: (p.months, -p.first_month), default=None)

    def _statement(self, kind: StatementKind) -> str | None:
        """Return the institution's own mission or vision: that of the plan that has a mission comes first."""
        texts = [(s.text, plan) for plan in self._snapshot.plans for s in plan.statements if s.kind is kind]
        if not texts:
            return None
        missions = {
            plan.id for plan in self._snapshot.plans if any(s.kind is StatementKind.MISSION for s in plan.statements)
        }
        return next((text for text, plan in texts if plan.id in missions), texts[-1][0])

    def _plan(self, plan: Plan) -> Entry:
        return {
            "id": plan.id,
            "kind": plan.kind,
            "title": plan.title,
            "period": _years(plan.period),
            "parent": plan.parent,
            "line": self._line(f"plan/{plan.id}"),
            "confidence": self._confidence(f"plan/{plan.id}"),
        }

    def _element(self, element: Element, plan: Plan) -> Entry:
        subject = f"element/{element.id}"
        return {
            "id": element.id,
            "kind": self._kind(element),
            "code": element.code,
            "text": element.text,
            "parent": element.parent,
            "line": self._line(subject),
            "plan": plan.id,
            "level": element.level,
            "period": _years(element.period),
            "confidence": self._confidence(subject),
        }

    def _kind(self, element: Element) -> str:
        level = self._snapshot.level(element)
        return level.kind if level else element.level

    def _indicator(self, indicator: Indicator) -> Entry:
        subject = f"indicator/{indicator.id}"
        source = self._source(subject)
        final = indicator.final_target
        stated = self._source(subject, "stated_changes")
        return {
            "id": indicator.id,
            "text": indicator.text,
            "element": indicator.element,
            "unit_name": self._units.get(indicator.unit or ""),
            "baseline_value": _number(indicator.baseline_value),
            "baseline_year": indicator.baseline.year if indicator.baseline else None,
            "target_value": _number(_goal_number(indicator)),
            "target_year": final.period.end_year if final and final.period else None,
            "measure_unit": _unit_name(indicator),
            "stated_change": indicator.target_text or (stated.quote if stated else None),
            "line": source.place.line if source else None,
            "confidence": source.confidence if source else None,
        }

    def _funding(self) -> list[Entry]:
        return [
            {
                "source": f.name,
                "amount": _money(f.amount),
                "investment": _money(f.investment),
                "operating": _money(f.operating),
            }
            | self._where(f"funding/{f.id}")
            for f in self._snapshot.funding
        ]

    def _projects(self) -> list[Entry]:
        return [
            {"name": p.name, "code": p.code, "amount": _money(p.amount), "note": p.note}
            | self._where(f"project/{p.id}")
            for p in self._snapshot.projects
        ]

    def _actors(self) -> list[Entry]:
        return [
            {
                "name": k.name,
                "role": k.role,
                "decision_influence": k.decision_influence,
                "implementation_influence": k.implementation_influence,
            }
            | self._where(f"stakeholder/{k.id}")
            for plan in self._snapshot.plans
            for k in plan.stakeholders
        ]

    def _unit_rows(self) -> list[Entry]:
        objectives = {e.unit: e.text for e in self._snapshot.elements if e.unit and self._kind(e) == "unit_objective"}
        indicators: dict[str, list[Indicator]] = {}
        for indicator in self._snapshot.indicators:
            owner = self._snapshot.element(indicator.element)
            if owner is None or self._kind(owner) == "unit_objective":
                indicators.setdefault(indicator.unit or "", []).append(indicator)
        rows = []
        for unit in self._snapshot.units:
            objective = objectives.get(unit.id)
            own = indicators.get(unit.id, [])
            if objective is None and not own:
                continue  # a unit that only answers for elements has no row of a matrix of units
            row: Entry = {
                "name": unit.name,
                "code": unit.code,
                "objective": objective,
                "indicator": " ".join(i.text for i in own) or None,
                "goal": next((i.target_text for i in own if i.target_text), None),
            }
            rows.append(row | self._where(f"unit/{unit.id}"))
        return rows

    def _totals(self) -> list[Entry]:
        return [
            {
                "label": f"{t.label} - {t.column}" if t.column else t.label,
                "stated": _money(t.stated),
                "computed": _money(t.computed),
                "agrees": t.computed.amount == t.stated.amount,
                "computed_all_rows": _money(t.computed_all),
            }
            | self._where(f"total/{t.id}")
            for t in self._snapshot.totals
        ]

    def _alignment(self) -> list[Entry]:
        return [
            {"element": e.id, "framework": a.framework, "codes": list(a.codes)}
            | self._where(f"element/{e.id}", "alignments")
            for e in self._snapshot.elements
            for a in e.alignments
        ]

    def _statements(self) -> list[Entry]:
        return [
            {"kind": s.kind.value, "text": s.text, "plan": plan.id} | self._where(f"statement/{s.id}")
            for plan in self._snapshot.plans
            for s in plan.statements
        ]

    def _citations(self) -> list[Entry]:
        return [
            {"norm": c.norm, "number": c.number, "title": c.title} | self._where(f"citation/{c.id}")
            for plan in self._snapshot.plans
            for c in plan.citations
        ]

    def _where(self, subject: str, name: str = "") -> Entry:
        source = self._source(subject, name)
        return {"line": source.place.line if source else None, "confidence": source.confidence if source else None}


def _asked(text: str, line: int | None) -> Entry:
    return {"text": text, "line": line, "confidence": None}


def _goal_number(indicator: Indicator) -> Decimal | None:
    """Return the number of the goal as printed: the target, or the amount of the one change that stands for it."""
    if indicator.target_value is not None:
        return indicator.target_value
    changes = indicator.stated_changes
    return changes[0].amount if len(changes) == 1 else None


def _unit_name(indicator: Indicator) -> str | None:
    unit = indicator.measure_unit
    if unit is None and not indicator.targets and any(change.percent for change in indicator.stated_changes):
        unit = PERCENT
    if unit is None:
        return None
    return "%" if unit == PERCENT else unit.name


def _years(period: Period | None) -> Entry | None:
    return {"start": period.start_year, "end": period.end_year} if period else None


def _money(money: Money | None) -> int | float | None:
    return _number(money.amount) if money else None


def _number(amount: Decimal | None) -> int | float | None:
    """Return a number that JSON prints as short as it was: whole amounts as integers, others by their own decimals."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
