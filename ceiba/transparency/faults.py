"""What is wrong with the months that were kept: nothing, as long as nobody touched them. ``ceiba check`` asks."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ceiba.exchange.duty_month import digest_of, read_month
from ceiba.institutions.models import Entry, Institution
from ceiba.kernel.text import _
from ceiba.transparency.models import DutyMonth


@dataclass(frozen=True)
class MonthFault:
    """What is wrong with a month that was kept: the duty, its number, and what does not hold, in words."""

    duty: str
    number: int
    what: str


def faults(institution: Institution) -> Iterator[MonthFault]:
    """Yield everything that is wrong with the months of an institution, duty by duty, oldest first.

    That one is missing is told by the history, which names every month that was kept and its hash.
    """
    told = _told(institution)
    before = ""
    duty = ""
    for row in DutyMonth.objects.filter(institution=institution).order_by("duty", "number"):
        if row.duty != duty:
            duty, before = row.duty, ""
        recorded = told[row.duty].pop(row.number, None)
        yield from (MonthFault(row.duty, row.number, what) for what in _wrong(row, before, recorded))
        before = row.sha256
    for name, missing in sorted(told.items()):
        yield from (MonthFault(name, number, _("Falta.")) for number in sorted(missing))


def _wrong(row: DutyMonth, before: str, recorded: str | None) -> Iterator[str]:
    if digest_of(row.text) != row.sha256:
        yield _("El texto no es el que se conservó.")
    if recorded != row.sha256:
        yield _("La historia nombra otra huella.")
    if row.previous != before:
        yield _("No sigue al mes que se conservó antes.")
    try:
        month = read_month(row.text)
    except ValueError:
        yield _("El texto no se puede leer.")
        return
    said = (month.get("number"), month.get("period"), month.get("previous"))
    if said != (str(row.number), row.period.notation(), row.previous):
        yield _("La tabla dice otra cosa que el texto.")


def _told(institution: Institution) -> dict[str, dict[int, str]]:
    """Return the hash of every month by duty and number, as the history tells it."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    rows = Entry.objects.filter(institution=institution, verb="duty.keep_month").order_by("pk")
    for changes in rows.values_list("changes", flat=True):
        for change in changes:
            noun, _slash, rest = change["subject"].partition("/")
            duty, _slash, number = rest.rpartition("/")
            if noun == "duty_month":
                found[duty][int(number)] = str(change["after"]["sha256"])
    return found
