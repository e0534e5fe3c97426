"""Forms of whoever edits an indicator: what it measures, from which baseline, to which targets."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.documents.adoption import told
from ceiba.exchange.stored import dump_value, load_value
from ceiba.exchange.writers.page_figures import STATE_WORDS
from ceiba.exchange.writers.page_indicators import (
    ACCUMULATION_WORDS,
    DIMENSION_WORDS,
    DIRECTION_WORDS,
    FREQUENCY_WORDS,
    SCOPE_WORDS,
)
from ceiba.indicators.editing import INDICATORS
from ceiba.indicators.forms_sheet import SheetFields
from ceiba.kernel.indicator import Accumulation, Direction, Target
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.states import NO_DATA, Absent, Datum, State, Value
from ceiba.kernel.text import fold
from ceiba.plans.fields import FigureField, PeriodField, PlainText
from ceiba.plans.forms import Choices, RevisingForm
from ceiba.plans.revising import Told
from ceiba.ui import formats

KINDS = {
    UnitKind.COUNT: _("cosas enteras: personas, obras"),
    UnitKind.MAGNITUDE: _("una medida: hectáreas, kilómetros"),
    UnitKind.PERCENT: _("un porcentaje"),
    UnitKind.RATE: _("una tasa: por mil, por cien mil"),
    UnitKind.INDEX: _("un índice o puntaje"),
    UnitKind.MONEY: _("dinero"),
    UnitKind.MILESTONE: _("hecho o no hecho"),
}


def _states() -> Choices:
    words = [(state.value, formats.say()(word).capitalize()) for state, word in STATE_WORDS.items()]
    return [(State.VALUE.value, "—"), *words]


def figure_of(amount: Decimal | None, state: str) -> Datum | None:
    """Return what a number and a state beside it say: the number goes first; None where neither says anything."""
    if amount is not None:
        return Value(amount)
    return Absent(State(state)) if state and state != State.VALUE else None


def unit_named(methodology: Methodology, name: str) -> MeasureUnit:
    """Return the unit of measure that a name stands for in a methodology; one that it does not know counts things."""
    for known in methodology.measure_units:
        if fold(name) in {fold(word) for word in (known.name, *known.words)}:
            kind = UnitKind(known.kind)
            return PERCENT if kind is UnitKind.PERCENT else MeasureUnit(name, kind, known.per)
    return PERCENT if name == PERCENT.name else MeasureUnit(name)


class IndicatorForm(SheetFields, RevisingForm):
    """An indicator without its targets, variables, parts and stages, which have rows of their own."""

    trade = INDICATORS

    text = PlainText(label=_("Indicador"), rows=2)
    unit_name = PlainText(label=_("Unidad de medida"), required=False, help_text=_("Familias, %, hectáreas…"))
    unit_kind = forms.ChoiceField(label=_("Qué clase de unidad es"), required=False)
    unit_per = FigureField(label=_("Por cada"), help_text=_("Solo en tasas: 1000 en «por mil»."))
    direction = forms.ChoiceField(label=_("Qué es mejor"))
    accumulation = forms.ChoiceField(label=_("Cómo se junta un período largo"))
    baseline_value = FigureField(label=_("Línea base"))
    baseline_state = forms.ChoiceField(label=_("Si no hay cifra"), required=False)
    baseline_year = forms.IntegerField(label=_("Año de la línea base"), required=False, min_value=1800, max_value=2200)
    baseline_source = PlainText(label=_("Fuente de la línea base"), required=False)
    baseline_reason = PlainText(
        label=_("Por qué no hay línea base"),
        required=False,
        help_text=_("Solo si no la hay: es la primera vez que se mide…"),
    )
    target_text = PlainText(label=_("Meta en palabras"), required=False, help_text=_("Si el documento la da así."))
    formula = PlainText(
        label=_("Fórmula"),
        required=False,
        help_text=_("Con los nombres de las variables: (Atendidas / Población) × 100. Sin variables queda como texto."),
    )
    denominator = PlainText(
        label=_("Denominador"), required=False, help_text=_("De qué total es parte: hogares urbanos…")
    )
    verification = PlainText(label=_("Medio de verificación"), required=False)
    unit = forms.ChoiceField(label=_("Unidad responsable"), required=False)
    weight = FigureField(label=_("Peso"), help_text=_("Cuánto pesa entre los indicadores del mismo elemento."))

    def __init__(self, data: Any = None, *, units: Choices, methodology: Methodology, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.methodology = methodology
        choice = cast("dict[str, forms.ChoiceField]", self.fields)
        choice["unit"].choices = [("", gettext("La del elemento")), *units[1:]]
        by_name = [("", gettext("La que diga la metodología por su nombre"))]
        choice["unit_kind"].choices = [*by_name, *((kind.value, words) for kind, words in KINDS.items())]
        choice["direction"].choices = [(d.value, formats.say()(w).capitalize()) for d, w in DIRECTION_WORDS.items()]
        joined = [(a.value, formats.say()(w).capitalize()) for a, w in ACCUMULATION_WORDS.items()]
        choice["accumulation"].choices = joined
        choice["baseline_state"].choices = _states()
        for name, words in (("scope", SCOPE_WORDS), ("dimension", DIMENSION_WORDS), ("frequency", FREQUENCY_WORDS)):
            told_choices = [(str(key), formats.say()(word).capitalize()) for key, word in words.items()]
            choice[name].choices = [("", gettext("Sin decir")), *told_choices]

    def begun(self, seen: Told) -> dict[str, Any]:
        """Return the values that the fields begin with; the unit of measure and the baseline in their parts."""
        initial = super().begun(seen)
        unit = load_value(MeasureUnit | None, seen.get("measure_unit"))
        value = initial.get("baseline_value")
        parts = {"unit_name": unit.name, "unit_kind": unit.kind.value, "unit_per": unit.per} if unit else {}
        return {
            "direction": Direction.UP.value,
            "accumulation": Accumulation.LAST.value,
            **initial,
            **parts,
            **self.begun_sheet(seen),
            "baseline_value": value.amount if isinstance(value, Value) else None,
            "baseline_state": value.state.value if isinstance(value, Absent) else State.VALUE.value,
        }

    def clean(self) -> dict[str, Any]:
        """Return the values; ``ValidationError`` where a rate does not say per how many."""
        given = super().clean() or {}
        if given.get("unit_kind") == UnitKind.RATE and not given.get("unit_per"):
            self.add_error("unit_per", gettext("Una tasa dice por cada cuántos."))
        if given.get("unit_kind") and not given.get("unit_name"):
            self.add_error("unit_name", gettext("Escriba cómo se llama la unidad."))
        if given.get("baseline_reason") and given.get("baseline_value") is not None:
            self.add_error("baseline_reason", gettext("Hay una línea base: deje esto vacío, o quite la cifra."))
        self.clean_sheet(given)
        return given

    @property
    def measure_unit(self) -> MeasureUnit | None:
        """Return the unit of measure: as it was seen where nobody touched it, else by its name and kind."""
        if not {"unit_name", "unit_kind", "unit_per"} & set(self.changed_data):
            unit: MeasureUnit | None = load_value(MeasureUnit | None, self.seen.get("measure_unit"))
            return unit
        name, kind = self.cleaned_data["unit_name"], self.cleaned_data["unit_kind"]
        if not name:
            return None
        if kind:
            return MeasureUnit(name, UnitKind(kind), self.cleaned_data["unit_per"])
        return unit_named(self.methodology, name)

    def wanted(self) -> dict[str, object]:
        """Return the told columns that the editor wants."""
        columns = super().wanted()
        given = self.cleaned_data
        value = told(figure_of(given["baseline_value"], given["baseline_state"]))
        if not {"baseline_value", "baseline_state"} & set(self.changed_data):
            value = self.seen.get("baseline_value")
        if value is None and (columns["baseline_year"] is not None or columns["baseline_source"] is not None):
            value = NO_DATA.state.value
        columns["baseline_value"] = value
        columns["measure_unit"] = dump_value(MeasureUnit | None, self.measure_unit)
        return {**columns, **self.wanted_sheet()}


class TargetForm(forms.Form):
    """What is promised for a period."""

    period = PeriodField(label=_("Período"))
    value = FigureField(label=_("Meta"))
    state = forms.ChoiceField(label=_("Si no hay cifra"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = _states()
        for field in self.fields.values():  # the head of the table names them for who sees it
            field.widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` for a period that promises nothing."""
        given = super().clean() or {}
        broken = {"value", "period", "state"} & set(self.errors)
        if not broken and given.get("period") and self.figure is None:
            self.add_error("value", gettext("Escriba la meta, o diga por qué no hay cifra."))
        return given

    @property
    def figure(self) -> Datum | None:
        """Return what is promised, None where the row says nothing."""
        return figure_of(self.cleaned_data.get("value"), self.cleaned_data.get("state", ""))


TargetRows = forms.formset_factory(TargetForm, extra=2)


def target_rows(data: Any, seen: Told) -> Any:
    """Return the rows of targets as they were seen, with empty ones for more."""
    begun = []
    for row in cast("list[Told]", seen.get("targets") or []):
        target = target_of(row)
        number = target.value.amount if isinstance(target.value, Value) else None
        begun.append({"period": target.period, "value": number, "state": target.value.state.value})
    return TargetRows(data, initial=begun, prefix="targets")


def target_of(row: Told) -> Target:
    """Return the target that a told row stands for."""
    columns = INDICATORS.lines["targets"].model._meta
    value, period = (columns.get_field(name).to_python(row[name]) for name in ("value", "period"))
    return Target(value, period)


def targets_of(rows: Sequence[Any], seen: Told) -> tuple[Target, ...]:
    """Return the promised targets; a row that nobody touched is as it was seen, one that was emptied is gone."""
    kept = cast("list[Told]", seen.get("targets") or [])
    found = []
    for place, row in enumerate(rows):
        if not row.has_changed() and place < len(kept):
            found.append(target_of(kept[place]))
        elif row.has_changed() and row.figure is not None:
            found.append(Target(row.figure, row.cleaned_data["period"]))
    return tuple(found)
