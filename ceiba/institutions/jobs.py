"""Jobs: a verb called later. One task of the queue finds the verb by its name; the row keeps progress and outcome.

What takes long is an ``errand``: it holds no transaction, so that its progress can be seen and nobody waits for it, and
writes by verbs. A job that a restart interrupted is queued again: whatever is called here must be safe to begin anew.
"""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Job
from ceiba.institutions.verbs import VERBS, Refused

ATTEMPTS = 3
Progress = Callable[[int, int, str], None]
Work = Callable[..., Any]
ERRANDS: dict[str, Work] = {}
log = structlog.get_logger(__name__)


def errand(name: str) -> Callable[[Work], Work]:
    """Make a function something that a job does: it gets the actor and ``progress``, and checks permissions itself."""

    def keep(function: Work) -> Work:
        ERRANDS[name] = function
        return function

    return keep


def later(actor: Actor, verb: str, **arguments: Any) -> Job:
    """Queue a verb or errand with JSON arguments for when the transaction is committed; return its job.

    The verb is called as ``verb(actor, progress=…, **arguments)``, and may call ``progress(done, steps, words)`` often.
    ``next=`` is not for the verb: the address of this house to which the job's page leads when it is done.
    """
    if verb not in VERBS and verb not in ERRANDS:
        raise KeyError(f"no verb «{verb}»")
    job = Job.objects.create(institution=actor.institution, person=actor.person, verb=verb, arguments=arguments)
    transaction.on_commit(lambda: perform.enqueue(job.pk))
    return job


@task()
def perform(job_id: int) -> None:
    """Do a job that is not done yet; what goes wrong is kept with it, in words."""
    job = Job.objects.select_related("institution", "person").get(pk=job_id)
    if job.state in (Job.State.DONE, Job.State.FAILED):
        return
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, started=timezone.now(), attempts=job.attempts + 1, problem=""
    )
    with override(job.person.language if job.person else "es"):
        problem = _problem_of(job)
    state = Job.State.FAILED if problem else Job.State.DONE
    Job.objects.filter(pk=job.pk).update(state=state, problem=problem, finished=timezone.now())


def _problem_of(job: Job) -> str:
    """Run the verb of a job; return what went wrong in the reader's words, nothing where all went well."""
    if job.attempts >= ATTEMPTS:
        return _("Se intentó %(count)s veces y el programa se detuvo cada vez. Avise a quien lo administra.") % {
            "count": ATTEMPTS
        }
    actor = Actor.of(job.person, job.institution) if job.person else Actor.system(job.institution)
    try:
        work = ERRANDS.get(job.verb) or VERBS[job.verb]
        work(actor, progress=_progress_of(job), **_without_next(job.arguments))
    except Refused as refusal:
        return str(refusal)
    except Exception as error:  # the last door of a job: it must end, and say so
        log.exception("job failed", job=job.pk, verb=job.verb)
        return _("El programa falló (%(kind)s). Lo que usted entregó se conserva; avise a quien lo administra.") % {
            "kind": type(error).__name__
        }
    return ""


def _without_next(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if name != "next"}


def _progress_of(job: Job) -> Progress:
    def progress(done: int, steps: int, words: str) -> None:
        Job.objects.filter(pk=job.pk).update(done=done, steps=steps, step=words[:200])

    return progress


def requeue_interrupted() -> int:
    """Queue again what was running when the last process ended; return how many. Only while no worker runs."""
    jobs = list(Job.objects.filter(state__in=(Job.State.RUNNING, Job.State.QUEUED)))
    for job in jobs:
        Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
        perform.enqueue(job.pk)
    return len(jobs)
