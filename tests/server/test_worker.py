"""The worker of ``ceiba serve``: does jobs, chains history, survives failures, and is alone on its queue."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ceiba.institutions import history, jobs
from ceiba.institutions.models import Entry, Job
from ceiba.institutions.verbs import VERBS, changed, verb
from ceiba.server import worker
from tests.people import Office
from tests.people import office as new_office

DONE: list[str] = []


@pytest.fixture
def task() -> Iterator[str]:
    """Give the house one more verb: it writes down that it was done."""
    DONE.clear()

    @verb("test.work", needs="plan.view")
    def work(actor: object, *, what: str, progress: object) -> None:
        DONE.append(what)
        changed("institution/x", {}, {"did": what})

    yield "test.work"
    del VERBS["test.work"]


@pytest.fixture
def here(transactional_db: None) -> Office:
    """Return the invented institution in a database that other threads see."""
    return new_office()


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], worker.Worker]]:
    """Return how to start a worker in an empty home; all are stopped in the end."""
    monkeypatch.setattr(worker, "AFTER_FAILURE", 0.01)
    begun: list[worker.Worker] = []

    def start() -> worker.Worker:
        begun.append(worker.Worker(tmp_path, pause=0.01))
        begun[-1].start()
        return begun[-1]

    yield start
    for one in begun:
        one.stop()
    assert not any(one.is_alive() for one in begun)


def wait_for(what: Callable[[], object]) -> None:
    """Wait until something holds; fail where it does not come."""
    deadline = time.monotonic() + 20
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_job_is_done_and_the_history_chained(here: Office, task: str, begin: Callable[[], worker.Worker]) -> None:
    job = jobs.later(here.actor(), task, what="uno")
    begin()
    wait_for(lambda: Job.objects.get(pk=job.pk).state == Job.State.DONE)
    wait_for(lambda: not Entry.objects.filter(position=None).exists())
    state = history.walk(here.institution)
    assert (state.broken, state.waiting) == (None, 0)
    assert state.length == Entry.objects.filter(institution=here.institution).count() > 0
    assert DONE == ["uno"]


def test_a_failure_is_survived(
    here: Office, task: str, begin: Callable[[], worker.Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [RuntimeError("una vez"), RuntimeError("dos veces")]
    sound = worker.tick

    def tick() -> int:
        if failures:
            raise failures.pop()
        return sound()

    monkeypatch.setattr(worker, "tick", tick)
    begin()
    wait_for(lambda: not failures)
    job = jobs.later(here.actor(), task, what="después")
    wait_for(lambda: Job.objects.get(pk=job.pk).state == Job.State.DONE)


def test_what_an_end_interrupted_is_done_at_the_next_start(
    here: Office, task: str, begin: Callable[[], worker.Worker]
) -> None:
    job = Job.objects.create(
        institution=here.institution, person=here.people["planner"], verb=task, arguments={"what": "de nuevo"},
        state=Job.State.RUNNING,
    )  # fmt: skip
    begin()
    wait_for(lambda: Job.objects.get(pk=job.pk).state == Job.State.DONE)
    assert DONE == ["de nuevo"]


def test_a_second_worker_waits_and_takes_over(
    here: Office, task: str, begin: Callable[[], worker.Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    workers: list[str] = []
    monkeypatch.setattr(jobs, "requeue_interrupted", lambda: workers.append("began"))
    first = begin()
    wait_for(lambda: workers == ["began"])
    begin()
    time.sleep(0.1)
    assert workers == ["began"]
    first.stop()
    wait_for(lambda: workers == ["began", "began"])


def test_a_full_log_is_put_aside_and_the_oldest_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "ceiba.log"
    for number in range(worker.LOGS_KEPT + 3):
        path.write_text(str(number) * 10, encoding="ascii")
        worker.put_aside(path, most=10)
        assert not path.exists()
    kept = sorted(tmp_path.iterdir())
    assert [other.name for other in kept] == [f"ceiba.log.{number}" for number in range(1, worker.LOGS_KEPT + 1)]
    assert kept[0].read_text(encoding="ascii") == "7" * 10
    assert kept[-1].read_text(encoding="ascii") == "3" * 10


def test_a_log_with_room_stays(tmp_path: Path) -> None:
    path = tmp_path / "ceiba.log"
    worker.put_aside(path)
    path.write_text("una línea\n", encoding="utf-8")
    worker.put_aside(path)
    assert path.read_text(encoding="utf-8") == "una línea\n"


def test_tidying_up_needs_nothing_to_be_there(db: None) -> None:
    worker.tidy()
