"""The monthly report of works that another body pays for: a row for each, sums by place, and a sum of every row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ceiba.kernel.money import Money
from ceiba.kernel.project import Contract, ContractKind, Project
from ceiba.kernel.text import fold
from ceiba.kernel.works import Funds, funds, physical


@dataclass(frozen=True, slots=True)
class WorksRow:
    """A work in the report: its project up to a day, where its money is, what is built (percent, None: nobody said).

    ``agreement`` and ``contract`` are the last ones signed, None where there is none.
    """

    project: Project
    funds: Funds
    built: Decimal | None
    agreement: Contract | None
    contract: Contract | None


@dataclass(frozen=True, slots=True)
class WorksSum:
    """What rows add up to. ``known`` counts the rows that know each amount: contribution, received, delivered.

    Each column adds up the rows that have it. A percentage is that of the sums of the rows that know both amounts,
    never an average; None where no row knows both.
    """

    rows: tuple[WorksRow, ...]

    @property
    def known(self) -> tuple[int, int, int]:
        """Return how many rows know the contribution, what was received, and what was delivered."""
        counts = [sum(amount is not None for amount in _amounts(self.rows, pick)) for pick in _PICKS]
        return counts[0], counts[1], counts[2]

    @property
    def is_complete(self) -> bool:
        """Tell whether every row knows its three amounts."""
        return all(count == len(self.rows) for count in self.known)

    @property
    def contribution(self) -> Money | None:
        """Return the sum of the contributions; None where no row has one."""
        return _sum(_amounts(self.rows, lambda money: money.contribution))

    @property
    def received(self) -> Money | None:
        """Return the sum of what was received; None where no row has it."""
        return _sum(_amounts(self.rows, lambda money: money.received))

    @property
    def delivered(self) -> Money | None:
        """Return the sum of what was delivered; None where no row has it."""
        return _sum(_amounts(self.rows, lambda money: money.delivered))

    @property
    def to_receive(self) -> Money | None:
        """Return the sum of what is still to be received; None where no row has it."""
        return _sum(_amounts(self.rows, lambda money: money.to_receive))

    @property
    def to_deliver(self) -> Money | None:
        """Return the sum of what is still to be delivered; None where no row has it."""
        return _sum(_amounts(self.rows, lambda money: money.to_deliver))

    @property
    def received_percent(self) -> Decimal | None:
        """Return received / contribution over the rows that know both, in percent."""
        return self._share(lambda money: money.received)

    @property
    def delivered_percent(self) -> Decimal | None:
        """Return delivered / contribution over the rows that know both, in percent."""
        return self._share(lambda money: money.delivered)

    @property
    def women(self) -> int | None:
        """Return how many women benefit; None where no row says it."""
        return _count([row.project.women for row in self.rows])

    @property
    def men(self) -> int | None:
        """Return how many men benefit; None where no row says it."""
        return _count([row.project.men for row in self.rows])

    def _share(self, pick: "_Pick") -> Decimal | None:
        both = [
            (row.funds.contribution, part)
            for row in self.rows
            if row.funds.contribution is not None and (part := pick(row.funds)) is not None
        ]
        whole, parts = _sum([whole for whole, _part in both]), _sum([part for _whole, part in both])
        return None if whole is None or parts is None else parts.share_of(whole)


@dataclass(frozen=True, slots=True)
class WorksGroup:
    """The works of one place, blank where nobody said it, and their sum."""

    place: str
    sum: WorksSum


@dataclass(frozen=True, slots=True)
class WorksReport:
    """The whole report up to a day: groups by place in the order of their names, and the sum of every row."""

    until: date
    groups: tuple[WorksGroup, ...]
    sum: WorksSum


def works_report(projects: Iterable[Project], until: date) -> WorksReport:
    """Return the report of projects up to the end of a day; places are one however they are spelled.

    ``ValueError`` where two currencies meet: no column adds them up.
    """
    rows = [_row(up_to(project, until)) for project in projects]
    currencies = {money.currency for pick in _PICKS for money in _amounts(rows, pick) if money} - {""}
    if len(currencies) > 1:
        raise ValueError(f"two currencies in one report: {', '.join(sorted(currencies))}")
    places: dict[str, list[WorksRow]] = {}
    for row in rows:
        places.setdefault(fold(row.project.place or ""), []).append(row)
    ordered = sorted(places, key=lambda place: (not place, place))
    groups = tuple(WorksGroup(places[key][0].project.place or "", WorksSum(tuple(places[key]))) for key in ordered)
    return WorksReport(until, groups, WorksSum(tuple(row for group in groups for row in group.sum.rows)))


def up_to(project: Project, day: date) -> Project:
    """Return a project as it stood at the end of a day; what has no day counts, for nobody said that it came later."""
    month = day.year * 12 + day.month - 1
    return replace(
        project,
        progress=tuple(one for one in project.progress if one.period.last_month <= month),
        contracts=tuple(one for one in project.contracts if one.day is None or one.day <= day),
        disbursements=tuple(one for one in project.disbursements if one.day is None or one.day <= day),
    )


def _row(project: Project) -> WorksRow:
    told = physical(project)
    agreement, contract = _last(project, ContractKind.AGREEMENT), _last(project, ContractKind.CONTRACT)
    return WorksRow(project, funds(project), told.physical if told else None, agreement, contract)


def _last(project: Project, kind: ContractKind) -> Contract | None:
    signed = [one for one in project.contracts if one.kind is kind]
    return max(signed, key=lambda one: one.day or date.min, default=None)


_Pick = Callable[[Funds], Money | None]
_PICKS: tuple[_Pick, ...] = (
    lambda money: money.contribution,
    lambda money: money.received,
    lambda money: money.delivered,
)


def _amounts(rows: Iterable[WorksRow], pick: _Pick) -> list[Money | None]:
    return [pick(row.funds) for row in rows]


def _sum(amounts: Sequence[Money | None]) -> Money | None:
    known = [amount for amount in amounts if amount is not None]
    return Money.total(known) if known else None


def _count(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
