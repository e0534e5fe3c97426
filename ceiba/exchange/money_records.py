"""The records of money and projects in the plan's text form: where money comes from, where it goes, what it builds."""

from ceiba.exchange.codecs import Key, Many, Pairs, Record
from ceiba.exchange.plan_scalars import FLAG, FUNDING_KEY, NUMBER, SHARE, TEXT, WHOLE, Cash, Name, When, choice
from ceiba.exchange.reporting_records import DAY
from ceiba.kernel.budget import (
    BudgetLine,
    Cutoff,
    FundingSource,
    IncomeCutoff,
    IncomeLine,
    IncomeStage,
    Modification,
    Nature,
    Share,
    Stage,
    StatedTotal,
)
from ceiba.kernel.procurement import ProcurementKind, ProcurementLine
from ceiba.kernel.project import (
    Contract,
    ContractKind,
    Disbursement,
    DisbursementStep,
    Photo,
    Progress,
    Project,
    ProjectStage,
    ProjectStatus,
    YearAmount,
)
from ceiba.kernel.risk import Grade, ProjectRisk, RiskState

_WHEN, _CASH, _ADDRESS, _SOURCE = When(), Cash(), Name(), Name("funding")
_STAGES = Pairs(choice(Stage), _CASH, lambda stage, money: (stage, money), lambda pair: pair)
_INCOME_STAGES = Pairs(choice(IncomeStage), _CASH, lambda stage, money: (stage, money), lambda pair: pair)

FUNDING = Record(
    FundingSource,
    (
        Key("name", TEXT),
        Key("key", FUNDING_KEY),
        Key("amount", _CASH),
        Key("investment", _CASH),
        Key("operating", _CASH),
        Key("stated_investment_percent", NUMBER),
        Key("stated_operating_percent", NUMBER),
        Key("period", _WHEN),
        Key("carried_over", FLAG),
        Key("earmark", TEXT),
    ),
    noun="funding",
    prefix="f",
)

TOTAL = Record(
    StatedTotal,
    (
        Key("label", TEXT),
        Key("column", TEXT),
        Key("stated", _CASH),
        Key("addends", Many(_CASH, in_line=True)),
        Key("all_addends", Many(_CASH, in_line=True)),
    ),
    noun="total",
    prefix="t",
)

CUTOFF = Record(Cutoff, (Key("until", _WHEN), Key("amounts", _STAGES)))

BUDGET_LINE = Record(
    BudgetLine,
    (
        Key("classifier", TEXT),
        Key("name", TEXT),
        Key("source", _SOURCE),
        Key("nature", choice(Nature)),
        Key("amounts", _STAGES),
        Key("cutoffs", Many(CUTOFF)),
        Key("serves", Pairs(_ADDRESS, SHARE, Share, lambda part: (part.subject, part.share))),
        Key("period", _WHEN),
    ),
    noun="budget_line",
    prefix="b",
)

MODIFICATION = Record(
    Modification,
    (
        Key("line", Name("budget_line")),
        Key("amount", _CASH),
        Key("act", TEXT),
        Key("day", DAY),
        Key("note", TEXT),
    ),
    noun="modification",
    prefix="m",
    in_line=True,
)

PROCUREMENT = Record(
    ProcurementLine,
    (
        Key("object", TEXT),
        Key("amount", _CASH),
        Key("classifier", TEXT),
        Key("code", TEXT),
        Key("kind", choice(ProcurementKind)),
        Key("method", TEXT),
        Key("quantity", NUMBER),
        Key("measure_unit", TEXT),
        Key("unit_cost", _CASH),
        Key("nature", choice(Nature)),
        Key("period", _WHEN),
        Key("periods", Many(_WHEN, in_line=True)),
        Key("line", Name("budget_line")),
    ),
    noun="procurement",
    prefix="q",
)

INCOME_CUTOFF = Record(IncomeCutoff, (Key("until", _WHEN), Key("amounts", _INCOME_STAGES)))

INCOME = Record(
    IncomeLine,
    (
        Key("classifier", TEXT),
        Key("name", TEXT),
        Key("source", _SOURCE),
        Key("estimated", _CASH),
        Key("cutoffs", Many(INCOME_CUTOFF)),
        Key("period", _WHEN),
    ),
    noun="income",
    prefix="n",
)

PROGRESS = Record(
    Progress,
    (
        Key("period", _WHEN),
        Key("physical", NUMBER),
        Key("financial", NUMBER),
        Key("planned_physical", NUMBER),
        Key("planned_financial", NUMBER),
    ),
    in_line=True,
)

PROJECT_STAGE = Record(
    ProjectStage,
    (
        Key("key", TEXT),
        Key("planned_start", DAY),
        Key("planned_end", DAY),
        Key("start", DAY),
        Key("end", DAY),
        Key("document", TEXT),
    ),
    in_line=True,
)

CONTRACT = Record(
    Contract,
    (
        Key("kind", choice(ContractKind)),
        Key("number", TEXT),
        Key("day", DAY),
        Key("amount", _CASH),
        Key("ends", DAY),
        Key("party", TEXT),
    ),
    in_line=True,
)

DISBURSEMENT = Record(
    Disbursement,
    (Key("step", choice(DisbursementStep)), Key("amount", _CASH), Key("day", DAY), Key("note", TEXT)),
    in_line=True,
)

PROJECT_RISK = Record(
    ProjectRisk,
    (
        Key("text", TEXT),
        Key("probability", choice(Grade)),
        Key("impact", choice(Grade)),
        Key("response", TEXT),
        Key("responsible", TEXT),
        Key("state", choice(RiskState)),
    ),
)

PHOTO = Record(
    Photo,
    (
        Key("project", Name("project")),
        Key("document", TEXT),
        Key("caption", TEXT),
        Key("day", DAY),
        Key("latitude", NUMBER),
        Key("longitude", NUMBER),
        Key("unit", Name("unit"), default=None),
        Key("public", FLAG),
    ),
    noun="photo",
    prefix="f",
)

PROJECT = Record(
    Project,
    (
        Key("code", TEXT),
        Key("name", TEXT),
        Key("amount", _CASH),
        Key("contribution", _CASH),
        Key("status", choice(ProjectStatus)),
        Key("period", _WHEN),
        Key("unit", Name("unit")),
        Key("note", TEXT),
        Key("place", TEXT),
        Key("latitude", NUMBER),
        Key("longitude", NUMBER),
        Key("women", WHOLE),
        Key("men", WHOLE),
        Key("function", TEXT),
        Key("priority", TEXT),
        Key("amounts", Pairs(WHOLE, _CASH, YearAmount, lambda amount: (amount.year, amount.amount))),
        Key("progress", Many(PROGRESS)),
        Key("stages", Many(PROJECT_STAGE)),
        Key("contracts", Many(CONTRACT)),
        Key("disbursements", Many(DISBURSEMENT)),
        Key("serves", Many(_ADDRESS)),
        Key("cost", _CASH),
        Key("shares", Many(SHARE, in_line=True)),
        Key("apart", Many(TEXT, in_line=True)),
        Key("risks", Many(PROJECT_RISK)),
    ),
    noun="project",
    prefix="p",
    named_by="code",
)
