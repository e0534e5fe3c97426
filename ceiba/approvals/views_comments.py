"""The page of what is said of an element while its plan is prepared."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ceiba.approvals import comments
from ceiba.approvals.forms import CommentForm
from ceiba.approvals.models import Comment
from ceiba.institutions.verbs import Refused
from ceiba.plans.models import Element
from ceiba.plans.trees import above, nearest_unit

_VERBS: dict[str, Callable[..., Any]] = {
    "answer": comments.answer_comment,
    "settle": comments.settle_comment,
    "reopen": comments.reopen_comment,
}


def element_comments(request: HttpRequest, element: str) -> HttpResponse:
    """Show what was said of an element; say something, answer, settle, open again."""
    rows = Element.objects.of(request.institution).select_related("plan", "parent", "unit", "institution")
    row = get_object_or_404(rows, key=element)
    form = CommentForm(request.POST if request.method == "POST" else None)
    form.fields["text"].required = not request.POST.get("thread")  # whoever settles a remark may say nothing
    status = 200
    if form.is_bound and form.is_valid():
        try:
            _act(request, row, form.cleaned_data["text"])
            return redirect(request.path)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
    unit = nearest_unit(row)
    found = comments.threads(request.institution, element)
    actor = request.actor
    may_speak = comments.takes_comments(row.plan) and not row.withdrawn and actor.may("plan.comment", unit)
    plans = actor.may("plan.edit", unit)
    context = {
        "element": row,
        "plan": row.plan,
        "above": above(row),
        "form": form,
        "threads": [(one, plans or one.remark.person_id == actor.person.pk) for one in found],
        "asked": str(request.POST.get("thread", "")),
        "may_speak": may_speak,
        "current": "plans",
    }
    return render(request, "approvals/comments.html", context, status=status)


def _act(request: HttpRequest, row: Element, text: str) -> None:
    number = request.POST.get("thread", "")
    if not number:
        comments.add_comment(request.actor, row, text=text)
        return
    remarks = Comment.objects.filter(element=row, thread=None).select_related("element", "element__institution")
    remark = get_object_or_404(remarks, pk=number if number.isdecimal() else 0)
    _VERBS.get(request.POST.get("do", ""), comments.answer_comment)(request.actor, remark, text=text)
