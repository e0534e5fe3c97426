"""What can be asked about plans: the kernel values of their rows, and what the editing pages need."""

from collections import defaultdict
from typing import Any

from ceiba.institutions.models import Institution, OwnedQuerySet
from ceiba.kernel import plan as kernel
from ceiba.kernel.plan import LinkKind, StatementKind
from ceiba.kernel.population import Population as KernelPopulation
from ceiba.kernel.risk import Grade, RiskState
from ceiba.kernel.risk import Risk as KernelRisk
from ceiba.plans.models import Alignment, Citation, Element, Link, Plan, Population, Risk, Stakeholder, Statement


def plans(institution: Institution) -> tuple[kernel.Plan, ...]:
    """Return the plans of an institution in order, each with everything that it carries except its indicators."""
    rows = list(
        Plan.objects.of(institution).values_list("pk", "key", "kind", "title", "period", "parent__key", "version")
    )
    elements, statements = _elements(institution), _statements(institution)
    stakeholders, citations = _stakeholders(institution), _citations(institution)
    return tuple(
        kernel.Plan(
            id=key,
            kind=kind,
            title=title,
            period=period,
            parent=parent,
            version=version,
            elements=tuple(elements[pk]),
            statements=tuple(statements[pk]),
            stakeholders=tuple(stakeholders[pk]),
            citations=tuple(citations[pk]),
        )
        for pk, key, kind, title, period, parent, version in rows
    )


def links(institution: Institution) -> tuple[kernel.Link, ...]:
    """Return the links beside the trees, in order."""
    rows = Link.objects.of(institution).values_list("kind", "origin", "destination", "share")
    return tuple(kernel.Link(LinkKind(kind), origin, destination, share) for kind, origin, destination, share in rows)


def risks(institution: Institution) -> tuple[KernelRisk, ...]:
    """Return the risks of an institution's elements, in order."""
    names = ("key", "element__key", "text", "probability", "impact", "cause", "response", "unit__key", "state")
    return tuple(
        KernelRisk(key, element, text, Grade(probability), Grade(impact), cause, response, unit, RiskState(state))
        for key, element, text, probability, impact, cause, response, unit, state in Risk.objects.of(
            institution
        ).values_list(*names)
    )


def populations(institution: Institution) -> tuple[KernelPopulation, ...]:
    """Return the populations of an institution's elements, in order."""
    names = ("key", "element__key", "year", "text", "universe", "target", "eligible", "attended", "reason")
    return tuple(KernelPopulation(*values) for values in Population.objects.of(institution).values_list(*names))


def _elements(institution: Institution) -> dict[int, list[kernel.Element]]:
    alignments = _alignments(institution)
    names = ("plan_id", "pk", "key", "level", "text", "code", "parent__key", "unit__key", "period", "weight")
    found: dict[int, list[kernel.Element]] = defaultdict(list)
    rows = Element.objects.of(institution).values_list(*names, "withdrawn")
    for plan, pk, key, level, text, code, parent, unit, period, weight, withdrawn in rows:
        serves = tuple(alignments.get(pk, ()))
        found[plan].append(kernel.Element(key, level, text, code, parent, unit, period, weight, serves, withdrawn))
    return found


def _alignments(institution: Institution) -> dict[int, list[kernel.Alignment]]:
    found: dict[int, list[kernel.Alignment]] = defaultdict(list)
    rows = Alignment.objects.filter(element__institution=institution)
    for element, framework, codes, share in rows.values_list("element_id", "framework", "codes", "share"):
        found[element].append(kernel.Alignment(framework, tuple(codes), share))
    return found


def _statements(institution: Institution) -> dict[int, list[kernel.Statement]]:
    rows = Statement.objects.of(institution).values_list("plan_id", "key", "kind", "text")
    return _by_plan((plan, kernel.Statement(key, StatementKind(kind), text)) for plan, key, kind, text in rows)


def _stakeholders(institution: Institution) -> dict[int, list[kernel.Stakeholder]]:
    names = ("plan_id", "key", "name", "role", "decision_influence", "implementation_influence")
    rows = Stakeholder.objects.of(institution).values_list(*names)
    return _by_plan((plan, kernel.Stakeholder(*values)) for plan, *values in rows)


def _citations(institution: Institution) -> dict[int, list[kernel.Citation]]:
    rows = Citation.objects.of(institution).values_list("plan_id", "key", "norm", "number", "title")
    return _by_plan((plan, kernel.Citation(*values)) for plan, *values in rows)


def _by_plan(pairs: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for plan, value in pairs:
        found[plan].append(value)
    return found


def by_key(rows: OwnedQuerySet) -> dict[str, Any]:
    """Return rows by their key."""
    return {row.key: row for row in rows}
