"""``flush``: empties every table. Emptying an installation is not rewriting its history: nobody can overlook it."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections, transaction

from ceiba.institutions import history_lock


class Command(flush.Command):
    """Django's command, which the lock on the history would stop; tests that commit end with it."""

    def handle(self, **options: Any) -> None:
        """Take the lock off, empty every table, put the lock on again; all of it or nothing."""
        connection = connections[options["database"]]
        with transaction.atomic(using=options["database"]):
            history_lock.unlock(connection)
            super().handle(**options)
            history_lock.lock(connection)
