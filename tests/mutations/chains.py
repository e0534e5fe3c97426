"""Which levels of a methodology a plan may run through, from its root to its leaf, as the methodology allows them."""

from collections.abc import Iterator, Sequence

from ceiba.kernel.methodology import Level, Methodology, PlanKind, Role

_RANK = {
    Role.AXIS: 0, Role.GOAL: 1, Role.UNIT_GOAL: 1, Role.LINE: 2, Role.OUTCOME: 3, Role.PROJECT: 3, Role.OUTPUT: 4,
    Role.ACTIVITY: 6,
}  # fmt: skip
_MOST = 6
_PREFERRED = 4  # parents stand in order of preference: offices rarely go further down the list
_ROOTS = (Role.AXIS, Role.GOAL, Role.UNIT_GOAL)


def chains(
    methodology: Methodology, kinds: Sequence[PlanKind], leaf: Role, through: Sequence[Role]
) -> tuple[tuple[Level, ...], ...]:
    """Return the chains of levels that every one of the kinds allows: root first, a level of the role ``leaf`` last.

    Each runs through these roles, and hangs every level where the methodology lets it hang.
    """
    usable = {
        level.key: level
        for level in methodology.levels
        if level.role in _RANK and all(not level.plan_kinds or kind.key in level.plan_kinds for kind in kinds)
    }
    found = [chain for level in usable.values() if level.role is leaf for chain in _up((level,), usable)]
    return tuple(chain for chain in found if {level.role for level in chain} >= set(through))


def _up(chain: tuple[Level, ...], usable: dict[str, Level]) -> Iterator[tuple[Level, ...]]:
    top = chain[0]
    above = [usable[rule.level] for rule in top.parents if rule.level in usable][:_PREFERRED]
    if top.role in _ROOTS and not any(rule.minimum for rule in top.parents) and not above:
        yield chain
    if len(chain) == _MOST:
        return
    for parent in above:
        lower = _RANK[parent.role] < _RANK[top.role] or parent.role is top.role is Role.AXIS
        if lower and parent not in chain:
            yield from _up((parent, *chain), usable)
