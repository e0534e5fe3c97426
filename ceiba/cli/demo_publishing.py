"""What the demonstration publishes: the invented plan as its people would, and three public documents as they stand.

The plans of real institutions go out without any figure that nobody measured, and the title of the publication says
that it is a transcription which the institution did not make.
"""

from collections.abc import Iterable

from django.apps import apps

from ceiba.approvals import services as approvals
from ceiba.approvals.questions import questions
from ceiba.audits import services as audits
from ceiba.exchange.language import Translate
from ceiba.institutions.actor import Actor
from ceiba.kernel.period import Period
from ceiba.kernel.text import _
from ceiba.publications.services import publish
from ceiba.snapshots.services import current

APPROVED = ("pdmot",)  # of the invented municipality; its other plans are still being prepared
INVENTED = "Inventado: se publica así para que se vea; se corrige con la próxima modificación."
AS_PRINTED = "Así está en el documento público; la demostración lo muestra como está."
TRANSCRIBED = _("Demostración: transcripción de un documento público; la institución no la hizo")
SHOWN = _("Demostración: todo es inventado")


def publish_invented(planner: Actor, reviewer: Actor, until: Period, translate: Translate) -> None:
    """Have the first plan of the invented municipality approved, and publish it with what was validated until then."""
    approve(planner, reviewer, APPROVED, INVENTED)
    publish(reviewer, plans=APPROVED, until=until.notation(), title=translate(SHOWN))


def publish_printed(founder: Actor, reviewer: Actor, until: Period, translate: Translate) -> None:
    """Publish every plan of a public document as it was printed; it has no figures but those that it prints."""
    plans = apps.get_model("plans", "Plan").objects.of(founder.institution).values_list("key", flat=True)
    approve(founder, reviewer, plans, AS_PRINTED)
    publish(reviewer, plans=list(plans), until=until.notation(), title=translate(TRANSCRIBED))


def approve(sender: Actor, reviewer: Actor, plans: Iterable[str], reason: str) -> None:
    """Explain what the rules ask of some plans, send them, approve them and put them in force."""
    here = sender.institution
    rows = {plan.key: plan for plan in apps.get_model("plans", "Plan").objects.of(here)}
    for key in plans:
        audits.current(here)
        asked = questions(here, current(here), key)
        for found in (*asked.errors, *asked.unanswered):
            audits.justify(sender, [found], reason=reason)
        approvals.submit(sender, rows[key])
        approvals.approve(reviewer, rows[key])
        approvals.enforce(reviewer, rows[key])
