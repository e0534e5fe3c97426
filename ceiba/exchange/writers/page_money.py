"""Money as the page shows it: sources with their split printed and computed, printed sums, budget lines, projects."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ceiba.charts.bars import Bar, Part, bars
from ceiba.charts.chart import Chart
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.page_findings import Findings, FindingView
from ceiba.exchange.writers.subjects import Subjects, anchor, name_of
from ceiba.kernel.budget import FundingSource, Stage, StatedTotal
from ceiba.kernel.money import Money
from ceiba.kernel.project import Project, ProjectStatus
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Source, address
from ceiba.kernel.text import _

STATUS_WORDS = {
    ProjectStatus.NEW: _("nuevo"),
    ProjectStatus.CARRIED_OVER: _("de arrastre"),
    ProjectStatus.MULTI_YEAR: _("multianual"),
}
PART_WORDS = (
    ("investment", _("Inversión")),
    ("operating", _("Funcionamiento")),
    ("unsplit", _("Sin destino indicado")),
)
STAGE_WORDS = {
    Stage.INITIAL: _("inicial"),
    Stage.CURRENT: _("vigente"),
    Stage.PRECOMMITTED: _("precomprometido"),
    Stage.COMMITTED: _("comprometido"),
    Stage.ACCRUED: _("devengado"),
    Stage.PAID: _("pagado"),
}


@dataclass(frozen=True, slots=True)
class ShareView:
    """A part of a source: its money, the percentage printed and the one computed, in words; None where missing."""

    money: str | None
    stated: str | None
    computed: str | None


@dataclass(frozen=True, slots=True)
class FundingView:
    """A funding source ready to be read. ``law`` is the split that the methodology's norm asks for."""

    anchor: str
    name: str
    period: str | None
    amount: str
    investment: ShareView
    operating: ShareView
    law: str | None
    findings: tuple[FindingView, ...]
    place: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class TotalView:
    """A printed sum ready to be read. ``agrees`` tells whether it is the sum of every row of its table."""

    anchor: str
    label: str
    stated: str
    computed: str
    computed_all: str
    agrees: bool
    findings: tuple[FindingView, ...]
    place: str | None


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project ready to be read."""

    anchor: str
    name: str
    code: str | None
    amount: str | None
    status: str | None
    when: str | None
    place_name: str | None
    note: str | None
    serves: tuple[tuple[str, str], ...]
    findings: tuple[FindingView, ...]
    place: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class BudgetLineView:
    """A budget line ready to be read: its amounts by stage, in the order of the stages."""

    anchor: str
    classifier: str
    name: str
    amounts: tuple[tuple[str, str], ...]
    serves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum in words, None where nothing can be added, and how many of how many rows had a figure."""

    words: str | None
    known: int
    rows: int


@dataclass(frozen=True)
class MoneyViews:
    """Makes the views of the money of one snapshot."""

    snapshot: Snapshot
    figures: Figures
    findings: Findings

    def funding(self) -> tuple[FundingView, ...]:
        """Return the funding sources in the order of the document."""
        return tuple(self._funding(source) for source in self.snapshot.funding)

    def funding_sums(self) -> dict[str, Sum]:
        """Return the sums of the columns of the funding table."""
        sources = self.snapshot.funding
        return {
            "amount": self.total([source.amount for source in sources]),
            "investment": self.total([source.investment for source in sources]),
            "operating": self.total([source.operating for source in sources]),
        }

    def funding_chart(self) -> Chart | None:
        """Return the sources as bars, each cut into investment and operating where the document parts them."""
        if not self.snapshot.funding or not self._one_currency([s.amount for s in self.snapshot.funding]):
            return None
        say = self.figures.translate
        headers = (say(_("Fuente")), say(_("Monto")), say(_("Partes")))
        rows = [Bar(s.name, self.figures.money(s.amount), tuple(self._parts(s))) for s in self.snapshot.funding]
        return bars("g-funding", say(_("De dónde viene el dinero")), rows, headers)

    def funding_key(self) -> tuple[tuple[str, str], ...]:
        """Return the class and the word of every part that the bars show, so that the key names nothing unseen."""
        shown = {part.css for source in self.snapshot.funding for part in self._parts(source)}
        return tuple((css, self.figures.translate(words)) for css, words in PART_WORDS if css in shown)

    def totals(self) -> tuple[TotalView, ...]:
        """Return the printed sums, each beside what its rows add up to."""
        return tuple(self._total(total) for total in self.snapshot.totals)

    def projects(self) -> tuple[ProjectView, ...]:
        """Return the projects in the order of the document."""
        return tuple(self._project(project) for project in self.snapshot.projects)

    def projects_sum(self) -> Sum:
        """Return the sum of the projects' money for the plan's year."""
        return self.total([project.amount for project in self.snapshot.projects])

    def projects_chart(self) -> Chart | None:
        """Return the projects as bars, in the order of the document; None where fewer than two have an amount."""
        known = [(project, project.amount) for project in self.snapshot.projects if project.amount is not None]
        if len(known) < 2 or not self._one_currency([amount for _project, amount in known]):
            return None
        say = self.figures.translate
        headers = (say(_("Proyecto")), say(_("Monto")), say(_("Partes")))
        rows = [Bar(p.name, self.figures.money(m), (Part(m.amount, "investment", ""),)) for p, m in known]
        return bars("g-projects", say(_("Cuánto pide cada proyecto")), rows, headers)

    def budget_lines(self) -> tuple[BudgetLineView, ...]:
        """Return the budget lines in the order of the snapshot."""
        return tuple(
            BudgetLineView(
                anchor=anchor(address("budget_line", line.id)),
                classifier=line.classifier,
                name=line.name,
                amounts=tuple(
                    (self.figures.translate(STAGE_WORDS[stage]), self.figures.money(money))
                    for stage, money in line.amounts
                ),
                serves=tuple(self._served(share.subject for share in line.serves)),
            )
            for line in self.snapshot.budget_lines
        )

    def total(self, amounts: Sequence[Money | None]) -> Sum:
        """Add up what is known; no sum where nothing is, or where the amounts are of two currencies."""
        known = [amount for amount in amounts if amount is not None]
        if not known or not self._one_currency(known):
            return Sum(None, len(known), len(amounts))
        return Sum(self.figures.money(sum(known[1:], known[0])), len(known), len(amounts))

    def _one_currency(self, amounts: Sequence[Money]) -> bool:
        return len({amount.currency for amount in amounts if amount.currency}) < 2

    def _source(self, subject: str) -> Source | None:
        source = self.snapshot.source_of(subject)
        return source if source and source.place.line else None

    def _funding(self, source: FundingSource) -> FundingView:
        subject = address("funding", source.id)
        read = self._source(subject)
        return FundingView(
            anchor=anchor(subject),
            name=source.name,
            period=self.figures.period(source.period) if source.period else None,
            amount=self.figures.money(source.amount),
            investment=self._share(source.investment, source.stated_investment_percent, source.amount),
            operating=self._share(source.operating, source.stated_operating_percent, source.amount),
            law=self._law(source),
            findings=self.findings.of(subject),
            place=str(read.place) if read else None,
            quote=read.quote if read else None,
        )

    def _share(self, part: Money | None, stated: Decimal | None, whole: Money) -> ShareView:
        computed = part.share_of(whole) if part is not None else None
        return ShareView(
            self.figures.money(part) if part is not None else None,
            self.figures.percent(stated) if stated is not None else None,
            self.figures.computed_percent(computed) if computed is not None else None,
        )

    def _law(self, source: FundingSource) -> str | None:
        rule = self.snapshot.methodology.funding_rule(source.key)
        if rule is None:
            return None
        say, parts = self.figures.translate, []
        if rule.minimum_investment is not None:
            least = self.figures.percent(rule.minimum_investment)
            parts.append(say(_("al menos %(percent)s para inversión")) % {"percent": least})
        if rule.maximum_operating is not None:
            most = self.figures.percent(rule.maximum_operating)
            parts.append(say(_("hasta %(percent)s para funcionamiento")) % {"percent": most})
        if rule.source:
            parts.append(rule.source.citation)
        return " · ".join(parts) or None

    def _parts(self, source: FundingSource) -> Iterator[Part]:
        words = {css: self.figures.translate(word) for css, word in PART_WORDS}
        rest = source.amount.amount
        for part, css in ((source.investment, "investment"), (source.operating, "operating")):
            if part is not None:
                share = part.share_of(source.amount)
                percent = f" {self.figures.computed_percent(share)}" if share is not None else ""
                yield Part(part.amount, css, f"{words[css]}{percent}")
                rest -= part.amount
        if rest > 0:
            yield Part(rest, "unsplit", words["unsplit"])

    def _total(self, total: StatedTotal) -> TotalView:
        subject = address("total", total.id)
        read = self._source(subject)
        return TotalView(
            anchor=anchor(subject),
            label=" · ".join(filter(None, (total.label, total.column))),
            stated=self.figures.money(total.stated),
            computed=self.figures.money(total.computed),
            computed_all=self.figures.money(total.computed_all),
            agrees=total.stated.amount == total.computed_all.amount,
            findings=self.findings.of(subject),
            place=str(read.place) if read else None,
        )

    def _project(self, project: Project) -> ProjectView:
        subject = address("project", project.id)
        read = self._source(subject)
        return ProjectView(
            anchor=anchor(subject),
            name=project.name,
            code=project.code,
            amount=self.figures.money(project.amount) if project.amount is not None else None,
            status=self.figures.translate(STATUS_WORDS[project.status]) if project.status else None,
            when=self.figures.period(project.period) if project.period else None,
            place_name=project.place,
            note=project.note,
            serves=tuple(self._served(project.serves)),
            findings=self.findings.of(subject),
            place=str(read.place) if read else None,
            quote=read.quote if read else None,
        )

    def _served(self, addresses: Iterator[str] | tuple[str, ...]) -> Iterator[tuple[str, str]]:
        subjects: Subjects = self.findings.subjects
        for subject in addresses:
            thing = subjects.thing(subject)
            if thing is not None:
                yield name_of(thing), anchor(subject)
