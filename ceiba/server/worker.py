"""The worker: one thread that does the queued jobs and chains the history, beside the web and never inside a request.

It lives in the process of ``ceiba serve`` that watches over the web processes. That one answers no request, so a long
reading slows no page, and there is one of it however many web processes there are. A lock on a file of the home keeps
a second ``ceiba serve`` away from the same queue; when the first one ends, however it ends, the second takes over.
"""

import fcntl
import os
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import IO

import structlog
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as Queue
from django_tasks_db.models import DBTaskResult

from ceiba.indicators.models import MeasureBinding
from ceiba.institutions import history, idempotency, jobs, limits
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Entry, Institution
from ceiba.monitoring.reminders import remind_everybody
from ceiba.participation.services_own_data import blank_contacts_everywhere
from ceiba.publications.telling import tell_everybody
from ceiba.publications.webhooks import deliver_due
from ceiba.registers.binding import measure_again
from ceiba.registers.retention import blank_everywhere
from ceiba.registers.services_downloads import clear_files
from ceiba.takeout.services import throw_away_old
from ceiba.transparency.services import keep_months_everywhere

PAUSE = 1.0  # seconds between two looks at an empty queue
AFTER_FAILURE = 5.0
DAY = 24 * 60 * 60
LOG_BYTES, LOGS_KEPT = 5_000_000, 5
LOCK = "worker.lock"
log = structlog.get_logger(__name__)


class Worker(threading.Thread):
    """Works until it is stopped; whatever fails is written to the log and tried again later."""

    def __init__(self, home: Path | None = None, pause: float = PAUSE) -> None:
        super().__init__(name="worker", daemon=True)
        self.home, self.pause = home or settings.HOME, pause
        self._stopping = threading.Event()
        self._queue: Queue | None = None
        self._tidied = float("-inf")

    def stop(self, patience: float = 10.0) -> None:
        """End after the job of this moment; one that takes longer than that is begun anew at the next start."""
        self._stopping.set()
        if self._queue is not None:
            self._queue.running = False
        self.join(patience)

    def run(self) -> None:
        """Wait for the lock, queue again what an end interrupted, then work."""
        with (self.home / LOCK).open("a") as file:
            if not self._locked(file):
                return
            begun = False
            while not self._stopping.is_set():
                try:
                    if not begun:
                        jobs.requeue_interrupted()
                        begun = True
                    self._work()
                    self._stopping.wait(self.pause)
                except Exception:
                    log.exception("worker failed")
                    connections.close_all()  # one that broke is not used again
                    self._stopping.wait(AFTER_FAILURE)
            connections.close_all()

    def _locked(self, file: IO[str]) -> bool:
        while not self._stopping.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._stopping.wait(self.pause)
            else:
                return True
        return False

    def _work(self) -> None:
        close_old_connections()
        # Asked first by reading: the queue itself locks the database to look.
        if DBTaskResult.objects.ready().exists():
            self._do_tasks()
        tick()
        deliver_due()
        if time.monotonic() - self._tidied > DAY:
            self._tidied = time.monotonic()
            tidy()
            remind_everybody(timezone.localdate())
            tell_everybody()
            measure_everything()
            blank_everywhere(timezone.localdate())
            throw_away_old()
            keep_months_everywhere(timezone.localdate())
            clear_files(timezone.now())
            blank_contacts_everywhere(timezone.localdate())

    def _do_tasks(self) -> None:
        self._queue = Queue(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"serve-{os.getpid()}",
        )
        if not self._stopping.is_set():
            self._queue.run()


def tick() -> int:
    """Chain the history of every institution that has new rows; return how many rows found their place."""
    waiting = Entry.objects.filter(position=None).order_by().values("institution").distinct()
    return sum(history.chain(institution) for institution in Institution.objects.filter(pk__in=waiting))


def measure_everything() -> None:
    """Write what registers say of the indicators they measure where time alone changed it: a deadline, a new month."""
    bound = MeasureBinding.objects.order_by().values("institution").distinct()
    for institution in Institution.objects.filter(pk__in=bound):
        measure_again(Actor.system(institution))


def tidy() -> None:
    """Throw away sessions that are over, answers and counts that are old, the queue's notes; put a full log aside."""
    SessionStore.clear_expired()
    idempotency.forget_old()
    limits.forget_old()
    month_ago = timezone.now() - timedelta(days=30)
    DBTaskResult.objects.filter(enqueued_at__lt=month_ago).delete()
    put_aside(settings.LOGS / "ceiba.log")


def put_aside(path: Path, most: int = LOG_BYTES) -> None:
    """Rename a log that is full to «.1», the older ones to «.2» and so on; writers open a new one by themselves."""
    if not path.exists() or path.stat().st_size < most:
        return
    for number in range(LOGS_KEPT, 1, -1):
        older = path.with_name(f"{path.name}.{number - 1}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number}"))
    path.replace(path.with_name(f"{path.name}.1"))


def start() -> Worker:
    """Start the worker of this installation and return it; a web server of one's own calls this in one process."""
    worker = Worker()
    worker.start()
    return worker
