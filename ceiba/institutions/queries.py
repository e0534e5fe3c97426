"""What can be asked of an institution: its units as a tree, its people with their roles, its invitations."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from ceiba.institutions.models import Assignment, Entry, Institution, Invitation, Person, Revision, Unit

# The verbs that tell the history of every figure they write, as «measurement/key», and change nothing else of figures.
BY_FIGURE = frozenset({"measurement.save", "report.submit"})
_FIGURE = "measurement/"


def plans_begun(institution: Institution) -> bool:
    """Tell whether anything was ever planned here: then the methodology stays."""
    return Revision.objects.filter(institution=institution, part="plan", number__gt=0).exists()


def last_changed(institution: Institution) -> datetime:
    """Return when anybody last changed something of the institution; when it was made, where nobody did."""
    last = Entry.objects.of(institution).values_list("at", flat=True).first()
    return last or institution.created


def figures_changed(institution: Institution, after: int, until: int) -> set[str] | None:
    """Return the keys of the figures written after one revision of the measurements and up to another.

    None where the history does not tell of every figure: something else than figures in cells changed in between.
    """
    rows = Entry.objects.filter(institution=institution, figures__gt=after, figures__lte=until)
    told = list(rows.values_list("verb", "changes"))
    if len(told) != until - after or any(verb not in BY_FIGURE for verb, _changes in told):
        return None
    subjects = (change["subject"] for _verb, changes in told for change in changes)
    return {subject.removeprefix(_FIGURE) for subject in subjects if subject.startswith(_FIGURE)}


def units_below(institution: Institution, unit: Unit) -> set[int]:
    """Return the units that depend on one, at any distance."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.of(institution).order_by().values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = [unit.pk]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


@dataclass
class UnitRow:
    """A unit in the tree: how deep it hangs, what hangs from it, whether it has ended, who has a role in it."""

    unit: Unit
    depth: int = 0
    ended: bool = False
    below: list["UnitRow"] = field(default_factory=list)
    people: int = 0


def unit_rows(institution: Institution) -> list[UnitRow]:
    """Return every unit in the order of the tree, each followed by what hangs from it. One query."""
    today = timezone.localdate()
    rows = {
        unit.pk: UnitRow(unit, ended=unit.ends is not None and unit.ends < today)
        for unit in Unit.objects.of(institution)
    }
    roots: list[UnitRow] = []
    for row in rows.values():
        above = rows.get(row.unit.parent_id)
        (above.below if above else roots).append(row)
    ordered: list[UnitRow] = []
    waiting = [(row, 0) for row in reversed(roots)]
    while waiting:
        row, row.depth = waiting.pop()
        ordered.append(row)
        waiting += [(one, row.depth + 1) for one in reversed(row.below)]
    return ordered


def unit_tree(institution: Institution) -> list[UnitRow]:
    """Return the units that hang from none, with the rest below them and how many people have a role in each."""
    rows = unit_rows(institution)
    in_unit: dict[int | None, set[int]] = {}
    held = Assignment.objects.of(institution).holding(timezone.localdate()).order_by()
    for unit, person in held.values_list("unit_id", "person_id"):
        in_unit.setdefault(unit, set()).add(person)
    for row in rows:
        row.people = len(in_unit.get(row.unit.pk, ()))
    return [row for row in rows if row.depth == 0]


@dataclass(frozen=True)
class PersonRow:
    """Somebody of the institution with their roles of today and of later; those who left have none."""

    person: Person
    roles: tuple[Assignment, ...] = ()


def people_of(institution: Institution, words: str = "") -> list[PersonRow]:
    """Return everybody who has or had a role here, by name, those who left last; ``words`` of a name or address."""
    roles: dict[int, list[Assignment]] = {}
    lasting = Assignment.objects.of(institution).lasting(timezone.localdate())
    for one in lasting.select_related("unit", "delegated_by"):
        roles.setdefault(one.person_id, []).append(one)
    ever = Assignment.objects.of(institution).order_by().values("person")
    found = Person.objects.filter(pk__in=ever).order_by("name", "email")
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    rows = [PersonRow(person, tuple(roles.get(person.pk, ()))) for person in found]
    return sorted(rows, key=lambda row: not row.roles)


def roles_of(institution: Institution, person: Person) -> list[Assignment]:
    """Return every role that somebody has or had here, the newest first."""
    found = Assignment.objects.of(institution).filter(person=person)
    return list(found.select_related("unit", "delegated_by").order_by("-begins", "-pk"))


def passed_on_by(institution: Institution, person: Person) -> list[Assignment]:
    """Return the delegations of somebody that go on or begin later."""
    found = Assignment.objects.of(institution).lasting(timezone.localdate()).filter(delegated_by=person)
    return list(found.select_related("unit", "person"))


def roles_in(unit: Unit) -> list[Assignment]:
    """Return the roles of today and of later in a unit itself."""
    found = Assignment.objects.filter(unit=unit).lasting(timezone.localdate())
    return list(found.select_related("person"))


def invitations_of(institution: Institution) -> list[Invitation]:
    """Return the invitations that nobody accepted or withdrew, the newest first, also those past their time."""
    return list(Invitation.objects.of(institution).waiting().select_related("unit", "invited_by").order_by("-pk"))


def was_somebody(institution: Institution, person: Person) -> bool:
    """Tell whether somebody ever had a role here."""
    return Assignment.objects.of(institution).filter(person=person).exists()
