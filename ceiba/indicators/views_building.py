"""The page on which a result is built: its sentence and its true change are shown before anything is added."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ceiba.indicators.building import Built, build_result
from ceiba.indicators.forms_building import ResultForm
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.plans.forms import level_choices, unit_choices
from ceiba.plans.models import Element, Plan
from ceiba.plans.trees import above, levels_under, methodology_of, siblings
from ceiba.plans.views import done, element_of, refused


def result_build(request: HttpRequest) -> HttpResponse:
    """Build a result in a plan (``?plan=``), under an element (``?parent=``) or at the root.

    The first sending shows the sentence with its figures; the second, of the same sentence, adds it.
    """
    parent = element_of(request, request.GET["parent"]) if request.GET.get("parent") else None
    plans = Plan.objects.of(request.institution)
    if parent is None and not request.GET.get("plan"):
        return render(request, "plans/choose_plan.html", {"plans": plans, "current": "plans", "building": True})
    plan = parent.plan if parent else get_object_or_404(plans, key=request.GET["plan"])
    if parent is None and not request.actor.may("plan.edit"):
        raise NotAllowed(_("En la raíz de un plan agrega quien planifica para toda la institución."))
    form = _form(request, plan, parent)
    built = form.built if form.is_bound and form.is_valid() else None
    status = 200
    if built is not None and form.cleaned_data["shown"] == form.told:
        try:
            return done(request, "", lambda: _build(request, plan, parent, form, built))
        except Refused as refusal:
            status = refused(form, refusal)
    if built is not None:
        form.data = form.data.copy()
        form.data["shown"] = form.told
    return _page(request, plan, parent, form, built, status)


def _form(request: HttpRequest, plan: Plan, parent: Element | None) -> ResultForm:
    methodology = methodology_of(plan)
    beside = [one for one in siblings(plan, parent) if not one.withdrawn]
    return ResultForm(
        request.POST if request.method == "POST" else None,
        methodology=methodology,
        levels=level_choices(levels_under(plan, parent), methodology),
        units=unit_choices(request.institution, request.actor),
        level=beside[-1].level if beside else "",
    )


def _build(request: HttpRequest, plan: Plan, parent: Element | None, form: ResultForm, built: Built) -> Element:
    given = form.cleaned_data
    return build_result(
        request.actor,
        plan,
        built,
        level=given["level"],
        parent=parent,
        source=given["source"] or None,
        every_year=given["every_year"],
        code=given["code"] or None,
        unit=given["unit"] or None,
    )


def _page(
    request: HttpRequest, plan: Plan, parent: Element | None, form: ResultForm, built: Built | None, status: int
) -> HttpResponse:
    slug = request.institution.slug
    context = {
        "plan": plan,
        "parent": parent,
        "form": form,
        "built": built,
        "check": built.intent.check if built else None,
        "way": built.intent.way() if built and form.cleaned_data["every_year"] else (),
        "above": above(parent),
        "back": reverse("element", args=[slug, parent.key]) if parent else reverse("plan", args=[slug, plan.key]),
        "current": "plans",
    }
    return render(request, "indicators/result_build.html", context, status=status)
