"""The last pages of a proposal: what acceptance would change and what the rules would say, and acceptance itself."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ceiba.exchange.decisions import Verdict
from ceiba.exchange.proposal import Proposal as ProposalValue
from ceiba.exchange.writers.page_findings import SEVERITIES, Findings, FindingView
from ceiba.intake import acceptance
from ceiba.intake.acceptance import Moved
from ceiba.intake.listing import change_rows
from ceiba.intake.models import Proposal, State
from ceiba.intake.review import Review
from ceiba.intake.views_proposal import graded, lines_for, review_for, row_of
from ceiba.intake.words import ROW_WORDS, counted
from ceiba.kernel.budget import StatedTotal
from ceiba.kernel.finding import Severity
from ceiba.rules.speech import label
from ceiba.ui import formats

FINDINGS = 50
_CHANGES_SHOWN = 200


@dataclass(frozen=True)
class TotalRow:
    """A sum that the document prints beside the sum of its rows."""

    total: StatedTotal

    @property
    def agrees(self) -> bool:
        """Tell whether the rows above it add up to it, and no row is left out."""
        return self.total.stated.amount == self.total.computed.amount == self.total.computed_all.amount

    @property
    def left_out(self) -> bool:
        """Tell whether rows are printed below the total that it does not count."""
        return self.total.computed.amount != self.total.computed_all.amount


@dataclass(frozen=True)
class Outlook:
    """What acceptance would do, ready to be read."""

    review: Review

    @property
    def new(self) -> list[str]:
        """Return how many things of each noun would be new."""
        return _by_noun(self.review.differences.new)

    @property
    def same(self) -> int:
        """Return how many things are the same already."""
        return len(self.review.differences.same)

    @property
    def missing(self) -> int:
        """Return how many things the plan has and the document lacks."""
        return len(self.review.differences.missing)

    @property
    def withdrawn(self) -> list[str]:
        """Return the names of the elements that would be withdrawn."""
        return [label(f"element/{identifier}", self.review.current) for identifier in sorted(self.review.withdrawn)]

    @property
    def rejected(self) -> int:
        """Return how many things would be left out."""
        return sum(row.verdict == Verdict.REJECTED for row in self.review.verdicts.values())

    @property
    def rows(self) -> list[str]:
        """Return how many rows without a name of their own would be new."""
        found = self.review.differences.rows
        return [f"{formats.number(count)} {ROW_WORDS[name]}" for name, count in found.items() if count]

    @cached_property
    def changed(self) -> list[tuple[str, list[object]]]:
        """Return the things that would change, each with its fields before and after."""
        review = self.review
        shown = list(review.changes.items())[:_CHANGES_SHOWN]
        return [
            (label(subject, review.current), list(change_rows(changes, review.current, review.after)))
            for subject, changes in shown
        ]

    @property
    def changed_count(self) -> int:
        """Return how many things would change."""
        return len(self.review.changes)

    @property
    def severities(self) -> list[tuple[str, str, int]]:
        """Return how many findings of each severity the plan would have, the gravest first."""
        return severities(self.review)

    @property
    def totals(self) -> list[TotalRow]:
        """Return the printed sums, checked."""
        return [TotalRow(total) for total in self.review.kept.totals]


def severities(review: Review) -> list[tuple[str, str, int]]:
    """Return severity, word and count of the findings after acceptance, the gravest first."""
    found = [finding.severity for finding in review.audit.findings]
    return graded({severity: found.count(severity) for severity in SEVERITIES})


def _by_noun(subjects: tuple[str, ...]) -> list[str]:
    counts: dict[str, int] = {}
    for subject in subjects:
        noun = subject.partition("/")[0]
        counts[noun] = counts.get(noun, 0) + 1
    return [counted(noun, count) for noun, count in counts.items()]


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what acceptance would do, and do it once somebody has seen it."""
    row = row_of(request, pk)
    told, status = "", 200
    if request.method == "POST":
        try:
            return _accepted(request, row)
        except Moved as moved:
            told, status = str(moved), moved.status
            row = row_of(request, pk)
    review = review_for(request, row)
    context = {
        "row": row,
        "review": review,
        "outlook": Outlook(review),
        "moved": told,
        "foreign": acceptance.why_foreign(review) if review.is_foreign else "",
        "may": request.actor.may("document.import") and row.state == State.OPEN,
        "current": "imports",
    }
    return render(request, "intake/accept.html", context, status=status)


def _accepted(request: HttpRequest, row: Proposal) -> HttpResponse:
    given = request.POST
    version = int(given["version"]) if given.get("version", "").isdecimal() else -1
    review = review_for(request, row)
    acceptance.accept(request.actor, row, version=version, digest=given.get("digest", ""))
    messages.success(request, _("Aceptado: ya está en el plan, y cada dato recuerda su lugar en el documento."))
    plan = max(review.kept.plans, key=lambda plan: len(plan.elements), default=None)
    return redirect("plan", request.institution.slug, plan.id) if plan else redirect("plans", request.institution.slug)


def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything that the rules would say of the plan after acceptance, the gravest first."""
    row = row_of(request, pk)
    review = review_for(request, row)
    # Lines of another document say nothing here: only what this one holds is quoted in its place.
    value = ProposalValue(review.value.document, review.after, places=review.value.places)
    told = Findings(value, review.audit, formats.figures(), lines_for(row))
    wanted = request.GET.get("gravedad", "")
    views = _gravest(told, wanted if wanted in list(Severity) else "")
    page = Paginator(views, FINDINGS).get_page(request.GET.get("p"))
    context = {
        "row": row,
        "page": page,
        "severities": severities(review),
        "wanted": wanted,
        "asked": told.questions,
        "passed": told.passed,
        "current": "imports",
    }
    return render(request, "intake/findings.html", context)


def _gravest(told: Findings, wanted: str) -> list[FindingView]:
    views = [view for view in told.views if not wanted or view.severity == wanted]
    return sorted(views, key=lambda view: (SEVERITIES.index(view.severity), view.code))
