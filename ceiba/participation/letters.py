"""Letters to who asked: that there is an answer, and nothing else; the link that confirms a request about own data.

Nobody is written to from an invented institution. ``False`` where no letter went out: the page has it all the same.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override

from ceiba.institutions import letters
from ceiba.institutions.sign_in import sends_mail
from ceiba.participation.models_objections import Objection
from ceiba.participation.models_own_data import DataRequest


def answered(row: Objection, url: str) -> bool:
    """Tell who left an e-mail address that there is an answer."""
    told = {"n": row.number, "institution": row.institution.name, "about": row.about, "url": url}
    with override(row.language):
        subject = _("%(institution)s respondió a su pregunta %(n)s") % told
        text = _(
            "%(institution)s respondió a lo que usted preguntó sobre «%(about)s» (número %(n)s).\n\n"
            "La respuesta es pública:\n%(url)s\n\n"
            "Es la única carta que recibirá por esto: después su dirección se borra."
        )
        return _sent(row, subject, text % told)


def confirm(row: DataRequest, url: str) -> bool:
    """Send the link by which somebody confirms that they ask about their own data."""
    told = {"institution": row.institution.name, "url": url}
    with override(row.language):
        subject = _("Confirme su solicitud a %(institution)s") % told
        text = _(
            "Alguien, con esta dirección, pidió a %(institution)s algo sobre sus propios datos personales.\n\n"
            "Si fue usted, confírmelo en los próximos tres días; guarde el enlace, que ahí mismo verá la respuesta:\n"
            "%(url)s\n\nSi no fue usted, no haga nada: la solicitud se borra sola."
        )
        return _sent(row, subject, text % told)


def own_data_answered(row: DataRequest, url: str) -> bool:
    """Tell somebody that their request about their own data was answered, and where they alone read it."""
    told = {"n": row.number, "institution": row.institution.name, "url": url}
    with override(row.language):
        subject = _("%(institution)s respondió a su solicitud de datos propios") % told
        text = _("La respuesta a su solicitud %(n)s está aquí. El enlace es solo para usted:\n%(url)s")
        return _sent(row, subject, text % told)


def _sent(row: Objection | DataRequest, subject: str, text: str) -> bool:
    if not row.email or row.institution.invented or not sends_mail():
        return False
    return letters.sent(row.email, subject, text, about=f"{type(row).__name__} {row.pk}")
