"""Questions and requests of invented people, made by the verbs of the house."""

import secrets
from typing import Any

from ceiba.institutions.actor import Actor
from ceiba.participation import services_own_data
from ceiba.participation.models_objections import Objection
from ceiba.participation.models_own_data import DataRequest
from ceiba.participation.services_objections import Asked, receive
from tests.people import Office

WORDS = "El acta del 3 de mayo dice otra cosa: fueron nueve, no ocho."


def asked(office: Office, **told: Any) -> Objection:
    """Return a new objection about an invented goal, given to «aguas» unless told otherwise."""
    given: dict[str, Any] = {
        "kind": "objection",
        "publication": 1,
        "digest": "0" * 64,
        "subject": "indicator/nada",
        "about": "Agua segura",
        "text": WORDS,
        "nonce": secrets.token_hex(16),
        "unit": "aguas",
    }
    return receive(Actor.system(office.institution), Asked(**(given | told)))


def own_data(office: Office, **told: Any) -> DataRequest:
    """Return a request about personal data that was recorded at the office."""
    given: dict[str, Any] = {
        "kind": "access",
        "name": "Petrona de la Prueba",
        "text": "Qué guardan de mí en el registro de atención",
        "seen": "documento personal",
        "nonce": secrets.token_hex(16),
    }
    return services_own_data.record(office.actor("administrator"), **(given | told))
