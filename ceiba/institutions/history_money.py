"""Money in the history: its three columns as one amount, and the months and stages of a line in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ceiba.exchange.writers.page_money import STAGE_WORDS
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.ui import formats

NOUNS = frozenset({"funding", "income", "modification", "total", "budget_line", "procurement"})
COLUMNS = frozenset({"amount", "investment", "operating", "estimated", "stated", "unit_cost"})
_COMPANIONS = ("_currency", "_printed")
Side = Mapping[str, Any] | None


def is_companion(noun: str, name: str, names: list[str]) -> bool:
    """Tell whether a column only completes an amount that is told beside it."""
    base = next((name.removesuffix(end) for end in _COMPANIONS if name.endswith(end)), "")
    return noun in NOUNS and base in COLUMNS and base in names


def money_words(noun: str, name: str, side: Side, other: Side) -> str | None:
    """Return a column of money in words, of one side of a change; None where it is something else.

    The history tells the columns that changed: a currency that both sides share may stand in neither.
    """
    if noun not in NOUNS or side is None:
        return None
    value = side.get(name)
    if name in COLUMNS and isinstance(value, int):
        currency = side.get(f"{name}_currency") or (other or {}).get(f"{name}_currency") or ""
        return _written(value, str(currency), side.get(f"{name}_printed"))
    if name in ("amounts", "cutoffs") and isinstance(value, list):
        return "; ".join(_row(row) for row in value if isinstance(row, dict)) or _("nada")
    return None


def _written(hundredths: int, currency: str, printed: object) -> str:
    exact = Money.from_hundredths(hundredths, currency)
    return formats.money(Money(Decimal(str(printed)), currency) if printed else exact)


def _row(row: Mapping[str, Any]) -> str:
    """Return one row of stages: a stage with its amount, or a month with all that it tells."""
    if "stage" in row:
        amount = _written(row["amount"], row.get("amount_currency") or "", row.get("amount_printed"))
        return f"{_stage(row['stage'])} {amount}"
    told = [
        f"{_stage(stage)} {_written(value, row.get('currency') or '', None)}"
        for stage, value in row.items()
        if isinstance(value, int) and stage not in ("until", "currency", "position")
    ]
    return f"{_month(str(row.get('until')))}: {', '.join(told)}"


def _stage(key: str) -> str:
    known = {str(stage): words for stage, words in STAGE_WORDS.items()}
    return formats.say()(known[key]) if key in known else {"collected": _("recaudado")}.get(key, key)


def _month(text: str) -> str:
    try:
        return formats.period(Period.parse(text))
    except ValueError:
        return text
