"""How the items of a duty stand, as a table that leaves the house: one line an item, every word of it public."""

from collections.abc import Iterable
from decimal import Decimal

from ceiba.exchange.language import Translate
from ceiba.exchange.writers.plain_table import PlainTable
from ceiba.kernel.duty import ItemState
from ceiba.kernel.duty_standing import ItemStanding
from ceiba.kernel.text import _

STATE_WORDS = {
    ItemState.PUBLISHED: _("Publicado"),
    ItemState.JUSTIFIED: _("Justificado"),
    ItemState.NOT_APPLICABLE: _("No aplica"),
    ItemState.MISSING: _("Faltante"),
    ItemState.OVERDUE: _("Vencido"),
}
_HEADINGS = (
    _("Punto"), _("Qué se publica"), _("Estado"), _("Actualizado el"), _("Días desde entonces"), _("Pasa del plazo"),
    _("Enlace"), _("Documento"), _("Huella del documento"), _("Justificación"), _("Base legal"),
    _("Unidad que responde"), _("Responsable"), _("Correo"), _("Teléfono"),
)  # fmt: skip


def items_table(title: str, found: Iterable[ItemStanding], say: Translate, lines: tuple[str, ...] = ()) -> PlainTable:
    """Return how items stand as a table in the reader's language; ``lines`` stand above it in a workbook."""
    rows = []
    for one in found:
        answer = one.answer
        told = (
            (answer.link, answer.document_name, answer.document, answer.justification, answer.legal_basis,
             answer.unit, answer.responsible, answer.email, answer.phone)
            if answer
            else ("",) * 9
        )  # fmt: skip
        rows.append(
            (
                one.item.key,
                one.item.title,
                say(STATE_WORDS[one.state]),
                one.day.isoformat() if one.day else None,
                None if one.age is None else Decimal(one.age),
                say(_("sí")) if one.aged else say(_("no")),
                *told,
            )
        )
    return PlainTable(title, tuple(say(heading) for heading in _HEADINGS), tuple(rows), lines)
