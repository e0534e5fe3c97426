"""Figures as the API writes them: decimals are texts, money has its currency, and what is not there says why."""

from collections.abc import Iterable
from decimal import Decimal

from ninja import Field, Schema

from ceiba.kernel.money import Money
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.states import Datum, State, Value
from ceiba.kernel.text import _

DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"


class Figure(Schema):
    """A figure, or why there is none: zero, no data, not programmed, not yet due and not applicable are five things."""

    state: State = Field(description=_("«value» si hay cifra, también si es cero; si no, por qué no la hay."))
    amount: str | None = Field(pattern=DECIMAL, description=_("La cifra como decimal exacto; null si no la hay."))


class Amount(Schema):
    """Money: an exact decimal and its currency."""

    amount: str = Field(pattern=DECIMAL)
    currency: str = Field(description=_("Código ISO 4217; vacío si el documento no lo dice."))


class StageAmount(Amount):
    """Money at a stage of its way."""

    stage: str = Field(
        description=_("Etapa del dinero, de «initial» a «paid»; de un ingreso, de «current» a «collected».")
    )


class Measured(Schema):
    """A unit of measure."""

    name: str
    kind: str = Field(description=_("Cómo se comportan sus cifras: se cuentan, se miden, son partes de cien…"))
    per: str | None = Field(None, pattern=DECIMAL, description=_("Denominador de una tasa: 1000 en «por mil»."))


def figure(datum: Datum) -> dict[str, object]:
    """Return a figure with its state."""
    return {"state": datum.state, "amount": text(datum.amount) if isinstance(datum, Value) else None}


def amount(money: Money | None) -> dict[str, str] | None:
    """Return money, None where nobody said."""
    return None if money is None else {"amount": text(money.amount), "currency": money.currency}


def stages(told: Iterable[tuple[object, Money]]) -> list[dict[str, str]]:
    """Return money at each stage that is known."""
    return [{"stage": str(stage), "amount": text(money.amount), "currency": money.currency} for stage, money in told]


def measured(unit: MeasureUnit | None) -> dict[str, object] | None:
    """Return a unit of measure, None where the document names none."""
    return None if unit is None else {"name": unit.name, "kind": str(unit.kind), "per": optional(unit.per)}


def text(number: Decimal) -> str:
    """Return a decimal without exponent."""
    return format(number, "f")


def optional(number: Decimal | None) -> str | None:
    """Return a decimal as text, None where there is none."""
    return None if number is None else text(number)
