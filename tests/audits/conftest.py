"""What tests of the audit may ask for."""

import pytest

from tests.audits.showing import Showing, showing
from tests.cast import valle_alto
from tests.people import Office


@pytest.fixture
def shown(office: Office, monkeypatch: pytest.MonkeyPatch) -> Showing:
    """Return the invented institution showing the invented municipality."""
    return showing(office, valle_alto(), monkeypatch)
