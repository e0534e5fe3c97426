"""Questions and requests about personal data with a canary in every field that nobody may read on the portal."""

from collections.abc import Iterator

from django.db import models
from django.urls import reverse

from ceiba.institutions.actor import Actor
from ceiba.participation import services_objections as services
from ceiba.participation.models_objections import Objection, ObjectionStep, Sending, VoiceSetting
from ceiba.participation.models_own_data import DataRequest, DataRequestOpening
from ceiba.participation.secrets import secret_of
from ceiba.participation.services_objections import Asked
from ceiba.participation.services_own_data import answer as answer_request
from ceiba.participation.services_own_data import keep_opening, send
from tests.participation.asking import own_data
from tests.people import Office
from tests.portal.canaries import MARK, TOLD

TABLES = (Objection, ObjectionStep, Sending, VoiceSetting, DataRequest, DataRequestOpening)
SHOWN = {
    Objection: ("key kind digest subject period about text name language state outcome correction_digest hidden_why "),
    ObjectionStep: "kind office text",
    VoiceSetting: "key office place email law promised_by",
    DataRequest: "key kind proof language state outcome office",
}
"""Of each table the texts that may be read by somebody: text and name of a question only where they are to be shown."""

PRIVATE = {
    Objection: ("email", "nonce", "hidden_note"),
    DataRequest: ("name", "email", "text", "nonce", "seen", "answer"),
    Sending: ("origin", "span"),
}


def texts_of(table: type[models.Model]) -> set[str]:
    """Return the columns of a table that hold text."""
    kinds = (models.CharField, models.TextField)
    return {field.name for field in table._meta.get_fields() if isinstance(field, kinds)}


def plant(office: Office, subject: str) -> list[str]:
    """Ask, answer and hide in an office; return the secrets that no page may show."""
    shown = _asked(office, subject, f"{MARK}-1", text=f"{TOLD}: una pregunta")
    signed = _asked(office, subject, f"{MARK}-2", text=f"{TOLD}: otra", name=f"{TOLD} firma", show_name=True)
    hidden = _asked(office, subject, f"{MARK}-3", text=f"{MARK} texto oculto", name=f"{MARK} firma", show_name=True)
    reviewer, planner = office.actor("reviewer"), office.actor("planner")
    services.answer(planner, signed, text=f"{TOLD}: una respuesta", outcome="explained")
    services.answer(planner, hidden, text=f"{MARK} respuesta a lo oculto", outcome="explained")
    services.hide(reviewer, hidden, why="insult", note=f"{MARK} por qué se ocultó")
    told = {"kind": "access", "name": f"{MARK} nombre", "text": f"{MARK} lo que pide"}
    waiting = send(Actor.system(office.institution), nonce=f"{MARK}-4", email="canario-privado@secreto.example", **told)
    done = own_data(office, name=f"{MARK} nombre", text=f"{MARK} pide", seen=f"{MARK} vio", nonce=f"{MARK}-5")
    answer_request(office.actor("administrator"), done, text=f"{MARK} respuesta privada", outcome="granted")
    keep_opening(office.actor("administrator"), done)
    rows = (shown, signed, hidden, waiting, done)
    return [*(secret_of(row) for row in rows), *(row.nonce for row in rows), "canario-privado@secreto.example"]


def _asked(office: Office, subject: str, nonce: str, **told: object) -> Objection:
    given = {"name": f"{MARK} nombre que no se muestra", "email": "canario-privado@secreto.example", **told}
    asked = Asked("objection", 1, "0" * 64, subject, f"{TOLD}: de qué se habla", nonce=nonce, unit="aguas", **given)  # type: ignore[arg-type]  # texts and one mark
    return services.receive(Actor.system(office.institution), asked)


def voice_paths(office: Office) -> Iterator[str]:
    """Yield the addresses of questions that ask for something, and guesses at those that only one person has."""
    for name in ("public_question_follow", "public_data_request"):
        for guess in ("0" * 64, "x"):
            yield reverse(name, kwargs={"slug": office.slug, "number": 1, "secret": guess})
    for more in ("estado=respondidas", "estado=vencidas", "sobre=indicator/i-oculto", "publicacion=1&estado=esperan"):
        yield f"{reverse('public_questions', args=[office.slug])}?{more}"
    for thing in ("indicator/i-oculto", "photo/f", "project/obra-canario", "place/x", "element/e-oculto"):
        yield f"{reverse('public_question_new', args=[office.slug])}?sobre={thing}"
