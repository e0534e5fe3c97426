"""The catalogue: every rule in the folders of the dimensions, found by walking them."""

from functools import cache
from importlib import import_module
from pathlib import Path

from ceiba.kernel.finding import Dimension
from ceiba.rules.rule import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules by dimension and code; ``ValueError`` where two modules claim one code."""
    found = [rule for dimension in Dimension for rule in sorted(_of(dimension), key=lambda rule: rule.code)]
    codes = [rule.code for rule in found]
    if len(set(codes)) < len(codes):
        raise ValueError(f"one code, two rules: {sorted(c for c in set(codes) if codes.count(c) > 1)}")
    return tuple(found)


def rule_of(code: str) -> Rule:
    """Return the rule of a code; ``KeyError`` where the catalogue has none such."""
    return _by_code()[code]


@cache
def _by_code() -> dict[str, Rule]:
    return {rule.code: rule for rule in rules()}


def _of(dimension: Dimension) -> list[Rule]:
    folder = Path(__file__).parent / dimension.value
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return [import_module(f"ceiba.rules.{dimension.value}.{name}").rule for name in names]
