"""How each part of a snapshot comes from its tables."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ceiba.budgets import procurement_queries as procurement
from ceiba.budgets import queries as budgets
from ceiba.documents import queries as documents
from ceiba.indicators import queries as indicators
from ceiba.indicators import queries_bindings as bindings
from ceiba.indicators import queries_reporting as reporting
from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.queries_rules import rule_settings
from ceiba.institutions.verbs import Part
from ceiba.kernel import unit as kernel
from ceiba.methodologies.loader import load
from ceiba.participation import queries as participation
from ceiba.plans import queries as plans
from ceiba.projects import queries as projects
from ceiba.registers import queries as registers

Fields = Mapping[str, Any]


def build(institution: Institution, part: Part) -> Fields:
    """Return the fields of the snapshot that a part holds, read from the tables now."""
    return _BUILDERS[part](institution)


def _institution(institution: Institution) -> Fields:
    row = Institution.objects.get(pk=institution.pk)
    value = kernel.Institution(row.name or None, row.country or None, row.territory or None, row.invented)
    return {"methodology": load(row.methodology), "institution": value}


def _plan(institution: Institution) -> Fields:
    measures = indicators.indicators(institution)
    whole = tuple(
        replace(plan, indicators=tuple(measures[plan.id])) if plan.id in measures else plan
        for plan in plans.plans(institution)
    )
    return {
        "plans": whole,
        "links": plans.links(institution),
        "risks": plans.risks(institution),
        "populations": plans.populations(institution),
    }


def _units(institution: Institution) -> Fields:
    rows = Unit.objects.of(institution).values_list("key", "name", "code", "parent__key", "process")
    units = (kernel.Unit(key, name, code or None, parent, process or None) for key, name, code, parent, process in rows)
    return {"units": tuple(units)}


def _money(institution: Institution) -> Fields:
    return {
        "funding": budgets.funding(institution),
        "totals": budgets.totals(institution),
        "budget_lines": budgets.budget_lines(institution),
        "modifications": budgets.modifications(institution),
        "income": budgets.income(institution),
        "procurement": procurement.procurement(institution),
    }


def _reporting(institution: Institution) -> Fields:
    return {
        "cycles": reporting.cycles(institution),
        "reports": reporting.reports(institution),
        "narratives": reporting.narratives(institution),
        "evidence": reporting.evidence(institution),
        "restatements": reporting.restatements(institution),
    }


_BUILDERS: Mapping[Part, Callable[[Institution], Fields]] = {
    Part.INSTITUTION: _institution,
    Part.PLAN: _plan,
    Part.UNITS: _units,
    Part.MEASUREMENTS: lambda here: {"measurements": indicators.measurements(here)},
    Part.REPORTING: _reporting,
    Part.MONEY: _money,
    Part.PROJECTS: lambda here: {"projects": projects.projects(here), "photos": projects.photos(here)},
    Part.REGISTERS: lambda here: {
        "register_measures": registers.register_measures(here),
        "bindings": bindings.bindings(here),
    },
    Part.DEMANDS: lambda here: {"demands": participation.demands(here)},
    Part.SOURCES: lambda here: {"sources": documents.sources(here)},
    Part.RULES: lambda here: {"rule_settings": rule_settings(here)},
}
