"""The audit of a version of a plan beside that of another: what is new, what is gone, what stayed, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ceiba.audits.difference import identified
from ceiba.audits.kept import kept
from ceiba.kernel.finding import Finding
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.engine import audit
from ceiba.rules.speech import Sentence, say
from ceiba.ui import formats


@dataclass(frozen=True)
class ComparedFinding:
    """A finding of one of two versions, with the version that its words are of."""

    finding: Finding
    snapshot: Snapshot

    @property
    def sentence(self) -> Sentence:
        """Return title and message in the reader's language."""
        return say(self.finding, self.snapshot, formats.say(), formats.figures().spoken)


@dataclass(frozen=True)
class AuditComparison:
    """The findings of two versions side by side; ``altered`` are there in both, with other figures or words."""

    new: tuple[ComparedFinding, ...]
    gone: tuple[ComparedFinding, ...]
    altered: tuple[ComparedFinding, ...]
    same: tuple[ComparedFinding, ...]


def compared_audits(before: Snapshot, after: Snapshot, today: Snapshot) -> AuditComparison:
    """Return what the audits of two versions have and have not in common.

    Both are asked by the rules as the institution uses them ``today``, so that only the plan makes the difference. A
    finding is the same where its rule, its thing and its place among those of the rule there are.
    """
    first, second = (replace(one, rule_settings=today.rule_settings) for one in (before, after))
    old, now = _found(first), _found(second)
    return AuditComparison(
        new=_views((now[key] for key in now if key not in old), second),
        gone=_views((old[key] for key in old if key not in now), first),
        altered=_views((now[key] for key in now if key in old and now[key].facts != old[key].facts), second),
        same=_views((now[key] for key in now if key in old and now[key].facts == old[key].facts), second),
    )


def _found(snapshot: Snapshot) -> dict[str, Finding]:
    return dict(identified(kept(snapshot, "audit", audit).findings))


def _views(findings: Iterable[Finding], snapshot: Snapshot) -> tuple[ComparedFinding, ...]:
    return tuple(ComparedFinding(finding, snapshot) for finding in findings)
