"""Findings in words: the sentence of a rule, filled with the facts of one finding, in the reader's language."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ceiba.kernel.finding import Fact, Finding
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.rules.catalogue import rule_of
from ceiba.rules.indexes import index
from ceiba.rules.wording import shortened

_BLANKS = re.compile(r"\s{2,}")
_BEFORE_STOP = re.compile(r"\s+(?=[.,;:)»])")
_LONGEST = 160  # characters of a text quoted inside a sentence: what is longer buries the sentence
_CENT = Decimal("0.01")
_UNWIELDY = Decimal(10) ** 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding in words: what is wrong here, why that matters, and how to mend it."""

    title: str
    message: str
    why: str
    remedy: str


def say(
    finding: Finding,
    snapshot: Snapshot,
    translate: Callable[[str], str] = str,
    number: Callable[[Decimal], str] | None = None,
) -> Sentence:
    """Return a finding in the reader's language, its amounts in the reader's format; ``KeyError`` for an unknown rule.

    Besides its facts a sentence may name its ``subject``. Years are whole numbers and keep their four digits. A long
    text is cut in the sentence; the facts keep it whole.
    """
    rule = rule_of(finding.rule)
    facts = {name: _shown(fact, number or plain_number) for name, fact in finding.facts.items()}
    facts["subject"] = label(finding.subject, snapshot)
    message = translate(rule.sentence(finding.facts)) % facts
    # A missing measure unit leaves a gap, before a blank or before a full stop.
    message = _BEFORE_STOP.sub("", _BLANKS.sub(" ", message)).strip()
    return Sentence(translate(rule.title), message, translate(rule.why), translate(rule.remedy))


def plain_number(amount: Decimal) -> str:
    """Return an amount with at most two decimals and without idle zeros; a door hands in its reader's own format."""
    if not amount.is_finite() or abs(amount) > _UNWIELDY:
        return str(amount)
    return f"{amount.quantize(_CENT, ROUND_HALF_UP):f}".rstrip("0").rstrip(".")


def label(subject: str, snapshot: Snapshot) -> str:
    """Return the short name by which a reader knows the thing at an address; the address where nothing stands there."""
    return shortened(" ".join(_words(subject, snapshot)) or subject)


def _words(subject: str, snapshot: Snapshot) -> Iterator[str]:
    noun, _slash, identifier = subject.partition("/")
    match noun:
        case "element" if element := snapshot.element(identifier):
            yield from (element.code or "", element.text) if element.code else (element.text,)
        case "indicator" if indicator := snapshot.indicator(identifier):
            yield indicator.text
        case "project" if project := snapshot.project(identifier):
            yield project.name
        case "unit" if unit := snapshot.unit(identifier):
            yield unit.name
        case "plan" if plan := snapshot.plan(identifier):
            yield plan.title
        case _ if name := index(snapshot, _names).get(subject):
            yield name


def _names(snapshot: Snapshot) -> dict[str, str]:
    """Return by address what the snapshot itself does not look up: rows of money, and what a plan says of itself."""
    named: list[tuple[str, str, str]] = [("funding", source.id, source.name) for source in snapshot.funding]
    named += [("total", total.id, total.label) for total in snapshot.totals]
    named += [("budget_line", line.id, line.classifier) for line in snapshot.budget_lines]
    for plan in snapshot.plans:
        named += [("statement", statement.id, statement.text) for statement in plan.statements]
        named += [("stakeholder", stakeholder.id, stakeholder.name) for stakeholder in plan.stakeholders]
        named += [("citation", cited.id, f"{cited.norm} {cited.number}") for cited in plan.citations]
    return {address(noun, identifier): name for noun, identifier, name in named}


def _shown(fact: Fact, number: Callable[[Decimal], str]) -> str:
    match fact:
        case None:
            return "—"
        case Decimal():
            return number(fact)
        case str():
            return shortened(fact, _LONGEST)
        case _:
            return str(fact)
