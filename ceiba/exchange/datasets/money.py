"""Tables of money: sources, budget lines and their amounts, modifications, income, and the plan of purchases."""

from collections.abc import Iterator
from typing import NamedTuple

from ceiba.exchange.datasets.dataset import (
    DataColumn,
    Dataset,
    Issue,
    at,
    currency,
    day,
    decimal,
    flag,
    integer,
    key,
    money,
    notation,
    span,
    text,
)
from ceiba.kernel.budget import IncomeStage, Nature, Stage
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.procurement import ProcurementKind, ProcurementLine
from ceiba.kernel.text import _

PRINTED = "presupuesto"  # in the column of the cut-off: the budget itself prints the amount


class _Amount(NamedTuple):
    """What a line had at a stage by a cut-off; None where the budget itself prints it."""

    line: str
    stage: Stage | IncomeStage
    until: Period | None
    amount: Money


def _spent(issue: Issue) -> Iterator[_Amount]:
    for line in issue.face.budget_lines:
        for stage, amount in line.amounts:
            yield _Amount(line.id, stage, None, amount)
        for cutoff in line.cutoffs:
            for stage, amount in cutoff.amounts:
                yield _Amount(line.id, stage, cutoff.until, amount)


def _received(issue: Issue) -> Iterator[_Amount]:
    for line in issue.face.income:
        for cutoff in line.cutoffs:
            for stage, amount in cutoff.amounts:
                yield _Amount(line.id, stage, cutoff.until, amount)


def _cutoff(issue: Issue, one: _Amount) -> str | None:
    return PRINTED if one.until is None else notation(issue, one.until)


def _stage_label(issue: Issue, one: _Amount) -> str | None:
    return next((stage.label for stage in issue.face.methodology.money_stages if stage.stage is one.stage), None)


def _parts(issue: Issue, one: ProcurementLine) -> str:
    return ";".join(filter(None, (notation(issue, period) for period in one.periods)))


def _classifier(source: str) -> DataColumn:
    return text("clasificador", _("Clave presupuestaria completa, como está impresa."), source)


def _source(source: str) -> DataColumn:
    return text("fuente", _("Fuente de financiamiento."), source, refers="financiamiento")


def _amounts(lines: str, kind: str, stages: tuple[str, ...], *more: DataColumn) -> tuple[DataColumn, ...]:
    """Return the columns of what lines of a dataset had at each stage by each cut-off."""
    return (
        text("renglon", _("Renglón del que se habla."), f"{kind}.id", at("line"), refers=lines),
        text(
            "momento", _("Momento del dinero, igual en todos los países."), f"{kind}.cutoffs", at("stage"), codes=stages
        ),
        *more,
        text(
            "corte",
            _(
                "Período del informe financiero: lo acumulado desde que empezó el año fiscal. «presupuesto»: lo dice "
                "el presupuesto mismo."
            ),
            f"{kind}.cutoffs Cutoff.until IncomeCutoff.until",
            _cutoff,
        ),
        money(f"{kind}.cutoffs Cutoff.amounts IncomeCutoff.amounts", at("amount")),
        currency("Money.amount"),
    )


FUNDING = Dataset(
    "financiamiento",
    _("Fuentes de financiamiento"),
    _("De dónde viene el dinero y cómo se reparte entre inversión y funcionamiento."),
    ("clave",),
    (
        key("FundingSource.id"),
        text("nombre", _("Nombre de la fuente."), "FundingSource.name"),
        text("regla", _("Clave de la fuente en las reglas de la ley, si la tiene."), "FundingSource.key"),
        *span("FundingSource.period"),
        money("FundingSource.amount"),
        money("FundingSource.investment", name="inversion", says=_("De eso, para inversión.")),
        money("FundingSource.operating", name="funcionamiento", says=_("De eso, para funcionamiento.")),
        currency("FundingSource.amount"),
        decimal(
            "inversion_impreso",
            _("Porcentaje de inversión que imprime el documento."),
            "FundingSource.stated_investment_percent",
            unit="%",
        ),
        decimal(
            "funcionamiento_impreso",
            _("Porcentaje de funcionamiento que imprime el documento."),
            "FundingSource.stated_operating_percent",
            unit="%",
        ),
        flag("saldo_anterior", _("Verdadero si quedó de años anteriores."), "FundingSource.carried_over"),
        text("destino", _("Lo único en que puede gastarse, en palabras de su acto."), "FundingSource.earmark"),
    ),
    lambda issue: issue.face.funding,
)
BUDGET = Dataset(
    "gastos",
    _("Renglones de gasto"),
    _("Los renglones de gasto; sus montos están en «ejecucion» y a qué sirven en «vinculos»."),
    ("clave",),
    (
        key("BudgetLine.id"),
        _classifier("BudgetLine.classifier"),
        text("nombre", _("Nombre del renglón."), "BudgetLine.name"),
        _source("BudgetLine.source"),
        text("naturaleza", _("Inversión o funcionamiento."), "BudgetLine.nature", codes=tuple(Nature)),
        *span("BudgetLine.period"),
    ),
    lambda issue: issue.face.budget_lines,
)
EXECUTION = Dataset(
    "ejecucion",
    _("Ejecución del presupuesto"),
    _("Lo que cada renglón tenía en cada momento del gasto, en el presupuesto y en cada corte del informe financiero."),
    ("renglon", "momento", "corte"),
    _amounts(
        "gastos",
        "BudgetLine",
        tuple(Stage),
        text("momento_nombre", _("El momento, como lo llama el país."), "BudgetLine.cutoffs", _stage_label),
    ),
    _spent,
)
MODIFICATIONS = Dataset(
    "modificaciones",
    _("Modificaciones presupuestarias"),
    _("Cada cambio de lo que un renglón puede gastar, con su acto."),
    ("clave",),
    (
        key("Modification.id"),
        text("renglon", _("Renglón que cambia."), "Modification.line", refers="gastos"),
        money("Modification.amount", says=_("Lo que aumenta, o con signo menos lo que disminuye.")),
        currency("Modification.amount"),
        text("acto", _("Acto que lo aprueba."), "Modification.act"),
        day("dia", _("Día en que vale."), "Modification.day"),
    ),
    lambda issue: issue.face.modifications,
)
INCOME = Dataset(
    "ingresos",
    _("Renglones de ingreso"),
    _("Los renglones de ingreso y lo estimado para su año; lo recaudado está en «recaudacion»."),
    ("clave",),
    (
        key("IncomeLine.id"),
        _classifier("IncomeLine.classifier"),
        text("nombre", _("Nombre del renglón."), "IncomeLine.name"),
        _source("IncomeLine.source"),
        *span("IncomeLine.period"),
        money("IncomeLine.estimated", name="estimado", says=_("Lo que el presupuesto estimó para el año.")),
        currency("IncomeLine.estimated"),
    ),
    lambda issue: issue.face.income,
)
COLLECTION = Dataset(
    "recaudacion",
    _("Recaudación"),
    _("Lo que cada renglón de ingreso llevaba en cada corte del informe financiero."),
    ("renglon", "momento", "corte"),
    _amounts("ingresos", "IncomeLine", tuple(IncomeStage)),
    _received,
)
PROCUREMENT = Dataset(
    "contrataciones",
    _("Plan de contrataciones"),
    _("Lo que se planea comprar: qué, con qué procedimiento, por cuánto, cuándo y de qué renglón."),
    ("clave",),
    (
        key("ProcurementLine.id"),
        text("objeto", _("Qué se compra."), "ProcurementLine.object"),
        text("codigo", _("Código del producto."), "ProcurementLine.code"),
        text(
            "clase", _("Bienes, servicios, obras o consultoría."), "ProcurementLine.kind", codes=tuple(ProcurementKind)
        ),
        text("procedimiento", _("Procedimiento, con la clave de la metodología."), "ProcurementLine.method"),
        _classifier("ProcurementLine.classifier"),
        text("renglon", _("Renglón que paga."), "ProcurementLine.line", refers="gastos"),
        decimal(
            "cantidad",
            _("Cuánto se compra."),
            "ProcurementLine.quantity",
            unit=_("la unidad de la columna «unidad_medida»"),
        ),
        text("unidad_medida", _("En qué se mide la cantidad."), "ProcurementLine.measure_unit"),
        money("ProcurementLine.unit_cost", name="costo_unitario", says=_("Cuánto cuesta cada una.")),
        money("ProcurementLine.amount"),
        currency("ProcurementLine.amount"),
        text("naturaleza", _("Inversión o funcionamiento."), "ProcurementLine.nature", codes=tuple(Nature)),
        *span("ProcurementLine.period"),
        text(
            "partes",
            _("En qué partes del año se compra, separadas por punto y coma."),
            "ProcurementLine.periods",
            _parts,
        ),
    ),
    lambda issue: issue.face.procurement,
)
TOTALS = Dataset(
    "totales",
    _("Totales impresos"),
    _("Las sumas que imprime el documento, al lado de lo que suman sus filas."),
    ("clave",),
    (
        key("StatedTotal.id"),
        text("nombre", _("Qué se suma."), "StatedTotal.label"),
        text("columna", _("Columna que se suma."), "StatedTotal.column"),
        money("StatedTotal.stated", name="impreso", says=_("El total como está impreso.")),
        money(
            "StatedTotal.addends",
            at("computed"),
            name="calculado",
            says=_("Lo que suman las filas que están antes del total."),
        ),
        integer("filas", _("Cuántas filas se suman."), "StatedTotal.addends", lambda _issue, one: len(one.addends)),
        currency("StatedTotal.stated"),
    ),
    lambda issue: issue.face.totals,
)
