"""The pages of the review: the list, one finding, and the answers that people give there."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from ceiba.audits import services
from ceiba.audits.models import Answer, Finding
from ceiba.kernel.finding import Dimension, Severity
from ceiba.rules.engine import audit
from tests.audits.showing import Showing
from tests.audits.test_refresh import edited
from tests.cast import valle_alto
from tests.people import Office
from tests.queries import pinned

TOLD = audit(valle_alto()).findings
REASON = "El concejo lo decidió así en el acta 12."


def listed(shown: Showing, who: str = "planner", **asked: str) -> str:
    """Return what somebody reads on the list."""
    response = shown.office.client(who).get(reverse("findings", args=[shown.office.slug]), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def numbers(text: str) -> list[int]:
    """Return the findings that a list links to, in their order."""
    return [int(number) for number in re.findall(r'/revision/(\d+)/"', text)]


def of(shown: Showing, rule: str) -> Finding:
    """Return the first finding of a rule, after the rules were asked."""
    services.current(shown.office.institution)
    return Finding.objects.filter(rule=rule).first()


def address(office: Office, row: Finding) -> str:
    """Return the page of a finding."""
    return reverse("finding", args=[office.slug, row.pk])


def test_the_list_tells_how_often_each_rule_was_asked(shown: Showing) -> None:
    text = listed(shown)
    assert len(numbers(text)) == len(TOLD) > 20
    run = services.current(shown.office.institution)
    asked, passed = run.asked["L001"]
    assert f"{passed} de {asked} en orden" in text


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"gravedad": "error"}, sum(f.severity is Severity.ERROR for f in TOLD)),
        ({"gravedad": "nada"}, len(TOLD)),
        ({"dimension": "funding"}, sum(f.dimension is Dimension.FUNDING for f in TOLD)),
        ({"regla": "L001"}, sum(f.rule == "L001" for f in TOLD)),
        ({"estado": "respondidos"}, 0),
        ({"estado": "sin-respuesta"}, len(TOLD)),
        ({"q": "total renglones"}, 1),
        ({"unidad": "no-hay"}, 0),
        ({"regla": "\0", "unidad": "\0x"}, 0),
    ],
)
def test_the_list_is_filtered(shown: Showing, asked: dict[str, str], count: int) -> None:
    assert len(numbers(listed(shown, **asked))) == count


def test_a_finding_shows_its_sum_its_reason_and_its_words(shown: Showing) -> None:
    row = of(shown, "F001")
    text = shown.office.client("auditor").get(address(shown.office, row)).content.decode()
    for words in ("9,851,050.00", "10,366,050.00", "+515,000.00", "línea 225", "Qué hacer:"):
        assert words in text
    assert reverse("help_rule", args=["F001"]) in text
    assert 'value="justify"' not in text


def test_a_finding_of_a_norm_says_how_well_the_norm_is_known(shown: Showing) -> None:
    text = shown.office.client().get(address(shown.office, of(shown, "F006"))).content.decode()
    assert "Norma:" in text
    assert any(words in text for words in ("leída en la norma", "sin verificar", "de uso común"))


def test_an_answer_is_given_on_the_page_and_shown(shown: Showing) -> None:
    row, client = of(shown, "F001"), shown.office.client()
    given = client.post(address(shown.office, row), {"answer": "justify", "justify-reason": REASON})
    assert given.status_code == 302
    text = client.get(given.headers["Location"]).content.decode()
    assert REASON in text
    assert "Justificado" in text
    assert "Persona planner" in text


def test_a_short_reason_comes_back_with_what_was_typed(shown: Showing) -> None:
    row = of(shown, "F001")
    response = shown.office.client().post(address(shown.office, row), {"answer": "justify", "justify-reason": "sí"})
    assert response.status_code == 422
    assert ">sí</textarea>" in response.content.decode().replace("\n", "")
    assert not Answer.objects.exists()


def test_a_finding_is_given_to_somebody_of_the_institution_until_a_day(shown: Showing) -> None:
    row, client = of(shown, "F001"), shown.office.client()
    stranger = shown.office.people["outsider"]
    today = timezone.localdate().isoformat()
    refused = client.post(address(shown.office, row), {"answer": "assign", "assign-person": str(stranger.pk)})
    assert refused.status_code == 422
    head = shown.office.people["unit_head"]
    client.post(address(shown.office, row), {"answer": "assign", "assign-person": str(head.pk), "assign-due": today})
    answer = Answer.objects.get()
    assert (answer.assignee, answer.due.isoformat()) == (head, today)


@pytest.mark.parametrize(("who", "status"), [("auditor", 403), ("outsider", 404), ("nobody", 302)])
def test_who_may_not_answer_changes_nothing(shown: Showing, who: str, status: int) -> None:
    row = of(shown, "F001")
    response = shown.office.client(who).post(
        address(shown.office, row), {"answer": "justify", "justify-reason": REASON}
    )
    assert response.status_code == status
    assert not Answer.objects.exists()


def test_an_unknown_answer_is_refused(shown: Showing) -> None:
    assert shown.office.client().post(address(shown.office, of(shown, "F001")), {"answer": "x"}).status_code == 409


def test_all_findings_of_a_rule_are_answered_at_once(shown: Showing) -> None:
    services.current(shown.office.institution)
    place = reverse("findings", args=[shown.office.slug])
    answered = shown.office.client().post(f"{place}?regla=L001", {"answer": "justify", "reason": REASON})
    assert answered.status_code == 302
    assert Answer.objects.count() == sum(f.rule == "L001" for f in TOLD) > 1
    assert shown.office.client().post(place, {"answer": "justify", "reason": REASON}).status_code == 409
    assert Answer.objects.count() == sum(f.rule == "L001" for f in TOLD) > 1


def test_what_is_gone_and_what_came_back_say_so(shown: Showing) -> None:
    services.current(shown.office.institution)
    row, client, whole = Finding.objects.get(rule="L001", subject="element/R11"), shown.office.client(), shown.snapshot
    services.justify(shown.office.actor(), [row], reason=REASON)
    shown.show(edited(whole, "R11", withdrawn=True))
    text = client.get(address(shown.office, row)).content.decode()
    assert "Ya no está" in text
    assert 'value="justify"' not in text
    assert row.pk in numbers(listed(shown, estado="ya-no-estan"))
    shown.show(whole)
    text = client.get(address(shown.office, row)).content.decode()
    assert "Volvió" in text
    assert REASON in text


def test_an_answer_to_an_older_sum_is_shown_as_such(shown: Showing) -> None:
    services.current(shown.office.institution)
    row = Finding.objects.get(rule="L001", subject="element/R11")
    services.justify(shown.office.actor(), [row], reason=REASON)
    shown.show(edited(shown.snapshot, "R11", text="Para el 2032 el mercado ha mejorado."))
    text = shown.office.client().get(address(shown.office, row)).content.decode()
    assert "La cuenta cambió" in text


def test_the_sentences_are_said_in_the_language_of_the_reader(shown: Showing) -> None:
    row = of(shown, "F001")
    person = shown.office.people["auditor"]
    person.language = "en"
    person.save()
    spanish = shown.office.client().get(address(shown.office, row)).content.decode()
    english = shown.office.client("auditor").get(address(shown.office, row)).content.decode()
    assert "El total deja renglones fuera" in spanish
    assert "El total deja renglones fuera" not in english
    assert "10,366,050.00" in english


def test_the_queries_of_a_finding_are_pinned(shown: Showing) -> None:
    row, client = of(shown, "F001"), shown.office.client()
    client.get(address(shown.office, row))
    with pinned("finding"):
        client.get(address(shown.office, row))
