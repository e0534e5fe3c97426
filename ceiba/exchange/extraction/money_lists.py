"""Lists of money: «Fuente: Aporte estatal Q 1,200,000.00», «• Regalías: $ 12.300.500.000», with the total below them.

A list counts as funding below words that say so («Fuentes de financiamiento», «Presupuesto por eje»), or where its own
lines begin with «Fuente:»; below «Proyectos» its lines are projects. Other lists with amounts are left alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ceiba.exchange.extraction.drafts import MoneyRow
from ceiba.exchange.extraction.laid_out import LaidOut
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.numbers import CURRENCY_SIGN, decimal_separator, parse_amount
from ceiba.exchange.extraction.totals import Amounts, is_total, totals
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold, squeeze

_LINE = re.compile(
    rf"(?P<label>fuente(?:\s+de\s+(?:financiamiento|recursos|los\s+recursos|ingresos?))?\s*[:\-–]\s*)?"
    rf"(?P<name>[^\W\d_][^|\t]{{2,160}}?)(?:\s*[:=]\s*|\s*\.{{3,}}\s*|\s+[-–—]\s*|\s+(?={CURRENCY_SIGN}\s?\d)|\s*\()"
    rf"(?P<amount>(?:{CURRENCY_SIGN}\s?)?(?:\d{{1,3}}(?:[.,'’ ]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d{{1,2}})?)"
    rf"(?:\s+(?:mil\s+)?millones)?(?:\s*{CURRENCY_SIGN})?)\)?"
    r"(?:\s*(?:de\s+)?(?:quetzales|pesos|soles|bolivianos|d[óo]lares|colones|lempiras|c[óo]rdobas|guaran[íi]es|balboas|euros))?"
    r"(?:\s*\(?\s*[\d.,]+\s?%\s*\)?)?\s*[.;,]?$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"{CURRENCY_SIGN}\s?\d|\d[.,'’]\d{{3}}[.,'’]\d{{3}}|\d{{1,3}}[.,]\d{{3}}[.,]\d{{2}}\b|\d{{6,}}|millones"
)
_FUNDING = re.compile(
    r"\b(?:fuentes?(?: de (?:financiamiento|financiacion|recursos|los recursos|ingresos?))?|financiamiento|financiacion"
    r"|origen de los (?:recursos|fondos)|ingresos"
    r"|(?:presupuesto|inversion|recursos|distribucion)(?: \w+){0,4} por"
    r" (?:fuente|eje|sector|rubro|linea|programa|componente|dimension|pilar)s?)\b"
)
_PROJECTS = re.compile(r"\b(?:proyectos|obras|cartera|banco de proyectos|inversiones)\b")
_CODE = re.compile(
    r"[\s,(\[–-]*\b(?:SNIP|SINIP|BPIN|BIP|CUI|CUP|SISIN|PIP|c[óo]digo(?:\s+[úu]nico)?)\s*(?:n[o°º.]+)?\s*[:#]?\s*(?P<code>[\w-]*\d[\w-]*)[)\]]?",
    re.IGNORECASE,
)
_FEWEST, _ABOVE = 2, 3


@dataclass(frozen=True, slots=True)
class _Item:
    line: TextLine
    label: bool
    name: str
    amount: str


def find(printed: Sequence[TextLine], methodology: Methodology) -> dict[int, LaidOut]:
    """Return the lists of money of a document, keyed by their first line. Cost is linear in its length."""
    found: dict[int, LaidOut] = {}
    run: list[_Item] = []
    above: list[str] = []
    heads: list[str] = []
    blanks = 0
    for line in printed:
        if line.is_blank:
            blanks += 1
            continue
        item = None if line.cells or line.aside else _item(line)
        if item is not None and (not run or blanks <= 1):
            heads = heads if run else above[-_ABOVE:]
            run.append(item)
        else:
            _keep(found, run, heads, methodology)
            heads, run = (above[-_ABOVE:], [item]) if item is not None else ([], [])
        if item is None:
            above.append(line.text)
        blanks = 0
    _keep(found, run, heads, methodology)
    return found


def _item(line: TextLine) -> _Item | None:
    match = _LINE.fullmatch(line.text) if any(c.isdigit() for c in line.text[-40:]) else None
    if match is None or len(match["name"].split()) > 25:
        return None
    return _Item(line, bool(match["label"]), squeeze(match["name"]).rstrip(" :-–("), match["amount"])


def _keep(found: dict[int, LaidOut], run: Sequence[_Item], heads: Sequence[str], methodology: Methodology) -> None:
    """Keep a run of items where the words above it, or its own labels, say what its amounts are."""
    words = methodology.vocabulary.totals
    rows = [item for item in run if not is_total(item.name, words)]
    money = [item for item in rows if _MONEY.search(item.amount)]
    if len(rows) < _FEWEST or len(money) * 2 <= len(rows):
        return
    kind = _kind(rows, heads)
    if kind is None:
        return
    separator = decimal_separator(item.amount for item in run)
    scale = _scale(heads)
    lines = tuple(item.line for item in run)
    amounts = [_amount(item, separator, scale) for item in run]
    sums = [
        Amounts(item.name, {0: amount}, item.line.number, item.line.text, is_total(item.name, words))
        for item, amount in zip(run, amounts, strict=True)
        if amount is not None
    ]
    money_rows = tuple(
        _row(kind, item, amount)
        for item, amount in zip(run, amounts, strict=True)
        if amount is not None and not is_total(item.name, words)
    )
    found[lines[0].number] = LaidOut(lines, money_rows, tuple(totals(sums, ("",))), ())


def _kind(rows: Sequence[_Item], heads: Sequence[str]) -> str | None:
    if all(item.label for item in rows):
        return "funding"
    for head in reversed([fold(head) for head in heads]):
        if _PROJECTS.search(head) and not _FUNDING.search(head):
            return "project"
        if _FUNDING.search(head):
            return "funding"
    return None


def _scale(heads: Sequence[str]) -> Decimal:
    """Return 1000 or a million where the words above the list say that its amounts are given in them."""
    folded = fold(" ".join(heads))
    if re.search(r"\b(?:en|expresad[oa]s? en|cifras en) millones\b|\bmillones de \w+\)?$", folded):
        return Decimal(10**6)
    return Decimal(1000) if re.search(r"\b(?:en|expresad[oa]s? en|cifras en) miles\b", folded) else Decimal(1)


def _amount(item: _Item, separator: str, scale: Decimal) -> Decimal | None:
    amount = parse_amount(item.amount, separator)
    if amount is None or scale == 1 or "mill" in item.amount:
        return amount
    product = amount * scale
    return product.to_integral_value() if product == product.to_integral_value() else product


def _row(kind: str, item: _Item, amount: Decimal) -> MoneyRow:
    fields = {"name": item.name}
    code = _CODE.search(item.name) if kind == "project" else None
    if code is not None:
        fields = {"name": squeeze(item.name.replace(code.group(), " ")).strip(" ,.–-"), "code": code["code"]}
    return MoneyRow(kind, fields, {"amount": amount}, item.line.number, item.line.printed, 0.8)
