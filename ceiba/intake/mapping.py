"""Tables that no methodology knows: a person says once what each column is, and the next file is read by it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.exchange.language import translator
from ceiba.exchange.layouts import IGNORED, dump_layout, layout_of
from ceiba.exchange.proposal import UnmappedTable
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.intake.models import Proposal, TableLayout
from ceiba.intake.review import value_of
from ceiba.intake.services import read_again
from ceiba.kernel.text import fold


def table_of(proposal: Proposal, number: int) -> UnmappedTable:
    """Return a table of a proposal that nobody has explained, counted from 0; ``Refused`` where there is none such."""
    tables = value_of(proposal).unmapped
    if not 0 <= number < len(tables):
        raise Refused(_("Esa tabla ya no está sin explicar. Vuelva a la propuesta; nada se perdió."))
    return tables[number]


@verb("intake.map_table", needs="document.import")
def map_table(actor: Actor, proposal: Proposal, number: int, row: str, fields: Sequence[str]) -> Proposal:
    """Keep what the columns of a table are, one field for each, blank for those left out, and read the document again.

    The new proposal takes over what was decided. ``Refused`` where nothing is mapped, or a field is not known.
    """
    table = table_of(proposal, number)
    try:
        layout = layout_of(table.headers, [field or IGNORED for field in fields], row)
    except ValueError as problem:
        raise Refused(translator(get_language() or "es")(problem.args[0])) from problem
    facts = {"layout": dump_layout(layout), "person": actor.person, "at": timezone.now()}
    kept, new = TableLayout.objects.update_or_create(
        institution=actor.institution, headers=_name(table), defaults=facts
    )
    changed(f"layout/{kept.pk}", None if new else {}, {"headers": list(table.headers), "fields": list(fields)})
    return read_again(actor, proposal)


@verb("intake.forget_table", needs="document.import")
def forget_table(actor: Actor, layout: TableLayout) -> None:
    """Forget how a table is read; what was read by it stays."""
    del actor  # the verb has asked whether they may
    changed(f"layout/{layout.pk}", {"headers": layout.headers}, {"headers": None})
    layout.delete()


def _name(table: UnmappedTable) -> str:
    return " | ".join(map(fold, table.headers))
