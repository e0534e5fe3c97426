"""Money is exact everywhere: in every module, in every table, and in the columns that both databases really made.

Each check is shown to fail on a violation planted for it.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from ceiba.budgets.models import StatedTotal
from ceiba.institutions.fields import ExactDecimalField
from tests.architecture.exact_money import EXCEPT, bends, fractions, inexact_columns, is_money, typed
from tests.architecture.test_tables import tables
from tests.cast import valle_alto
from tests.execution_reports import csv, table
from tests.people import Office
from tests.snapshots.adopting import adopt_all

PACKAGE = Path(__file__).resolve().parents[2] / "ceiba"
CONFIDENCE = "documents_source.confidence"  # how sure a reading is: nothing adds it up


@pytest.mark.slow
def test_no_binary_fraction_is_anywhere_near_money() -> None:
    found = list(fractions(PACKAGE))
    assert [one for one in found if one[:2] not in EXCEPT] == []
    assert set(EXCEPT) - {one[:2] for one in found} == set(), "an exception that nothing needs any more"
    assert all(reason for reason in EXCEPT.values())


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("budgets/sums.py", "def half(cents):\n    return cents * 0.5", "0.5"),
        ("budgets/parts.py", "def part(paid, cost):\n    return paid / cost", "paid / cost"),
        ("kernel/budget.py", "CENT = float('0.01')", "float"),
        ("kernel/other.py", "from ceiba.kernel.money import Money\nSTEP: float = 1", "float"),
        ("monitoring/sums.py", "from ceiba.kernel import budget\nTENTH = 1e-1", "0.1"),
        ("exchange/sums.py", "from ceiba.exchange.readers import money_amounts\n", ""),
        ("exchange/readers/money_new.py", "def cents(text):\n    return int(float(text) * 100)", "float"),
        ("rules/new.py", "from ceiba.exchange.readers.money_amounts import hundredths\nX = 2.0", "2.0"),
        ("exchange/writers/new.py", "def cell(amount):\n    return float(amount)", "float"),
        ("plans/quiet.py", "SHARE = 0.5", ""),
    ],
)
def test_a_planted_fraction_is_found(tmp_path: Path, path: str, code: str, said: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(code, encoding="utf-8")
    found = [(module, text.partition(": ")[2]) for module, _scope, text in fractions(tmp_path)]
    assert (path, said) in found if said else found == []


def test_every_column_of_money_is_whole_hundredths() -> None:
    assert inexact_columns(tables()) == []
    money = [(t.__name__, f.name) for t in tables() for f in t._meta.concrete_fields if is_money(f.name, _columns(t))]
    assert {("BudgetCutoff", "accrued"), ("Modification", "amount"), ("FundingSource", "investment")} <= set(money)
    assert len(money) > 20


@isolate_apps("ceiba.budgets")
def test_a_planted_column_is_found() -> None:
    class Wrong(models.Model):
        amount = ExactDecimalField()
        amount_currency = models.TextField()
        accrued = models.IntegerField()
        currency = models.TextField()
        rate = models.FloatField()
        share = models.DecimalField(max_digits=5, decimal_places=2)
        paid = models.BigIntegerField()

        class Meta:
            app_label = "budgets"

    told = ["Wrong.amount: ExactDecimalField", "Wrong.accrued: IntegerField", "Wrong.rate: FloatField"]
    assert inexact_columns([Wrong]) == [*told, "Wrong.share: DecimalField"]


@pytest.mark.django_db
def test_the_database_made_whole_numbers_of_them() -> None:
    assert _wrong_columns({t: t._meta.db_table for t in tables()}) == []


@pytest.mark.django_db
def test_a_planted_column_of_the_database_is_found() -> None:
    with connection.cursor() as cursor:
        kinds = "amount double precision, amount_currency text, stated integer, share numeric(5, 2)"
        cursor.execute(f"CREATE TABLE planted (id bigint, label text, {kinds})")
    assert {name for name, kind in typed(connection, "planted").items() if bends(kind)} == {"amount", "share"}
    found = _wrong_columns({StatedTotal: "planted"})
    assert found == [
        "planted.amount: " + typed(connection, "planted")["amount"],
        "planted.share: " + typed(connection, "planted")["share"],
        "planted.stated: integer",
    ]


def test_what_is_stored_is_whole_numbers_and_text(office: Office) -> None:
    """SQLite would keep a fraction in a column of whole numbers: what is really there is asked of it."""
    from ceiba.budgets.services_reports import apply, receive
    from ceiba.kernel.classifier import ClassifierUse

    adopt_all(office.actor(), valle_alto())
    row = receive(office.actor("finance"), ClassifierUse.EXPENDITURE, "egresos.csv", csv(table()), None)
    apply(office.actor("finance"), row)
    seen = 0
    for model in tables():
        for field in model._meta.concrete_fields:
            for value in model.objects.exclude(**{field.name: None}).values_list(field.name, flat=True):
                if is_money(field.name, _columns(model)):
                    seen += 1
                    assert type(value) is int, (model, field.name, value)
                if isinstance(field, models.JSONField):
                    assert not _has_float(value), (model, field.name, value)
    assert seen > 30
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT typeof(accrued), typeof(initial) FROM budgets_budgetcutoff")
            assert cursor.fetchall() == [("integer", "integer")]


def test_a_planted_fraction_in_stored_json_is_found() -> None:
    assert _has_float({"totals": [{"paid": 0.1}]})
    assert not _has_float({"totals": [{"paid": 10, "stated": str(Decimal("0.10"))}]})


def _has_float(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_float, value.values()))
    return any(map(_has_float, value)) if isinstance(value, list) else isinstance(value, float)


def _columns(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    return {field.name: field for field in model._meta.concrete_fields}


def _wrong_columns(named: dict[type[models.Model], str]) -> list[str]:
    """Return the columns of tables whose type in the database keeps no exact whole hundredths."""
    found = []
    for model, name in named.items():
        real = typed(connection, name)
        assert real, name
        money = {f.column for f in model._meta.concrete_fields if is_money(f.name, _columns(model))}
        for column, kind in sorted(real.items()):
            wrong = bends(kind) or (column in money and kind != "bigint")
            if wrong and f"{name}.{column}" != CONFIDENCE:
                found.append(f"{name}.{column}: {kind}")
    return found
