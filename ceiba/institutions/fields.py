"""Columns for values that a database would bend: exact decimals, figures with their five states, periods, amounts.

Both databases keep them as text, so that 25.20 comes back with its two decimals and «no data» never becomes zero.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ceiba.kernel.period import Period
from ceiba.kernel.states import Absent, Datum, State, Value


@lru_cache(maxsize=2048)
def _period(text: str) -> Period:
    return Period.parse(text)


@lru_cache(maxsize=65536)
def _figure(text: str) -> Datum:
    return Absent(State(text)) if text[:1].isalpha() else Value(Decimal(text))


class _AsText(models.TextField[Any, Any]):
    """A text column whose Python side is a value: subclasses say how one becomes the other."""

    def value_of(self, text: str) -> Any:
        """Return the value that a stored text stands for."""
        raise NotImplementedError

    def text_of(self, value: Any) -> str:
        """Return the text that is stored for a value."""
        raise NotImplementedError

    def from_db_value(self, value: str | None, *_unused: object) -> Any:
        """Return the value of a stored text; None stays None."""
        return None if value is None else self.value_of(value)

    def to_python(self, value: Any) -> Any:
        """Return the value of what a form or a fixture gives."""
        if not isinstance(value, str):
            return value
        try:
            return self.value_of(value)
        except (ValueError, ArithmeticError) as error:
            raise ValidationError(_("«%(value)s» no se entiende."), params={"value": value}) from error

    def get_prep_value(self, value: Any) -> str | None:
        """Return the text to store."""
        return value if value is None or isinstance(value, str) else self.text_of(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Return the text for a fixture."""
        return self.get_prep_value(self.value_from_object(obj)) or ""


class ExactDecimalField(_AsText):
    """A decimal as it was printed, with its own decimals: arithmetic lives in the kernel, never in SQL."""

    def value_of(self, text: str) -> Decimal:
        """Return the decimal."""
        return Decimal(text)

    def text_of(self, value: Decimal) -> str:
        """Return the digits."""
        return str(value)


class DatumField(_AsText):
    """A figure or the reason why there is none: «25.20», «no_data», «not_programmed»…"""

    def value_of(self, text: str) -> Datum:
        """Return the figure; equal ones are the same value."""
        return _figure(text)

    def text_of(self, value: Datum) -> str:
        """Return digits or the name of the state."""
        return str(value.amount) if isinstance(value, Value) else value.state.value


class PeriodField(_AsText):
    """A period in its notation: «2024», «2024-Q3», «2024..2032»."""

    def value_of(self, text: str) -> Period:
        """Return the period; rows of one period share it."""
        return _period(text)

    def text_of(self, value: Period) -> str:
        """Return the notation."""
        return value.notation()
