"""What can be done about what budget lines are for: replace the shares of one line, or of many at once."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from ceiba.budgets.models import BudgetLine, BudgetShare
from ceiba.budgets.queries import budget_lines
from ceiba.documents.adoption import BATCH, told
from ceiba.indicators.models import Indicator
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution, Owned, Unit
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel import budget as kernel
from ceiba.kernel.budget import Share, shares_add_up
from ceiba.kernel.destination import excess, money_of
from ceiba.plans.models import Element, Plan
from ceiba.projects.models import Project
from ceiba.ui import formats

SERVED: Mapping[str, type[Owned]] = {
    "element": Element,
    "indicator": Indicator,
    "project": Project,
    "unit": Unit,
    "plan": Plan,
}


@verb("line.link", needs="money.edit", touches=[Part.MONEY])
def link(actor: Actor, line: str, shares: Sequence[Share], seen: str | None = None) -> None:
    """Say what a budget line serves: the shares (parts of one) replace those that it has; none says «nobody knows».

    ``seen`` is the ``mark`` of the shares that the person looked at. ``Refused`` where somebody changed them since,
    where the shares do not add up to the whole, naming the difference in percent and money, where one is no part of
    it, and where a line or a thing served is not there.
    """
    if seen is not None:
        # Locked, so that of two people who looked at the same shares the second is told.
        row = BudgetLine.objects.of(actor.institution).select_for_update().filter(key=line).first()
        kept = BudgetShare.objects.filter(line=row).values_list("subject", "share") if row else ()
        if mark(Share(*pair) for pair in kept) != seen:
            raise Refused(
                _("Otra persona cambió este renglón mientras usted escribía. Lo suyo sigue aquí: compare y guarde.")
            )
    _replace(actor.institution, {line: tuple(shares)})


def mark(shares: Iterable[Share]) -> str:
    """Return what tells some shares from others, as a form sends it back."""
    return ";".join(f"{share.subject}={told(share.share)}" for share in shares) or "-"


@verb("lines.link", needs="money.edit", touches=[Part.MONEY])
def link_many(actor: Actor, shares: Mapping[str, Sequence[Share]]) -> int:
    """Say what several budget lines serve, by their keys, all or none; return how many changed. As ``link`` refuses."""
    return _replace(actor.institution, shares)


def _replace(here: Institution, wanted: Mapping[str, Sequence[Share]]) -> int:
    """Replace the shares of lines; return how many differ from what stood."""
    known = {line.id: line for line in budget_lines(here) if line.id in wanted}
    for key, shares in wanted.items():
        if key not in known:
            raise Refused(_("El renglón «%(line)s» ya no está. Nada se cambió.") % {"line": key})
        _check(known[key], shares)
    _check_served(here, {share.subject for shares in wanted.values() for share in shares})
    differing = {key: shares for key, shares in wanted.items() if tuple(shares) != known[key].serves}
    rows = dict(BudgetLine.objects.of(here).filter(key__in=differing).values_list("key", "pk"))
    written: list[BudgetShare] = []
    for key, shares in differing.items():
        changed(f"budget_line/{key}", {"serves": _told(known[key].serves)}, {"serves": _told(shares)})
        written += [
            BudgetShare(line_id=rows[key], subject=share.subject, share=share.share, position=position)
            for position, share in enumerate(shares)
        ]
    stale = list(rows.values())
    for start in range(0, len(stale), BATCH):
        BudgetShare.objects.filter(line__in=stale[start : start + BATCH]).delete()
    BudgetShare.objects.bulk_create(written, batch_size=BATCH)
    return len(differing)


def _told(shares: Iterable[Share]) -> object:
    return [{"subject": share.subject, "share": told(share.share)} for share in shares]


def _check(line: kernel.BudgetLine, shares: Sequence[Share]) -> None:
    """Refuse shares that are no parts of one, or do not come to it."""
    name = line.name or line.classifier
    if len({share.subject for share in shares}) < len(shares):
        raise Refused(
            _("«%(line)s» nombra dos veces el mismo destino. Júntelos en uno; nada se cambió.") % {"line": name}
        )
    for share in shares:
        if share.share <= 0:
            raise Refused(
                _("En «%(line)s», una parte de %(percent)s no vale: va de más de 0 a 100 %%. Nada se cambió.")
                % {"line": name, "percent": _percent(share.share * 100)}
            )
    if shares and not shares_add_up(shares):
        raise Refused(_sum_words(line, shares))


def _sum_words(line: kernel.BudgetLine, shares: Sequence[Share]) -> str:
    """Return by how much shares miss the whole, in percent and in money."""
    over = excess(share.share for share in shares)
    held = money_of(line, over)
    facts = {
        "line": line.name or line.classifier,
        "sum": _percent(over + 100),
        "percent": _percent(abs(over)),
        "money": formats.money(held) if held else "",
    }
    if over > 0 and held:
        return (
            _("Las partes de «%(line)s» suman %(sum)s: sobra %(percent)s, que son %(money)s. Nada se cambió.") % facts
        )
    if over > 0:
        return _("Las partes de «%(line)s» suman %(sum)s: sobra %(percent)s. Nada se cambió.") % facts
    if held:
        return (
            _("Las partes de «%(line)s» suman %(sum)s: falta %(percent)s, que son %(money)s. Nada se cambió.") % facts
        )
    return _("Las partes de «%(line)s» suman %(sum)s: falta %(percent)s. Nada se cambió.") % facts


def _percent(points: Decimal) -> str:
    """Return a percentage without the zeros that its parts were written with."""
    return formats.percent(Decimal(format(points.normalize(), "f")))


def _check_served(here: Institution, subjects: Iterable[str]) -> None:
    """Refuse addresses of what is not there: one query for each noun."""
    asked: dict[str, set[str]] = {}
    for subject in subjects:
        noun, _slash, key = str(told(subject)).partition("/")
        asked.setdefault(noun, set()).add(key)
    for noun, keys in asked.items():
        if noun not in SERVED:
            raise Refused(_("El dinero no se vincula a «%(thing)s». Nada se cambió.") % {"thing": noun})
        table = SERVED[noun].objects.of(here)
        if noun == "element":
            table = table.filter(withdrawn=False)
        gone = keys - set(table.filter(key__in=keys).values_list("key", flat=True))
        if gone:
            raise Refused(
                _("«%(thing)s» ya no está en el plan. Elija otro destino; nada se cambió.")
                % {"thing": f"{noun}/{min(gone)}"}
            )
