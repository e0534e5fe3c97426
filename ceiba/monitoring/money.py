"""The money of an institution as its page shows it: sources, printed sums, budget lines, projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.audits.subjects import anchor, href, things
from ceiba.exchange.writers.page_money import STAGE_WORDS, STATUS_WORDS
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.budget import BudgetLine, FundingSource, Nature, Stage, StatedTotal
from ceiba.kernel.methodology import FundingRule
from ceiba.kernel.money import Money
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import fold
from ceiba.monitoring.element import Sum, summed
from ceiba.ui import drawings
from ceiba.ui.drawings import BarRow

NATURE_WORDS = {Nature.INVESTMENT: gettext_lazy("inversión"), Nature.OPERATING: gettext_lazy("funcionamiento")}
DRAWN = 12  # projects that a chart can tell apart; the table has all of them


@dataclass(frozen=True, slots=True)
class Served:
    """What some money is for."""

    name: str
    href: str | None
    share: object = None


@dataclass(frozen=True, slots=True)
class FundingRow:
    """A funding source; its percentages are computed from its amounts, never taken as printed."""

    source: FundingSource
    rule: FundingRule | None
    anchor: str

    @property
    def parts(self) -> Iterator[tuple[Money | None, object, object]]:
        """Yield for investment and operating: the money, its computed percentage, the printed one."""
        for part, stated in (
            (self.source.investment, self.source.stated_investment_percent),
            (self.source.operating, self.source.stated_operating_percent),
        ):
            yield part, part.share_of(self.source.amount) if part is not None else None, stated


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A printed sum beside what its rows add up to."""

    total: StatedTotal
    anchor: str

    @property
    def column(self) -> str:
        """Return the column that was added up, blank where the label names it already."""
        return "" if fold(self.total.column) in fold(self.total.label) else self.total.column

    @property
    def computed(self) -> Money | None:
        """Return the sum of the rows above the total, None where two currencies meet."""
        return summed([*self.total.addends, Money.zero(self.total.stated.currency)]).money

    @property
    def computed_all(self) -> Money | None:
        """Return the sum of every row of the table, None where two currencies meet."""
        return summed([*self.total.all_addends, Money.zero(self.total.stated.currency)]).money

    @property
    def difference(self) -> Money | None:
        """Return by how much the print exceeds the sum of its whole table."""
        return self.total.stated - self.computed_all if self.computed_all else None

    @property
    def agrees(self) -> bool:
        """Tell whether the print is the sum of every row of its table."""
        return self.computed_all is not None and self.total.stated.amount == self.computed_all.amount


@dataclass(frozen=True, slots=True)
class LineRow:
    """A budget line with what it serves."""

    line: BudgetLine
    anchor: str
    serves: tuple[Served, ...]
    amounts: tuple[Money | None, ...]

    @property
    def nature(self) -> str:
        """Return the word of what the money is spent for, blank where nobody said."""
        return str(NATURE_WORDS[self.line.nature]) if self.line.nature else ""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with what it serves."""

    project: Project
    anchor: str
    serves: tuple[Served, ...]

    @property
    def status(self) -> str:
        """Return the word of the project's status, to be said; blank where nobody said."""
        return STATUS_WORDS[self.project.status] if self.project.status else ""


@dataclass(frozen=True)
class MoneyPage:
    """The money of a snapshot."""

    slug: str
    snapshot: Snapshot

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no money at all to be shown."""
        here = self.snapshot
        return not (here.funding or here.totals or here.budget_lines or here.projects)

    @property
    def funding(self) -> Iterator[FundingRow]:
        """Yield the funding sources in the order of the document."""
        rule = self.snapshot.methodology.funding_rule
        return (FundingRow(s, rule(s.key), anchor(address("funding", s.id))) for s in self.snapshot.funding)

    @property
    def has_law(self) -> bool:
        """Tell whether the methodology says how any of the sources is to be split."""
        return any(row.rule for row in self.funding)

    @property
    def funding_sums(self) -> tuple[Sum, Sum, Sum]:
        """Return what the sources add up to: in all, for investment, for operating."""
        sources = self.snapshot.funding
        return (
            summed([source.amount for source in sources]),
            summed([source.investment for source in sources]),
            summed([source.operating for source in sources]),
        )

    @property
    def funding_drawing(self) -> SafeString:
        """Return the sources as bars, each cut into investment and operating; blank where there is nothing to draw."""
        rows = [BarRow(s.name, s.amount, tuple(_parts(s))) for s in self.snapshot.funding]
        key = [_("Inversión"), _("Funcionamiento"), _("Sin destino indicado")]
        return drawings.figure(drawings.amounts(rows, _("De dónde viene el dinero"), "g-funding"), key)

    @property
    def totals(self) -> Iterator[TotalRow]:
        """Yield the printed sums."""
        return (TotalRow(total, anchor(address("total", total.id))) for total in self.snapshot.totals)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """Return the stages at which any budget line has money, in their order."""
        lines = self.snapshot.budget_lines
        return tuple(stage for stage in Stage if any(line.amount(stage) is not None for line in lines))

    @cached_property
    def stage_sums(self) -> list[tuple[str, Sum]]:
        """Return the word of each stage and what the budget lines add up to at it."""
        lines = self.snapshot.budget_lines
        return [(STAGE_WORDS[stage], summed([line.amount(stage) for line in lines])) for stage in self.stages]

    @property
    def projects_sum(self) -> Sum:
        """Return what the projects ask for in the plan's year."""
        return summed([project.amount for project in self.snapshot.projects])

    @property
    def projects_drawing(self) -> SafeString:
        """Return the largest projects as bars; blank where fewer than two have an amount."""
        known = [(p.amount.amount, p) for p in self.snapshot.projects if p.amount is not None]
        largest = [project for _amount, project in sorted(known, key=lambda pair: pair[0], reverse=True)[:DRAWN]]
        rows = [BarRow(" ".join(filter(None, (project.code, project.name))), project.amount) for project in largest]
        return drawings.figure(drawings.amounts(rows, _("Los proyectos de mayor monto"), "g-projects"))

    def line_row(self, line: BudgetLine) -> LineRow:
        """Return a budget line ready to be read."""
        serves = tuple(self._served(share.subject, share.share * 100) for share in line.serves)
        amounts = tuple(line.amount(stage) for stage in self.stages)
        return LineRow(line, anchor(address("budget_line", line.id)), serves, amounts)

    def project_row(self, project: Project) -> ProjectRow:
        """Return a project ready to be read."""
        serves = tuple(self._served(subject) for subject in project.serves)
        return ProjectRow(project, anchor(address("project", project.id)), serves)

    def _served(self, subject: str, share: object = None) -> Served:
        thing = things(self.snapshot).thing(subject)
        return Served(name_of(thing) if thing else subject, href(self.slug, subject, self.snapshot), share)


def _parts(source: FundingSource) -> Iterator[tuple[str, Money]]:
    """Yield the parts of a source in the order of their colours; what is not known of it comes last."""
    zero = Money.zero(source.amount.currency)
    try:
        rest = source.amount - (source.investment or zero) - (source.operating or zero)
    except ValueError:  # two currencies in one source: a rule tells of it, and nothing can be drawn
        return
    yield _("Inversión"), source.investment or zero
    yield _("Funcionamiento"), source.operating or zero
    if rest > zero:
        yield _("Sin destino indicado"), rest
