"""How often somebody may ask in a minute, over all processes of the installation.

Each process counts in memory. What is far below a limit is told to nobody, so that whoever reads costs the database
nothing; whoever has used a tenth of it is told to the shared table, at most once a second and all of them together. A
limit is passed unseen by a second's requests and by a tenth for each other process: it keeps a server well, and counts
no coins. Where the database is busy, the next second tells.
"""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import time as clock

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from ceiba.institutions.models_access import RequestCount

WINDOW = 60  # seconds
SHARED_FROM = 10  # the part of a limit from which others are told of a count: a tenth
PAUSE = 1.0  # seconds between two times of telling
MOST = 50_000  # who is counted at once in a process: nobody fills its memory
API, TOKEN, PAGES, FORMS = "api", "token", "pages", "forms"
log = structlog.get_logger(__name__)


class TooMany(Exception):
    """Somebody asked too often. ``after`` is in how many seconds they may ask again."""

    def __init__(self, after: int) -> None:
        super().__init__(f"too many requests; again in {after} s")
        self.after = after


@dataclass
class _Counts:
    """The counts of one process in one window: what it has not told yet, and what was told by all."""

    window: int = 0
    untold: dict[str, int] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    heavy: set[str] = field(default_factory=set)
    last: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_counts = _Counts()


def spend(limit: str, who: str) -> None:
    """Count one request of somebody against a limit; ``TooMany`` where it is one too many.

    ``limit`` names one of ``settings.LIMITS`` (requests in a minute), ``who`` an address or a token.
    """
    most, now = settings.LIMITS[limit], clock()
    window = int(now // WINDOW)
    key = _key(limit, who)
    with _counts.lock:
        if _counts.window != window:
            _begin(window)
        if key not in _counts.untold and len(_counts.untold) >= MOST:
            return
        _counts.untold[key] = _counts.untold.get(key, 0) + 1
        count = _counts.untold[key] + _counts.told.get(key, 0)
        if count * SHARED_FROM >= most:
            _counts.heavy.add(key)
        due = bool(_counts.heavy) and now - _counts.last >= PAUSE
        if due:
            _counts.last = now
    if due:
        share()
        count = _counts.untold.get(key, 0) + _counts.told.get(key, 0)
    if count > most:
        raise TooMany(max(1, int((window + 1) * WINDOW - now) + 1))


def share() -> None:
    """Tell the shared table what this process counted of those who ask much, and learn what all counted together.

    Never inside somebody's transaction, and never waiting for one: where the database is busy nothing happens.
    """
    with _counts.lock:
        window, taken = _counts.window, {key: _counts.untold.pop(key) for key in _counts.heavy if key in _counts.untold}
    try:
        found = {} if not taken or connection.in_atomic_block else _add(window, taken)
    except DatabaseError as error:
        log.info("counts not shared", error=type(error).__name__)
        found = {}
    with _counts.lock:
        if _counts.window != window:
            return
        _counts.told.update(found)
        for key, count in taken.items():
            if key not in found:
                _counts.untold[key] = _counts.untold.get(key, 0) + count


def forget() -> None:
    """Forget what this process counted: a test begins anew."""
    with _counts.lock:
        _begin(0)
        _counts.last = 0.0


def forget_old() -> int:
    """Throw away shared counts of windows that are over; return how many. The worker does it."""
    count, _each = RequestCount.objects.filter(ends__lt=timezone.now()).delete()
    return count


def _begin(window: int) -> None:
    _counts.window = window
    for part in (_counts.untold, _counts.told, _counts.heavy):
        part.clear()


def _key(limit: str, who: str) -> str:
    """Return what stands for somebody: a hash, so that the table holds nobody's address."""
    secret = f"{settings.SECRET_KEY}:{who}"
    return f"{limit}:{hashlib.sha256(secret.encode()).hexdigest()[:32]}"


def _add(window: int, taken: Mapping[str, int]) -> dict[str, int]:
    """Add counts to the shared table in one statement; return what stands there now."""
    table = RequestCount._meta.db_table
    ends = datetime.fromtimestamp((window + 1) * WINDOW, UTC) + timedelta(seconds=WINDOW)
    rows = [(f"{window}:{key}", count, connection.ops.adapt_datetimefield_value(ends)) for key, count in taken.items()]
    sql = (
        f"INSERT INTO {table} (key, count, ends) VALUES {', '.join(['(%s, %s, %s)'] * len(rows))} "  # noqa: S608
        f"ON CONFLICT (key) DO UPDATE SET count = {table}.count + excluded.count RETURNING key, count"
    )
    with _unwaiting() as cursor:
        cursor.execute(sql, [value for row in rows for value in row])
        return {key.partition(":")[2]: count for key, count in cursor.fetchall()}


@contextmanager
def _unwaiting() -> Iterator[CursorWrapper]:
    """Yield a cursor that fails at once where SQLite is being written by somebody else."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            yield cursor
            return
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield cursor
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
