"""Findings that are known already: what tells one from another wherever it stands, and the file that keeps them.

A finding is told by its rule, by what it questions in that thing's own words, and by the facts of its arithmetic; lines
and identifiers may move. Who changes the words or the figures has another finding before them.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.writers.subjects import Subjects, name_of
from ceiba.kernel.finding import Fact, Finding
from ceiba.kernel.text import _, fold

FORM = "1"
_LENGTH = 32  # hexadecimal digits: 128 bits


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding as the file keeps it: its fingerprint, and for whoever reads the file its rule, place and sentence."""

    fingerprint: str
    rule: str
    file: str
    message: str


def fingerprint(finding: Finding, subjects: Subjects) -> str:
    """Return what tells a finding from others, the same from run to run and whatever moves in the file."""
    thing = subjects.thing(finding.subject)
    noun = finding.subject.partition("/")[0]
    told = fold(name_of(thing)) if thing is not None else finding.subject
    facts = json.dumps({name: _plain(fact) for name, fact in finding.facts.items()}, sort_keys=True, ensure_ascii=True)
    whole = f"{finding.rule}\x1f{noun}\x1f{told}\x1f{facts}"
    return sha256(whole.encode()).hexdigest()[:_LENGTH]


def _plain(fact: Fact) -> str | int | bool | None:
    if isinstance(fact, Decimal):
        return format(fact.normalize(), "f")
    return fold(fact) if isinstance(fact, str) else fact


def parted(
    findings: Iterable[Finding], subjects: Subjects, known: Counter[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that are new, and those that are known; each known one answers for one finding alone.

    ``known`` counts the fingerprints of the file, and what was found is taken away from it.
    """
    new: list[Finding] = []
    old: list[Finding] = []
    for finding in findings:
        mark = fingerprint(finding, subjects)
        if known[mark]:
            known[mark] -= 1
            old.append(finding)
        else:
            new.append(finding)
    return tuple(new), tuple(old)


def write(findings: Sequence[KnownFinding]) -> str:
    """Return the file of known findings: by file, rule and sentence, so that versions of it compare line by line."""
    rows = sorted(findings, key=lambda f: (f.file, f.rule, f.message, f.fingerprint))
    return json.dumps({"ceiba_baseline": FORM, "findings": list(_rows(rows))}, ensure_ascii=False, indent=1)


def _rows(findings: Iterable[KnownFinding]) -> Iterator[dict[str, str]]:
    for known in findings:
        yield {"fingerprint": known.fingerprint, "rule": known.rule, "file": known.file, "message": known.message}


def read(name: str, content: bytes) -> Counter[str]:
    """Return how often each fingerprint of a file of known findings stands there; ``UnusableDocument`` for another."""
    try:
        whole = json.loads(content)
        marks = [str(row["fingerprint"]) for row in whole["findings"]] if whole["ceiba_baseline"] == FORM else None
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableDocument(_not_ours(name)) from error
    if marks is None:
        raise UnusableDocument(_not_ours(name))
    return Counter(marks)


def _not_ours(name: str) -> str:
    text = _("%(file)s no es un archivo de hallazgos conocidos; hágalo con --write-baseline %(file)s.")
    return text % {"file": name}
