"""The forms by which a sheet comes into a register: the file, and what each of its columns is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.exchange.language import Translate
from ceiba.exchange.readers.sheets.cells import column_letters
from ceiba.exchange.register_sheet import SheetLayout, SheetRules, sheet_columns
from ceiba.kernel.register_type import FieldKind, RegisterType

_LAST_HEADER = 1_000  # rows from above among which the headings may stand
_WHOLE = (FieldKind.COUNTS, FieldKind.FILE)  # kinds that say of no row which it is


class SheetForm(forms.Form):
    """The file that comes in."""

    sheet = forms.FileField(
        label=gettext_lazy("La hoja"),
        help_text=gettext_lazy("Excel (.xlsx), LibreOffice (.ods) o CSV. Los títulos pueden estar en cualquier fila."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )


class FindForm(forms.Form):
    """Where the headings stand, where they were not found."""

    page = forms.TypedChoiceField(label=gettext_lazy("Hoja"), coerce=int)
    header = forms.IntegerField(
        label=gettext_lazy("Fila de los títulos"), min_value=1, max_value=_LAST_HEADER,
        help_text=gettext_lazy("El número que la hoja le da."),
    )  # fmt: skip

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["page"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(place, name or _("la única")) for place, name in enumerate(names)]


@dataclass(frozen=True)
class ColumnBox:
    """A column of the file on the page: its letters, heading, first values, and the box that says what it is."""

    letters: str
    heading: str
    samples: tuple[str, ...]
    box: forms.BoundField


class LayoutForm(forms.Form):
    """What each column of a sheet is, and how its cells are understood."""

    decimal = forms.ChoiceField(
        label=gettext_lazy("Números"),
        choices=[(".", gettext_lazy("1,250.50: con punto decimal")), (",", gettext_lazy("1.250,50: con coma decimal"))],
    )
    dates = forms.ChoiceField(
        label=gettext_lazy("Fechas"),
        choices=[
            ("day", gettext_lazy("31/03/2026: primero el día")),
            ("month", gettext_lazy("03/31/2026: primero el mes")),
        ],
    )
    days = forms.ChoiceField(
        label=gettext_lazy("Fechas escritas como número"),
        choices=[
            ("1900", gettext_lazy("cuentan desde 1900, como en Excel")),
            ("1904", gettext_lazy("cuentan desde 1904, como en algunos libros de Mac")),
        ],
    )
    identity = forms.MultipleChoiceField(
        label=gettext_lazy("Qué dice que dos filas son la misma"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Sin marcar ninguno: el código único, si lo hay; si no, todo lo que la fila dice."),
    )  # fmt: skip
    repeats = forms.BooleanField(
        label=gettext_lazy("Dos filas iguales en la hoja son dos hechos distintos"), required=False
    )
    erases = forms.BooleanField(
        label=gettext_lazy("Una celda vacía borra lo que la fila ya tenía en el registro"), required=False
    )
    at_once = forms.BooleanField(
        label=gettext_lazy("Un estado sin fecha empezó el mismo día que la fila"), required=False
    )

    def __init__(
        self,
        *args: Any,
        register: RegisterType,
        layout: SheetLayout,
        rules: SheetRules,
        samples: Mapping[int, tuple[str, ...]],
        say: Translate,
        **kwargs: Any,
    ) -> None:
        self._layout, self._rules, self._samples = layout, rules, samples
        known = [(column.target, say(column.heading)) for column in sheet_columns(register)]
        self._labels = dict(known)
        super().__init__(*args, initial=self._initial(layout, rules), **kwargs)
        for place in layout.headings:
            self.fields[f"column-{place}"] = forms.ChoiceField(choices=[("", _("no se usa")), *known], required=False)
        identity = self.fields["identity"]
        assert isinstance(identity, forms.MultipleChoiceField)
        identity.choices = [(field.key, field.label) for field in register.fields if field.kind not in _WHOLE]

    @staticmethod
    def _initial(layout: SheetLayout, rules: SheetRules) -> dict[str, Any]:
        return {
            "decimal": rules.decimal,
            "dates": "month" if rules.month_first else "day",
            "days": "1904" if rules.since_1904 else "1900",
            "identity": list(rules.identity),
            "repeats": rules.repeats,
            "erases": rules.erases,
            "at_once": rules.at_once,
            **{f"column-{place}": target for place, target in layout.columns.items()},
        }

    def columns(self) -> Iterator[ColumnBox]:
        """Yield the columns of the file in order."""
        for place, heading in self._layout.headings.items():
            yield ColumnBox(column_letters(place), heading, self._samples.get(place, ()), self[f"column-{place}"])

    def clean(self) -> dict[str, Any]:
        """Refuse one field in two columns, and fields of who a row is that have no column."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        places: dict[str, list[int]] = {}
        for place in self._layout.headings:
            if target := given.get(f"column-{place}"):
                places.setdefault(target, []).append(place)
        for target, found in places.items():
            if len(found) > 1:
                letters = ", ".join(map(column_letters, found))
                message = _("«%(field)s» está en varias columnas (%(letters)s); deje una.")
                self.add_error(f"column-{found[-1]}", message % {"field": self._labels[target], "letters": letters})
        lacking = [key for key in given.get("identity", ()) if not any(t.partition("#")[0] == key for t in places)]
        if lacking:
            self.add_error("identity", _("La hoja no tiene columna de lo que marcó; quítelo o emparéjelo."))
        return given

    def layout(self) -> SheetLayout:
        """Return the layout as it was said."""
        targets = {place: self.cleaned_data[f"column-{place}"] for place in self._layout.headings}
        return replace(self._layout, columns={place: target for place, target in targets.items() if target})

    def rules(self) -> SheetRules:
        """Return the rules as they were said."""
        given = self.cleaned_data
        return SheetRules(
            decimal=given["decimal"],
            month_first=given["dates"] == "month",
            since_1904=given["days"] == "1904",
            identity=tuple(given["identity"]),
            repeats=given["repeats"],
            erases=given["erases"],
            at_once=given["at_once"],
        )
