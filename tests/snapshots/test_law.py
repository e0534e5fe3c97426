"""The law of both roads: what was accepted comes back the same, field by field and digit by digit."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ceiba.exchange import examples
from ceiba.exchange.reader import read
from ceiba.exchange.stored import dump_snapshot, load_snapshot
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Refused
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import load
from ceiba.snapshots.services import current
from tests.cast import METHODOLOGY, valle_alto, with_elements
from tests.exchange.plan_strategies import snapshots
from tests.people import Office
from tests.snapshots.adopting import adopt_all

# The rules are decided by their own verb: no document that comes in changes how they are used.
ELSEWHERE = ("methodology", "institution", "rule_settings")


def same(back: Snapshot, given: Snapshot) -> None:
    """Compare what was read back with what was given; ``repr`` tells 25.20 from 25.2, which ``==`` does not."""
    wanted = replace(
        given,
        units=tuple(replace(u, code=u.code or None, process=u.process or None) for u in given.units),
        sources=tuple(replace(source, accepted_by=None) for source in given.sources),
    )
    found = replace(back, sources=tuple(replace(source, accepted_by=None) for source in back.sources))
    for field in fields(Snapshot):
        if field.name not in ELSEWHERE:
            assert list(map(repr, getattr(found, field.name))) == list(map(repr, getattr(wanted, field.name)))


@pytest.fixture
def here(db: None) -> Institution:
    """Return an institution with nothing in it."""
    return Institution.objects.create(slug="x", name="X", kind="other", methodology=METHODOLOGY)


@pytest.mark.parametrize("name", examples.names())
def test_an_example_comes_back_the_same(here: Institution, name: str) -> None:
    given = read(name, examples.content(name)).snapshot
    adopt_all(Actor.system(here), given)
    same(current(here), given)


@pytest.mark.parametrize("place", range(4))
def test_a_founding_document_comes_back_the_same(here: Institution, shared: Path, place: int) -> None:
    path = sorted((shared / "seeds").glob("*.txt"))[place]
    given = read(path.name, path.read_bytes()).snapshot
    adopt_all(Actor.system(here), given)
    same(current(here), given)


def storable(given: Snapshot) -> Snapshot:
    """Return a snapshot without what is refused: the character that PostgreSQL keeps in no text, endless unit codes.

    The trail of reporting and pictures are left out too: no document brings them, only the verbs of reporting and of
    projects write them (``tests/indicators/test_trail.py`` and ``tests/projects/test_photos.py`` hold them to it).
    """
    text = json.dumps(dump_snapshot(given)).replace("\\u0000", "\\u2400")
    plain = load_snapshot(json.loads(text), given.methodology)
    plain = replace(plain, cycles=(), reports=(), narratives=(), evidence=(), restatements=(), photos=())
    return replace(plain, units=tuple(replace(u, code=_short(u.code), process=_short(u.process)) for u in plain.units))


def _short(text: str | None) -> str | None:
    """Return what fits into the columns of a unit, which hold a code and a key."""
    return text[:60] if text else text


@pytest.mark.slow
@settings(
    max_examples=40,
    phases=[phase for phase in Phase if phase is not Phase.explain],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_any_snapshot_comes_back_the_same(db: None, data: st.DataObject) -> None:
    given = storable(data.draw(snapshots(load(METHODOLOGY))))
    with transaction.atomic():
        here = Institution.objects.create(slug="x", name="X", kind="other", methodology=METHODOLOGY)
        actor = Actor.system(here)
        for _again in range(2):
            adopt_all(actor, given)
            same(current(here), given)
        transaction.set_rollback(True)


def test_a_null_character_is_refused_in_words(here: Institution) -> None:
    given = with_elements('- {level: objetivo, text: "uno\\0dos"}')
    with pytest.raises(Refused, match="uno␀dos"):
        adopt_all(Actor.system(here), given)
    assert current(here).plans == ()


def test_the_institution_is_that_of_the_table(office: Office) -> None:
    adopt_all(office.actor(), valle_alto())
    here = current(office.institution)
    assert (here.institution.name, here.institution.country) == ("Municipalidad de Valle Alto", "GT")
    assert here.methodology is load(METHODOLOGY)
