"""Figures, money, periods and days as an institution writes them, in words of the reader's language.

The institution's locale («es_GT») decides separators and currency signs; whoever knows the institution says it once for
each request with ``activate``. Pages outside an institution use the locale of the installation's first country.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import cast

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import get_currency_precision, get_currency_symbol
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.exchange.language import LANGUAGES, Translate, translator
from ceiba.exchange.writers.page_figures import STATE_WORDS, Figures
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period, PeriodKind
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.states import Absent, Datum, State

DEFAULT_LOCALE = "es_GT"
_active: ContextVar[str] = ContextVar("locale", default=DEFAULT_LOCALE)


@dataclass(frozen=True, slots=True)
class _Country:
    """What writing a figure needs to know of a country; stands in for a methodology, which holds the same."""

    language: str
    country: str
    decimal_separator: str
    currency: str = ""
    fiscal_start: int = 1


def activate(locale: str) -> None:
    """Write figures from here on as a locale does, «es_GT» or «es-EC»; an unknown one changes nothing."""
    name = locale.replace("-", "_")
    try:
        Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        return
    _active.set(name)


def active() -> str:
    """Return the locale in which figures are written now."""
    return _active.get()


def language() -> str:
    """Return the reader's language among those that have a catalogue."""
    short = (get_language() or "es").partition("-")[0]
    return short if short in LANGUAGES else "es"


def say() -> Translate:
    """Return how sentences from below the Django line are said to this reader."""
    return translator(language())


def figures() -> Figures:
    """Return how this request writes its figures."""
    return _figures(_active.get(), language())


@cache
def _figures(name: str, reader: str) -> Figures:
    locale = Locale.parse(name)
    separator = locale.number_symbols["latn"]["decimal"]
    country = _Country(locale.language, locale.territory or "", separator)
    return Figures(cast("Methodology", country), translator(reader))


@cache
def _dates(name: str, reader: str) -> Locale:
    """Return the locale of dates: the institution's where it speaks the reader's language, else the reader's."""
    locale = Locale.parse(name)
    return locale if locale.language == reader else Locale.parse(reader)


def absence(state: State = State.NO_DATA) -> str:
    """Return the word for a figure that is not there."""
    return say()(STATE_WORDS[state])


def number(amount: Decimal | int | None, decimals: int | None = None) -> str:
    """Return a number with the decimals that it carries, or rounded half up to so many; a word where there is none."""
    if amount is None:
        return absence()
    exact = Decimal(amount)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return figures().number(exact)


def percent(amount: Decimal | int | None, decimals: int | None = None) -> str:
    """Return a percentage; one that was computed, with more than two decimals, is rounded to two."""
    if amount is None:
        return absence()
    exact = Decimal(amount)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    elif (exponent := exact.as_tuple().exponent) and isinstance(exponent, int) and exponent < -2:
        return f"{figures().rounded(exact)}\u00a0%"
    return figures().percent(exact)


def money(amount: Money | None, decimals: int | None = None) -> str:
    """Return money with the sign of its currency and the decimals that the currency has; a word where there is none."""
    if amount is None:
        return absence()
    places = get_currency_precision(amount.currency) if decimals is None and amount.currency else decimals
    if places is None or places == 2:
        return figures().money(amount)
    exact = amount.amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "−" if exact < 0 else ""
    return f"{sign}{figures().currency(amount.currency)}{figures().number(abs(exact))}"


def currency(code: str) -> str:
    """Return the sign of a currency where the institution is; the code itself where it has none."""
    return get_currency_symbol(code, Locale.parse(_active.get()))


def datum(figure: Datum | None, unit: MeasureUnit | None = None) -> str:
    """Return a figure, with its unit where one is given, or the word of the state that it is in; zero is «0»."""
    if figure is None:
        return absence()
    if isinstance(figure, Absent):
        return absence(figure.state)
    return figures().datum(figure, unit)


_PARTS = {PeriodKind.BIMESTER: 2, PeriodKind.QUARTER: 3, PeriodKind.CUATRIMESTRE: 4, PeriodKind.SEMESTER: 6}


def period(value: Period | None) -> str:
    """Return a period in words: «2024», «2024–2032», «cuatrimestre 2 de 2024», «marzo de 2024»."""
    if value is None or value.months % 12 == 0:
        return figures().period(value)
    if value.kind is PeriodKind.MONTH:
        return _month(value.first_month)
    months = _PARTS.get(value.kind)
    if months is None or value.first_month % months:
        return _("%(first)s a %(last)s") % {"first": _month(value.first_month), "last": _month(value.last_month)}
    ordinal = value.first_month % 12 // months + 1
    return _period_words(value.kind) % {"ordinal": ordinal, "year": value.start_year}


def _period_words(kind: PeriodKind) -> str:
    return {
        PeriodKind.BIMESTER: _("bimestre %(ordinal)s de %(year)s"),
        PeriodKind.QUARTER: _("trimestre %(ordinal)s de %(year)s"),
        PeriodKind.CUATRIMESTRE: _("cuatrimestre %(ordinal)s de %(year)s"),
        PeriodKind.SEMESTER: _("semestre %(ordinal)s de %(year)s"),
    }[kind]


def _month(counted: int) -> str:
    year, offset = divmod(counted, 12)
    locale = _dates(_active.get(), language())
    pattern = "MMMM 'de' y" if locale.language == "es" else "MMMM y"
    return format_date(date(year, offset + 1, 1), pattern, locale)


def day(value: date | datetime | None) -> str:
    """Return a day in full: «5 de marzo de 2024»; a word where there is none."""
    if value is None:
        return _("sin fecha")
    if isinstance(value, datetime):
        value = _local(value)
    return format_date(value, "long", _dates(_active.get(), language()))


def weekday(value: date) -> str:
    """Return the name of a day of the week: «lunes»."""
    return format_date(value, "EEEE", _dates(_active.get(), language()))


def moment(value: datetime | None) -> str:
    """Return a moment in the institution's time: «5 mar 2024, 16:02»; a word where there is none."""
    if value is None:
        return _("sin fecha")
    here = _local(value)
    return f"{format_date(here, 'd MMM y', _dates(_active.get(), language()))}, {here:%H:%M}"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
