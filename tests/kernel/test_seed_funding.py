"""The funding table and the list of works of the founding municipality, computed again to the cent from their data."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from ceiba.exchange.reader import read
from ceiba.kernel.availability import availability, totals
from ceiba.kernel.exact import total
from ceiba.kernel.snapshot import Snapshot

_AMOUNT = re.compile(r"\d[\d,]*\.\d\d(?!\d*%)")


@pytest.fixture(scope="module")
def printed(shared: Path) -> list[str]:
    """Return the lines of the document."""
    (path,) = (shared / "seeds").glob("002*.txt")
    return path.read_text().splitlines()


@pytest.fixture(scope="module")
def plan(shared: Path) -> Snapshot:
    """Return what the document says."""
    (path,) = (shared / "seeds").glob("002*.txt")
    return read(path.name, path.read_bytes()).snapshot


def amounts(line: str) -> list[Decimal]:
    return [Decimal(text.replace(",", "")) for text in _AMOUNT.findall(line)]


def test_every_row_of_the_table_and_its_total_come_out_to_the_cent(plan: Snapshot, printed: list[str]) -> None:
    rows = availability(plan.funding, plan.methodology)
    table = {line.split("\t")[0]: amounts(line) for line in printed if "\t" in line}
    for row in rows:
        assert row.investment is not None
        assert row.operating is not None
        computed = [row.amount.amount, row.investment.amount, row.operating.amount]
        assert [amount for amount in computed if amount] == table[row.source.name]
    whole = totals(rows)
    (printed_total,) = (found for name, found in table.items() if name.startswith("7)"))
    assert [whole.amount.amount, whole.investment.amount, whole.operating.amount] == printed_total
    assert round(whole.investment_percent or Decimal(0), 2) == Decimal("52.89")


def test_the_printed_share_that_its_own_amounts_contradict_is_seen(plan: Snapshot) -> None:
    wrong = [
        row.source.name
        for row in availability(plan.funding, plan.methodology)
        if row.investment_percent is not None
        and row.source.stated_investment_percent is not None
        and row.investment_percent != row.source.stated_investment_percent
    ]
    assert wrong == ["Ingresos propios"]


def test_the_total_of_the_works_leaves_out_the_row_printed_after_it(plan: Snapshot) -> None:
    works = [project.amount.amount for project in plan.projects if project.amount]
    (stated,) = (t for t in plan.totals if t.computed_all != t.stated and t.computed == t.stated)
    assert total(works) == stated.computed_all.amount
    assert (stated.computed_all - stated.stated).amount == works[-1]
