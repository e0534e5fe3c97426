"""The page of a register's privacy: who sees what, for how long personal data is kept, and who opened it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.registers.designing import privacy_lines
from ceiba.registers.models import RegisterRow
from ceiba.registers.openings import openings_of, takings_of
from ceiba.registers.queries_rows import Reader
from ceiba.registers.retention import forgotten, personal_fields, rule_of, settle_retention
from ceiba.registers.views_rows import reader_of, shell_of


class RetentionForm(forms.Form):
    """After how many years personal data is blanked."""

    years = forms.IntegerField(label=gettext_lazy("Años desde el último cambio"), min_value=1, max_value=100)
    texts = forms.BooleanField(
        label=gettext_lazy("También los textos libres que lee toda la institución"), required=False
    )
    source = forms.CharField(label=gettext_lazy("Acuerdo o norma que lo decide"), max_length=500)


def register_privacy(request: HttpRequest, key: str) -> HttpResponse:
    """Show who sees what of a register and, to those who audit, who opened what few may read; take the rule."""
    reader = reader_of(request, key)
    may_manage, may_audit = request.actor.may("register.manage"), request.actor.may("history.view")
    if not (may_manage or may_audit):
        raise NotAllowed(_("Esta página es de quien administra los registros y de quien audita."))
    rule = rule_of(request.institution, reader.register)
    initial = {"years": rule.years, "texts": rule.texts, "source": rule.source} if rule else None
    asked = request.GET.get("fila", "").strip()
    form = RetentionForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            settle_retention(request.actor, reader.register, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Guardado. Se aplica cada noche."))
            return redirect("register_privacy", request.institution.slug, key)
    context = {
        **shell_of(request, reader, "register_privacy"),
        "privacy": privacy_lines(reader.type),
        "personal": personal_fields(reader.type),
        "texts": personal_fields(reader.type, texts=True),
        "forgotten": forgotten(reader.register),
        "openings": openings_of(reader.register, _number(reader, asked)) if may_audit else None,
        "takings": takings_of(reader.register) if may_audit and not asked else None,
        "asked": asked,
        "rule": rule,
        "form": form,
        "may_settle": may_manage,
    }
    return render(request, "registers/privacy.html", context, status=status)


def _number(reader: Reader, asked: str) -> int | None:
    """Return the number of the row that somebody asks about, by its code or number; 0: none, None: nobody asks."""
    if not asked:
        return None
    rows = RegisterRow.objects.filter(register=reader.register)
    found = rows.filter(code__iexact=asked).values_list("number", flat=True).first()
    if found is None and asked.isdecimal() and len(asked) < 16:
        found = int(asked)
    return found or 0
