"""Fields of the editing forms: texts as they were typed, figures as the institution writes them, periods in words.

A field that nobody touched gives back what the form was made from, exact to the digit: only what was changed is saved.
"""

import re
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import NumberFormatError, parse_decimal
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.kernel.period import Period
from ceiba.ui import formats

_YEARS = re.compile(r"(\d{4})\s*(?:-|–|—|a|al)\s*(\d{4})")
_MONEY = re.compile(r"(?P<sign>-?)(?:Q|US\$|\$|L|B/\.|₡|C\$)?(?P<body>[0-9][0-9.,]{0,40})", re.ASCII | re.IGNORECASE)
PERIOD_HELP = gettext_lazy(
    "Un año (2025), varios (2024-2032) o una parte: 2025-Q1 trimestre, 2025-C2, 2025-S1, 2025-M03."
)


class PlainText(forms.CharField):
    """A text of one or more lines. Line ends are the same whatever the browser sends."""

    def __init__(self, *args: Any, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text with line feeds alone."""
        return super().to_python(_lines(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether somebody typed anything, blanks at the ends aside."""
        return (_lines(initial) or "").strip() != (_lines(data) or "").strip()


def _lines(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class FigureField(forms.CharField):
    """A number with the separators of the institution: «1,234.5» here is «1.234,5» there; its decimals are kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return a number as a person would type it; what was typed stays as it is."""
        return typed(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """Return the number; ``ValidationError`` says how numbers are written here."""
        text = "".join(str(value or "").split()).replace("−", "-")
        if not text:
            return None
        locale = Locale.parse(formats.active())
        try:
            number = parse_decimal(text, locale, strict=True)
        except NumberFormatError as error:
            number = None
            del error
        if number is None or not number.is_finite() or len(number.as_tuple().digits) > 40:
            raise ValidationError(
                _("«%(text)s» no se entiende como número. Aquí se escribe así: %(example)s."),
                params={"text": value, "example": formats.number(Decimal("1234.50"))},
            )
        return number

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another number, or another number of decimals, was typed."""
        try:
            return str(self.to_python(data)) != str(initial)
        except ValidationError:
            return True


class AmountField(FigureField):
    """Money typed with the separators of any country: «1,234.50», «1.234,50» and «1234,5» are read alike.

    Money has at most two decimals, so that most texts have one reading; where there are two, it asks. ``signed`` lets
    amounts be negative.
    """

    def __init__(self, *args: Any, signed: bool = False, **kwargs: Any) -> None:
        self.signed = signed
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the amount; ``ValidationError`` names what was typed and how to write it."""
        text = re.sub(r"\s", "", str(value or "")).replace("−", "-").lstrip("+")
        if not text:
            return None
        found = _MONEY.fullmatch(text)
        number = _amount(found, value) if found else None
        if number is None:
            raise ValidationError(
                _("«%(text)s» no se entiende como monto. Escriba solo la cifra, por ejemplo %(example)s."),
                params={"text": value, "example": formats.number(Decimal("1234.50"))},
            )
        if number < 0 and not self.signed:
            raise ValidationError(
                _("«%(text)s» es negativo, y aquí no cabe un monto menor que cero."), params={"text": value}
            )
        return number


def _amount(found: re.Match[str], value: object) -> Decimal | None:
    """Return the amount of digits and separators; None for groups that are not of three."""
    sign, body = found["sign"], found["body"]
    marks = [mark for mark in body if mark in ",."]
    if not marks:
        return Decimal(sign + body)
    whole, decimals = body[: body.rindex(marks[-1])], body[body.rindex(marks[-1]) + 1 :]
    if marks.count(marks[-1]) > 1 or (len(decimals) == 3 and len(set(marks)) == 1):
        return _grouped(sign, body, marks[-1], value)
    if len(decimals) not in (1, 2) or len(set(marks[:-1])) > 1 or not _groups(whole, marks[0] if marks[:-1] else ""):
        return None
    return Decimal(f"{sign}{whole.replace(',', '').replace('.', '')}.{decimals}")


def _grouped(sign: str, body: str, mark: str, value: object) -> Decimal | None:
    if set(body) & ({",", "."} - {mark}) or not _groups(body, mark):
        return None
    whole = Decimal(sign + body.replace(mark, ""))
    decimal = Locale.parse(formats.active()).number_symbols["latn"]["decimal"]
    if body.count(mark) == 1 and mark == decimal:
        raise ValidationError(
            _("«%(text)s» tiene dos lecturas. Si son %(whole)s, escríbalo así; si no, con dos decimales."),
            params={"text": value, "whole": formats.number(whole)},
        )
    return whole


def _groups(whole: str, mark: str) -> bool:
    """Tell whether digits stand alone, or in groups of three behind the first."""
    first, *rest = whole.split(mark) if mark else [whole]
    return 0 < len(first) <= (3 if rest else 30) and first.isdecimal() and all(len(group) == 3 for group in rest)


def typed(number: Decimal) -> str:
    """Return a number as a person types it where the institution is: its digits and its decimal separator alone."""
    separator = Locale.parse(formats.active()).number_symbols["latn"]["decimal"]
    return format(number, "f").replace(".", separator)


class PeriodField(forms.CharField):
    """A period in its notation, or as two years: «2024-2032»."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(*args, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return a period as a person would type it."""
        return value.notation().replace("..", "-") if isinstance(value, Period) else value

    def to_python(self, value: Any) -> Any:
        """Return the period; ``ValidationError`` says how periods are written."""
        text = str(value or "").strip()
        if not text:
            return None
        years = _YEARS.fullmatch(text)
        runs = re.fullmatch(r"(\d{4}-M\d{1,2})-(\d{4}-M\d{1,2})", text.upper())
        try:
            return Period.parse("..".join((years or runs).groups()) if years or runs else text.upper())  # type: ignore[union-attr]
        except ValueError:
            raise ValidationError(
                _("«%(text)s» no se entiende como período. %(help)s"), params={"text": text, "help": PERIOD_HELP}
            ) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another period was typed."""
        try:
            return bool(self.to_python(data) != (initial or None))
        except ValidationError:
            return True
