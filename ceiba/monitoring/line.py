"""A budget line as its page shows it: its money by month, the acts that modified it, and whether they explain it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ceiba.audits.subjects import href, things
from ceiba.exchange.writers.page_money import STAGE_WORDS
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.budget import BudgetLine, FundingSource, Modification, Stage
from ceiba.kernel.budget_changes import MonthMoney, Reconciliation, in_force, months, reconciled
from ceiba.kernel.money import Money
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.money import NATURE_WORDS, Served
from ceiba.ui import drawings, formats
from ceiba.ui.drawings import BarRow

FLOWS = (Stage.PRECOMMITTED, Stage.COMMITTED, Stage.ACCRUED, Stage.PAID)  # what happens in a month; the rest just is


@dataclass(frozen=True)
class LinePage:
    """A budget line of a snapshot."""

    slug: str
    snapshot: Snapshot
    line: BudgetLine

    @property
    def subject(self) -> str:
        """Return the address of the line."""
        return address("budget_line", self.line.id)

    @property
    def nature(self) -> str:
        """Return the word of what it is spent for, blank where nobody said."""
        return str(NATURE_WORDS[self.line.nature]) if self.line.nature else ""

    @property
    def source(self) -> FundingSource | None:
        """Return the funding source, None where nobody named it."""
        return next((source for source in self.snapshot.funding if source.id == self.line.source), None)

    @property
    def serves(self) -> tuple[Served, ...]:
        """Return what the line serves, each with its share in percent."""
        known = things(self.snapshot)
        found = []
        for share in self.line.serves:
            thing = known.thing(share.subject)
            name = name_of(thing) if thing else share.subject
            found.append(Served(name, href(self.slug, share.subject, self.snapshot), share.share * 100))
        return tuple(found)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Return the stages at which the line has money, in their order."""
        return tuple(stage for stage in Stage if self.line.amount(stage) is not None)

    @property
    def amounts(self) -> list[tuple[str, Money | None]]:
        """Return the word of each stage and the money at it now."""
        return [(STAGE_WORDS[stage], self.line.amount(stage)) for stage in self.stages]

    @property
    def in_force(self) -> Money | None:
        """Return what the line may spend now, with the acts that the finance system does not tell yet."""
        return in_force(self.line, self.snapshot.modifications_of(self.line.id))

    @cached_property
    def modifications(self) -> tuple[Modification, ...]:
        """Return the acts that changed the line: those with a day in order of time, the others before."""
        return tuple(sorted(self.snapshot.modifications_of(self.line.id), key=lambda change: change.day or date.min))

    @property
    def modified(self) -> Money:
        """Return what the acts add up to."""
        return Money.total(change.amount for change in self.modifications)

    @property
    def checks(self) -> tuple[Reconciliation, ...]:
        """Return the check of current against initial money, at each cut-off that tells both."""
        return reconciled(self.line, self.snapshot.modifications_of(self.line.id))

    @cached_property
    def month_stages(self) -> tuple[Stage, ...]:
        """Return the stages that the cut-offs tell."""
        told = {stage for cutoff in self.line.cutoffs for stage, _money in cutoff.amounts}
        return tuple(stage for stage in Stage if stage in told)

    @property
    def month_heads(self) -> list[tuple[str, bool]]:
        """Return the word of each of these stages, and whether a month has money of its own at it."""
        return [(STAGE_WORDS[stage], stage in FLOWS) for stage in self.month_stages]

    @cached_property
    def month_rows(self) -> list[tuple[object, list[tuple[MonthMoney, bool]]]]:
        """Return each month and, stage by stage, what it had; the flag as in ``month_heads``."""
        start = self.snapshot.methodology.fiscal_start
        columns = [(months(self.line.cutoffs, stage, start), stage in FLOWS) for stage in self.month_stages]
        rows = enumerate(self.line.cutoffs)
        return [(cutoff.until, [(column[n], flows) for column, flows in columns]) for n, cutoff in rows]

    @property
    def drawing(self) -> SafeString:
        """Return what was accrued in each month as bars; nothing where no month is known."""
        known = months(self.line.cutoffs, Stage.ACCRUED, self.snapshot.methodology.fiscal_start)
        rows = [BarRow(formats.period(month.until).capitalize(), month.own) for month in known]
        return drawings.figure(drawings.amounts(rows, _("Devengado en cada mes"), "g-months"))
