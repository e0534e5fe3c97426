"""A project as its page shows it: what it serves, its money by year, how far it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from ceiba.exchange.writers.page_money import STATUS_WORDS
from ceiba.kernel.plan import LinkKind
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.monitoring.element import Relation, ServingLine, Sum, relation, served_by, summed
from ceiba.ui import drawings
from ceiba.ui.drawings import BarRow


@dataclass(frozen=True)
class ProjectPage:
    """A project of a snapshot."""

    slug: str
    snapshot: Snapshot
    project: Project

    @property
    def subject(self) -> str:
        """Return the address of the project."""
        return address("project", self.project.id)

    @property
    def status(self) -> str:
        """Return the word of the status, to be said; blank where nobody said."""
        return STATUS_WORDS[self.project.status] if self.project.status else ""

    @property
    def years_sum(self) -> Sum:
        """Return what the years add up to."""
        return summed([year.amount for year in self.project.amounts])

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
    def serves(self) -> Iterator[Relation]:
        """Yield what the project is for: by its own word, by a link, by the national code it shares."""
        linked = [link.destination for link in self.snapshot.links_from(self.subject, LinkKind.EXECUTES)]
        linked += [link.origin for link in self.snapshot.links_to(self.subject, LinkKind.EXECUTES)]
        coded = [address("element", e.id) for e in self.snapshot.elements if e.code and e.code == self.project.code]
        for subject in dict.fromkeys([*self.project.serves, *linked, *coded]):
            yield relation(self.slug, self.snapshot, "", subject)
