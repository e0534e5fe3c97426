"""How each kind of field of a register type is asked for: its inputs, what they begin with, the value that they give.

An ``Asker`` knows one field. Its inputs have names that begin with the key of the field; where a value has parts (a
person, a place, counts) each part has an input of its own, and a hyphen, which no key holds, parts their names.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.choices import Choice, Grouped
from ceiba.institutions.forms import DayInput
from ceiba.kernel.money import Money
from ceiba.kernel.register_record import FieldValue
from ceiba.kernel.register_type import Field, Option
from ceiba.plans.fields import AmountField, FigureField, PlainText
from ceiba.ui import formats

LONG = 200  # characters; a text that may be longer gets several lines
INDENT = "\u2003"


@dataclass(frozen=True)
class Offers:
    """What a form offers of its institution: its units, the places that it works in, and what a link may lead to.

    ``find`` gives what a text finds for a field of links, ``named`` what a linked key is called (blank: not there) and
    ``file_name`` the name of a kept file.
    """

    units: Sequence[Choice] = ()
    places: Grouped | Sequence[Choice] = ()
    find: Callable[[Field, str], Sequence[Choice]] = lambda _field, _text: ()
    named: Callable[[Field, str], str] = lambda _field, _key: ""
    file_name: Callable[[str], str] = lambda _key: ""


class WholeField(FigureField):
    """A number without decimals, with the separators of the institution."""

    def to_python(self, value: Any) -> Any:
        """Return the number; ``ValidationError`` where it is none or has decimals."""
        number = super().to_python(value)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValidationError(_("«%(text)s» lleva decimales; aquí va un número entero."), params={"text": value})
        return int(number)

    def prepare_value(self, value: Any) -> Any:
        """Return the digits of a number; what was typed stays as it is."""
        return str(value) if isinstance(value, int) else value


class MomentField(forms.DateTimeField):
    """A day with its time by the institution's own clock, without zone."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return a moment as browsers ask for it; what was typed stays as it is."""
        return value

    def to_python(self, value: Any) -> Any:
        """Return the moment without zone; ``ValidationError`` where no such moment is."""
        found = super().to_python(value)
        return timezone.make_naive(found) if found is not None and timezone.is_aware(found) else found


class Asker:
    """How one field is asked for. ``look`` names the piece of page that shows its inputs."""

    look = "plain"

    def __init__(self, field: Field, offers: Offers) -> None:
        self.field, self.offers = field, offers

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the inputs, in order."""
        return tuple(self.inputs(None))

    def inputs(self, value: FieldValue | None) -> dict[str, forms.Field]:
        """Return the inputs by name, for a field that holds a value."""
        del value
        return {self.field.key: self._input()}

    def begun(self, value: FieldValue) -> dict[str, Any]:
        """Return what the inputs begin with where the field holds a value."""
        return {self.field.key: value}

    def value(self, given: Mapping[str, Any]) -> FieldValue | None:
        """Return the value that the inputs give, None where they were left empty; ``ValidationError`` else."""
        found = given.get(self.field.key)
        return None if found in (None, "") else found

    def _input(self) -> forms.Field:
        raise NotImplementedError

    def _said(self, **more: Any) -> dict[str, Any]:
        return {"label": self.field.label, "required": False, "help_text": self.field.help, **more}


class TextAsker(Asker):
    """A text of one line, or of several where it may be long. The kernel says where it is too long."""

    def _input(self) -> forms.Field:
        return PlainText(rows=3 if self.field.longest > LONG else 0, **self._said())


class CodeAsker(Asker):
    """A code as its mask shows it, or one that the register numbers by itself."""

    def _input(self) -> forms.Field:
        return PlainText(**self._said(help_text=" ".join(filter(None, (self.field.help, self._shape())))))

    def _shape(self) -> str:
        field = self.field
        if field.sequence:
            example = sample_code(field.sequence, timezone.localdate().year)
            return _("Déjelo vacío y se numera solo, así: %(example)s.") % {"example": example}
        if field.mask:
            return _("Se escribe así: %(mask)s, donde # es una cifra y A una letra mayúscula.") % {"mask": field.mask}
        return ""


def sample_code(sequence: str, year: int) -> str:
    """Return the first code that a sequence gives in a year: «TRA-2026-00001»."""
    text = sequence.replace("{year}", str(year))
    for digits in range(1, 10):
        text = text.replace(f"{{number:{digits}}}", "1".zfill(digits))
    return text


class ChoiceAsker(Asker):
    """One option of a tree: those of one stem stand together, each further in than what it is a kind of."""

    def inputs(self, value: FieldValue | None) -> dict[str, forms.Field]:
        """Return the list to choose from; a retired option is offered only where the field holds it."""
        offered = [("", _("Elija")), *grouped(self.field, held=str(value or ""))]
        return {self.field.key: forms.ChoiceField(choices=offered, **self._said())}


def grouped(field: Field, held: str = "") -> Grouped:
    """Return the options of a field as a list to choose from, by stem; without retired ones, save that held."""
    children: dict[str | None, list[Option]] = {}
    for option in field.options:
        if not option.retired or option.key == held:
            children.setdefault(option.parent, []).append(option)
    found: Grouped = []
    for stem in children.get(None, ()):
        below = list(_below(stem, children, 1))
        found.append((stem.label, [(stem.key, stem.label), *below]) if below else (stem.key, stem.label))
    return found


def _below(option: Option, children: Mapping[str | None, list[Option]], depth: int) -> list[Choice]:
    found: list[Choice] = []
    for child in children.get(option.key, ()):
        found += [(child.key, INDENT * depth + child.label), *_below(child, children, depth + 1)]
    return found


def flat(offered: Sequence[tuple[str, Any]]) -> list[Choice]:
    """Return the pairs of a list to choose from, also those that stand in groups."""
    return [pair for key, words in offered for pair in (words if isinstance(words, list | tuple) else [(key, words)])]


class IntegerAsker(Asker):
    """A whole number."""

    def _input(self) -> forms.Field:
        return WholeField(**self._said(label=_with(self.field.label, self.field.measure_unit)))


class DecimalAsker(Asker):
    """A number with decimals."""

    def _input(self) -> forms.Field:
        return FigureField(**self._said(label=_with(self.field.label, self.field.measure_unit)))


class MoneyAsker(Asker):
    """An amount in the currency of the field."""

    def _input(self) -> forms.Field:
        signed = self.field.minimum is None or self.field.minimum < 0
        return AmountField(signed=signed, **self._said(label=_with(self.field.label, self.field.currency)))

    def begun(self, value: FieldValue) -> dict[str, Any]:
        """Return the amount as a number."""
        assert isinstance(value, Money)
        return {self.field.key: value.amount}

    def value(self, given: Mapping[str, Any]) -> FieldValue | None:
        """Return the amount in the field's currency."""
        amount = given.get(self.field.key)
        return Money(amount, self.field.currency) if isinstance(amount, Decimal) else None


def _with(label: str, unit: str) -> str:
    return f"{label} ({unit})" if unit else label


class DateAsker(Asker):
    """A day."""

    def _input(self) -> forms.Field:
        return forms.DateField(widget=DayInput(), **self._said())


class DateTimeAsker(Asker):
    """A day with its time."""

    def _input(self) -> forms.Field:
        return MomentField(**self._said())

    def begun(self, value: FieldValue) -> dict[str, Any]:
        """Return the moment."""
        assert isinstance(value, datetime)
        return {self.field.key: value}


class UnitAsker(Asker):
    """A unit of the institution, by its key."""

    def inputs(self, value: FieldValue | None) -> dict[str, forms.Field]:
        """Return the list of units; one that has ended stays where the field holds it."""
        known = {key for key, _name in self.offers.units}
        extra = [(str(value), self.offers.named(self.field, str(value)) or str(value))]
        offered = [("", _("Elija")), *self.offers.units, *(extra if value and value not in known else [])]
        return {self.field.key: forms.ChoiceField(choices=offered, **self._said())}


def said(message: str, facts: Mapping[str, str]) -> str:
    """Say what is wrong with a row in the reader's language, with a capital letter."""
    sentence = formats.say()(message) % facts
    return sentence[:1].upper() + sentence[1:]
