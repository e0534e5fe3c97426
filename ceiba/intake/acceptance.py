"""Acceptance: a proposal becomes part of the plan, whole or not at all."""

from django.utils.translation import gettext as _

from ceiba.budgets import procurement
from ceiba.budgets import services as budgets
from ceiba.documents import services as documents
from ceiba.indicators import services as indicators
from ceiba.institutions import services as institutions
from ceiba.institutions.actor import Actor
from ceiba.institutions.jobs import later
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused, verb
from ceiba.intake import queries
from ceiba.intake.models import Proposal, State
from ceiba.intake.reading import revisions
from ceiba.intake.review import Review, review_of
from ceiba.intake.services import settle
from ceiba.participation import services as participation
from ceiba.plans import populations, risks
from ceiba.plans import services as plans
from ceiba.projects import services as projects
from ceiba.registers import binding
from ceiba.registers import services as registers
from ceiba.snapshots import services as snapshots


class Moved(Refused):
    """What would be accepted is no longer what the person saw."""


@verb("intake.accept", needs="document.import")
def accept(actor: Actor, proposal: Proposal, *, version: int | None = None, digest: str | None = None) -> None:
    """Take a proposal into the plan in one transaction: units, plans, indicators, money, projects, sources.

    ``version`` and ``digest`` name what the person saw (``Review``): ``Moved`` where the plan or the decisions changed
    meanwhile so that acceptance would do something else. ``Refused`` where it was settled already, or where the
    institution's methodology does not know its levels. Things that the document lacks stay unless they were marked.
    """
    here = actor.institution
    Institution.objects.select_for_update().get(pk=here.pk)  # one acceptance at a time
    row = queries.proposals(here).get(pk=proposal.pk)
    settle(actor, row, State.ACCEPTED)
    before = revisions(here)
    review = review_of(row, snapshots.current(here))
    _still_as_seen(review, row, version, digest)
    if review.is_foreign:
        raise Refused(why_foreign(review))
    _adopt(actor, review, row)
    if revisions(here) != before:
        raise Moved(_("El plan cambió mientras se aceptaba. Nada se guardó: vuelva a intentarlo."))
    later(Actor.system(here), "audits.refresh")  # so that nobody's first page waits for the rules


def _still_as_seen(review: Review, row: Proposal, version: int | None, digest: str | None) -> None:
    if digest is not None and digest != review.digest:
        raise Moved(
            _(
                "El plan cambió mientras usted revisaba. Sus decisiones se conservan: "
                "mire lo que cambiaría ahora y acepte de nuevo."
            )
        )
    if version is not None and version != row.version:
        raise Moved(_("Otra persona decidió algo mientras usted revisaba. Mire la propuesta y acepte de nuevo."))


def why_foreign(review: Review) -> str:
    """Return why a proposal that was read with another methodology cannot be taken, and the ways out."""
    theirs, ours = review.value.snapshot.methodology, review.current.methodology
    return _(
        "Este documento se leyó con «%(theirs)s» y la institución sigue «%(ours)s»: no se pueden mezclar. "
        "Léalo de nuevo con la suya o, si todavía no hay planes, pida cambiarla en los ajustes."
    ) % {"theirs": theirs.title, "ours": ours.title}


def _adopt(actor: Actor, review: Review, row: Proposal) -> None:
    kept, taken = review.kept, review.adopted_plans
    institutions.adopt_units(actor, kept.units)
    plans.adopt(actor, taken, kept.links)
    indicators.adopt(actor, taken, kept.measurements)
    budgets.adopt(actor, kept.funding, kept.totals, kept.budget_lines, kept.modifications, kept.income)
    procurement.adopt(actor, kept.procurement)
    projects.adopt(actor, kept.projects)
    registers.adopt(actor, kept.register_measures)
    binding.adopt_bindings(actor, kept.bindings)
    participation.adopt(actor, kept.demands)
    risks.adopt(actor, kept.risks)
    populations.adopt(actor, kept.populations)
    documents.adopt_sources(actor, kept.sources, row.document)
