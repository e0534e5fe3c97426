"""The review of an institution as a file to be carried away: what is seen on the list, with the answers beside it."""

from collections.abc import Sequence

from ceiba.audits.models import ANSWERS, Answer, AnswerKind, Finding, Run
from ceiba.audits.queries import answers_to, value_of
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.audited import AuditedFile
from ceiba.kernel.check import AuditProfile
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.engine import Asked, Audit
from ceiba.ui import formats


def carried(
    name: str, rows: Sequence[Finding], run: Run, snapshot: Snapshot, profile: AuditProfile | None
) -> AuditedFile:
    """Return findings of the list as writers take them; ``name`` stands for the file that a command line would name."""
    asked = {rule: Asked(*counts) for rule, counts in run.asked.items()}
    audit = Audit(tuple(map(value_of, rows)), asked)
    return AuditedFile(name, Proposal(name, snapshot), audit, profile=profile)


def said_answers(rows: Sequence[Finding]) -> list[str]:
    """Return the answer that counts of each finding, in words, blank where there is none: one query."""
    answers = answers_to(rows)
    return [_said(row, answers.get(row.pk, ())) for row in rows]


def _said(row: Finding, answers: Sequence[Answer]) -> str:
    if not row.answer or not answers:
        return ""
    last = answers[-1]
    who = [str(person) for person in (last.assignee, last.person) if person][:1]
    told = [str(ANSWERS[AnswerKind(row.answer)]), *who, formats.day(last.due or last.at)]
    return " · ".join(told) + (f": {last.text}" if last.text else "")
