"""What anybody may see of each kind of value: the table of the public face, field by field.

A field or a kind that does not stand here is private; a test asks of every kind that a snapshot holds whether it was
decided. Private are: the influence of those whom a plan concerns, risks, what an institution decided about rules,
remarks and notes between offices, the names of stored documents of a stage, and who typed, accepted or reviewed.
"""

from collections.abc import Mapping

from ceiba.kernel.budget import (
    BudgetLine,
    Cutoff,
    FundingSource,
    IncomeCutoff,
    IncomeLine,
    Modification,
    Share,
    StatedTotal,
)
from ceiba.kernel.check import RuleSetting
from ceiba.kernel.demand import Demand
from ceiba.kernel.indicator import Baseline, Indicator, Measurement, Milestone, StatedChange, Target
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Alignment, Citation, Element, Link, Plan, Stakeholder, Statement
from ceiba.kernel.population import Population
from ceiba.kernel.procurement import ProcurementLine
from ceiba.kernel.project import Contract, Disbursement, Photo, Progress, Project, ProjectStage, YearAmount
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.register import MeasureBinding, RegisterMeasure
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportingCycle, Restatement
from ceiba.kernel.risk import ProjectRisk, Risk
from ceiba.kernel.sheet import Cut, Disaggregation, Variable, VariableInput
from ceiba.kernel.source import Place, Source
from ceiba.kernel.states import Absent, Value
from ceiba.kernel.unit import Institution, Unit

PLAIN: frozenset[type] = frozenset({Absent, MeasureUnit, Money, Period, Place, Value})
"""Figures, dates and places: they say nothing beyond the field that holds them."""

PRIVATE: frozenset[type] = frozenset({ProjectRisk, Risk, RuleSetting, Stakeholder})
"""Kinds of which nothing is shown."""

_SHOWN: Mapping[type, str] = {
    Institution: "name country territory invented",
    Plan: "id kind title period parent version elements indicators statements citations",
    Element: "id level text code parent unit period weight alignments withdrawn",
    Alignment: "framework codes share",
    Indicator: (
        "id element text measure_unit direction accumulation baseline targets target_text stated_changes "
        "denominator formula variables verification unit weight band milestones definition method frequency scope "
        "dimension disaggregations baseline_reason assumptions cuts"
    ),
    Baseline: "value year source",
    Target: "value period",
    StatedChange: "kind amount text percent yearly falls measure_unit",
    Variable: "name description measured_in verification",
    Milestone: "name weight",
    Disaggregation: "name parts",
    Cut: "colour lower",
    Statement: "id kind text",
    Citation: "id norm number title",
    Link: "kind origin destination share",
    Unit: "id name code parent process",
    FundingSource: (
        "id name amount investment operating stated_investment_percent stated_operating_percent key period "
        "carried_over earmark"
    ),
    StatedTotal: "id label stated addends all_addends column",
    BudgetLine: "id classifier name source nature amounts serves period cutoffs",
    Share: "subject share",
    Cutoff: "until amounts",
    Modification: "id line amount act day",
    IncomeLine: "id classifier name source estimated period cutoffs",
    IncomeCutoff: "until amounts",
    ProcurementLine: (
        "id object amount classifier code kind method quantity measure_unit unit_cost nature period periods line"
    ),
    Project: (
        "id name code amount status period place amounts progress serves unit contribution women men latitude "
        "longitude function priority stages contracts disbursements cost shares apart"
    ),
    YearAmount: "year amount",
    Progress: "period physical financial planned_physical planned_financial",
    ProjectStage: "key planned_start planned_end start end",
    Contract: "kind number day amount ends party",
    Disbursement: "step amount day",
    Photo: "id project document caption day latitude longitude unit public",
    Measurement: "indicator period value numerator denominator disaggregation validated_by source inputs",
    VariableInput: "variable amount",
    ReportingCycle: "id duty period opens due closed",
    Report: "cycle unit state due reported_at reviewed_at",
    Narrative: "indicator period analysis difficulty next_step",
    Evidence: "indicator period document name disaggregation",
    Restatement: "indicator period before after reason at by disaggregation act before_pair after_pair",
    RegisterMeasure: "register measure period value numerator denominator indicator",
    MeasureBinding: "indicator register measure since until where note",
    Demand: "id text origin structured serves answer",
    Population: "id element year text universe target eligible attended reason",
    Source: "subject field place quote confidence document",
}
SHOWN: Mapping[type, tuple[str, ...]] = {kind: tuple(names.split()) for kind, names in _SHOWN.items()}
"""The fields that anybody may see, by kind."""
