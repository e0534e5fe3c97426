"""What a rule knows of a whole snapshot is grouped once for each value, and once only."""

from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.budget import FundingSource
from ceiba.kernel.money import Money
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import load
from ceiba.rules.indexes import index
from ceiba.rules.speech import label

BASE = Snapshot(load("base@1"))


def test_an_index_is_made_once_for_one_value_and_anew_for_another() -> None:
    made: list[int] = []

    def sources(snapshot: Snapshot) -> dict[str, str]:
        made.append(len(snapshot.funding))
        return {source.id: source.name for source in snapshot.funding}

    funded = replace(BASE, funding=(FundingSource("f1", "Aporte del Estado", Money(Decimal(100), "GTQ")),))
    assert index(BASE, sources) == {}
    assert index(funded, sources) == {"f1": "Aporte del Estado"}
    assert index(funded, sources) is index(funded, sources)
    assert made == [0, 1]


def test_a_row_of_money_is_known_by_its_name_and_what_is_nowhere_by_its_address() -> None:
    funded = replace(BASE, funding=(FundingSource("f1", "Aporte del Estado", Money(Decimal(100), "GTQ")),))
    assert label("funding/f1", funded) == "Aporte del Estado"
    assert label("funding/f2", funded) == "funding/f2"
