"""Money in three columns: whole hundredths, the currency, and the digits where the hundredths do not give them back.

«1500», «25.5» and «0.125» are amounts whose hundredths alone would return 1500.00, 25.50 and 0.13: their digits are
kept beside. A sum in SQL takes the hundredths; the snapshot takes what was printed.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from ceiba.institutions.verbs import Refused
from ceiba.kernel.money import Money

_LARGEST = 2**63 - 1


def amount_columns(name: str, money: Money | None) -> dict[str, object]:
    """Return the columns ``name``, ``name_currency`` and ``name_printed`` of an amount, empty where there is none.

    ``Refused`` for an amount that no column holds: it is a misread one.
    """
    if money is None:
        return {name: None, f"{name}_currency": "", f"{name}_printed": None}
    hundredths = money.hundredths
    if abs(hundredths) > _LARGEST:
        raise Refused(
            _("El monto %(amount)s no cabe: tiene demasiadas cifras. Corríjalo en la propuesta; nada se cambió.")
            % {"amount": money.amount}
        )
    plain = Money.from_hundredths(hundredths).amount
    printed = None if str(plain) == str(money.amount) else money.amount
    return {name: hundredths, f"{name}_currency": money.currency, f"{name}_printed": printed}


def amount_names(name: str) -> tuple[str, str, str]:
    """Return the names of the three columns of an amount."""
    return name, f"{name}_currency", f"{name}_printed"


def money_of(hundredths: int | None, currency: str, printed: Decimal | None) -> Money | None:
    """Return the money of three columns, None where there is none."""
    if hundredths is None:
        return None
    return Money.from_hundredths(hundredths, currency) if printed is None else Money(printed, currency)


def known_money(hundredths: int, currency: str, printed: Decimal | None) -> Money:
    """Return the money of three columns that are never empty."""
    return Money.from_hundredths(hundredths, currency) if printed is None else Money(printed, currency)
