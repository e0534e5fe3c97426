"""Money is never a binary fraction: what imports and types cannot show about the modules and tables that hold it.

A module handles money where it imports a word of money, or lives in the kernel, with the tables of money, or where
files are written. In such a module nothing may call or name ``float``, write a fraction, or (where it speaks of money)
divide with ``/``: exact division has functions, ``kernel.exact``. ``EXCEPT`` lists the scopes that may, with a reason.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models

from ceiba.kernel.budget import IncomeStage, Stage
from tests.architecture.house import modules

_WORDS = frozenset(
    {"money", "budget", "budget_changes", "execution", "destination", "element_money", "flow", "gap", "availability",
     "works_report", "exact"}
)  # fmt: skip
_ROOMS = ("kernel/", "exchange/writers/")
_SOURCES = ("ceiba.documents.amounts", "ceiba.exchange.money_report", "ceiba.budgets")
_NAMES = ("amount", "money", "cost", "paid", "estimated", "investment", "operating", "contribution")

_SURE, _ALIKE = "how sure a reading is", "how alike words are"
_CHANCE = "a chance, or a mean of counts"
# Where a binary fraction may stand, by module and first scope, and what it is of: never money that is added up.
EXCEPT: dict[tuple[str, str], str] = {
    ("exchange/extraction/assemble.py", "Assembly"): _SURE,
    ("exchange/extraction/layout_money.py", "_Reader"): _SURE,
    ("exchange/extraction/matrices.py", ""): "which part of the rows must have a figure",
    ("exchange/extraction/matrices.py", "Matrix"): _SURE,
    ("exchange/extraction/matrices.py", "_with_values"): _SURE,
    ("exchange/extraction/money_lists.py", "_row"): _SURE,
    ("exchange/linking.py", "_Targets"): _ALIKE,
    ("exchange/plan_scalars.py", ""): _SURE,
    ("exchange/readers/money_columns.py", ""): "which part of the rows must look like a key",
    ("exchange/twins.py", ""): _ALIKE,
    ("exchange/writers/audit_json.py", ""): "names the type of a number of JSON",
    ("exchange/writers/audit_json.py", "number"): "a number of JSON, printed with the decimals that it has",
    ("exchange/writers/duty_table.py", "_put"): "a cell of a workbook is one; only digits that it keeps whole",
    ("exchange/writers/entry_sheet.py", "_put"): "a cell of a workbook is one; only digits that it keeps whole",
    ("exchange/writers/register_sheet.py", "_put"): "a cell of a workbook is one; only digits that it keeps whole",
    ("exchange/writers/open_xlsx.py", "_Sheets"): "a cell of a workbook is one; only digits that it keeps whole",
    ("exchange/writers/page_figures.py", "Figures"): _SURE,
    ("exchange/writers/page_reading.py", ""): _SURE,
    ("exchange/writers/plain_table.py", "_row"): "a cell of a workbook is one; only digits that it keeps whole",
    ("exchange/writers/reading_json.py", "_Writer"): _SURE,
    ("exchange/writers/reading_json.py", "_money"): "a number of JSON, printed with the decimals that it has",
    ("exchange/writers/reading_json.py", "_number"): "a number of JSON, printed with the decimals that it has",
    ("exchange/writers/subjects.py", "Subjects"): _SURE,
    ("exchange/writers/works_report.py", "_put"): "a cell of a workbook is one; only digits that it keeps whole",
    ("intake/words.py", ""): _SURE,
    ("intake/words.py", "confidence_word"): _SURE,
    ("intake/words.py", "confidence_tone"): _SURE,
    ("kernel/expected.py", ""): "where the past of a count lets expect the next",
    ("kernel/expected.py", "_fitted"): "where the past of a count lets expect the next",
    ("kernel/expected.py", "_moments"): "where the past of a count lets expect the next",
    ("kernel/expected.py", "_decimal"): "where the past of a count lets expect the next",
    ("kernel/formula.py", "_unknown"): _ALIKE,
    ("kernel/formula.py", "_check"): "names the type of a number that is replaced by its decimal digits",
    ("kernel/locality.py", ""): "degrees of a boundary, drawn and compared",
    ("kernel/poisson.py", ""): _CHANCE,
    ("kernel/poisson.py", "at_most"): _CHANCE,
    ("kernel/poisson.py", "interval"): _CHANCE,
    ("kernel/poisson.py", "quantile"): _CHANCE,
    ("kernel/poisson.py", "_log_wide"): _CHANCE,
    ("kernel/poisson.py", "_mean_where"): _CHANCE,
    ("kernel/poisson.py", "_series"): _CHANCE,
    ("kernel/poisson.py", "_fraction"): _CHANCE,
    ("kernel/poisson.py", "_decimal"): _CHANCE,
    ("kernel/projection.py", ""): "a table of Student's distribution",
    ("kernel/projection.py", "percentile"): "a table of Student's distribution",
    ("kernel/projection.py", "_exact"): "a trend of results",
    ("kernel/source.py", "Source"): _SURE,
    ("kernel/projection.py", "_through"): "where a trend of results meets its goal",
    ("kernel/projection.py", "_Line"): "a trend of results",
    ("rules/funding/investment_below_legal_minimum.py", "check"): "divides decimals: the percent that the law asks for",
    ("rules/settings.py", "_kind"): "names the type of a setting",
}


def speaks_of_money(path: Path, tree: ast.Module) -> bool:
    """Tell whether a module, given by its path in the package, names money."""
    if (
        path.parts[0] == "budgets"
        or path.stem.startswith("money")
        or (path.parts[0] == "kernel" and path.stem in _WORDS)
    ):
        return True
    return any(_brings_money(node) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))


def _brings_money(node: ast.ImportFrom) -> bool:
    module = node.module or ""
    if module == "ceiba.kernel":
        return any(alias.name in _WORDS for alias in node.names)
    kernel, _dot, word = module.rpartition(".")
    return (kernel == "ceiba.kernel" and word in _WORDS) or module.startswith(_SOURCES) or word.startswith("money_")


def fractions(package: Path) -> Iterator[tuple[str, str, str]]:
    """Yield module, scope and what was found wherever a module that handles money meets a binary fraction."""
    for path, tree in modules(package):
        inside = path.relative_to(package)
        speaks = speaks_of_money(inside, tree)
        for scope, node in scoped(tree) if speaks or inside.as_posix().startswith(_ROOMS) else ():
            found = fraction(node)
            if found and (speaks or not isinstance(node, ast.BinOp)):
                yield inside.as_posix(), scope, f"{node.lineno}: {found}"


def scoped(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield every expression of a module with the name of the class or function of its first level, blank outside."""
    for statement in tree.body:
        named = isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        scope = statement.name if named else ""  # type: ignore[attr-defined]
        for node in ast.walk(statement):
            if isinstance(node, ast.expr):
                yield scope, node


def fraction(node: ast.expr) -> str:
    """Return what makes an expression a binary fraction, blank where nothing does."""
    if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
        return repr(node.value)
    if isinstance(node, ast.Name) and node.id == "float":
        return "float"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return ast.unparse(node)
    return ""


def typed(connection: Any, table: str) -> dict[str, str]:
    """Return what a database says that the columns of a table are."""
    question = (
        "SELECT name, type FROM pragma_table_info(%s)"
        if connection.vendor == "sqlite"
        else "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, [table])
        return {name: kind.lower() for name, kind in cursor.fetchall()}


def bends(kind: str) -> bool:
    """Tell whether a column type of a database keeps decimals as binary fractions, or rounds them to a scale."""
    return any(word in kind for word in ("real", "double", "float", "numeric", "decimal"))


def inexact_columns(tables: list[type[models.Model]]) -> list[str]:
    """Return the columns that bend a decimal, and columns of money that are not whole hundredths.

    A column holds money where it has a currency of its own (``x`` and ``x_currency``), where it is a stage in a table
    with a currency for all of them, or where its name says so.
    """
    found = []
    for table in tables:
        columns = {field.name: field for field in table._meta.concrete_fields}
        for name, field in columns.items():
            fraction = isinstance(field, models.FloatField | models.DecimalField) and name != "confidence"
            if fraction or (is_money(name, columns) and not isinstance(field, models.BigIntegerField)):
                found.append(f"{table.__name__}.{name}: {type(field).__name__}")
    return found


def is_money(name: str, columns: dict[str, models.Field]) -> bool:
    """Tell whether a column of a table holds money."""
    if name.endswith(("_currency", "_printed", "_percent", "_by")) or isinstance(columns[name], models.ForeignKey):
        return False
    staged = "currency" in columns and name in {*map(str, Stage), *map(str, IncomeStage)}
    return f"{name}_currency" in columns or staged or any(word in name.split("_") for word in _NAMES)
