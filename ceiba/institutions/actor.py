"""Who acts: a person with the roles they hold today in one institution, or the system itself."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from django.utils import timezone

from ceiba.institutions.models import Assignment, Institution, Person, Unit
from ceiba.institutions.models_access import ApiToken
from ceiba.institutions.permissions import PERMISSIONS
from ceiba.institutions.scopes import allowed_by


@dataclass(frozen=True)
class Actor:
    """A person in an institution with their assignments of today; ``person`` None is the system, which may everything.

    ``above`` maps each unit to the unit that it hangs from, so that a role in a unit reaches the units below.
    ``granted`` are permissions that hold by something else than a role: an invitation that is being accepted.
    ``token`` is the API token by which a program acts for the person: its scopes narrow what the roles allow.
    """

    institution: Institution
    person: Person | None = None
    assignments: tuple[Assignment, ...] = ()
    above: Mapping[int, int | None] = field(default_factory=dict)
    granted: frozenset[str] = frozenset()
    token: ApiToken | None = None

    @classmethod
    def of(cls, person: Person, institution: Institution, token: ApiToken | None = None) -> Self:
        """Return a person as they stand in an institution today: two queries."""
        held = Assignment.objects.of(institution).holding(timezone.localdate()).filter(person=person)
        units = Unit.objects.filter(institution=institution).order_by().values_list("pk", "parent_id")
        return cls(institution, person, tuple(held), dict(units), token=token)

    @classmethod
    def system(cls, institution: Institution) -> Self:
        """Return the system, for what nobody in particular does: a schedule, a job of the installation."""
        return cls(institution)

    @property
    def somebody(self) -> Person:
        """Return the person, for what only a person can do; ``RuntimeError`` for the system."""
        if self.person is None:
            raise RuntimeError("the system is nobody")
        return self.person

    @property
    def belongs(self) -> bool:
        """Tell whether this is anybody in the institution."""
        return self.person is None or bool(self.assignments)

    def may(self, permission: str, unit: Unit | None = None) -> bool:
        """Tell whether the permission holds in a unit, or everywhere where no unit is given."""
        if self.person is None or permission in self.granted:
            return True
        return self._in_scope(permission) and self.holds(PERMISSIONS[permission], unit.pk if unit else None)

    def holds(self, roles: Collection[str], unit: int | None = None) -> bool:
        """Tell whether one of some roles is held in a unit (its primary key), or everywhere where none is given."""
        line = {None, *self._line(unit)}
        return self.person is None or any(a.unit_id in line for a in self.assignments if a.role in roles)

    def units_where(self, roles: Collection[str]) -> frozenset[int] | None:
        """Return the units in which one of some roles is held, with those below; None where it is held everywhere."""
        held = {assignment.unit_id for assignment in self.assignments if assignment.role in roles}
        if self.person is None or None in held:
            return None
        return frozenset(unit for unit in self.above if held & set(self._line(unit)))

    def may_somewhere(self, permission: str) -> bool:
        """Tell whether the permission holds in any unit: what decides if a page is shown."""
        if self.person is None or permission in self.granted:
            return True
        return self._in_scope(permission) and any(True for _assignment in self._holding(permission))

    def _in_scope(self, permission: str) -> bool:
        return self.token is None or permission in allowed_by(self.token.scopes)

    def _holding(self, permission: str) -> Iterable[Assignment]:
        roles = PERMISSIONS[permission]
        return (assignment for assignment in self.assignments if assignment.role in roles)

    def _line(self, unit: int | None) -> Iterable[int]:
        seen: set[int] = set()
        while unit is not None and unit not in seen:
            seen.add(unit)
            unit = self.above.get(unit)
        return seen
