"""Flow of money: from its source to what it is for, along the budget lines, at one stage of the money.

Conserved: what flows adds up to what the lines hold at that stage, to the cent. Money of a line that serves nothing
flows to nothing and says so; nothing is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ceiba.kernel.availability import Availability
from ceiba.kernel.budget import BudgetLine, Nature, Stage
from ceiba.kernel.destination import Aims, Destination, destination, through
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address


@dataclass(frozen=True, slots=True)
class Stream:
    """What one budget line carries from its source to one thing.

    ``source`` is the identifier of the funding source, None where the line names none. ``subject`` is the address of
    what receives it, blank where nobody said; ``by`` that of the project through which an element receives it, blank
    where the line names the element itself.
    """

    line: str
    source: str | None
    nature: Nature | None
    destination: Destination
    subject: str
    money: Money
    by: str = ""


def streams(lines: Iterable[BudgetLine], stage: Stage, aims: Aims, period: Period | None = None) -> Iterator[Stream]:
    """Yield what flows at a stage, in a period where one is given; a line without a period belongs to every period.

    What a project or an indicator is given flows on to the elements that it is for, in their parts. A line of which
    nobody told the stage has no flow: missing is not zero. Together the streams of a line are its money at the stage.
    """
    for line in lines:
        whole = line.amount(stage)
        if whole is None or (period and line.period and not line.period.overlaps(period)):
            continue
        parts = line.parts(stage)
        rest = whole - Money.total((money for _subject, money in parts), whole.currency)
        found = [piece for subject, money in parts for piece in _arriving(subject, money, aims)]
        for kind, subject, money, by in (*found, (Destination.NOTHING, "", rest, "")):
            if money.amount:
                yield Stream(line.id, line.source, line.nature, kind, subject, money, by)


def _arriving(subject: str, money: Money, aims: Aims) -> Iterator[tuple[Destination, str, Money, str]]:
    """Yield where a part of a line arrives: at the elements that a thing is for, else at the thing itself."""
    reached = through(money, subject, aims)
    by = subject if subject.startswith("project/") else ""
    for element, part in reached:
        yield Destination.PROMISE, element, part, by
    if not reached:
        yield destination(subject, aims), subject, money, ""


@dataclass(frozen=True)
class Ladder:
    """The levels of a snapshot's methodology as rungs on which money for a promise may be shown."""

    snapshot: Snapshot

    @property
    def _rungs(self) -> Mapping[str, int]:
        return {level.key: rung for rung, level in enumerate(self.snapshot.methodology.levels)}

    def line(self, subject: str) -> tuple[Element, ...]:
        """Return the element at an address (the one that carries an indicator) and what it is for, nearest first.

        First what it hangs from; then what the nearest of them contributes to in another plan, and so on. Where one
        contributes to several nobody said to which its money goes, and the line ends. Nothing for an address that is
        no element's, or of an indicator without one.
        """
        noun, _slash, key = subject.partition("/")
        indicator = self.snapshot.indicator(key) if noun == "indicator" else None
        here = self.snapshot.element(indicator.element if indicator else key) if noun != "project" else None
        found: dict[str, Element] = {}
        while here is not None and here.id not in found:
            branch = [e for e in (here, *self.snapshot.ancestors(here)) if e.id not in found]
            found |= {element.id: element for element in branch}
            here = next((served for e in branch if (served := self._served(e))), None)
        return tuple(found.values())

    def _served(self, element: Element) -> Element | None:
        """Return the one element to which an element contributes, None for none or for several."""
        links = self.snapshot.links_from(address("element", element.id), LinkKind.CONTRIBUTES)
        served = {link.destination.partition("/")[2] for link in links if link.destination.startswith("element/")}
        return self.snapshot.element(next(iter(served))) if len(served) == 1 else None

    def at(self, subject: str, level: str) -> Element | None:
        """Return the element under which money for an address is shown at a level.

        It is the one of that level in its line; without one, the nearest, itself or above it, whose level comes
        earlier in the methodology; without that, the last of the line. None where the address is of no element.
        """
        rungs, line = self._rungs, self.line(subject)
        wanted = rungs.get(level, len(rungs))
        same = (element for element in line if element.level == level)
        earlier = (element for element in line if rungs.get(element.level, 0) < wanted)
        return next(same, None) or next(earlier, line[-1] if line else None)

    def levels(self, subjects: Iterable[str]) -> tuple[str, ...]:
        """Return the levels on which any of some addresses can be shown, in the order of the methodology."""
        rungs = self._rungs
        found = {element.level for subject in set(subjects) for element in self.line(subject)}
        return tuple(sorted(found & rungs.keys(), key=rungs.__getitem__))


def source_streams(rows: Iterable[Availability]) -> Iterator[Stream]:
    """Yield what each funding source makes available, by nature, before any line holds it (``line`` is blank).

    What of a source nobody split has no nature; it is below zero where the parts exceed the source, so that the
    streams of a source are always its money. ``ValueError`` where a source is split in two currencies.
    """
    for row in rows:
        parts = ((Nature.INVESTMENT, row.investment), (Nature.OPERATING, row.operating))
        known = [(nature, money) for nature, money in parts if money is not None]
        rest = row.amount - Money.total((money for _nature, money in known), row.amount.currency)
        for nature, money in (*known, (None, rest)):
            if money.amount:
                yield Stream("", row.source.id, nature, Destination.NOTHING, "", money)
