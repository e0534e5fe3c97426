"""An audit that is carried on: after a change, only the questions whose answer the change can alter are asked again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ceiba.kernel.check import Check
from ceiba.kernel.collector import paused
from ceiba.kernel.finding import Finding
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.catalogue import rules
from ceiba.rules.engine import SILENT, Answer, Asked, Audit, ask
from ceiba.rules.gathering import Subjects
from ceiba.rules.indexes import GIVEN, Alterations, Log, WatchedSnapshot
from ceiba.rules.rule import Rule


@dataclass(slots=True)
class _Page:
    """What one rule has said: its answers by address, silent ones left out, and who looked up what for them."""

    rule: Rule
    check: Check
    answers: dict[str, Answer] = field(default_factory=dict)
    log: Log = field(default_factory=dict)
    arose: int = 0
    passed: int = 0
    findings: tuple[Finding, ...] = ()

    def readers(self, alterations: Alterations) -> set[str]:
        """Return the addresses whose checks looked up something that is another now."""
        found: set[str] = set()
        for name, keys in self.log.items():
            for known in (keys[key] for key in alterations.keys(name) if key in keys):
                found.update((known,) if isinstance(known, str) else known)
        return found

    def put(self, where: str, answer: Answer) -> bool:
        """Keep what is said of an address from now on; tell whether other findings stand there now."""
        before = self.answers.pop(where, SILENT)
        if answer is not SILENT:
            self.answers[where] = answer
        self.arose += answer.arose - before.arose
        self.passed += answer.passed - before.passed
        return before.findings != answer.findings

    def sort(self, order: Iterable[str]) -> None:
        """Put the findings into the order of these addresses."""
        found = {where: answer.findings for where, answer in self.answers.items() if answer.findings}
        self.findings = tuple(finding for where in order if where in found for finding in found[where])


class ContinuousAudit:
    """The audit of one institution's snapshots, one after another; equal to ``engine.audit`` of each of them.

    A check is a function of its subject, its settings and what it looks up. The answer is kept beside the first two,
    and the third is noted while the check runs (``indexes.WatchedSnapshot``): where all three are the same, so is the
    answer. It serves one thread at a time.
    """

    def __init__(self, catalogue: tuple[Rule, ...] | None = None) -> None:
        self._catalogue = catalogue
        self._snapshot: Snapshot | None = None
        self._subjects: Subjects | None = None
        self._pages: list[_Page] = []

    def audit(self, snapshot: Snapshot) -> Audit:
        """Return what the rules say of a snapshot; the work is that of what is new since the last one."""
        with paused():
            return self._audit(snapshot)

    def _audit(self, snapshot: Snapshot) -> Audit:
        last = self._snapshot
        if last is None or any(getattr(last, name) != getattr(snapshot, name) for name in GIVEN):
            self._begin(snapshot)
            last = None
        alterations = Alterations(last or snapshot, snapshot)
        subjects, watched = Subjects(snapshot, self._subjects, alterations), WatchedSnapshot(snapshot)
        for page in self._pages:
            again = subjects.changed(page.rule.asks) | page.readers(alterations)
            self._ask(page, again, subjects, watched)
        self._snapshot, self._subjects = snapshot, subjects.forget()
        findings = tuple(finding for page in self._pages for finding in page.findings)
        return Audit(findings, {page.rule.code: Asked(page.arose, page.passed) for page in self._pages})

    def _begin(self, snapshot: Snapshot) -> None:
        catalogue = rules() if self._catalogue is None else self._catalogue
        used = ((rule, snapshot.check(rule.code)) for rule in catalogue)
        self._pages = [_Page(rule, check) for rule, check in used if check.enabled]
        self._subjects = None

    @staticmethod
    def _ask(page: _Page, again: Iterable[str], subjects: Subjects, watched: WatchedSnapshot) -> None:
        """Ask a rule again at these addresses, and forget what it said where nothing stands any more."""
        own = subjects.of(page.rule.asks)
        is_news = subjects.is_reordered(page.rule.asks)
        for where in again:
            watched.watch(page.log, where)
            answer = ask(page.rule, page.check, where, own[where], watched) if where in own else SILENT
            is_news = page.put(where, answer) or is_news
        if is_news:
            page.sort(own)
