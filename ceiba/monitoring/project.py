"""A project as its page shows it: its name in parts, its money, its file from need to closing, how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.safestring import SafeString

from ceiba.exchange.writers.page_money import STATUS_WORDS
from ceiba.kernel.money import Money
from ceiba.kernel.plan import LinkKind
from ceiba.kernel.project import Contract, Disbursement, DisbursementStep, Photo, Progress, Project
from ceiba.kernel.project_name import ProjectName, split_name
from ceiba.kernel.project_years import YearsBalance, years_balance
from ceiba.kernel.risk import gravest_first
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.works import contracted, paid_percent, physical, physical_on, term
from ceiba.monitoring.element import Relation, RiskLine, ServingLine, Sum, relation, risk_line, served_by, summed
from ceiba.monitoring.project_time import StageView, curve_drawing, stage_views, stages_drawing
from ceiba.monitoring.works import AlarmView, FundsView, alarms_of, funds_of, of_one_currency
from ceiba.projects.words import CONTRACT_WORDS, STEP_WORDS
from ceiba.ui import drawings
from ceiba.ui.drawings import BarRow


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo with what was built by the month of its day, where it was taken and the name of who took it."""

    photo: Photo
    progress: Progress | None
    unit: str

    @property
    def place(self) -> str:
        """Return the coordinates in degrees, blank where nobody told them."""
        if self.photo.latitude is None or self.photo.longitude is None:
            return ""
        return f"{self.photo.latitude}, {self.photo.longitude}"


@dataclass(frozen=True)
class ProjectPage:
    """A project of a snapshot."""

    slug: str
    snapshot: Snapshot
    project: Project
    today: date

    @property
    def subject(self) -> str:
        """Return the address of the project."""
        return address("project", self.project.id)

    @property
    def status(self) -> str:
        """Return the word of the status, to be said; blank where nobody said."""
        return STATUS_WORDS[self.project.status] if self.project.status else ""

    @property
    def name(self) -> ProjectName:
        """Return the parts of the name that the registry asks for."""
        return split_name(self.project.name, self.snapshot.methodology.project_words, self.project.place)

    @property
    def unit(self) -> str:
        """Return the name of the unit that answers, blank where nobody said."""
        found = next((unit for unit in self.snapshot.units if unit.id == self.project.unit), None)
        return found.name if found else ""

    @cached_property
    def alarms(self) -> tuple[AlarmView, ...]:
        """Return what calls for a look."""
        return alarms_of(self.project, self.today)

    @cached_property
    def funds(self) -> FundsView:
        """Return where the contribution of another body is."""
        return funds_of(self.project)

    @property
    def contracted(self) -> Money | None:
        """Return what contracts and addenda add up to."""
        return of_one_currency(lambda: contracted(self.project), None)

    @property
    def term(self) -> date | None:
        """Return the last day of the works."""
        return term(self.project)

    @property
    def paid(self) -> Money | None:
        """Return what was paid for the works, None where nobody wrote it."""
        return of_one_currency(lambda: self.project.disbursed(DisbursementStep.PAID), None)

    @property
    def paid_percent(self) -> object:
        """Return what part of the contracted money was paid, else the financial progress last reported."""
        return of_one_currency(lambda: paid_percent(self.project), None)

    @property
    def built(self) -> object:
        """Return the physical progress last reported."""
        told = physical(self.project)
        return told.physical if told else None

    @property
    def contracts(self) -> Iterator[tuple[str, Contract]]:
        """Yield the agreements, contracts and addenda, each with what it is called."""
        return ((str(CONTRACT_WORDS[one.kind]), one) for one in self.project.contracts)

    @property
    def disbursements(self) -> Iterator[tuple[str, Disbursement]]:
        """Yield the disbursements, each with where the money came to."""
        return ((str(STEP_WORDS[one.step]), one) for one in self.project.disbursements)

    @cached_property
    def stages(self) -> tuple[StageView, ...]:
        """Return the steps of the file, in order."""
        return stage_views(self.project, self.snapshot.methodology.project_steps)

    @property
    def done_stages(self) -> list[StageView]:
        """Return the steps of which something is known."""
        return [view for view in self.stages if view.stage]

    @property
    def open_stages(self) -> list[StageView]:
        """Return the steps of which nothing is known."""
        return [view for view in self.stages if not view.stage]

    @property
    def stages_drawing(self) -> SafeString:
        """Return the stages as bars, baseline against real."""
        return stages_drawing(self.stages, self.project, self.today)

    @property
    def curve(self) -> SafeString:
        """Return the S-curve of progress."""
        return curve_drawing(self.project)

    @cached_property
    def photos(self) -> tuple[PhotoView, ...]:
        """Return the photos in the order of time, those without a day last."""
        return tuple(
            PhotoView(
                photo,
                physical_on(self.project, photo.day) if photo.day else None,
                unit.name if (unit := self.snapshot.unit(photo.unit)) else "",
            )
            for photo in self.snapshot.photos_of(self.project)
        )

    @property
    def risks(self) -> list[RiskLine]:
        """Return the risks of the project, the gravest first."""
        return [risk_line(self.snapshot, risk) for risk in gravest_first(self.project.risks)]

    @property
    def beneficiaries(self) -> int | None:
        """Return how many people benefit, None where one of the two counts is not known."""
        women, men = self.project.women, self.project.men
        return None if women is None or men is None else women + men

    @property
    def years_sum(self) -> Sum:
        """Return what the years add up to."""
        return summed([year.amount for year in self.project.amounts])

    @property
    def years(self) -> YearsBalance | None:
        """Return how the years stand against the cost; None where two currencies meet."""
        start = self.snapshot.methodology.fiscal_start
        return of_one_currency(lambda: years_balance(self.project, start), None)

    @property
    def years_drawing(self) -> object:
        """Return the years as bars; blank for fewer than two."""
        if len(self.project.amounts) < 2:
            return ""
        rows = [BarRow(str(year.year), year.amount) for year in self.project.amounts]
        return drawings.figure(drawings.amounts(rows, self.project.name, "g-years"))

    @property
    def lines(self) -> tuple[ServingLine, ...]:
        """Return the budget lines that pay for the project."""
        return served_by(self.snapshot, self.subject)

    @property
    def given(self) -> Sum:
        """Return what the budget lines give the project in all."""
        return summed([line.given for line in self.lines])

    @property
    def accrued(self) -> Sum:
        """Return what of the budget lines is accrued."""
        return summed([line.accrued for line in self.lines])

    @property
    def serves(self) -> Iterator[tuple[Relation, Decimal | None]]:
        """Yield what the project is for: by its own word, by a link, by the code it shares; its percent where said."""
        parts = dict(self.project.parts)
        linked = [link.destination for link in self.snapshot.links_from(self.subject, LinkKind.EXECUTES)]
        linked += [link.origin for link in self.snapshot.links_to(self.subject, LinkKind.EXECUTES)]
        coded = [address("element", e.id) for e in self.snapshot.elements if e.code and e.code == self.project.code]
        for subject in dict.fromkeys([*self.project.serves, *linked, *coded]):
            share = parts.get(subject)
            yield relation(self.slug, self.snapshot, "", subject), None if share is None else share * 100
