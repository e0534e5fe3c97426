"""What tests of the explorer may ask for."""

import pytest

from tests.cast import valle_alto
from tests.people import Office
from tests.snapshots.adopting import adopt_all


@pytest.fixture
def planned(office: Office) -> Office:
    """Return the invented institution with the plans of the invented municipality, taken over as from a document."""
    adopt_all(office.actor(), valle_alto())
    return office
