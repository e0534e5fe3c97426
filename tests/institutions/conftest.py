"""What the tests of institutions share: attempts to sign in are counted anew in each."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    """Forget the attempts of other tests: the limits count by address, and all tests have one."""
    cache.clear()
    yield
    cache.clear()
