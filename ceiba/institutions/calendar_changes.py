"""What moves when an institution's days of rest change: each floor that counts days adds itself here, and none is asked
by name. Whoever changes a day of rest calls ``calendar_changed`` inside the verb that does it.
"""

from collections.abc import Callable
from datetime import date

from ceiba.institutions.actor import Actor

Follower = Callable[[Actor, date], None]
FOLLOWERS: list[Follower] = []


def follows_calendar(function: Follower) -> Follower:
    """Make a function one that is called with every day that became one of rest, or no longer is."""
    FOLLOWERS.append(function)
    return function


def calendar_changed(actor: Actor, day: date) -> None:
    """Tell whoever counts days that a day became one of rest, or no longer is; later years' too where it is yearly."""
    for follow in FOLLOWERS:
        follow(actor, day)
