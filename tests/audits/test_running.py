"""The audit that a process carries on for an institution says what an audit from nothing says, after every edit."""

import pytest

from ceiba.audits import queries, services
from ceiba.audits.models import Finding as Kept
from ceiba.audits.running import audited
from ceiba.kernel.finding import Finding
from ceiba.rules.engine import audit
from tests.audits.showing import Showing
from tests.audits.test_refresh import edited

EDITS = [
    ("1.1.1", {"text": "Por definir"}),
    ("1.1.1", {"parent": None}),
    ("R11", {"withdrawn": True}),
    ("R11", {"withdrawn": False}),
]


def place(finding: Finding) -> tuple[str, str, list[str]]:
    """Return by what findings are put in order, whatever the order in which a database keeps their facts."""
    return finding.rule, finding.subject, sorted(map(str, finding.facts.items()))


@pytest.fixture
def refreshed(shown: Showing) -> Showing:
    services.current(shown.office.institution)
    return shown


def test_after_every_edit_the_kept_findings_are_those_of_an_audit_from_nothing(refreshed: Showing) -> None:
    here = refreshed.office.institution
    for key, fields in EDITS:
        refreshed.show(edited(refreshed.snapshot, key, **fields))
        services.current(here)
        afresh = audit(refreshed.snapshot)
        assert audited(here, refreshed.snapshot) == afresh
        kept = [queries.value_of(row) for row in Kept.objects.of(here).present()]
        assert sorted(kept, key=place) == sorted(afresh.findings, key=place)
