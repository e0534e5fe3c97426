"""Faults in money: sums that do not add up, shares beyond the law, rows without a code, lines that serve nothing."""

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ceiba.kernel.budget import FundingSource, Stage, StatedTotal
from ceiba.kernel.element_money import lines_for
from ceiba.kernel.methodology import FundingRule, Role
from ceiba.kernel.money import Money
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from tests.mutations.fault import Injection, Register, at, changed, drawn, swapped

faults = Register()
_CENTS = [Decimal(cents) for cents in ("0.01", "-0.01", "0.10", "9", "-90", "1000", "-10000")]


def _off(money: Money, step: Decimal) -> Money:
    return Money(money.amount + step, money.currency)


def _source(plan: Snapshot, source: FundingSource, **fields: object) -> Injection:
    return at(changed(plan, "funding", source, **fields), address("funding", source.id))


def _total(plan: Snapshot, total: StatedTotal, **fields: object) -> Injection:
    return at(changed(plan, "total", total, **fields), address("total", total.id))


@faults("F001")
def total_above_the_last_rows(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A row was added below the total, which does not count it."""
    total = drawn((t for t in plan.totals if len(t.addends) > 1), chance)
    if total is None:
        return None
    above = total.addends[: -chance.randint(1, len(total.addends) - 1)]
    return _total(plan, total, addends=above, stated=Money.total(above, total.stated.currency))


@faults("F002")
def total_mistyped(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A total is off by a cent, by a digit or by ten thousand."""
    total = drawn(plan.totals, chance)
    if total is None:
        return None
    return _total(plan, total, stated=_off(total.stated, chance.choice(_CENTS)))


@faults("F002")
def total_without_one_of_its_rows(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The sum in the spreadsheet begins one row too low."""
    total = drawn((t for t in plan.totals if len(t.addends) > 1), chance)
    if total is None:
        return None
    left = chance.choice([money for money in total.addends if money.amount])
    return _total(plan, total, stated=total.stated - left)


@faults("F002")
def row_changed_under_its_total(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An amount was corrected in its row, and the total was not."""
    total = drawn(plan.totals, chance)
    if total is None:
        return None
    place = chance.randrange(len(total.addends))
    rows = list(total.addends)
    rows[place] = _off(rows[place], chance.choice(_CENTS))
    return _total(plan, total, addends=tuple(rows), all_addends=tuple(rows))


@faults("F003")
def output_without_its_money(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The line and the project of an output were given to another thing of the plan."""
    served = sorted({s.subject for line in plan.budget_lines for s in line.serves if s.subject.startswith("element/")})
    subject = drawn((s for s in served if (e := plan.element(s[8:])) and plan.role(e) is Role.OUTPUT), chance)
    others = [s for s in served if s != subject]
    if subject is None or not others:
        return None
    other, made = chance.choice(others), plan
    for line in plan.budget_lines_for(subject):
        serves = tuple(replace(s, subject=other) if s.subject == subject else s for s in line.serves)
        made = changed(made, "budget_line", line, serves=serves)
    for project in plan.projects:
        if subject in project.serves:
            made = changed(made, "project", project, serves=(other,))
    element = made.element(subject.partition("/")[2])
    if element is None or next(lines_for(made, element), None) is not None:  # money reaches it another way
        return None
    repeated = [link.destination for link in plan.links_from(subject)]
    return at(made, subject, *repeated)


@faults("F004")
def printed_share_changed(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The printed percentage of a source was kept or rounded, and its amounts are others."""
    stated = [s for s in plan.funding if s.stated_operating_percent is not None and s.operating is not None]
    source = drawn(stated, chance)
    if source is None or source.stated_operating_percent is None:
        return None
    step = chance.choice([Decimal(step) for step in ("0.01", "-0.01", "0.1", "1", "-2", "10")])
    share = source.stated_operating_percent + step
    return _source(plan, source, stated_operating_percent=share)


def _split(plan: Snapshot) -> list[FundingSource]:
    return [s for s in plan.funding if s.investment is not None and s.operating is not None]


@faults("F005")
def split_off_by_a_little(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Investment and operation no longer add up to the source: a cent, a digit, a thousand."""
    source = drawn(_split(plan), chance)
    if source is None or source.operating is None:
        return None
    return _source(plan, source, operating=_off(source.operating, chance.choice(_CENTS)))


def _legal(plan: Snapshot, sources: Sequence[FundingSource]) -> list[tuple[FundingSource, FundingRule]]:
    pairs = [(s, plan.methodology.funding_rule(s.key)) for s in sources]
    return [(s, rule) for s, rule in pairs if rule is not None]


@faults("F006")
def investment_below_the_legal_least(plan: Snapshot, chance: random.Random) -> Injection | None:
    """Money was moved from investment to operation until the source breaks its law, by a cent or by a lot."""
    pairs = [(s, r) for s, r in _legal(plan, _split(plan)) if r.minimum_investment is not None]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    source, rule = pair
    assert rule.minimum_investment is not None
    least = source.amount.amount * rule.minimum_investment / 100
    below = least - chance.choice((Decimal("0.01"), Decimal("0.01"), Decimal(1), least / 10))
    investment = Money(below.quantize(Decimal("0.01")), source.amount.currency)
    if investment.amount >= least:
        return None
    fields = {"stated_investment_percent": None, "stated_operating_percent": None}
    return _source(plan, source, investment=investment, operating=source.amount - investment, **fields)


@faults("F007")
def operation_above_the_legal_most(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A source that prints its operation alone spends more on it than the law allows."""
    pairs = [(s, r) for s, r in _legal(plan, plan.funding) if s.investment is None and r.maximum_operating is not None]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    source, rule = pair
    assert rule.maximum_operating is not None
    most = source.amount.amount * rule.maximum_operating / 100
    above = most + chance.choice((Decimal("0.01"), Decimal(1), source.amount.amount / 20))
    operating = Money(above.quantize(Decimal("0.01")), source.amount.currency)
    return _source(plan, source, operating=operating, stated_operating_percent=None)


@faults("F008")
def code_of_a_project_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The national code of a project came without its cell."""
    project = drawn(plan.projects, chance)
    if project is None:
        return None
    made = changed(plan, "project", project, code=chance.choice((None, "")))
    return at(made, address("project", project.id))


@faults("F009")
def amount_of_a_project_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A project stands in the list without its money."""
    project = drawn(plan.projects, chance)
    if project is None:
        return None
    return at(changed(plan, "project", project, amount=None, amounts=()), address("project", project.id))


@faults("F010")
def code_of_the_project_above(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The code of a project was copied down from another row."""
    if len(plan.projects) < 2:
        return None
    one, other = chance.sample(plan.projects, 2)
    made = changed(plan, "project", other, code=one.code)
    return at(made, address("project", one.id), address("project", other.id))


@faults("F011")
def line_that_serves_nothing(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A line was added to the budget and linked to nothing, or lost its link."""
    line = drawn(plan.budget_lines, chance)
    if line is None:
        return None
    if chance.random() < 0.5:
        return at(changed(plan, "budget_line", line, serves=()), address("budget_line", line.id))
    new = replace(line, id=f"{line.id}-bis", name="Alimentos para personas", serves=())
    return at(swapped(plan, "budget_line", line.id, line, new), address("budget_line", new.id))


@faults("F012")
def row_in_another_currency(plan: Snapshot, chance: random.Random) -> Injection | None:
    """One amount of a sum is in another currency."""
    other = chance.choice(("EUR", "XDR"))
    total, source = drawn(plan.totals, chance), drawn(_split(plan), chance)
    if total is not None and (source is None or chance.random() < 0.5):
        rows = list(total.addends)
        place = chance.randrange(len(rows))
        rows[place] = Money(rows[place].amount, other)
        return _total(plan, total, addends=tuple(rows), all_addends=tuple(rows))
    if source is None or source.operating is None:
        return None
    return _source(plan, source, operating=Money(source.operating.amount, other))


@faults("F013")
def act_recorded_with_a_wrong_amount(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The amount of an act was mistyped: what it moved is not what the line has now."""
    change = drawn(plan.modifications, chance)
    if change is None:
        return None
    made = changed(plan, "modification", change, amount=_off(change.amount, chance.choice(_CENTS)))
    return at(made, address("budget_line", change.line))


@faults("F013")
def current_money_changed_without_an_act(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The current money of a line was changed, and no act on record says why."""
    line = drawn((line for line in plan.budget_lines if plan.modifications_of(line.id)), chance)
    if line is None:
        return None
    step = chance.choice(_CENTS)
    amounts = tuple((stage, _off(money, step) if stage is Stage.CURRENT else money) for stage, money in line.amounts)
    last = line.cutoffs[-1]
    told = tuple((stage, _off(money, step) if stage is Stage.CURRENT else money) for stage, money in last.amounts)
    cutoffs = (*line.cutoffs[:-1], replace(last, amounts=told))
    made = changed(plan, "budget_line", line, amounts=amounts, cutoffs=cutoffs)
    return at(made, address("budget_line", line.id))
