"""The scalars of the plan's text form: text, numbers, words, periods, money, figures, measure units."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from yaml import Node, ScalarNode

from ceiba.exchange.codecs import (
    ANY_SCALAR,
    Codec,
    Desk,
    Key,
    Mention,
    Record,
    Tree,
    Word,
    line_of,
    scalar,
    suggestion,
    wrong,
)
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.source import address
from ceiba.kernel.states import Absent, Datum, State, Value
from ceiba.kernel.text import _, fold

UNDATED = "undated"
_NO_CURRENCY = "¤"
_SIMPLE = r"-?\d+(?:\.\d+)?"
_NUMBER = re.compile(_SIMPLE)
_GROUPED = re.compile(r"-?\d{1,3}(?:(?P<mark>[.,' \u00a0])\d{3})(?:(?P=mark)\d{3})*(?:[.,]\d+)?|-?\d+,\d+")
_MONEY = re.compile(rf"(?:(?P<currency>\S+) )?(?P<amount>{_SIMPLE})")
_PERIOD = r"\d{4}(?:-[MBQCS]\d{1,2}|\.\.\d{4}|-M\d\d\.\.\d{4}-M\d\d)?"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar that means the same under every methodology."""

    parse: Callable[[Node], Any]
    show: Callable[[Any], Tree]
    described: dict[str, object]

    def read(self, node: Node, _desk: Desk) -> Any:
        """Return the value of a node."""
        return self.parse(node)

    def write(self, value: Any, _desk: Desk) -> Tree:
        """Return the text of a value."""
        return self.show(value)

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema."""
        return self.described


def pattern(expression: str) -> dict[str, object]:
    """Return the schema of a scalar whose text follows an expression; editors may have typed it already."""
    return ANY_SCALAR | {"pattern": f"^(?:{expression})$"}


def decimal(node: Node) -> Decimal:
    """Return the number of a node, with the decimals it is written with: a decimal point and no thousands marks."""
    text = scalar(node, _("un número"))
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    mend = _("use punto decimal y ningún separador de millares")
    if _GROUPED.fullmatch(text):
        mend += _(": escriba %(number)s") % {"number": _ungrouped(text)}
    raise wrong(node, _("«%(text)s» no es un número de este formato; %(mend)s") % {"text": text, "mend": mend})


def _ungrouped(text: str) -> str:
    """Return how a number with thousands marks is written here; both ways where one mark leaves the choice open."""
    marks = [c for c in text if not c.isdigit() and c != "-"]
    digits = re.sub(r"[^\d-]", "", text)
    if len(set(marks)) == 2 or (len(marks) == 1 and not re.search(r"\D\d{3}$", text)):
        whole, decimals = re.split(r"\D(?=\d*$)", text)
        return f"{re.sub(r'[^0-9-]', '', whole)}.{decimals}"
    if len(marks) == 1 and marks[0] in ",.":
        return _("%(whole)s o %(fraction)s, según lo que diga el documento") % {
            "whole": digits,
            "fraction": text.replace(",", "."),
        }
    return digits


def plain(number: Decimal) -> Word:
    """Return a decimal without exponent."""
    return Word(format(number, "f"))


def _whole(node: Node) -> int:
    text = scalar(node, _("un número entero"))
    if not re.fullmatch(r"-?\d+", text):
        raise wrong(node, _("«%(text)s» no es un número entero") % {"text": text})
    return int(text)


def _part(node: Node) -> Decimal:
    part = decimal(node)
    if not 0 <= part <= 1:
        raise wrong(node, _("«%(text)s» no está entre 0 y 1") % {"text": part})
    return part


def _flag(node: Node) -> bool:
    text = scalar(node, "true o false")
    if text not in ("true", "false"):
        raise wrong(node, _("«%(text)s» no es «true» ni «false»") % {"text": text})
    return text == "true"


_PART = pattern(r"0(?:\.\d+)?|1(?:\.0+)?")
TEXT: Codec = Scalar(lambda node: scalar(node, _("un texto")), lambda text: text, ANY_SCALAR)
NUMBER: Codec = Scalar(decimal, plain, pattern(_SIMPLE))
WHOLE: Codec = Scalar(_whole, Word, pattern(r"-?\d+"))
FLAG: Codec = Scalar(_flag, lambda flag: Word("true" if flag else "false"), {"enum": ["true", "false", True, False]})
SHARE: Codec = Scalar(_part, plain, _PART)
# Confidence is the one place for a binary fraction: nothing adds it up. Written as the shortest decimal that gives it.
DEGREE: Codec = Scalar(lambda node: float(_part(node)), lambda degree: plain(Decimal(repr(degree))), _PART)


def choice(words: type[StrEnum]) -> Codec:
    """Return the codec of the words of an enumeration."""
    known = [str(member) for member in words]

    def member(node: Node) -> StrEnum:
        text = scalar(node, _("una palabra"))
        if text in known:
            return words(text)
        told = _("«%(text)s» no se conoce aquí; se puede escribir: %(known)s") % {
            "text": text,
            "known": ", ".join(known),
        }
        raise wrong(node, told + suggestion(text, known))

    return Scalar(member, Word, {"enum": known})


@dataclass(frozen=True, slots=True)
class Name:
    """The identifier of another thing of a noun, or an address (``element/o3``) where there is no noun.

    ``sentence`` is what the reader tells where that thing is missing.
    """

    noun: str = ""
    sentence: str = _("%(owner)s nombra «%(name)s», que no existe")

    def read(self, node: Node, desk: Desk) -> str:
        """Return the name and note that the thing must exist."""
        name = scalar(node, _("un identificador"))
        desk.mentions.append(Mention(self._address(name), line_of(node), self.sentence))
        return name

    def write(self, value: str, desk: Desk) -> Tree:
        """Return the name and note that the thing needs its identifier."""
        desk.named.add(self._address(value))
        return value

    def _address(self, name: str) -> str:
        return address(self.noun, name) if self.noun else name

    def schema(self) -> dict[str, object]:
        """Return the schema of any scalar."""
        return ANY_SCALAR


@dataclass(frozen=True, slots=True)
class When:
    """A period in the kernel's notation; a run of months that has none is written from month to month."""

    def read(self, node: Node, desk: Desk) -> Period:
        """Return the period."""
        text = scalar(node, _("un período"))
        start, _dots, end = text.partition("..")
        fiscal = desk.methodology.fiscal_start
        try:
            if "-" not in end:
                return Period.parse(text, fiscal)
            first, last = Period.parse(start, fiscal), Period.parse(end, fiscal)
            return Period(first.first_month, last.first_month + last.months - first.first_month)
        except ValueError:
            told = _("«%(text)s» no es un período; se escribe 2024, 2024-M03, 2024-Q1, 2024-C2, 2024-S1 o 2024..2028")
            raise wrong(node, told % {"text": text}) from None

    def write(self, value: Period, desk: Desk) -> Tree:
        """Return the notation."""
        fiscal = desk.methodology.fiscal_start
        try:
            return Word(value.notation(fiscal))
        except ValueError:
            last = Period(value.first_month + value.months - 1, 1)
            return Word(f"{Period(value.first_month, 1).notation(fiscal)}..{last.notation(fiscal)}")

    def schema(self) -> dict[str, object]:
        """Return the schema of a period."""
        return pattern(_PERIOD)


@dataclass(frozen=True, slots=True)
class Dated:
    """The period of a target, or the word for none."""

    def read(self, node: Node, desk: Desk) -> Period | None:
        """Return the period, None for ``undated``."""
        return None if isinstance(node, ScalarNode) and node.value == UNDATED else When().read(node, desk)

    def write(self, value: Period | None, desk: Desk) -> Tree:
        """Return the notation or ``undated``."""
        return Word(UNDATED) if value is None else When().write(value, desk)

    def schema(self) -> dict[str, object]:
        """Return the schema of a period or the word."""
        return pattern(f"{UNDATED}|{_PERIOD}")


@dataclass(frozen=True, slots=True)
class Cash:
    """Money: a number in the currency of the methodology, or with its own currency in front."""

    def read(self, node: Node, desk: Desk) -> Money:
        """Return the money."""
        text = scalar(node, _("una cantidad de dinero"))
        match = _MONEY.fullmatch(text)
        if match is None or match["currency"] is None:
            return Money(decimal(node), desk.methodology.currency)
        return Money(Decimal(match["amount"]), "" if match["currency"] == _NO_CURRENCY else match["currency"])

    def write(self, value: Money, desk: Desk) -> Tree:
        """Return the number, with its currency where it is not the methodology's."""
        if value.currency == desk.methodology.currency:
            return plain(value.amount)
        return Word(f"{value.currency or _NO_CURRENCY} {plain(value.amount)}")

    def schema(self) -> dict[str, object]:
        """Return the schema of money."""
        return pattern(rf"(?:\S+ )?{_SIMPLE}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or the word that says why there is none."""

    def read(self, node: Node, _desk: Desk) -> Datum:
        """Return the value or the absence."""
        text = scalar(node, _("una cifra"))
        words = [str(state) for state in State if state is not State.VALUE]
        if text in words:
            return Absent(State(text))
        if re.search(r"\d", text):
            return Value(decimal(node))
        told = _("«%(text)s» no es una cifra; escriba un número o una de estas palabras: %(words)s")
        raise wrong(node, told % {"text": text, "words": ", ".join(words)} + suggestion(text, words))

    def write(self, value: Datum, _desk: Desk) -> Tree:
        """Return the number or the word."""
        return plain(value.amount) if isinstance(value, Value) else Word(value.state)

    def schema(self) -> dict[str, object]:
        """Return the schema of a number or a word."""
        return pattern("|".join([_SIMPLE, *(state for state in State if state is not State.VALUE)]))


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A measure unit: its name where the methodology's dictionary (or ``%``) says the rest, otherwise a record."""

    def read(self, node: Node, desk: Desk) -> MeasureUnit:
        """Return the unit."""
        if isinstance(node, ScalarNode):
            return _unit_of(str(node.value), desk)
        unit: MeasureUnit = _MEASURE_UNIT.read(node, desk)
        return unit

    def write(self, value: MeasureUnit, desk: Desk) -> Tree:
        """Return the name, or the record where the name alone would be read as another unit."""
        return value.name if _unit_of(value.name, desk) == value else _MEASURE_UNIT.write(value, desk)

    def schema(self) -> dict[str, object]:
        """Return the schema of both forms."""
        return {"anyOf": [ANY_SCALAR, _MEASURE_UNIT.schema()]}


_MEASURE_UNIT = Record(
    MeasureUnit,
    (Key("name", TEXT), Key("kind", choice(UnitKind)), Key("per", NUMBER)),
    in_line=True,
)


def _unit_of(name: str, desk: Desk) -> MeasureUnit:
    if name == PERCENT.name:
        return PERCENT
    folded = fold(name)
    for known in desk.methodology.measure_units:
        if folded in {fold(word) for word in (known.name, *known.words)}:
            return MeasureUnit(name, UnitKind(known.kind), known.per)
    return MeasureUnit(name)


@dataclass(frozen=True, slots=True)
class Known:
    """A key that the methodology defines: ``of`` gives its keys with their labels, ``told`` the sentence for others."""

    of: Callable[[Desk], dict[str, str]]
    told: str

    def read(self, node: Node, desk: Desk) -> str:
        """Return the key; ``Mistakes`` with all that the methodology knows where it has none such."""
        text = scalar(node, _("una clave de la metodología"))
        known = self.of(desk)
        if text in known:
            return text
        listed = ", ".join(f"{key} ({label})" for key, label in known.items()) or _("ninguno")
        facts = {"text": text, "methodology": desk.methodology.reference, "known": listed}
        raise wrong(node, self.told % facts + suggestion(text, known))

    def write(self, value: str, _desk: Desk) -> Tree:
        """Return the key."""
        return value

    def schema(self) -> dict[str, object]:
        """Return the schema of any scalar: which keys there are depends on the methodology."""
        return ANY_SCALAR


LEVEL = Known(
    lambda desk: {level.key: level.term for level in desk.methodology.levels},
    _("el nivel «%(text)s» no existe en %(methodology)s, que tiene: %(known)s"),
)
PLAN_KIND = Known(
    lambda desk: {kind.key: kind.label for kind in desk.methodology.plan_kinds},
    _("la clase de plan «%(text)s» no existe en %(methodology)s, que tiene: %(known)s"),
)
FUNDING_KEY = Known(
    lambda desk: {rule.key: rule.label for rule in desk.methodology.funding_rules},
    _("la fuente «%(text)s» no existe en %(methodology)s, que tiene: %(known)s"),
)
