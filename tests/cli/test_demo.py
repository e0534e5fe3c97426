"""``ceiba demo``: an invented municipality that lives, three public plans beside it, made once and by verbs alone."""

import json
import socket
import stat
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from ceiba.audits.models import Answer, Finding
from ceiba.cli import demo, demo_money
from ceiba.cli.usage import Mistake
from ceiba.exchange import examples
from ceiba.exchange.language import translator
from ceiba.exchange.readers import plan_text
from ceiba.institutions import history
from ceiba.institutions.models import Assignment, Institution, Person
from ceiba.institutions.permissions import Role
from ceiba.intake.models import Proposal, State
from ceiba.kernel.budget_changes import reconciled
from ceiba.kernel.money import Money
from ceiba.kernel.reporting import ReportState
from ceiba.kernel.snapshot import Snapshot
from ceiba.monitoring import linking
from ceiba.publications import queries
from ceiba.snapshots import services as snapshots
from tests.cli.terminal import process
from tests.people import Office

say = translator("es")


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """Return an empty home."""
    for name, folder in (("HOME", ""), ("DOCUMENTS", "documents"), ("KEYS", "keys"), ("LOGS", "logs")):
        setattr(settings, name, tmp_path / folder)
        (tmp_path / folder).mkdir(mode=0o700, exist_ok=True)
    return tmp_path


@pytest.mark.slow
def test_the_demonstration_is_alive(db: None, home: Path) -> None:
    demo.demo(say)
    path = home / "demo.json"
    people = json.loads(path.read_text(encoding="utf-8"))["people"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(people) == Person.objects.count() == len(Role) + 1  # two heads of units

    here = Institution.objects.get(invented=True)
    assert {a.role for a in Assignment.objects.filter(institution=here)} == set(Role)
    assert Proposal.objects.get(institution=here, state=State.OPEN).document.name == demo.WAITING
    assert {answer.kind for answer in Answer.objects.filter(finding__institution=here)} == {"fix", "assign", "justify"}
    assert Finding.objects.of(here).present().filter(answer="").exists()
    wanted = plan_text.read(demo.INVENTED.file, examples.content(demo.INVENTED.file)).snapshot
    found = snapshots.current(here)
    for noun in ("elements", "indicators", "projects", "register_measures", "units"):
        assert len(tuple(getattr(found, noun))) == len(tuple(getattr(wanted, noun))) > 0, noun
    assert len(found.budget_lines) == len(wanted.budget_lines) + 1
    check_money(found)
    assert len(found.measurements) > len(wanted.measurements)
    assert len({report.cycle for report in found.reports}) == 2
    assert {report.state for report in found.reports} == set(ReportState)
    assert all("invent" in said.analysis for said in found.narratives)

    for institution in Institution.objects.all():
        state = history.walk(institution)
        assert (state.waiting, state.broken) == (0, None)
        assert state.length > 0
    check_published(here)
    signed = Client()
    assert signed.login(email=people[1]["email"], password=people[1]["password"])


def check_published(invented: Institution) -> None:
    """See that everybody may read something, that it is sound, and that nothing was measured for a real institution."""
    for here in Institution.objects.all():
        row = queries.last(here)
        assert row is not None
        assert not list(queries.faults(here))
        assert "Demostración" in row.title
        printed = {(figure.indicator, figure.period) for figure in snapshots.current(here).measurements}
        told = {(figure.indicator, figure.period) for figure in queries.face_of(row).measurements}
        assert told <= printed
        if here == invented:
            assert any(figure.validated_by for figure in queries.face_of(row).measurements)
        else:
            assert not any(figure.validated_by for figure in queries.face_of(row).measurements)
        assert Client().get(f"/publico/{here.slug}/").status_code == 200


def check_money(found: Snapshot) -> None:
    """See that money moved by an act which explains it, and that a loose line has a suggestion with its reason."""
    assert {change.act for change in found.modifications} == {demo_money.ACT}
    assert Money.total(change.amount for change in found.modifications).amount == 0
    moved = {change.line for change in found.modifications}
    explained = [check for x in found.budget_lines if x.id in moved for check in reconciled(x, found.modifications)]
    assert [check.difference.amount for check in explained] == [0, 0]
    page = linking.page_of("valle-alto", found)
    loose = next(line for line in page.loose_lines if line.name == demo_money.LOOSE[1])
    offer = page.row(loose).best
    assert offer is not None
    assert (offer.subject, "«camino»" in offer.reason) == ("element/P2", True)


@pytest.mark.slow
def test_the_public_plans_are_plain_facts(db: None, home: Path) -> None:
    demo.demo(say)
    real = Institution.objects.filter(invented=False)
    assert real.count() == len(demo.REAL)
    boss = Person.objects.get(email=demo.BOSS.email)
    for institution in real:
        assert tuple(snapshots.current(institution).elements)
        roles = {(a.person.email, a.role) for a in Assignment.objects.filter(institution=institution)}
        assert (boss.email, Role.ADMINISTRATOR) in roles
        assert {role for _email, role in roles} == {Role.ADMINISTRATOR, Role.PLANNER, Role.AUDITOR, Role.REVIEWER}


@pytest.mark.slow
def test_the_second_time_nothing_is_made(db: None, home: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    demo.demo(say)
    demo.tell(say)
    before = capfdbinary.readouterr().out
    people = Person.objects.count()
    demo.demo(say)
    demo.tell(say)
    after = capfdbinary.readouterr()
    assert Person.objects.count() == people
    assert after.out == before
    assert "La demostración ya está." in after.err.decode()


def test_an_institution_of_its_own_is_left_alone(office: Office, home: Path) -> None:
    with pytest.raises(Mistake, match="no se mezcla con ella"):
        demo.demo(say)
    assert not (home / "demo.json").exists()
    assert Institution.objects.count() == 2


@pytest.mark.slow
def test_a_demonstration_that_breaks_off_leaves_an_empty_home(
    db: None, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError("se rompió")

    monkeypatch.setattr(demo, "_answer", fail)
    with pytest.raises(OSError, match="se rompió"):
        demo.demo(say)
    assert not Person.objects.exists()
    assert not (home / "demo.json").exists()


@pytest.mark.slow
def test_the_command_by_itself(tmp_path: Path) -> None:
    outcome = process("demo", "--no-serve", CEIBA_HOME=str(tmp_path / "casa"))
    assert outcome.returncode == 0, outcome.stderr
    lines = outcome.stdout.splitlines()
    assert lines[0] == "Para entrar a la demostración (correo, clave, papel):"
    assert len(lines) == 1 + len(Role) + 1


@pytest.mark.slow
def test_nothing_is_made_where_it_could_not_be_served(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        outcome = process("demo", "--port", str(busy.getsockname()[1]), CEIBA_HOME=str(tmp_path / "casa"))
    assert outcome.returncode == 2
    assert "está ocupado" in outcome.stderr
    assert not (tmp_path / "casa" / "ceiba.sqlite3").exists()
