"""What an observatory is asked: a measure, months, options of choices, a population. It is a form that only reads."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.kernel.period import Period
from ceiba.kernel.rates import PopulationSeries
from ceiba.kernel.register_measure import Measure
from ceiba.kernel.register_type import Field, FieldKind
from ceiba.registers.observatory import ObservatoryQuestion, usual_series
from ceiba.registers.queries_observatory import countable
from ceiba.registers.queries_rows import Reader

YEAR, LONGEST = 12, 120  # months
_MONTH = r"[12][0-9]{3}-(0[1-9]|1[0-2])"


class MonthInput(forms.TextInput):
    """A month as browsers ask for it; where they do not, it is typed as 2026-05."""

    input_type = "month"


class ObservatoryForm(forms.Form):
    """The question; everything has an answer of its own, so that the page opens with one."""

    measure = forms.ChoiceField(label=gettext_lazy("Qué se cuenta"), required=False)
    first = forms.RegexField(_MONTH, label=gettext_lazy("Desde"), required=False, widget=MonthInput())
    last = forms.RegexField(_MONTH, label=gettext_lazy("Hasta"), required=False, widget=MonthInput())
    series = forms.ChoiceField(label=gettext_lazy("Población"), required=False)

    def __init__(
        self, reader: Reader, series: Sequence[PopulationSeries], today: date, data: Mapping[str, Any] | None
    ) -> None:
        super().__init__(data or None)
        self.reader, self.known_series, self.today = reader, tuple(series), today
        self.measures = {measure.key: measure for measure in countable(reader)}
        chosen = self.measures.get((data or {}).get("measure", ""))
        self.chosen = chosen if (data or {}).get("measure") != "*" else None
        if chosen is None and (data or {}).get("measure") != "*":
            self.chosen = next(iter(self.measures.values()), None)
        self._offer("measure", [*((one.key, one.title) for one in self.measures.values()), ("*", reader.type.plural)])
        self._offer("series", [("", _("Ninguna: sin tasas")), *((one.id, one.name) for one in self.known_series)])
        self.fixed = dict(_fixed(reader, self.chosen))
        self.choices = [
            field for field in reader.fields if field.kind is FieldKind.CHOICE and field.key not in self.fixed
        ]
        for field in self.choices:
            self.fields[f"f_{field.key}"] = forms.ChoiceField(
                label=field.label, required=False, choices=_options(field, with_all=not field.unmixed)
            )
        self.initial = self._usual()

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _usual(self) -> dict[str, str]:
        last = self.today.year * YEAR + self.today.month - 2
        since = self.reader.register.since
        first = max(last - YEAR + 1, min(since.year * YEAR + since.month - 1, last))
        return {
            "measure": self.chosen.key if self.chosen else "*",
            "first": _written(first),
            "last": _written(last),
            "series": usual_series(self.reader, self.chosen, self.known_series),
        }

    def clean(self) -> dict[str, Any]:
        """See that the months run forwards and are not too many."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "first" in data and "last" in data:
            months = _read(data["last"] or self.initial["last"]) - _read(data["first"] or self.initial["first"]) + 1
            if months < 1:
                self.add_error("last", _("Termina antes de comenzar; cambie uno de los dos meses."))
            elif months > LONGEST:
                self.add_error("first", _("Son más de diez años; pida menos."))
        return data

    def question(self) -> ObservatoryQuestion:
        """Return what is asked; what is not said, or is said wrongly, is as usual."""
        data = self.cleaned_data if self.is_bound and self.is_valid() else {}
        first, last = (_read(data.get(name) or self.initial[name]) for name in ("first", "last"))
        fields = {field.key: data.get(f"f_{field.key}") or _usual_option(field) for field in self.choices}
        said = "series" in self.data
        return ObservatoryQuestion(
            Period(first, last - first + 1),
            self.chosen,
            {key: option for key, option in fields.items() if option},
            data.get("series", "") if said and data else self.initial["series"],
        )


def _fixed(reader: Reader, measure: Measure | None) -> list[tuple[str, tuple[str, ...]]]:
    """Return the unmixed choices of which a measure has chosen already, with what it has."""
    unmixed = {field.key for field in reader.type.fields if field.unmixed}
    return [(one.field, one.equals) for one in (measure.filters if measure else ()) if one.field in unmixed]


def _usual_option(field: Field) -> str:
    return field.options[0].key if field.unmixed else ""


def _options(field: Field, *, with_all: bool) -> list[tuple[str, str]]:
    """Return the options of a choice as a tree; without the choice of all where they must not be mixed."""
    found = [("", _("Todo"))] if with_all else []
    below: dict[str | None, list[tuple[str, str]]] = {}
    for option in field.options:
        below.setdefault(option.parent, []).append((option.key, option.label))

    def walk(parent: str | None, depth: int) -> None:
        for key, label in below.get(parent, ()):
            found.append((key, "\u2003" * depth + label))
            walk(key, depth + 1)

    walk(None, 0)
    return found


def _read(text: str) -> int:
    year, _sign, month = text.partition("-")
    return int(year) * YEAR + int(month) - 1


def _written(month: int) -> str:
    return f"{month // YEAR:04d}-{month % YEAR + 1:02d}"
