"""What rules on money ask about besides single lines and projects: things gathered once for a whole snapshot."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ceiba.kernel.budget import BudgetLine, FundingSource, Modification, Stage
from ceiba.kernel.methodology import Role
from ceiba.kernel.money import Money
from ceiba.kernel.plan import Element, LinkKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import fold

_PROMISED = 2  # outputs with a target below an objective: of a single one the rule on outputs speaks


def one_currency(*amounts: Money | None) -> bool:
    """Tell whether amounts can be compared: at most one currency is named among them."""
    return len({money.currency for money in amounts if money is not None and money.currency}) <= 1


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A funding source and what the lines that name it were given at first, in its own period."""

    source: FundingSource
    given: Money
    lines: int


@dataclass(frozen=True, slots=True)
class Act:
    """An act and everything that it changed, in the order of the snapshot."""

    name: str
    changes: tuple[Modification, ...]


@dataclass(frozen=True, slots=True)
class FundedGoal:
    """A goal, how many outputs with a target hang below it, and how many of them have money; ``above`` has none too."""

    goal: Element
    promised: int
    funded: int
    above: bool = False


def _source_uses(snapshot: Snapshot) -> Iterator[tuple[str, object]]:
    """Yield each source that lines name; not where currencies meet or nobody can tell which year a line is of."""
    by_source: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in snapshot.budget_lines:
        if line.source:
            by_source[line.source].append(line)
    for source in snapshot.funding:
        lines = by_source.get(source.id, [])
        if source.period is not None:
            lines = [line for line in lines if line.period is None or source.period.contains(line.period)]
        elif len({line.period for line in lines}) > 1:
            continue
        amounts = [money for line in lines if (money := line.amount(Stage.INITIAL) or line.amount(Stage.CURRENT))]
        if amounts and one_currency(source.amount, *amounts):
            yield address("funding", source.id), SourceUse(source, Money.total(amounts), len(amounts))


def _acts(snapshot: Snapshot) -> Iterator[tuple[str, object]]:
    by_name: dict[str, list[Modification]] = defaultdict(list)
    for change in snapshot.modifications:
        by_name[fold(change.act)].append(change)
    for changes in by_name.values():
        yield address("budget_line", changes[0].line), Act(changes[0].act, tuple(changes))


def _funded_goals(snapshot: Snapshot) -> Iterator[tuple[str, object]]:
    """Yield the goals with several promised outputs, where the plan has budget lines at all."""
    if not snapshot.budget_lines:
        return
    funded = _funded(snapshot)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for element in snapshot.elements:
        if snapshot.role(element) is Role.OUTPUT and _promises(element, snapshot):
            for above in snapshot.ancestors(element):
                counts[above.id][0] += 1
                counts[above.id][1] += element.id in funded
    for element in snapshot.elements:
        promised, paid = counts.get(element.id, (0, 0))
        if snapshot.role(element) is Role.GOAL and promised >= _PROMISED:
            goals = (a for a in snapshot.ancestors(element) if snapshot.role(a) is Role.GOAL)
            silent = any(not counts[goal.id][1] for goal in goals)
            yield address("element", element.id), FundedGoal(element, promised, paid, silent)


def _promises(output: Element, snapshot: Snapshot) -> bool:
    return any(indicator.promised_value is not None for indicator in snapshot.indicators_of(output))


def _funded(snapshot: Snapshot) -> set[str]:
    """Return the elements that a budget line reaches: itself, through a project, or through something below it.

    What pays a promise in the annual plan pays it in the plan from which it was repeated, and the other way round.
    """
    served = {share.subject for line in snapshot.budget_lines for share in line.serves}
    served |= {subject for p in snapshot.projects if address("project", p.id) in served for subject in p.serves}
    served |= {link.origin for link in snapshot.links if link.kind is LinkKind.EXECUTES and link.destination in served}
    repeated = [(link.origin, link.destination) for link in snapshot.links if link.kind is LinkKind.REPEATS]
    served |= {place for pair in repeated if not served.isdisjoint(pair) for place in pair}
    reached: set[str] = set()
    for element in snapshot.elements:
        if address("element", element.id) in served:
            reached |= {element.id, *(above.id for above in snapshot.ancestors(element))}
    return reached


NOUNS = {"source_use": _source_uses, "act": _acts, "funded_goal": _funded_goals}
