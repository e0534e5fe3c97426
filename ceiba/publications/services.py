"""What can be done with publications: publish, and change the key. Nothing is ever taken back or changed."""

from collections.abc import Callable, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.exchange.publication import GENESIS, PublicationHeader, compose, parse, public_key
from ceiba.exchange.readers import plan_text as reader
from ceiba.exchange.writers import plan_text as writer
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.kernel.period import Period
from ceiba.kernel.public_face import PublicScope
from ceiba.kernel.snapshot import Snapshot
from ceiba.publications import keys
from ceiba.publications.models import Publication, SigningKey
from ceiba.publications.queries import face_now, last, packed, publishable
from ceiba.publications.telling import tell_later
from ceiba.publications.webhooks import announce

Progress = Callable[[int, int, str], None]


@verb("publication.publish", needs="publication.publish", touches=[])
def publish(
    actor: Actor,
    *,
    plans: Sequence[str],
    until: str,
    title: str = "",
    corrects: int | None = None,
    reason: str = "",
    seen: str = "",
    progress: Progress | None = None,
) -> Publication:
    """Make plans public, with the figures that were validated until the end of a period; return the publication.

    ``seen`` is the hash of the last publication when whoever publishes looked at the differences: ``Refused`` where
    somebody published since, for plans that are not approved, for a period that is not over, and for a correction
    without a reason or of nothing.
    """
    step = progress or _unsaid
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    scope, before = PublicScope(tuple(plans), _over(until)), last(here)
    corrected = _corrected(here, corrects, reason)
    _refuse(here, scope, seen, before.digest if before else "")
    step(1, 3, _("Se escoge lo que se puede mostrar"))
    face = face_now(here, scope)
    step(2, 3, _("Se escribe el texto y se lee de nuevo"))
    text = writer.write(face)
    if reader.read("plan.yaml", text.encode()).snapshot != face:
        raise RuntimeError("what would be published does not read back as what was meant")
    step(3, 3, _("Se firma"))
    private, now, coming = keys.signing(here), timezone.now(), keys.waiting(here)
    header = PublicationHeader(
        institution=here.slug,
        name=here.name,
        number=str(before.number + 1 if before else 1),
        at=timezone.localtime(now).isoformat(timespec="seconds"),
        until=scope.until.notation(face.methodology.fiscal_start),
        previous=before.digest if before else GENESIS,
        key=public_key(private),
        title=title.strip(),
        corrects=str(corrected.number) if corrected else "",
        reason=reason.strip() if corrected else "",
        next_key=coming.public if coming else "",
    )
    if coming:
        SigningKey.objects.filter(public=header.key).update(retired=now)
    made = _kept(here, header, scope, compose(header, text, private), face)
    made.corrects, made.by, made.at = corrected, actor.person, now
    made.save(force_insert=True)
    told = {"until": header.until, "plans": list(scope.plans), "digest": made.digest, "corrects": header.corrects}
    changed(f"publication/{made.key}", None, told)
    tell_later(here, made.number)
    announce(made, until=header.until)
    return made


def _kept(
    here: Institution, header: PublicationHeader, scope: PublicScope, content: bytes, face: Snapshot
) -> Publication:
    """Return a publication as it is kept, not saved yet."""
    return Publication(
        institution=here,
        key=header.number,
        number=int(header.number),
        title=header.title,
        until=scope.until,
        plans=list(scope.plans),
        reason=header.reason,
        digest=parse(content).digest,
        previous=header.previous,
        content=content,
        face=packed(face),
    )


def _unsaid(_done: int, _steps: int, _words: str) -> None:
    """Say nothing: nobody waits for the progress."""


def _over(until: str) -> Period:
    try:
        period = Period.parse(until)
    except ValueError as error:
        raise Refused(
            _("No se entiende el período «%(period)s»; elija uno de la lista.") % {"period": until}
        ) from error
    today = timezone.localdate()
    if period.last_month >= today.year * 12 + today.month - 1:
        raise Refused(_("Ese período no ha terminado: elija uno que ya pasó."))
    return period


def _corrected(here: Institution, number: int | None, reason: str) -> Publication | None:
    if number is None:
        return None
    if not reason.strip():
        raise Refused(_("Una corrección lleva su razón: diga qué estaba mal y de dónde sale lo correcto."))
    row = Publication.objects.of(here).filter(number=number).first()
    if row is None:
        raise Refused(_("No hay publicación %(number)s que corregir.") % {"number": number})
    return row


def _refuse(here: Institution, scope: PublicScope, seen: str, head: str) -> None:
    known = {plan.key for plan in publishable(here)}
    wrong = [key for key in scope.plans if key not in known]
    if not scope.plans:
        raise Refused(_("Elija al menos un plan."))
    if wrong:
        raise Refused(_("Solo se publica lo aprobado, y «%(plan)s» no lo está.") % {"plan": wrong[0]})
    if seen != head:
        raise Refused(_("Alguien publicó mientras usted revisaba. Vea de nuevo qué cambia y publique después."))


@verb("publication.change_key", needs="institution.edit", touches=[])
def change_key(actor: Actor) -> SigningKey:
    """Make a new key: the next publication, signed with the old one, announces it, and it signs from then on.

    ``Refused`` where nothing was published yet, and where a new key waits already.
    """
    here = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    if last(here) is None:
        raise Refused(_("Todavía no se ha publicado nada: la primera publicación hace la llave."))
    if keys.waiting(here):
        raise Refused(_("Ya hay una llave nueva que espera: la próxima publicación la anuncia."))
    keys.signing(here)  # who lost the old key cannot announce another
    keys.make(here)
    made = keys.waiting(here)
    assert made is not None
    changed("signing_key", None, {"public": made.public})
    return made
