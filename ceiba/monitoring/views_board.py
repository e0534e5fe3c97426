"""The board, the data behind a cell, the sheet of one page, the page of an indicator, and what asks for attention."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ceiba.kernel.period import Period
from ceiba.kernel.plan import Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.attention import AttentionPage
from ceiba.monitoring.board import Board, chosen
from ceiba.monitoring.board import board as board_of
from ceiba.monitoring.board_page import BoardPage
from ceiba.monitoring.branch import BranchPage
from ceiba.monitoring.decisions import Decisions
from ceiba.monitoring.gaps import gaps
from ceiba.monitoring.goal import GoalPage
from ceiba.monitoring.views import Here

ROWS = 50
ON_SHEET = 9  # rows of the matrix that fit beside the rest on one page


@dataclass(frozen=True)
class Asked:
    """The plan and the period that an address asks for: by default the first plan with figures, the latest period."""

    request: HttpRequest
    snapshot: Snapshot

    @property
    def today(self) -> date:
        """Return the day on which the page is read."""
        return timezone.localdate()

    @cached_property
    def plan(self) -> Plan | None:
        """Return the plan: the one asked for, else the first that was ever measured, else the first."""
        plans, wanted = self.snapshot.plans, self.request.GET.get("plan", "")
        asked = self.snapshot.plan(wanted) if wanted else None
        measured = (plan for plan in plans if any(self.snapshot.measurements_of(i) for i in plan.indicators))
        return asked or next(measured, plans[0] if plans else None)

    @cached_property
    def period(self) -> Period | None:
        """Return the period."""
        if self.plan is None:
            return None
        return chosen(self.snapshot, self.plan, self.request.GET.get("periodo", ""), self.today)

    @cached_property
    def board(self) -> Board | None:
        """Return the board; None where there is no plan, or no period to look at."""
        if self.plan is None or self.period is None:
            return None
        return board_of(self.snapshot, self.plan, self.period, self.today)


def board(request: HttpRequest) -> HttpResponse:
    """Show how a plan goes in a period; its matrix under one element with ``?rama=``."""
    here = Here(request)
    asked = Asked(request, here.snapshot)
    if asked.board is None:
        return render(request, "monitoring/board_empty.html", {"plan": asked.plan, "current": "board"})
    above = here.snapshot.element(request.GET.get("rama", ""))
    if above is not None and (above.withdrawn or here.snapshot.plan_of(above) is not asked.plan):
        above = None
    page = BoardPage(here.slug, asked.board, above)
    context = {
        "page": page,
        "board": asked.board,
        "decisions": Decisions(here.slug, asked.board),
        "gaps": gaps(asked.board),
        "current": "board",
    }
    return render(request, "monitoring/board.html", context)


def sheet(request: HttpRequest) -> HttpResponse:
    """Show the board on one printed page, for the authority."""
    here = Here(request)
    asked = Asked(request, here.snapshot)
    if asked.board is None:
        return render(request, "monitoring/board_empty.html", {"plan": asked.plan, "current": "board"})
    page = BoardPage(here.slug, asked.board, most=ON_SHEET)
    context = {
        "page": page,
        "board": asked.board,
        "decisions": Decisions(here.slug, asked.board),
        "today": asked.today,
        "current": "board",
    }
    return render(request, "monitoring/board_sheet.html", context)


def cell(request: HttpRequest, key: str) -> HttpResponse:
    """Show the data behind a cell of the matrix: every indicator of a branch in a period, with its sum."""
    here = Here(request)
    element = here.snapshot.element(key)
    if element is None or element.withdrawn:
        raise Http404
    plan, today = here.snapshot.plan_of(element), timezone.localdate()
    period = chosen(here.snapshot, plan, request.GET.get("periodo", ""), today)
    if period is None:
        raise Http404
    page = BranchPage(here.slug, board_of(here.snapshot, plan, period, today), element)
    judged = Paginator(page.judged, ROWS).get_page(request.GET.get("page"))
    return render(request, "monitoring/board_cell.html", {"page": page, "judged": judged, "current": "board"})


def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """Show one indicator: its way, its projection, every period with its sum, what was said and proved, its history."""
    here = Here(request)
    found = here.snapshot.indicator(key)
    if found is None:
        raise Http404
    page = GoalPage(here.slug, here.snapshot, found, timezone.localdate())
    subjects = (address("indicator", found.id),)
    rows = here.findings(subjects)
    context = {
        "page": page,
        "findings": rows,
        "origins": here.origins(subjects),
        "past": here.past(subjects, rows),
        "may_edit": here.may_edit(subjects[0]),
        "may_answer": request.actor.may_somewhere("finding.answer"),
        "may_bind": request.actor.may("plan.edit"),
        "current": "board",
    }
    return render(request, "monitoring/goal.html", context)


def attention(request: HttpRequest) -> HttpResponse:
    """Show who never reports, which indicator never moves, and which target was copied from the year before."""
    here = Here(request)
    asked = Asked(request, here.snapshot)
    page = AttentionPage(here.slug, here.snapshot, asked.plan, asked.today)
    context = {"page": page, "reporting": request.actor.may_somewhere("report.enter"), "current": "board"}
    return render(request, "monitoring/board_attention.html", context)
