"""The states through which a row of a sheet went: those that it dates, and those between them.

A book seldom dates every step. A state between two that are dated is taken to have been entered at the moment of the
later one, by the shortest way that the type knows: so a step that nobody dated has no length.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime

from ceiba.kernel.register_record import StateChange
from ceiba.kernel.register_text import UnreadableValue
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.text import _

_UNDATED = _("no dice cuándo entró en ese estado; llene la columna de su fecha, o diga que fue al empezar.")


def history_of(
    register: RegisterType,
    state: str,
    entered: Mapping[str, datetime],
    begun: datetime | None,
    before: tuple[StateChange, ...] = (),
    *,
    at_once: bool = False,
) -> tuple[StateChange, ...]:
    """Return the entries into states of a row that ends in ``state``; none where nothing tells when it began.

    ``begun`` is when the row began where it does not say it, ``before`` what is known of it already. With ``at_once`` a
    state that nobody dated was entered when the one before it was. ``UnreadableValue`` where no way leads there, or
    nobody dates it.
    """
    made = list(before)
    if not made:
        first = entered.get(register.initial) or begun
        if first is None and state == register.initial:
            return ()
        if first is None:
            raise UnreadableValue(_UNDATED)
        made = [StateChange(register.initial, first)]
    dated = [change for change in _in_order(register, entered) if change.at > made[-1].at or not _stands(made, change)]
    for change in dated:
        if not _stands(made, change):
            made += _between(register, made[-1].state, change)
    if made[-1].state != state:
        if not at_once:
            raise UnreadableValue(_UNDATED)
        made += _between(register, made[-1].state, StateChange(state, made[-1].at))
    return tuple(made)


def _in_order(register: RegisterType, entered: Mapping[str, datetime]) -> list[StateChange]:
    places = {key: place for place, key in enumerate(register.state_by_key)}
    ordered = sorted(entered.items(), key=lambda item: (item[1], places[item[0]]))
    return [StateChange(key, at) for key, at in ordered]


def _stands(made: list[StateChange], change: StateChange) -> bool:
    return any(known.state == change.state and known.at == change.at for known in made)


def _between(register: RegisterType, origin: str, change: StateChange) -> Iterator[StateChange]:
    way = shortest_way(register, origin, change.state)
    if not way:
        message = _("de «%(origin)s» no se pasa a «%(state)s»; revise las fechas de los estados.")
        labels = {key: state.label for key, state in register.state_by_key.items()}
        raise UnreadableValue(message, {"origin": labels[origin], "state": labels[change.state]})
    for state in way:
        yield StateChange(state, change.at)


def shortest_way(register: RegisterType, origin: str, destination: str) -> tuple[str, ...]:
    """Return the states after ``origin`` by the fewest steps, ``destination`` last; empty where no way leads there."""
    ways: deque[tuple[str, ...]] = deque([(origin,)])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for move in register.moves(way[-1]):
            if move.destination == destination:
                return (*way[1:], destination)
            if move.destination not in seen:
                seen.add(move.destination)
                ways.append((*way, move.destination))
    return ()
