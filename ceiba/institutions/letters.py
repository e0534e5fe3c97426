"""Letters by e-mail, in plain text. A letter that cannot be sent loses nothing: its link is on the page too."""

import structlog
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from ceiba.institutions.models import Invitation
from ceiba.ui import formats

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
