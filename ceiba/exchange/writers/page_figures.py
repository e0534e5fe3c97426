"""Figures as the reader's country writes them: numbers, money, percentages, periods, and the states without a value."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from ceiba.exchange.language import Translate
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import MeasureUnit, UnitKind
from ceiba.kernel.states import Datum, State, Value
from ceiba.kernel.text import _

HUNDREDTH = Decimal("0.01")

STATE_WORDS = {
    State.NO_DATA: _("sin dato"),
    State.NOT_PROGRAMMED: _("no programado"),
    State.NOT_DUE: _("aún no vence"),
    State.NOT_APPLICABLE: _("no aplica"),
}


@dataclass(frozen=True)
class Figures:
    """How one page writes its figures: separators and currency of the methodology, words of the reader's language."""

    methodology: Methodology
    translate: Translate

    def number(self, amount: Decimal, *, signed: bool = False) -> str:
        """Return a number with the decimals that it carries: ``28,235,390.5`` or ``28.235.390,5``."""
        plain = f"{abs(amount):,f}"
        if self.methodology.decimal_separator == ",":
            plain = plain.translate(str.maketrans(",.", ".,"))
        sign = "−" if amount < 0 else ("+" if signed and amount > 0 else "")
        return f"{sign}{plain}"

    def rounded(self, amount: Decimal, *, signed: bool = False) -> str:
        """Return a computed number with at most two decimals and no trailing zeros."""
        short = amount.quantize(HUNDREDTH, ROUND_HALF_UP).normalize()
        exponent = short.as_tuple().exponent
        whole = short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short
        return self.number(whole, signed=signed)

    def spoken(self, amount: Decimal, *, signed: bool = False) -> str:
        """Return a number for a sentence: as it is where it was printed so, shortened where it was computed."""
        exponent = amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -4:
            return self.rounded(amount, signed=signed)
        return self.number(amount, signed=signed)

    def fixed(self, confidence: float) -> Decimal:
        """Return a confidence with two decimals, as it is shown."""
        return Decimal(confidence).quantize(HUNDREDTH, ROUND_HALF_UP)

    def percent(self, amount: Decimal, *, signed: bool = False) -> str:
        """Return a percentage with its decimals and the sign that the language parts by a thin unbroken blank."""
        return f"{self.number(amount, signed=signed)}\u00a0%"

    def computed_percent(self, amount: Decimal) -> str:
        """Return a percentage that was computed, with exactly two decimals."""
        return self.percent(amount.quantize(HUNDREDTH, ROUND_HALF_UP))

    def money(self, money: Money) -> str:
        """Return an amount of money with two decimals and the sign of its currency: ``Q28,235,390.50``."""
        amount = money.amount.quantize(HUNDREDTH, ROUND_HALF_UP)
        sign = "−" if amount < 0 else ""
        return f"{sign}{self.currency(money.currency)}{self.number(abs(amount))}"

    def currency(self, code: str) -> str:
        """Return the sign of a currency in the methodology's country, empty where the document names no currency."""
        code = code or self.methodology.currency
        if not code:
            return ""
        from babel.numbers import get_currency_symbol

        symbol = get_currency_symbol(code, self._locale)
        return symbol if len(symbol) == 1 else f"{symbol}\u00a0"

    @cached_property
    def _locale(self) -> str:
        from babel import Locale, UnknownLocaleError

        name = f"{self.methodology.language}_{self.methodology.country}"
        try:
            Locale.parse(name)
        except (ValueError, UnknownLocaleError):
            return self.methodology.language
        return name

    def datum(self, figure: Datum, unit: MeasureUnit | None = None) -> str:
        """Return a figure with its unit, or the word of the state that it is in: never a blank, never a zero."""
        if isinstance(figure, Value):
            return self.quantity(figure.amount, unit)
        return self.translate(STATE_WORDS[figure.state])

    def quantity(self, amount: Decimal, unit: MeasureUnit | None) -> str:
        """Return an amount in its unit: as it was written, or shortened where it was computed."""
        told = self.spoken(amount)
        if unit is None:
            return told
        return f"{told}\u00a0%" if unit.kind is UnitKind.PERCENT else f"{told}\u00a0{unit.name}"

    def period(self, period: Period | None) -> str:
        """Return a period as years or as its notation; the word for missing where there is none."""
        if period is None:
            return self.translate(_("sin fecha"))
        if period.months % 12 == 0:
            start, end = period.start_year, period.start_year + period.months // 12 - 1
            return str(start) if start == end else f"{start}–{end}"
        try:
            return period.notation(self.methodology.fiscal_start)
        except ValueError:
            return f"{period.start_year}–{period.end_year}"
