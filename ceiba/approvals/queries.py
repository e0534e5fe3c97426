"""What can be asked about approvals: the steps of a plan, its versions, its amendments."""

from ceiba.approvals.models import Amendment, PlanStep, PlanVersion
from ceiba.institutions.models import Institution
from ceiba.plans.models import Plan


def steps(plan: Plan) -> list[PlanStep]:
    """Return the steps of a plan, the last first: one query."""
    return list(PlanStep.objects.filter(plan=plan).select_related("person", "on_behalf_of", "act"))


def submission(plan: Plan) -> PlanStep | None:
    """Return the step by which a plan was sent for the last time."""
    sent = PlanStep.objects.filter(plan=plan, verb="plan.submit")
    return sent.select_related("person", "on_behalf_of").first()


def versions(plan: Plan) -> list[PlanVersion]:
    """Return the approved versions of a plan, the last first, without their text: one query."""
    rows = PlanVersion.objects.filter(plan=plan).defer("text")
    return list(rows.select_related("approved_by", "act").order_by("-number"))


def last_version(plan: Plan) -> PlanVersion | None:
    """Return the last approved version of a plan."""
    return PlanVersion.objects.filter(plan=plan).order_by("-number").first()


def amendments(plan: Plan) -> list[Amendment]:
    """Return the amendments of a plan, the last first: one query."""
    rows = Amendment.objects.filter(plan=plan).select_related("opened_by", "settled_by", "act", "base", "result")
    return list(rows.defer("base__text", "result__text"))


def open_amendment(plan: Plan) -> Amendment | None:
    """Return the amendment that is under way in a plan."""
    rows = Amendment.objects.filter(plan=plan, state=Amendment.State.OPEN)
    return rows.select_related("opened_by", "act", "base").first()


def plans(institution: Institution) -> list[Plan]:
    """Return the plans of an institution: one query."""
    return list(Plan.objects.of(institution))


def versioned(institution: Institution) -> list[Plan]:
    """Return the plans that have an approved version, in their order: one query."""
    known = PlanVersion.objects.of(institution).values("plan")
    return list(Plan.objects.of(institution).filter(pk__in=known))
