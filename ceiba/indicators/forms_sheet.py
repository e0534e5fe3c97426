"""The sheet of an indicator: its kind, its own semaphore, its variables, the parts it opens into, its stages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.indicators.queries import told_variable
from ceiba.kernel.catalogue import UsualDisaggregation
from ceiba.kernel.formula import BadFormula, read_formula
from ceiba.kernel.sheet import Variable
from ceiba.kernel.text import fold
from ceiba.plans.fields import FigureField, PlainText, typed
from ceiba.plans.revising import Told
from ceiba.ui import formats

CUTS = {  # the fields of an own semaphore, lowest first, and the colour that begins there
    "amber_from": "amber",
    "green_from": "green",
    "amber_above": "amber",
    "red_above": "red",
}


class SheetFields(forms.Form):
    """What a sheet says of an indicator besides its figures and its rows."""

    definition = PlainText(label=gettext_lazy("Qué es"), required=False, rows=2)
    method = PlainText(label=gettext_lazy("Cómo se calcula"), required=False, rows=2)
    scope = forms.ChoiceField(label=gettext_lazy("Tipo"), required=False)
    dimension = forms.ChoiceField(label=gettext_lazy("Dimensión"), required=False)
    frequency = forms.TypedChoiceField(
        label=gettext_lazy("Cada cuánto se mide"), required=False, coerce=int, empty_value=None
    )
    assumptions = PlainText(
        label=gettext_lazy("Supuestos"),
        required=False,
        rows=2,
        help_text=gettext_lazy("Qué debe seguir siendo cierto para que la meta se logre."),
    )
    band_low = FigureField(label=gettext_lazy("Banda: desde"), help_text=gettext_lazy("Si debe quedar dentro de una."))
    band_high = FigureField(label=gettext_lazy("Banda: hasta"))
    amber_from = FigureField(label=gettext_lazy("Amarillo desde (%)"))
    green_from = FigureField(label=gettext_lazy("Verde desde (%)"))
    amber_above = FigureField(
        label=gettext_lazy("Amarillo otra vez desde (%)"), help_text=gettext_lazy("Si pasarse también preocupa.")
    )
    red_above = FigureField(label=gettext_lazy("Rojo otra vez desde (%)"))

    seen: dict[str, object]

    def begun_sheet(self, seen: Told) -> dict[str, Any]:
        """Return the values with which the fields begin that stand for a column together, or are a choice of words."""
        band = cast("list[str] | None", seen.get("band")) or ["", ""]
        cuts = cast("list[tuple[str, str | None]]", seen.get("cuts") or [])
        ends = {f"band_{end}": Decimal(edge) for end, edge in zip(("low", "high"), band, strict=True) if edge}
        begins = [Decimal(lower) for _colour, lower in cuts if lower is not None]
        frequency = seen.get("frequency")
        return {**ends, **dict(zip(CUTS, begins, strict=False)), "frequency": str(frequency or "")}

    def clean_sheet(self, given: dict[str, Any]) -> None:
        """Tell at its field what does not fit: one end of a band without the other, bounds that do not grow."""
        low, high = given.get("band_low"), given.get("band_high")
        if (low is None) != (high is None) and not {"band_low", "band_high"} & set(self.errors):
            self.add_error("band_low" if low is None else "band_high", _("Una banda tiene dos extremos."))
        if low is not None and high is not None and low > high:
            self.add_error("band_high", _("Está por debajo del otro extremo."))
        if set(CUTS) & set(self.errors):
            return
        bounds = [(name, given.get(name)) for name in CUTS]
        known = [(name, bound) for name, bound in bounds if bound is not None]
        for (_name, before), (name, bound) in pairwise(known):
            if bound <= before:
                self.add_error(name, _("Cada color empieza más arriba que el anterior."))
        if missing := next((name for name, bound in bounds[: _last(bounds) + 1] if bound is None), None):
            self.add_error(missing, _("Falta decir dónde empieza este color."))

    def wanted_sheet(self) -> dict[str, object]:
        """Return the told columns that several fields stand for; untouched ones as they were seen."""
        found: dict[str, object] = {"band": self.seen.get("band"), "cuts": self.seen.get("cuts") or []}
        given, touched = self.cleaned_data, set(self.changed_data)
        if {"band_low", "band_high"} & touched:
            ends = [given["band_low"], given["band_high"]]
            found["band"] = None if None in ends else [str(end) for end in ends]
        if set(CUTS) & touched:
            cuts = [[colour, str(given[name])] for name, colour in CUTS.items() if given[name] is not None]
            found["cuts"] = [["red", None], *cuts] if cuts else []
        return found


def _last(bounds: Sequence[tuple[str, Decimal | None]]) -> int:
    """Return the place of the last bound that was given; an own semaphore has a green, so at least that of green."""
    given = [place for place, (_name, bound) in enumerate(bounds) if bound is not None]
    return max(given[-1], 1) if given else -1


class SheetRow(forms.Form):
    """A row of the sheet; the head of the table names its fields for who sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def filled(self) -> dict[str, Any]:
        """Return what was typed, without the fields left empty."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", ())}


class VariableForm(SheetRow):
    """An input of the formula."""

    name = PlainText(label=gettext_lazy("Variable"), required=False)
    description = PlainText(label=gettext_lazy("Qué es"), required=False)
    measured_in = PlainText(label=gettext_lazy("Se mide en"), required=False)
    verification = PlainText(label=gettext_lazy("Dónde se comprueba"), required=False)

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` for one without a name."""
        given = super().clean() or {}
        if not given.get("name") and any(given.values()):
            self.add_error("name", _("Escriba cómo se llama la variable en la fórmula."))
        return given


class DisaggregationForm(SheetRow):
    """A way in which the indicator opens into parts."""

    name = PlainText(label=gettext_lazy("Desagregación"), required=False)
    parts = PlainText(label=gettext_lazy("Partes"), required=False)

    def clean_parts(self) -> tuple[str, ...]:
        """Return the parts; ``ValidationError`` where one stands twice."""
        parts = tuple(part.strip() for part in self.cleaned_data["parts"].split(",") if part.strip())
        if double := next((part for part in parts if [fold(p) for p in parts].count(fold(part)) > 1), None):
            raise forms.ValidationError(_("«%(part)s» está dos veces.") % {"part": double})
        return parts

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` where it names no parts, one alone, or has no name."""
        given = super().clean() or {}
        if given.get("name") and "parts" in given and len(given["parts"]) < 2:
            self.add_error("parts", _("Escriba al menos dos partes, separadas por comas: mujeres, hombres."))
        if given.get("parts") and not given.get("name"):
            self.add_error("name", _("Escriba según qué se abre: sexo, edad, territorio…"))
        return given


class MilestoneForm(SheetRow):
    """A stage of an indicator that accumulates by stages, and what it weighs."""

    name = PlainText(label=gettext_lazy("Hito"), required=False)
    weight = FigureField(label=gettext_lazy("Peso"))

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` where one of the two is missing, or the weight is not above zero."""
        given = super().clean() or {}
        weight = given.get("weight")
        if given.get("name") and "weight" in given and (weight is None or weight <= 0):
            self.add_error("weight", _("Escriba cuánto pesa el hito: un número mayor que cero."))
        if weight is not None and not given.get("name"):
            self.add_error("name", _("Escriba cómo se llama el hito."))
        return given


_Variables = forms.formset_factory(VariableForm, extra=2)
_Disaggregations = forms.formset_factory(DisaggregationForm, extra=2)
_Milestones = forms.formset_factory(MilestoneForm, extra=2)


class SheetRows:
    """The rows of a sheet as they were seen, with empty ones for more."""

    def __init__(self, data: Any, seen: Told, usual: Sequence[UsualDisaggregation] = ()) -> None:
        self.seen = seen
        named = {fold(name) for name, _parts in self._kept("disaggregations")}
        self.offered = [way for way in usual if fold(way.label) not in named]
        self.taken = set(data.getlist("usual")) if data is not None else set()
        self.variables = _Variables(
            data, initial=[_begun(kept) for kept in self._kept("variables")], prefix="variables"
        )
        ways = [{"name": name, "parts": ", ".join(parts)} for name, parts in self._kept("disaggregations")]
        self.disaggregations = _Disaggregations(data, initial=ways, prefix="disaggregations")
        stages = [{"name": name, "weight": typed(Decimal(w))} for name, w in self._kept("milestones")]
        self.milestones = _Milestones(data, initial=stages, prefix="milestones")

    @property
    def has_milestones(self) -> bool:
        """Tell whether there are stages, or somebody typed some."""
        return bool(self._kept("milestones")) or self.milestones.is_bound

    def _kept(self, name: str) -> list[Any]:
        return cast("list[Any]", self.seen.get(name) or [])

    def is_valid(self) -> bool:
        """Tell whether all rows are good; what is wrong between two of them is told at the second."""
        each = [rows.is_valid() for rows in (self.variables, self.disaggregations, self.milestones)]
        if not all(each):
            return False
        good = _told_once(self.variables, lambda given: [given.get("name", "")], "name")
        parts = (*self.disaggregations, *self.milestones)
        return _told_once(parts, lambda given: given.get("parts") or [given.get("name", "")], "name") and good

    def columns(self) -> dict[str, object]:
        """Return the told columns that the rows stand for; one that was emptied is gone."""
        return {
            "variables": list(self._rows("variables", lambda given: told_variable(Variable(**given)))),
            "disaggregations": [
                *self._rows("disaggregations", lambda given: [given["name"], list(given["parts"])]),
                *([way.label, list(way.parts)] for way in self.offered if way.key in self.taken),
            ],
            "milestones": list(self._rows("milestones", lambda given: [given["name"], str(given["weight"])])),
        }

    def _rows(self, name: str, made: Callable[[dict[str, Any]], object]) -> Iterator[object]:
        kept = self._kept(name)
        for place, row in enumerate(getattr(self, name)):
            if not row.has_changed() and place < len(kept):
                yield kept[place]
            elif row.has_changed() and row.filled():
                yield made(row.filled())

    def tell_formula(self, form: forms.Form) -> bool:
        """Tell whether the formula of a form can be computed over the variables; say at the formula where it cannot.

        Without variables a formula is words of the document and is left as it stands.
        """
        names = [row.cleaned_data["name"] for row in self.variables if row.cleaned_data.get("name")]
        text = form.cleaned_data.get("formula")
        if not names or not text:
            return True
        try:
            read_formula(text, names)
        except BadFormula as bad:
            place = _("letra %(column)s: %(near)s") % {"column": bad.column, "near": text[bad.column - 1 :][:30]}
            form.add_error("formula", f"{formats.say()(bad.message)} ({place})")
            return False
        return True


def _begun(kept: str | Mapping[str, str]) -> Mapping[str, str]:
    return {"name": kept} if isinstance(kept, str) else kept


def _told_once(rows: Sequence[Any], names: Callable[[dict[str, Any]], Sequence[str]], field: str) -> bool:
    """Tell whether no name comes twice in rows; say it at the row that repeats one."""
    seen: set[str] = set()
    good = True
    for row in rows:
        own = {fold(name) for name in names(row.cleaned_data) if name}
        if own & seen:
            row.add_error(field, _("Ya está en otro renglón."))
            good = False
        seen |= own
    return good
