"""``ceiba password``: a way back in for somebody who can reach the machine, but not their own account."""

from django.contrib.auth import get_user_model

from ceiba.cli import database, output
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate
from ceiba.institutions.services_accounts import machine_link
from ceiba.kernel.text import _


def password(email: str, translate: Translate) -> int:
    """Print the path of a link that sets the password of an e-mail address once; return 0."""
    database.need_migrated(translate)
    person = get_user_model().objects.filter(email=email.strip().lower()).first()
    if person is None:
        text = _("Nadie entra con el correo «%(email)s». Revise cómo está escrito.")
        raise Mistake(translate(text) % {"email": email})
    text = _("Con Ceiba en marcha, abra esta dirección en ella; sirve una vez y por pocos días: %(path)s")
    output.result(translate(text) % {"path": machine_link(person)})
    return 0
