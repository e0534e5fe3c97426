"""The verb of whoever adds a file to a row: it is kept at once, and a slip elsewhere on the page does not lose it."""

from ceiba.documents.models import Document
from ceiba.documents.proofs import keep
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import verb


@verb("record.attach", needs="record.write", somewhere=True)
def attach_file(actor: Actor, name: str, content: bytes) -> Document:
    """Keep a file for a row, which is opened through the row alone; ``Refused`` for what is no document or picture."""
    return keep(actor, name, content, reserved=True)
