"""Every table of open data, in the order in which people find them."""

from collections.abc import Mapping

from ceiba.exchange.datasets import figures, goals, money, people, plan, works
from ceiba.exchange.datasets.dataset import Dataset

DATASETS: Mapping[str, Dataset] = {
    one.name: one
    for one in (
        plan.PLANS,
        plan.ELEMENTS,
        goals.INDICATORS,
        goals.TARGETS,
        figures.FIGURES,
        figures.NARRATIVES,
        figures.RESTATEMENTS,
        figures.EVIDENCE,
        figures.INPUTS,
        figures.REPORTS,
        goals.VARIABLES,
        goals.PARTS,
        plan.ALIGNMENTS,
        plan.STATEMENTS,
        plan.CITATIONS,
        plan.UNITS,
        money.FUNDING,
        money.BUDGET,
        money.EXECUTION,
        money.MODIFICATIONS,
        money.INCOME,
        money.COLLECTION,
        money.PROCUREMENT,
        money.TOTALS,
        works.PROJECTS,
        works.YEARS,
        works.STEPS,
        works.CONTRACTS,
        works.DISBURSEMENTS,
        works.PROGRESS,
        works.PHOTOS,
        people.DEMANDS,
        people.POPULATIONS,
        plan.WAYS,
        people.SOURCES,
    )
}
"""The datasets by name."""
