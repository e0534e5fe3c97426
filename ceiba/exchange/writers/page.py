"""The audit as one page: a self-contained, accessible, printable HTML file, without script and without the network.

Everything shown is a fact of the proposal or of its audit; the templates beside this module hold the words around.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ceiba.exchange.document import Line
from ceiba.exchange.language import plural, translator
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.page_findings import SEVERITIES, Findings
from ceiba.exchange.writers.page_money import MoneyViews
from ceiba.exchange.writers.page_people import People
from ceiba.exchange.writers.page_reading import reading
from ceiba.exchange.writers.page_tree import Tree
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.engine import Audit

TEMPLATES = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts that the summary shows."""

    elements: int
    indicators: int
    with_baseline: int
    with_target: int


def write(proposal: Proposal, audit: Audit, lang: str = "es", lines: Sequence[Line] = ()) -> str:
    """Return the page of a proposal and its audit; ``lines`` are the document's, to show each quote in its place.

    The same proposal, audit and language give the same text, byte for byte.
    """
    translate = translator(lang)
    snapshot = proposal.snapshot
    figures = Figures(snapshot.methodology, translate)
    findings = Findings(proposal, audit, figures, lines)
    tree = Tree(snapshot, figures, findings)
    template = _environment(lang).get_template("page.html")
    return template.render(
        lang=lang,
        css=Markup(_css()),  # noqa: S704  our own file
        policy=content_policy(),
        document=proposal.document,
        empty=proposal.is_empty,
        institution=snapshot.institution,
        methodology=snapshot.methodology,
        figures=figures,
        findings=findings,
        severities=SEVERITIES,
        plans=tree.plans(),
        totals=_totals(snapshot),
        money=MoneyViews(snapshot, figures, findings),
        people=People(snapshot, findings, tree.indicators),
        reading=reading(proposal, figures, findings.subjects),
    )


def content_policy() -> str:
    """Return the content policy of the page: nothing but its one style block, which is named by its hash."""
    digest = base64.b64encode(hashlib.sha256(_css().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _totals(snapshot: Snapshot) -> Totals:
    indicators = list(snapshot.indicators)
    return Totals(
        elements=sum(1 for _element in snapshot.elements),
        indicators=len(indicators),
        with_baseline=sum(i.baseline_value is not None for i in indicators),
        with_target=sum(bool(i.targets or i.target_text) for i in indicators),
    )


@cache
def _css() -> str:
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def _environment(lang: str) -> Environment:
    """Return the templates of one language. Everything is escaped unless a chart or the style sheet says otherwise."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=translator(lang), counted=_counted, drawn=Markup)
    return environment


def _counted(count: int, one: str, many: str) -> str:
    """Say a count with its noun: one of two sentences, already translated, that hold ``%(count)s``."""
    return plural(count, one, many) % {"count": count}
