"""Forms of whoever edits a plan. Each carries, hidden, the values that it was made from (``revising.revise``)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ceiba.documents.adoption import told
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Unit
from ceiba.kernel.methodology import Level, Methodology
from ceiba.plans.editing import ELEMENTS, STATEMENTS
from ceiba.plans.fields import PERIOD_HELP, FigureField, PeriodField, PlainText
from ceiba.plans.models import Alignment
from ceiba.plans.revising import Told, Trade, untold

Choices = list[tuple[str, str]]
MOST_BUTTONS = 12  # places shown as buttons; more are a list to choose from


class RevisingForm(forms.Form):
    """A form over things that are there already: what nobody touched keeps the value that it was made from.

    ``trade`` says what its columns are; ``seen`` are their told values when the page was made.
    """

    trade: Trade
    seen_values = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, seen: Told | None = None, **kwargs: Any) -> None:
        self.seen: dict[str, object] = {**(seen or {}), **(_carried(data, self.trade) if data is not None else {})}
        super().__init__(data, initial={**self.begun(self.seen), "seen_values": json.dumps(self.seen)}, **kwargs)

    def begun(self, seen: Told) -> dict[str, Any]:
        """Return the values that the fields begin with, from those that were seen."""
        return {name: _value(self.trade, name, value) for name, value in seen.items()}

    def wanted(self) -> dict[str, object]:
        """Return the told values that the editor wants: as typed where a field was touched, as seen elsewhere."""
        names = [name for name in self.fields if name in self.trade.labels]
        kept = {name: self.seen[name] for name in names if name in self.seen and name not in self.changed_data}
        return {name: kept[name] if name in kept else _typed(self.cleaned_data[name]) for name in names}

    def see(self, now: Told) -> None:
        """From here on the values that stand now are those that were seen: whoever saves again means it."""
        self.seen = {**self.seen, **now}
        data = self.data.copy()
        data["seen_values"] = json.dumps(self.seen)
        self.data: Any = data


def _carried(data: Mapping[str, Any], trade: Trade) -> dict[str, object]:
    """Return the values that a form was made from; none where somebody tampered with them."""
    try:
        seen = {
            name: value for name, value in json.loads(data.get("seen_values") or "{}").items() if name in trade.labels
        }
        for name, value in seen.items():
            _value(trade, name, value)
    except (AttributeError, TypeError, ValueError, ValidationError):
        return {}
    return seen


def _value(trade: Trade, name: str, value: object) -> Any:
    if name in trade.lines:
        columns = trade.lines[name]
        return [{n: untold(columns.model, n, row[n]) for n in columns.columns} for row in cast("list[Told]", value)]
    return value if name in trade.references else untold(trade.model, name, value)


def _typed(value: object) -> object:
    return None if value == "" else told(value)


class ElementForm(RevisingForm):
    """An element: what it says, what it is, who answers for it."""

    trade = ELEMENTS
    text = PlainText(label=_("Texto"), rows=4)
    code = PlainText(label=_("Código"), required=False)
    level = forms.ChoiceField(label=_("Nivel"))
    unit = forms.ChoiceField(label=_("Unidad responsable"), required=False)
    period = PeriodField(label=_("Período"), help_text=PERIOD_HELP)
    weight = FigureField(label=_("Peso"), help_text=_("Cuánto pesa entre los que cuelgan del mismo lugar."))

    def __init__(self, data: Any = None, *, levels: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["level"].choices = levels
        self.fields["unit"].choices = units


class NewElementForm(ElementForm):
    """An element that is not there yet, with its place among those beside it."""

    before = forms.ChoiceField(label=_("Lugar"), required=False)

    def __init__(self, data: Any = None, *, places: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["before"].choices = places
        self.fields.pop("seen_values")


class AlignmentForm(forms.Form):
    """Goals of one framework that an element serves."""

    framework = forms.ChoiceField(label=_("Marco"), required=False)
    codes = PlainText(label=_("Metas u objetivos"), required=False, help_text=_("Separados por comas: 6.1, 6.2"))
    share = FigureField(label=_("Parte que aporta"), help_text=_("De 0 a 1, si está dicha."))

    def __init__(self, *args: Any, frameworks: Choices = (), **kwargs: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        self.fields["framework"].choices = frameworks

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` where the framework or the codes are missing."""
        given = super().clean() or {}
        if given.get("codes") and not given.get("framework"):
            self.add_error("framework", _("Elija de qué marco son."))
        share = given.get("share")
        if share is not None and not 0 <= share <= 1:
            self.add_error("share", _("La parte va de 0 a 1."))
        return given


class ReasonForm(forms.Form):
    """Why something leaves the plan."""

    reason = PlainText(label=_("Por qué se retira"), rows=3, help_text=_("Queda en la historia del plan."))


class StatementForm(RevisingForm):
    """What a plan says about itself."""

    trade = STATEMENTS
    text = PlainText(label=_("Texto"), rows=8)


class SearchForm(forms.Form):
    """Words by which a place in a plan is looked for."""

    q = forms.CharField(label=_("Buscar por texto o código"), widget=forms.TextInput(attrs={"type": "search"}))


class PlaceForm(forms.Form):
    """Where a branch goes among those that hang from the same place."""

    before = forms.ChoiceField(label=_("En qué orden"), required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, places: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if len(places) > MOST_BUTTONS:
            self.fields["before"].widget = forms.Select()
        self.fields["before"].choices = places


AlignmentRows = forms.formset_factory(AlignmentForm, extra=1)


def alignment_rows(data: Any, seen: Told, methodology: Methodology) -> Any:
    """Return the rows of what an element serves, as they were seen, with an empty one."""
    rows = cast("list[Told]", seen.get("alignments") or [])
    known = {framework.key: framework.label for framework in methodology.frameworks}
    choices = [("", "—"), *({**{str(row["framework"]): str(row["framework"]) for row in rows}, **known}).items()]
    begun = [
        {
            "framework": row["framework"],
            "codes": ", ".join(cast("list[str]", row["codes"])),
            "share": untold(Alignment, "share", row["share"]),
        }
        for row in rows
    ]
    return AlignmentRows(data, initial=begun, prefix="alignments", form_kwargs={"frameworks": choices})


def alignments_of(rows: Any, seen: Told) -> list[object]:
    """Return what the rows say, told; a row that nobody touched says what it was made from, one emptied is gone."""
    kept = cast("list[object]", seen.get("alignments") or [])
    found: list[object] = []
    for place, row in enumerate(rows):
        if not row.has_changed() and place < len(kept):
            found.append(kept[place])
        elif codes := [code.strip() for code in row.cleaned_data.get("codes", "").split(",") if code.strip()]:
            share = told(row.cleaned_data.get("share"))
            found.append({"framework": row.cleaned_data["framework"], "codes": codes, "share": share})
    return found


def level_choices(levels: Sequence[Level], methodology: Methodology, own: str = "") -> Choices:
    """Return levels by their terms, that of the element itself among them even where it has no place there."""
    choices = [(level.key, level.term.capitalize()) for level in levels]
    if own and all(own != key for key, _term in choices):
        known = methodology.level(own)
        choices.insert(0, (own, known.term.capitalize() if known else own))
    return choices


def unit_choices(institution: Institution, actor: Actor, own: object = None) -> Choices:
    """Return the units to which the actor may give work, and the one that has it now."""
    today = timezone.localdate()
    open_units = Q(ends__isnull=True) | Q(ends__gte=today) | Q(key=own)
    units = Unit.objects.of(institution).filter(open_units)
    listed = [(unit.key, unit.name) for unit in units if unit.key == own or actor.may("plan.edit", unit)]
    return [("", str(_("La del elemento de donde cuelga"))), *listed]
