"""Letters by e-mail, in plain text. A letter that cannot be sent loses nothing: its link is on the page too."""

import smtplib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from ceiba.institutions.models import Invitation
from ceiba.ui import formats

PERMANENT = 500  # from here on an answer of a mail server is final (RFC 5321, 4.2.1)
SECONDS = 10  # a mail server that does not answer may hold neither page nor worker longer
log = structlog.get_logger(__name__)


def invitation(made: Invitation, url: str) -> bool:
    """Send the link of an invitation; return whether the mail server took it."""
    text = _(
        "%(who)s le invita a trabajar con los planes de %(institution)s en Ceiba.\n\n"
        "Para aceptar, abra este enlace antes del %(day)s:\n%(url)s\n\n"
        "Si no esperaba esta carta, no haga nada."
    ) % {
        "who": made.invited_by,
        "institution": made.institution.name,
        "day": formats.day(made.expires),
        "url": url,
    }
    subject = _("Invitación de %(institution)s") % {"institution": made.institution.name}
    return sent(made.email, subject, text, invitation=made.pk)


def sent(email: str, subject: str, text: str, *, backend: str | None = None, **about: object) -> bool:
    """Send a letter, by another backend than the installation's where one is named; return whether it was taken.

    ``about`` is what the log tells of a letter that was not.
    """
    connection = get_connection(backend, timeout=SECONDS)
    letter = EmailMessage(subject.replace("\n", " "), text, to=[email], connection=connection)
    try:
        return bool(letter.send())
    except OSError as error:  # smtplib's errors are OSErrors too
        log.warning("letter not sent", error=str(error), **about)
        return False


class NoServer(Exception):
    """The mail server cannot be reached, or takes nothing now: what waits is to be sent later."""


class NoAddress(Exception):
    """The mail server says for good that there is no such address."""


@dataclass(frozen=True)
class Letter:
    """A letter in plain text to one address, with further headers."""

    email: str
    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Post:
    """A connection to the mail server over which many letters go, opened with the first."""

    def __init__(self) -> None:
        self._connection = get_connection(timeout=SECONDS)

    def send(self, letter: Letter) -> bool:
        """Send a letter; return whether the server took it: not where it dislikes what the letter says.

        ``NoAddress`` where it knows nobody of that address, ``NoServer`` where it is not to be had.
        """
        made = EmailMessage(
            " ".join(letter.subject.split()),
            letter.text,
            to=[letter.email],
            headers=dict(letter.headers),
            connection=self._connection,
        )
        try:
            self._connection.open()
            return bool(made.send())
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _words in error.recipients.values()]
            if min(codes, default=0) >= PERMANENT:
                raise NoAddress(letter.email) from error
            raise NoServer(str(error)) from error
        except OSError as error:  # smtplib's other errors too
            if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= PERMANENT:
                log.warning("letter not taken", code=error.smtp_code)
                return False
            raise NoServer(str(error)) from error

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


@contextmanager
def post() -> Iterator[Post]:
    """Yield a connection for many letters, closed in the end."""
    opened = Post()
    try:
        yield opened
    finally:
        opened.close()
