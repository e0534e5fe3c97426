"""Faults in the money that moves: stages, shares of lines, acts, contracts, disbursements, years of a project."""

import random
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.budget import BudgetLine, Stage
from ceiba.kernel.methodology import Role
from ceiba.kernel.money import Money
from ceiba.kernel.plan import LinkKind
from ceiba.kernel.project import ContractKind, DisbursementStep, ProjectStatus
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from tests.mutations.fault import Injection, Register, at, changed, drawn

faults = Register()
_MORE = [Decimal(more) for more in ("0.01", "1", "500", "25000")]


def _plus(money: Money, more: Decimal) -> Money:
    return Money(money.amount + more, money.currency)


def _line(plan: Snapshot, line: BudgetLine, **fields: object) -> Injection:
    return at(changed(plan, "budget_line", line, **fields), address("budget_line", line.id))


@faults("F014")
def stage_above_the_one_before(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The amount of a stage was typed into the report of a month, and is more than the stage before it had."""
    line = drawn((line for line in plan.budget_lines if line.cutoffs), chance)
    if line is None:
        return None
    place = chance.randrange(len(line.cutoffs))
    told = dict(line.cutoffs[place].amounts)
    earlier, later = chance.choice(((Stage.COMMITTED, Stage.ACCRUED), (Stage.ACCRUED, Stage.PAID)))
    told[later] = _plus(told[earlier], chance.choice(_MORE))
    cutoffs = list(line.cutoffs)
    cutoffs[place] = replace(cutoffs[place], amounts=tuple(told.items()))
    return _line(plan, line, cutoffs=tuple(cutoffs))


@faults("F015")
def spent_more_than_is_current(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A line spent, or promised to spend, more than it has: by a cent or by a lot."""
    line = drawn((line for line in plan.budget_lines if line.cutoffs), chance)
    if line is None:
        return None
    last = line.cutoffs[-1]
    told = dict(last.amounts)
    stage = chance.choice((Stage.COMMITTED, Stage.ACCRUED, Stage.PAID))
    told[stage] = _plus(told[Stage.CURRENT], chance.choice(_MORE))
    return _line(plan, line, cutoffs=(*line.cutoffs[:-1], replace(last, amounts=tuple(told.items()))))


@faults("F016")
def contract_above_its_project(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The contract was signed, or enlarged, for more than the project has."""
    known = (p for p in plan.projects if p.amounts or p.status is ProjectStatus.NEW)  # of others nobody tells the whole
    project = drawn((p for p in known if p.contracts and p.amount), chance)
    if project is None or project.amount is None:
        return None
    has = max(project.amount, Money.total(y.amount for y in project.amounts)) if project.amounts else project.amount
    bound = [c.amount for c in project.contracts if c.kind is not ContractKind.AGREEMENT and c.amount]
    lacks = (has - Money.total(bound)).amount + chance.choice(_MORE)
    kind = drawn(
        dict.fromkeys(c.kind for c in project.contracts if c.kind is not ContractKind.AGREEMENT and c.amount), chance
    )
    if kind is None:
        return None
    contracts = tuple(
        replace(c, amount=_plus(c.amount, lacks)) if c.kind is kind and c.amount else c for c in project.contracts
    )
    return at(changed(plan, "project", project, contracts=contracts), address("project", project.id))


@faults("F017")
def disbursed_more_than_came_in(plan: Snapshot, chance: random.Random) -> Injection | None:
    """More was delivered than received, received than agreed, or paid than contracted."""
    project = drawn((p for p in plan.projects if p.disbursements and p.contribution and p.amount), chance)
    if project is None or project.contribution is None:
        return None
    contracts = [c.amount for c in project.contracts if c.kind is not ContractKind.AGREEMENT and c.amount]
    cover = {
        DisbursementStep.RECEIVED: project.contribution,
        DisbursementStep.DELIVERED: project.disbursed(DisbursementStep.RECEIVED),
        DisbursementStep.PAID: Money.total(contracts) if contracts else None,
    }
    step = chance.choice([one for one, money in cover.items() if money is not None])
    most = cover[step]
    assert most is not None
    others = [d for d in project.disbursements if d.step is not step]
    one = next(d for d in project.disbursements if d.step is step)
    wrong = replace(one, amount=_plus(most, chance.choice(_MORE)))
    return at(changed(plan, "project", project, disbursements=(*others, wrong)), address("project", project.id))


@faults("F018")
def parts_of_a_line_beyond_it(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The parts of a line no longer add up to the line: one was changed, forgotten, or given to one thing more."""
    line = drawn((line for line in plan.budget_lines if line.serves), chance)
    if line is None:
        return None
    first, *others = line.serves
    step = chance.choice([Decimal(step) for step in ("0.01", "-0.01", "0.1", "-0.25", "0.5", "-1.2")])
    return _line(plan, line, serves=(replace(first, share=first.share + step), *others))


@faults("F019")
def source_given_to_more_lines_than_it_can_pay(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A line was enlarged until the lines of its source take more than the source has."""
    line = drawn((line for line in plan.budget_lines if line.source and not plan.modifications_of(line.id)), chance)
    source = next((s for s in plan.funding if line and s.id == line.source), None)
    if line is None or source is None:
        return None
    given = [
        money for other in plan.budget_lines if other.source == source.id and (money := other.amount(Stage.INITIAL))
    ]
    more = (source.amount - Money.total(given)).amount + chance.choice(_MORE)
    amounts = tuple((stage, _plus(money, more)) for stage, money in line.amounts)
    made = changed(plan, "budget_line", line, amounts=amounts, cutoffs=())
    return at(made, address("funding", source.id))


@faults("F020")
def transfer_that_gives_more_than_it_takes(plan: Snapshot, chance: random.Random) -> Injection | None:
    """One side of a transfer was mistyped, in its act and in its line."""
    change = drawn(plan.modifications, chance)
    if change is None:
        return None
    same = [m for m in plan.modifications if m.act == change.act]
    if len(same) < 2:
        return None
    more = chance.choice([more for more in _MORE if more < abs(change.amount.amount)])  # it still takes, or gives
    wrong = _plus(change.amount, more)
    return at(changed(plan, "modification", change, amount=wrong), *(address("budget_line", one.line) for one in same))


@faults("F021")
def balance_counted_as_income(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Money left over from last year stands among what comes in this year."""
    left = drawn((s for s in plan.funding if s.carried_over), chance)
    if left is not None and chance.random() < 0.6:
        return at(changed(plan, "funding", left, carried_over=False), address("funding", left.id))
    source = drawn((s for s in plan.funding if not s.carried_over and s.key is None), chance)
    if source is None:
        return None
    name = chance.choice(("Saldo de caja", "Saldos de caja de años anteriores", "SALDO DE CAJA 2024"))
    return at(changed(plan, "funding", source, name=name), address("funding", source.id))


@faults("F022")
def amount_of_a_project_unlike_its_years(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The amount of a project was updated, and that of its years was not; or a year's was."""
    project = drawn((p for p in plan.projects if len(p.amounts) > 1 and p.amount), chance)
    if project is None or project.amount is None:
        return None
    more = chance.choice(_MORE)
    if chance.random() < 0.5:
        made = changed(plan, "project", project, amount=_plus(project.amount, more))
    else:
        years = tuple(
            replace(year, amount=_plus(year.amount, more)) if year.amount == project.amount else year
            for year in project.amounts
        )
        made = changed(plan, "project", project, amounts=years)
    return at(made, address("project", project.id))


@faults("F023")
def objective_left_without_any_money(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Every line and project below an objective was given to another one."""
    goals = [
        (goal, _outputs_below(plan, goal.id))
        for goal in plan.elements
        if plan.role(goal) is Role.GOAL and plan.budget_lines
    ]
    served = {s.subject for line in plan.budget_lines for s in line.serves}
    paid = [(goal, below) for goal, below in goals if len(below) > 1 and served & set(below)]
    pair = drawn(paid, chance)
    if pair is None:
        return None
    goal, below = pair
    others = sorted(s for s in served if s.startswith("element/") and s not in below)
    if not others:
        return None
    return _emptied(plan, goal.id, set(below), chance.choice(others))


def _outputs_below(plan: Snapshot, goal: str) -> list[str]:
    return [
        address("element", e.id)
        for e in plan.elements
        if plan.role(e) is Role.OUTPUT and any(above.id == goal for above in plan.ancestors(e))
    ]


def _emptied(plan: Snapshot, goal: str, below: set[str], other: str) -> Injection:
    lines = tuple(
        replace(line, serves=tuple(replace(s, subject=other) if s.subject in below else s for s in line.serves))
        for line in plan.budget_lines
    )
    projects = tuple(replace(p, serves=(other,)) if below & set(p.serves) else p for p in plan.projects)
    own = address("element", goal)
    above = [address("element", one.id) for one in plan.ancestors(plan.element(goal))]  # type: ignore[arg-type]
    copied = [link.destination for place in (own, *above) for link in plan.links_from(place, LinkKind.REPEATS)]
    return at(replace(plan, budget_lines=lines, projects=projects), own, *above, *copied)


@faults("F024")
def old_debt_paid_with_the_money_of_a_goal(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A line that pays what was owed from earlier years counts as money of this year's output."""
    line = drawn((line for line in plan.budget_lines if line.serves), chance)
    if line is None:
        return None
    name = chance.choice(
        ("Pago de deuda de años anteriores", "Obligaciones de ejercicios anteriores", "DEUDA FLOTANTE")
    )
    return _line(plan, line, name=name)
