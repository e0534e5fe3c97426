"""Publishing: only what was approved and validated goes out, it never changes, and every touched byte is found."""

import gzip
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from ceiba.exchange.publication import GENESIS, fingerprint, parse, verify, verify_chain
from ceiba.indicators.models import Indicator, Measurement
from ceiba.institutions.models import Entry, Revision
from ceiba.institutions.verbs import NotAllowed, Part, Refused
from ceiba.intake import acceptance
from ceiba.kernel.period import Period
from ceiba.kernel.states import Value
from ceiba.plans.models import Plan
from ceiba.publications import queries, services
from ceiba.publications.keys import KeyLost
from ceiba.publications.models import Publication, SigningKey
from tests.furnished import brought
from tests.people import Office
from tests.people import office as another

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNTIL = "2025-C3"


@pytest.fixture
def publisher(office: Office) -> Office:
    """Return an office with an approved plan, a validated figure and one that is not."""
    acceptance.accept(office.actor("planner"), brought(office, "valle-alto.txt"))
    Plan.objects.of(office.institution).update(state=Plan.State.IN_FORCE)
    return office


def measured(office: Office, value: int, validated_by: str | None, period: str = UNTIL) -> Indicator:
    indicator: Indicator = Indicator.objects.of(office.institution).order_by("pk")[0]
    Measurement.objects.update_or_create(
        institution=office.institution,
        key=f"{indicator.key}-{period}",
        defaults={
            "indicator": indicator,
            "period": Period.parse(period),
            "value": Value(Decimal(value)),
            "validated_by": validated_by,
        },
    )
    touched, _new = Revision.objects.get_or_create(institution=office.institution, part=Part.MEASUREMENTS)
    Revision.objects.filter(pk=touched.pk).update(number=F("number") + 1)
    return indicator


def publish(office: Office, **more: object) -> Publication:
    before = queries.last(office.institution)
    plans = [plan.key for plan in queries.publishable(office.institution)]
    told = {"plans": plans, "until": UNTIL, "seen": before.digest if before else ""}
    return services.publish(office.actor("reviewer"), **{**told, **more})


def test_what_is_published_is_the_file_its_face_and_its_place_in_the_chain(publisher: Office) -> None:
    measured(publisher, 7, str(publisher.people["reviewer"]))
    first = publish(publisher, title="Primer año")
    second = publish(publisher)
    files = [parse(queries.content_of(one)) for one in (first, second)]
    assert all(check.holds for checks in verify_chain(files) for check in checks)
    assert [one.header.previous for one in files] == [GENESIS, first.digest]
    assert files[0].header.title == "Primer año"
    face = queries.face_of(first)
    assert {plan.id for plan in face.plans} == set(first.plans)
    assert [figure.value for figure in face.measurements] == [Value(Decimal(7))]
    head = queries.head(publisher.institution)
    assert head == queries.Head(2, second.digest, fingerprint(SigningKey.objects.get().public))
    entry = Entry.objects.of(publisher.institution).filter(verb="publication.publish").latest("pk")
    assert entry.changes[0]["after"]["digest"] == second.digest or second.digest in str(entry.changes)


def test_no_name_of_a_person_and_no_draft_goes_out(publisher: Office) -> None:
    measured(publisher, 7, str(publisher.people["reviewer"]))
    measured(publisher, 987654, None, "2025-C2")
    content = queries.content_of(publish(publisher)).decode()
    for person in publisher.people.values():
        assert str(person) not in content
        assert person.email not in content
    assert "987654" not in content
    assert "Revisión" in content, "the office that validated stands in the place of the person"


def test_only_what_is_approved_may_go_out(publisher: Office) -> None:
    Plan.objects.of(publisher.institution).update(state=Plan.State.DRAFT)
    assert queries.publishable(publisher.institution) == []
    key = Plan.objects.of(publisher.institution)[0].key
    with pytest.raises(Refused, match="no lo está"):
        publish(publisher, plans=[key])
    with pytest.raises(Refused, match="al menos un plan"):
        publish(publisher, plans=[])


@pytest.mark.parametrize("who", ["planner", "clerk", "auditor", "administrator", "finance", "unit_head"])
def test_only_whom_the_table_names_publishes(publisher: Office, who: str) -> None:
    plans = [plan.key for plan in queries.publishable(publisher.institution)]
    with pytest.raises(NotAllowed):
        services.publish(publisher.actor(who), plans=plans, until=UNTIL)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until": "2095"}, "no ha terminado"),
        ({"until": "ayer"}, "No se entiende"),
        ({"corrects": 1, "reason": " "}, "lleva su razón"),
        ({"corrects": 9, "reason": "Estaba mal"}, "No hay publicación 9"),
        ({"seen": "0" * 64}, "Alguien publicó"),
    ],
)
def test_what_cannot_be_published_is_refused_in_words(publisher: Office, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        publish(publisher, **wrong)
    assert not Publication.objects.exists()


def test_a_period_counts_once_its_last_month_is_over(publisher: Office) -> None:
    this = Period(timezone.localdate().year * 12 + timezone.localdate().month - 1, 1)
    with pytest.raises(Refused, match="no ha terminado"):
        publish(publisher, until=this.notation())
    assert publish(publisher, until=this.previous().notation()).number == 1


def test_a_correction_is_another_publication_and_the_first_stays(publisher: Office) -> None:
    measured(publisher, 7, str(publisher.people["reviewer"]))
    first = publish(publisher)
    kept = queries.content_of(first)
    measured(publisher, 8, str(publisher.people["reviewer"]))
    second = publish(publisher, corrects=1, reason="El acta decía ocho")
    assert queries.content_of(first) == kept
    assert parse(queries.content_of(second)).header.corrects == "1"
    assert [one.value for one in queries.face_of(first).measurements] == [Value(Decimal(7))]
    assert [one.value for one in queries.face_of(second).measurements] == [Value(Decimal(8))]


def test_every_touched_column_and_byte_is_found(publisher: Office) -> None:
    first, second = publish(publisher, title="Uno"), publish(publisher)
    assert list(queries.faults(publisher.institution)) == []
    rows = Publication.objects.filter(pk=first.pk)
    content, face = bytes(first.content), bytes(first.face)
    for place in range(0, len(content), max(1, len(content) // 25)):
        rows.update(content=content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert {fault.number for fault in queries.faults(publisher.institution)} >= {1}, place
    rows.update(content=content)
    other = gzip.compress(gzip.decompress(face).replace(b"Valle", b"Monte"), mtime=0)
    for column, value in {
        "title": "Otro",
        "digest": "0" * 64,
        "previous": "1" * 64,
        "face": other,
        "reason": "x",
    }.items():
        kept = getattr(first, column)
        rows.update(**{column: value})
        assert list(queries.faults(publisher.institution)), column
        rows.update(**{column: kept})
    assert list(queries.faults(publisher.institution)) == []
    rows.delete()
    assert {fault.number for fault in queries.faults(publisher.institution)} == {first.number}
    Publication.objects.filter(pk=second.pk).delete()
    assert [fault.number for fault in queries.faults(publisher.institution)] == [1, 2]


def test_a_chain_written_anew_with_another_key_is_found(publisher: Office) -> None:
    publish(publisher)
    SigningKey.objects.update(public="0" * 64)
    assert "llave" in str([fault.what for fault in queries.faults(publisher.institution)])


def test_a_lost_key_stops_and_is_not_replaced(publisher: Office) -> None:
    publish(publisher)
    path = Path(settings.KEYS) / f"sign-{SigningKey.objects.get().public[:16]}"
    kept = path.read_text()
    assert path.stat().st_mode & 0o077 == 0, "only the installation reads it"
    path.unlink()
    with pytest.raises(KeyLost, match="copia de respaldo"):
        publish(publisher)
    path.write_text("00" * 32)
    with pytest.raises(KeyLost, match="no es la de la institución"):
        publish(publisher)
    path.write_text(kept)
    assert publish(publisher).number == 2


def test_a_new_key_is_announced_by_the_old_one(publisher: Office) -> None:
    boss = publisher.actor("administrator")
    with pytest.raises(Refused, match="Todavía no se ha publicado nada"):
        services.change_key(boss)
    publish(publisher)
    new = services.change_key(boss)
    with pytest.raises(Refused, match="Ya hay una llave nueva"):
        services.change_key(boss)
    second, third = publish(publisher), publish(publisher)
    files = [parse(queries.content_of(one)) for one in (second, third)]
    assert files[0].header.next_key == files[1].header.key == new.public
    assert all(check.holds for check in verify(files[1], previous=files[0]))
    assert list(queries.faults(publisher.institution)) == []


def test_another_institution_has_its_own_chain_and_key(publisher: Office) -> None:
    publish(publisher)
    other = another("monte-bajo", "Municipalidad de Monte Bajo")
    assert queries.publications(other.institution) == []
    assert queries.head(other.institution) is None
