"""Letters by e-mail, in plain text. A letter that cannot be sent loses nothing: its link is on the page too."""

import structlog
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from ceiba.institutions.models import Invitation
from ceiba.ui import formats

SECONDS = 10  # a mail server that does not answer may not hold the page longer
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
    letter = EmailMessage(subject.replace("\n", " "), text, to=[made.email], connection=get_connection(timeout=SECONDS))
    try:
        return bool(letter.send())
    except OSError as error:  # smtplib's errors are OSErrors too
        log.warning("letter not sent", invitation=made.pk, error=str(error))
        return False
