"""The road in, whole: what the acceptance of a proposal calls, part by part."""

from ceiba.budgets import procurement
from ceiba.budgets import services as budgets
from ceiba.documents import services as documents
from ceiba.indicators import services as indicators
from ceiba.institutions import services as institutions
from ceiba.institutions.actor import Actor
from ceiba.kernel.snapshot import Snapshot
from ceiba.participation import services as participation
from ceiba.plans import populations, risks
from ceiba.plans import services as plans
from ceiba.projects import services as projects
from ceiba.registers import binding
from ceiba.registers import services as registers


def adopt_all(actor: Actor, snapshot: Snapshot) -> None:
    """Take over everything that a snapshot holds."""
    institutions.adopt_units(actor, snapshot.units)
    plans.adopt(actor, snapshot.plans, snapshot.links)
    indicators.adopt(actor, snapshot.plans, snapshot.measurements)
    budgets.adopt(
        actor, snapshot.funding, snapshot.totals, snapshot.budget_lines, snapshot.modifications, snapshot.income
    )
    procurement.adopt(actor, snapshot.procurement)
    projects.adopt(actor, snapshot.projects)
    registers.adopt(actor, snapshot.register_measures)
    binding.adopt_bindings(actor, snapshot.bindings)
    participation.adopt(actor, snapshot.demands)
    risks.adopt(actor, snapshot.risks)
    populations.adopt(actor, snapshot.populations)
    documents.adopt_sources(actor, snapshot.sources, None)
