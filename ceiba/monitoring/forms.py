"""Which plan and which period somebody looks at."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.kernel.period import Period
from ceiba.kernel.plan import Plan
from ceiba.ui import formats


class ChooseForm(forms.Form):
    """The plan and the period of a board; whatever is asked for that is not there falls back to the latest."""

    plan = forms.ChoiceField(label=_("Plan"))
    periodo = forms.ChoiceField(label=_("Periodo"))

    def __init__(self, plans: Sequence[Plan], periods: Sequence[Period], start: int, initial: dict[str, str]) -> None:
        super().__init__(initial=initial)
        self.fields["plan"].choices = [(plan.id, f"{plan.title or plan.kind}"[:70]) for plan in plans]
        self.fields["periodo"].choices = [(at.notation(start), formats.period(at)) for at in periods]
