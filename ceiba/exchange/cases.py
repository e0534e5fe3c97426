"""Worked plans: a methodology's ``cases/*.yaml``, each a plan as text with the findings that its audit must give.

They are the acceptance tests of a country, written without Python: a title, a plan, and under ``expect`` the findings,
no more and no fewer. A fact may be given with fewer decimals than the audit computes; it then says the rounded figure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import cast

import yaml

from ceiba.exchange.plan_format import take
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.readers import plan_text
from ceiba.kernel.finding import Fact, Finding
from ceiba.kernel.states import State
from ceiba.kernel.text import _
from ceiba.methodologies.loader import ROOT
from ceiba.methodologies.reading import check, read_file

FOLDER = "cases"


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """What an audit must find: the rule's code, the address of the subject, and facts as they are written."""

    rule: str
    subject: str
    facts: Mapping[str, str]

    def is_met_by(self, finding: Finding) -> bool:
        """Tell whether a finding is this one: other facts than those written are not asked about."""
        known = (name in finding.facts and _says(written, finding.facts[name]) for name, written in self.facts.items())
        return (self.rule, self.subject) == (finding.rule, finding.subject) and all(known)


@dataclass(frozen=True, slots=True)
class WorkedPlan:
    """A case: what it shows, the plan that it is about, and what an audit must find in it."""

    title: str
    proposal: Proposal
    expected: tuple[ExpectedFinding, ...]


def paths(root: Path = ROOT) -> tuple[Path, ...]:
    """Return the files of the cases of every methodology under a root folder, in the order of their names."""
    return tuple(sorted(root.rglob(f"{FOLDER}/*.yaml")))


def read(path: Path) -> WorkedPlan:
    """Return the case of a file.

    ``MethodologyError`` where it has not the shape of a case, ``UnusableDocument`` where its plan cannot be read; both
    name the place, the latter by the line of the file.
    """
    folder = path.parent.name
    raw = read_file(path, folder)
    check(raw, "case", f"{folder}/{path.name}")
    expected = (ExpectedFinding(entry["rule"], entry["subject"], entry.get("facts", {})) for entry in raw["expect"])
    proposal = plan_text.read(path.name, _plan_of(path.read_text(encoding="utf-8")).encode())
    return WorkedPlan(raw["title"], proposal, tuple(expected))


def differences(expected: Iterable[ExpectedFinding], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return in Spanish what was expected and not found, and what was found and not expected; nothing where all is."""
    return tuple(_differences(tuple(expected), list(findings)))


def _differences(expected: tuple[ExpectedFinding, ...], left: list[Finding]) -> Iterator[str]:
    # Those with most facts choose first: one that leaves the facts open may take any finding that remains.
    for one in sorted(expected, key=lambda wanted: -len(wanted.facts)):
        finding = next((finding for finding in left if one.is_met_by(finding)), None)
        if finding is None:
            yield _("se espera %(finding)s y no se halla") % {"finding": _named(one)}
        else:
            left.remove(finding)
    for finding in left:
        yield _("se halla %(finding)s y no se espera") % {"finding": _named(finding)}


def _named(finding: ExpectedFinding | Finding) -> str:
    facts = ", ".join(f"{name}: {fact}" for name, fact in finding.facts.items())
    return f"{finding.rule} {finding.subject} ({facts})" if facts else f"{finding.rule} {finding.subject}"


def _says(written: str, fact: Fact) -> bool:
    """Tell whether a written fact says that of a finding: a figure to the decimals written, the rest to the letter."""
    match fact:
        case None:
            return written == State.NO_DATA
        case Decimal():
            try:
                figure = Decimal(written)
                return fact.quantize(figure, ROUND_HALF_UP) == figure
            except InvalidOperation:  # words, or more digits than a figure can have
                return False
        case _:
            return written == str(fact)


def _plan_of(text: str) -> str:
    """Return the plan of a case, with blank lines before it, so that whatever is wrong is told by its line."""
    root = cast("yaml.Node", yaml.compose(text, Loader=yaml.CBaseLoader))  # a mapping: its shape has been checked
    _rest, taken = take(root, "plan")
    start, end = taken["plan"].start_mark, taken["plan"].end_mark
    lines = [f"{line}\n" for line in text.split("\n")][start.line : end.line + 1]
    lines[-1] = lines[-1][: end.column]
    lines[0] = " " * start.column + lines[0][start.column :]
    return "\n" * start.line + "".join(lines)
