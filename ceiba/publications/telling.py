"""Letters after a publication: each subscriber is told once of what changed in what they follow, and nobody twice.

A stop in between goes on where it was: each letter is taken on in the table before it leaves. What the mail server does
not take now is sent the next day, with what changed until then.
"""

from collections.abc import Callable

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from ceiba.institutions import letters
from ceiba.institutions.actor import Actor
from ceiba.institutions.jobs import Progress, errand, later
from ceiba.institutions.models import Institution
from ceiba.institutions.sign_in import sends_mail
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.participation import queries_subscription as subscriptions
from ceiba.participation import services_subscription as keeping
from ceiba.participation.queries_subscription import Reader
from ceiba.publications import queries
from ceiba.publications.letter import News, letter, news
from ceiba.publications.models import Publication
from ceiba.ui import formats

TELL = "publication.tell"
PIECE = 200  # subscribers that are read at a time
_Told = Callable[[Reader], tuple[News, str]]


def tell_later(institution: Institution, number: int) -> None:
    """Queue the letters about a publication, where somebody waits for them and letters can be sent."""
    if sends_mail() and subscriptions.count(institution):
        later(Actor.system(institution), TELL, number=number)


def tell_everybody() -> None:
    """Queue the letters that could not be sent, of every institution, and forget addresses that nobody confirmed."""
    keeping.forget_requests()
    lasts = dict(Publication.objects.order_by().values_list("institution").annotate(last=Max("number")))
    for pk in subscriptions.waiting(lasts):
        tell_later(Institution.objects.get(pk=pk), lasts[pk])


@errand(TELL)
def tell(actor: Actor, *, number: int, progress: Progress | None = None) -> int:
    """Send the letters about a publication; return how many left. ``Refused`` where the mail server takes none now."""
    here = actor.institution
    row = queries.numbered(here, number)
    if row is None or not sends_mail():
        return 0
    formats.activate(here.locale)
    total, done, sent, after = subscriptions.count(here), 0, 0, 0
    text_of = _texts(here, row)
    try:
        with letters.post() as post:
            while piece := subscriptions.untold(here, number, after, PIECE):
                for reader in piece:
                    sent += _one(actor, post, reader, number, text_of)
                done, after = done + len(piece), piece[-1].pk
                if progress:
                    progress(done, max(total, done), _("Se envían los avisos por correo"))
    except letters.NoServer as error:
        raise Refused(_("El servidor de correo no recibe cartas ahora; se intenta de nuevo mañana.")) from error
    finally:
        if sent:
            keep_sent(actor, number=number, letters=sent)
    return sent


@verb("subscription.tell", needs="subscription.keep")
def keep_sent(actor: Actor, *, number: int, letters: int) -> None:
    """Keep in the history how many letters about a publication left; to whom stands nowhere."""
    del actor
    changed(f"publication/{number}", None, {"letters": letters})


def _one(actor: Actor, post: letters.Post, reader: Reader, number: int, text_of: _Told) -> int:
    """Send one letter, if anything changed for its reader; return how many left."""
    if not keeping.claim(reader.pk, number):
        return 0
    with override(reader.language):
        made, told = text_of(reader)
        if not told and subscriptions.EVERYTHING not in reader.about:
            return 0
        try:
            taken = post.send(letter(made, reader, told))
        except letters.NoServer:
            keeping.give_back(reader.pk, reader.told)
            raise
        except letters.NoAddress:
            keeping.not_taken(actor, reader.pk)
            return 0
    keeping.taken(reader.pk)
    return int(taken)


def _texts(here: Institution, row: Publication) -> _Told:
    """Return how what a letter tells is found: made once for all who follow the same since the same publication."""
    known: dict[int, News] = {}
    written: dict[tuple[int, str, tuple[str, ...]], str] = {}

    def told(reader: Reader) -> tuple[News, str]:
        if reader.told not in known:
            known[reader.told] = news(here, row, reader.told)
        made = known[reader.told]
        key = (reader.told, reader.language, reader.about)
        if key not in written:
            written[key] = made.told(reader.about)
        return made, written[key]

    return told
