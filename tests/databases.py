"""Which tests use the database: they are marked ``database`` by what they ask for, so that they run on PostgreSQL too.

``make test`` runs everything on SQLite and then ``-m database`` again with ``CEIBA_DATABASE_URL`` set. What opens a
browser is left out of the second run: it would look at the same pages.
"""

import pytest

FIXTURES = frozenset({"db", "transactional_db", "django_db_reset_sequences", "live_server"})


def pytest_configure(config: pytest.Config) -> None:
    """Announce the mark."""
    config.addinivalue_line("markers", "database: uses the database; runs on SQLite and on PostgreSQL (set by itself)")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the database, before ``-m`` chooses."""
    for item in items:
        asked = FIXTURES & set(getattr(item, "fixturenames", ()))
        if (asked or item.get_closest_marker("django_db")) and not item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.database)
