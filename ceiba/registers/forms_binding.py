"""Forms of whoever lets a register measure an indicator, and of whoever ends it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.indicators.models import Indicator
from ceiba.institutions.forms import DayInput
from ceiba.kernel.register_measure import Measure
from ceiba.plans.fields import PlainText
from ceiba.registers.measure_words import dimension_label, part_label
from ceiba.registers.models import Register
from ceiba.registers.queries_tallies import tables
from ceiba.registers.queries_types import type_of

PART = "parte-"


class BindingForm(forms.Form):
    """Which indicator a measure of a register measures, narrowed to which parts, from when until when."""

    indicator = forms.ChoiceField(label=gettext_lazy("Indicador"))
    since = forms.DateField(
        label=gettext_lazy("Lo mide desde"),
        widget=DayInput(),
        help_text=gettext_lazy("Da cifra a los períodos que caben enteros desde este día: use el primer día de uno."),
    )
    until = forms.DateField(label=gettext_lazy("Hasta"), widget=DayInput(), required=False)
    note = PlainText(
        label=gettext_lazy("Nota para quien lea la cifra"),
        required=False,
        rows=2,
        help_text=gettext_lazy("Por ejemplo, si la medida no dice exactamente lo mismo que el indicador."),
    )

    def __init__(self, data: Any = None, *, register: Register, measure: Measure, chosen: str = "") -> None:
        super().__init__(data, initial={"since": date(register.since.year, 1, 1), "indicator": chosen})
        self.register, self.measure = register, measure
        self.rows = {row.key: row for row in _indicators(register)}
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *_grouped(list(self.rows.values()))]
        for name in measure.by:
            self.fields[PART + name] = self._part(name)

    def _part(self, name: str) -> forms.ChoiceField:
        shape = type_of(self.register.edition)
        options = [(option.key, option.label) for option in shape.parts_of(name) or ()]
        if name == "state":
            options = [(state.key, state.label) for state in shape.states]
        known = options or [(part, part_label(shape, name, part)) for part in self._occurring(name)]
        return forms.ChoiceField(label=dimension_label(shape, name), choices=[("", _("Todo")), *known], required=False)

    def _occurring(self, name: str) -> list[str]:
        """Return the places or units that rows name by now."""
        found = tables(self.register, [self.measure.key]).values()
        return sorted({part for one in found if name in one.measure.by for part in one.parts(name) if part})

    @property
    def parts(self) -> list[forms.BoundField]:
        """Return the inputs that narrow the measure."""
        return [self[name] for name in self.fields if name.startswith(PART)]

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what the verb takes, of a form that is valid."""
        given = self.cleaned_data
        where = {name: given[PART + name] for name in self.measure.by if given.get(PART + name)}
        return {
            "measure": self.measure.key,
            "since": given["since"],
            "until": given["until"],
            "where": where,
            "note": given["note"],
        }

    @property
    def row(self) -> Indicator:
        """Return the indicator that was chosen, of a form that is valid."""
        return self.rows[self.cleaned_data["indicator"]]


class EndForm(forms.Form):
    """The last day on which a register measures an indicator, and why."""

    until = forms.DateField(label=gettext_lazy("Último día en que lo mide"), widget=DayInput())
    reason = PlainText(label=gettext_lazy("Por qué deja de medirlo"), rows=2)


def _indicators(register: Register) -> list[Indicator]:
    rows = Indicator.objects.of(register.institution).filter(withdrawn=False).select_related("element", "plan")
    return list(rows.exclude(element__withdrawn=True).order_by("plan__position", "element__position", "position"))


def _grouped(rows: list[Indicator]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        groups.setdefault(row.plan.title or row.plan.key, []).append((row.key, row.text[:160]))
    return list(groups.items())
