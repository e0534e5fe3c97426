"""The form of what a project is: its name and code, where it stands, what it costs, whom it serves."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.documents.amounts import amount_columns, amount_names, money_of
from ceiba.exchange.writers.page_money import STATUS_WORDS
from ceiba.institutions.models import Institution
from ceiba.kernel.money import Money
from ceiba.plans.fields import PERIOD_HELP, FigureField, PeriodField, PlainText
from ceiba.plans.forms import Choices, RevisingForm
from ceiba.plans.revising import Told, untold
from ceiba.projects.editing import PROJECTS
from ceiba.projects.forms_photos import check_place
from ceiba.projects.models import Project
from ceiba.ui import formats

AMOUNTS = ("amount", "contribution", "cost")


def money_in(seen: Told, name: str) -> Money | None:
    """Return the money that three told columns stand for, None where there is none."""
    hundredths, currency, printed = (seen.get(column) for column in amount_names(name))
    exact = None if printed is None else Decimal(str(printed))
    return money_of(cast("int | None", hundredths), str(currency or ""), exact)


class ProjectForm(RevisingForm):
    """A project: what it is, where, for how much and for whom."""

    trade = PROJECTS
    name = PlainText(
        label=_("Nombre"),
        rows=2,
        help_text=_("Proceso, objeto y lugar: «Mejoramiento de la escuela primaria en la aldea …»."),
    )
    code = PlainText(label=_("Código nacional"), required=False)
    status = forms.ChoiceField(label=_("Situación"), required=False)
    period = PeriodField(label=_("Período"), help_text=PERIOD_HELP)
    place = PlainText(label=_("Lugar"), required=False, help_text=_("Municipio, aldea o barrio, como se dice."))
    unit = forms.ChoiceField(label=_("Unidad responsable"), required=False)
    amount = FigureField(label=_("Monto del año del plan"))
    contribution = FigureField(
        label=_("Aporte de otra entidad"),
        help_text=_("Lo que un consejo de desarrollo, un fondo o un ministerio da para la obra."),
    )
    cost = FigureField(
        label=_("Costo total"), help_text=_("De todos sus años: lo que suman los montos por año de abajo.")
    )
    women = forms.IntegerField(label=_("Mujeres beneficiarias"), required=False, min_value=0)
    men = forms.IntegerField(label=_("Hombres beneficiarios"), required=False, min_value=0)
    latitude = FigureField(label=_("Latitud"), help_text=_("En grados: 14.63"))
    longitude = FigureField(label=_("Longitud"), help_text=_("En grados: -90.55"))
    function = PlainText(label=_("Función"), required=False)
    priority = PlainText(label=_("Prioridad de gobierno"), required=False)
    note = PlainText(label=_("Observación"), required=False)

    def __init__(
        self, data: Any = None, *, institution: Institution, units: Choices, currency: str, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.institution, self.currency = institution, currency
        words = [(status.value, formats.say()(said).capitalize()) for status, said in STATUS_WORDS.items()]
        cast("forms.ChoiceField", self.fields["status"]).choices = [("", gettext("Sin decir")), *words]
        cast("forms.ChoiceField", self.fields["unit"]).choices = [("", gettext("Sin decir")), *units]

    def begun(self, seen: Told) -> dict[str, Any]:
        """Return the values that the fields begin with; amounts as numbers."""
        plain = {name: value for name, value in seen.items() if name in self.base_fields and name not in AMOUNTS}
        begun = {n: v if n == "unit" else untold(Project, n, v) for n, v in plain.items()}
        amounts = {name: money_in(seen, name) for name in AMOUNTS}
        return {**begun, **{name: money.amount for name, money in amounts.items() if money}}

    def clean(self) -> dict[str, Any]:
        """Return the values; each mistake is told at its field: a place that cannot be right, an amount below zero."""
        given = super().clean() or {}
        check_place(self, self.institution, given)
        for name in AMOUNTS:
            if given.get(name) is not None and given[name] < 0:
                self.add_error(name, gettext("Un monto no es menor que cero."))
        return given

    def wanted(self) -> dict[str, object]:
        """Return the told columns that the editor wants; amounts in their three."""
        columns = {name: value for name, value in super().wanted().items() if name not in AMOUNTS}
        for name in ("function", "priority", "name"):
            columns[name] = columns[name] or ""
        for name in AMOUNTS:
            kept = {column: self.seen[column] for column in amount_names(name) if column in self.seen}
            columns |= kept if kept and name not in self.changed_data else self._money(name)
        return columns

    def _money(self, name: str) -> dict[str, object]:
        amount, before = self.cleaned_data[name], money_in(self.seen, name)
        currency = before.currency if before else self.currency
        return amount_columns(name, None if amount is None else Money(amount, currency))


class SeenForm(RevisingForm):
    """The values that a page of rows was made from, hidden, and the place where a refusal is told."""

    trade = PROJECTS

    def begun(self, seen: Told) -> dict[str, Any]:
        """Return nothing: the rows hold everything."""
        del seen
        return {}
