"""Answers to findings: who may give one, what it has to say, and which one counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ceiba.audits import queries, services
from ceiba.audits.models import Answer, Finding
from ceiba.institutions.models import Entry
from ceiba.institutions.verbs import NotAllowed, Refused
from tests.audits.showing import Showing
from tests.cast import snapshot, with_elements

REASON = "El concejo lo decidió así en el acta 12."
PLAN = """
units:
- {id: aguas, name: Dirección de aguas}
- {id: planificacion, name: Dirección de planificación}
plans:
- kind: pdmot
  title: Plan de prueba
  elements:
  - {id: e1, level: eje, text: Agua}
  - {id: o1, level: objetivo, parent: e1, text: Cuidar el agua del valle., unit: aguas}
  - {id: r1, level: resultado, parent: o1, text: Para 2032 hay más agua limpia.}
  - {id: o2, level: objetivo, parent: e1, text: Cuidar los caminos del valle., unit: planificacion}
"""


@pytest.fixture
def findings(shown: Showing) -> dict[str, Finding]:
    """Return one finding for each thing of a small plan of two units."""
    shown.show(snapshot(PLAN))
    services.current(shown.office.institution)
    return {row.subject: row for row in Finding.objects.of(shown.office.institution).reverse()}


@pytest.mark.parametrize("who", ["auditor", "outsider"])
def test_who_may_only_look_answers_nothing(shown: Showing, findings: dict[str, Finding], who: str) -> None:
    with pytest.raises(NotAllowed):
        services.justify(shown.office.actor(who), [findings["element/o1"]], reason=REASON)
    assert not Answer.objects.exists()


def test_a_unit_head_answers_for_what_hangs_from_their_unit_and_for_nothing_else(
    shown: Showing, findings: dict[str, Finding]
) -> None:
    head = shown.office.actor("unit_head")
    services.justify(head, [findings["element/r1"]], reason=REASON)
    with pytest.raises(NotAllowed):
        services.justify(head, [findings["element/o2"]], reason=REASON)
    with pytest.raises(NotAllowed):
        services.justify(head, [findings["element/o1"], findings["element/o2"]], reason=REASON)
    assert Answer.objects.count() == 1


def test_a_reason_that_explains_nothing_is_refused(shown: Showing, findings: dict[str, Finding]) -> None:
    with pytest.raises(Refused, match="10"):
        services.justify(shown.office.actor(), [findings["element/o1"]], reason="  porque   ")


def test_the_last_answer_counts_and_the_others_stay(shown: Showing, findings: dict[str, Finding]) -> None:
    row, planner = findings["element/o1"], shown.office.actor()
    services.assign(planner, [row], person=shown.office.people["unit_head"], due=timezone.localdate())
    services.dismiss(planner, [row])
    services.fix(planner, [row])
    row.refresh_from_db()
    assert row.answer == "fix"
    assert [answer.kind for answer in queries.answers_to([row])[row.pk]] == ["assign", "dismiss", "fix"]


def test_only_somebody_of_the_institution_is_given_a_finding(shown: Showing, findings: dict[str, Finding]) -> None:
    with pytest.raises(Refused):
        services.assign(shown.office.actor(), [findings["element/o1"]], person=shown.office.people["outsider"])
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused):
        services.assign(
            shown.office.actor(), [findings["element/o1"]], person=shown.office.people["planner"], due=yesterday
        )
    assert not Answer.objects.exists()


def test_what_is_gone_is_not_answered(shown: Showing, findings: dict[str, Finding]) -> None:
    shown.show(with_elements("- {id: e1, level: eje, text: Agua}"))
    services.current(shown.office.institution)
    with pytest.raises(Refused):
        services.dismiss(shown.office.actor(), [findings["element/o1"]])


def test_many_are_answered_at_once_with_one_row_of_history(shown: Showing, findings: dict[str, Finding]) -> None:
    services.justify(shown.office.actor(), list(findings.values()), reason=REASON)
    assert Answer.objects.count() == len(findings) > 2
    entry = Entry.objects.get(verb="finding.justify")
    assert (entry.note, len(entry.changes)) == (REASON, len(findings))


def test_the_list_is_asked_by_state_words_and_unit(shown: Showing, findings: dict[str, Finding]) -> None:
    here = shown.office.institution
    services.justify(shown.office.actor(), [findings["element/o1"]], reason=REASON)
    settled = queries.Asked(state="settled").rows(here)
    assert [row.subject for row in settled] == ["element/o1"]
    assert {row.subject for row in queries.Asked(words="CAMINO").rows(here)} == {"element/o2"}
    assert not queries.Asked(words="amino").rows(here).exists()
    assert {row.subject for row in queries.Asked(unit="aguas").rows(here)} >= {"element/r1", "element/o1"}
    counts = queries.counts(here)
    assert counts.states["settled"] == 1
    assert sum(counts.states.values()) == counts.present == sum(counts.dimensions.values())


def test_findings_stand_in_the_order_of_their_consequence(shown: Showing) -> None:
    services.current(shown.office.institution)
    ranks = [row.severity for row in queries.Asked().rows(shown.office.institution)]
    assert ranks == sorted(ranks, key=["error", "warning", "notice"].index)
    assert sum(queries.by_rule(queries.Asked().rows(shown.office.institution)).values()) == len(ranks)
