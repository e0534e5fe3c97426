"""Published tables under attack: through the real verbs, over several releases, with everything the public may read."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from ceiba.kernel import register_layout
from ceiba.kernel.register_disclosure import RegisterSurvey
from ceiba.kernel.suppression import ReleasedCell, SuppressionReason, TableRelease
from ceiba.registers import services_release
from ceiba.registers.models import Register
from ceiba.registers.services_registers import revise_register
from tests.people import Office
from tests.registers.books import adopted, edited, moved, procedure, records
from tests.registers.public_attack import Attack
from tests.registers.releases import published

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
THRESHOLD = 5
UNITS = ("aguas", "planificacion", "despacho")


def narrowed(office: Office, register: Register) -> None:
    """Adopt an edition that publishes only what the attacker reckons by hand: counts, and a ratio of them."""
    from ceiba.methodologies.registers import shipped_document

    content = shipped_document(register.key).decode()
    head, _mark, rest = content.partition("  measures: [ingresados, resueltos")
    assert rest
    document = f"{head}  measures: [ingresados, resueltos]{rest[rest.index(']') + 1 :]}"
    revise_register(office.actor("planner"), register, document=document.replace('edition: "1"', 'edition: "1.1"', 1))


def write(office: Office, register: Register, dice: random.Random, number: int) -> None:
    """Write procedures of 2025 by the verbs: many inside, few from outside, some settled."""
    for _at in range(number):
        day = date(2025, 1, 6) + timedelta(days=dice.randrange(340))
        outside = dice.random() < 0.12
        fields = {"procedencia": "externo", "solicitante": "Ana Inventada"} if outside else {}
        unit = dice.choices(UNITS, (12, 5, 1))[0]
        row = procedure(office, register, "planner", unidad=unit, at=f"{day} 08:00", **fields)
        if unit == "aguas" and dice.random() < 0.7:
            later = day + timedelta(days=dice.randrange(1, 20))
            moved(office.actor("unit_head"), row, "archivar", f"{later} 10:00", reason="Se archiva")


def edit_some(office: Office, register: Register, dice: random.Random, number: int) -> None:
    """Correct the entry day or the unit of some procedures that were published already."""
    from ceiba.registers.models import RegisterRow

    rows = list(RegisterRow.objects.filter(register=register, withdrawn=False).order_by("pk"))
    for row in dice.sample(rows, number):
        edited(office.actor("planner"), row, unidad=dice.choice(UNITS))


def attacked(office: Office, releases: int, seed: int) -> Attack:
    """Publish several releases with rows added and edited between them, and read all that is public of each."""
    register, dice, attack = adopted(office, unit=None), random.Random(seed), Attack()
    narrowed(office, register)
    register.refresh_from_db()
    write(office, register, dice, 90)
    for number in range(1, releases + 1):
        published(office, register)
        address = f"/publico/{office.slug}/registros/{register.key}/{number}/"
        attack.read(office.client("nobody"), address, records(register))
        write(office, register, dice, dice.choice((1, 2, 4, 9)))
        edit_some(office, register, dice, 2)
    return attack


@pytest.mark.parametrize("seed", [1, 2])
def test_differencing_attack_on_published_tables_finds_no_small_cell(office: Office, seed: int) -> None:
    attack = attacked(office, 4, seed)
    assert attack.figures > 20
    assert len(attack.small(THRESHOLD)) > 10
    assert attack.derived(THRESHOLD) == []


def only_small_ones(basis: str, found: RegisterSurvey, history: Sequence[TableRelease] = ()) -> TableRelease:
    """Protect as a careless office would: small cells are withheld, and nothing that protects them."""
    edition, rule = register_layout.edition_of(basis, found), found.scope.rule
    cells = []
    for (layout, codes), keys in sorted(edition.members().items()):
        count = sum(edition.counts[key] for key in keys)
        small = rule.small(count)
        cells.append(ReleasedCell(layout, codes, None if small else count, SuppressionReason.SMALL if small else None))
    return TableRelease(edition, tuple(cells))


def each_by_itself(basis: str, found: RegisterSurvey, history: Sequence[TableRelease] = ()) -> TableRelease:
    """Protect as an office that forgets what it published before."""
    return register_layout.protected(basis, found)


@pytest.mark.parametrize("broken", [only_small_ones, each_by_itself])
def test_the_attack_succeeds_where_suppression_is_broken(
    office: Office, monkeypatch: pytest.MonkeyPatch, broken: Any
) -> None:
    monkeypatch.setattr(services_release, "protected", broken)
    assert attacked(office, 3, 1).derived(THRESHOLD) != []
