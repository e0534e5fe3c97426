"""Questions and requests about own data that are late or due soon, told to the pages and letters of other floors."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.waiting import LATE, SOON, Waiting, tells
from ceiba.participation import queries_objections as objections
from ceiba.participation.models_own_data import DataRequest


@tells
def falling_questions(actor: Actor, today: date) -> Iterator[Waiting]:
    """Yield the questions that a person should answer."""
    for row in objections.falling(actor, today):
        yield Waiting(
            f"objection/{row.key}",
            _("%(kind)s %(n)s") % {"kind": row.get_kind_display(), "n": row.number},
            row.about[:120],
            reverse("question", args=[actor.institution.slug, row.number]),
            row.due,
            LATE if row.due < today else SOON,
        )


@tells
def falling_requests(actor: Actor, today: date) -> Iterator[Waiting]:
    """Yield the requests about personal data that a person should answer, by number alone: they are private."""
    if not actor.may("own_data.handle"):
        return
    rows = DataRequest.objects.of(actor.institution).filter(
        state=DataRequest.State.RECEIVED, due__lte=today + objections.SOON
    )
    for row in rows.order_by("due", "pk")[:20]:
        yield Waiting(
            f"data_request/{row.key}",
            _("Solicitud de datos propios %(n)s") % {"n": row.number},
            _("Respuesta a la persona"),
            reverse("data_request", args=[actor.institution.slug, row.number]),
            row.due,
            LATE if row.due < today else SOON,
        )
