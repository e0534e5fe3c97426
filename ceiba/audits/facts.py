"""The facts of a finding as what JSON knows, and back: 25.20 keeps its two decimals, and no figure becomes a float."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ceiba.kernel.finding import Fact

_DECIMAL = "decimal"


def stored(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Return facts to be kept as JSON: a decimal as ``{"decimal": "25.20"}``, everything else as it is."""
    return {name: {_DECIMAL: str(fact)} if isinstance(fact, Decimal) else fact for name, fact in facts.items()}


def restored(facts: Mapping[str, Any]) -> dict[str, Fact]:
    """Return the facts that ``stored`` was given."""
    return {name: Decimal(fact[_DECIMAL]) if isinstance(fact, Mapping) else fact for name, fact in facts.items()}
