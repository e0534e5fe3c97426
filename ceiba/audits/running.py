"""The audit of each institution as this process carries it on, so that a saved word costs what it alters."""

from functools import lru_cache
from threading import Lock

from ceiba.audits.kept import kept
from ceiba.institutions.models import Institution
from ceiba.kernel.snapshot import Snapshot
from ceiba.rules.continuous import ContinuousAudit
from ceiba.rules.engine import Audit

KEPT = 8  # institutions whose audit a process carries on; one of 5,000 elements takes some 50 MB


class _Running:
    """A continuous audit that one thread at a time may carry on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._audit = ContinuousAudit()

    def of(self, snapshot: Snapshot) -> Audit:
        with self._lock:
            return self._audit.audit(snapshot)


@lru_cache(maxsize=KEPT)
def _running(_institution: int, _created: str) -> _Running:
    """Return what this process carries on; when it was made tells apart two institutions that reuse a number."""
    return _Running()


def audited(institution: Institution, snapshot: Snapshot) -> Audit:
    """Return what the rules say of an institution's snapshot, asked at most once for this very value."""
    return kept(snapshot, "audit", _running(institution.pk, str(institution.created)).of)
