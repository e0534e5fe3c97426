"""An institution that shows a given snapshot: what the tables say is told by hand, so that tests speak of judgement."""

from dataclasses import dataclass

import pytest

from ceiba.institutions.verbs import Part, touch
from ceiba.kernel.snapshot import Snapshot
from ceiba.snapshots import services
from tests.people import Office


@dataclass
class Showing:
    """The road from tables to values, with a value at its end."""

    office: Office
    snapshot: Snapshot

    def show(self, snapshot: Snapshot) -> None:
        """Let the institution be this from now on."""
        self.snapshot = snapshot
        touch(self.office.institution.pk, [Part.PLAN])


def showing(office: Office, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Showing:
    """Return an institution that shows a snapshot."""
    shown = Showing(office, snapshot)
    monkeypatch.setattr(services, "current", lambda _institution: shown.snapshot)
    return shown
