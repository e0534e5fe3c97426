"""Comments on a plan that is being prepared: said, answered, settled, opened again, counted, and never erased."""

import pytest

from ceiba.approvals import comments, services
from ceiba.approvals.models import Comment
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.plans.models import Element, Plan
from tests.approvals.planned import approved, submitted
from tests.people import Office
from tests.plans.planted import element, plan, plant

SAID = "¿De dónde sale la meta?"


@pytest.fixture
def planted(office: Office) -> Office:
    plant(office)
    Element.objects.filter(key="l1").update(unit=office.unit("aguas"))
    return office


def told(office: Office, who: str = "planner", key: str = "l1") -> str:
    answer = office.client(who).get(f"/{office.slug}/planes/comentarios/{key}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_remark_is_answered_settled_and_opened_again_from_its_page(planted: Office) -> None:
    path = f"/{planted.slug}/planes/comentarios/l1"
    reviewer, head = planted.client("reviewer"), planted.client("unit_head")
    assert reviewer.post(path, {"text": SAID}).status_code == 302
    remark = Comment.objects.get()
    assert comments.open_by_plan(planted.institution) == {plan().pk: 1}
    for page in ("planes/aprobacion/", f"planes/vida/{plan().key}", "elemento/l1"):
        shown = planted.client().get(f"/{planted.slug}/{page}").content.decode()
        assert "omentarios abiertos" in shown or "comentario abierto" in shown, page
    assert head.post(path, {"thread": remark.pk, "do": "answer", "text": "Del censo"}).status_code == 302
    assert "respondido" in told(planted)
    assert reviewer.post(path, {"thread": remark.pk, "do": "settle", "text": ""}).status_code == 302
    assert comments.open_by_plan(planted.institution) == {}
    assert head.post(path, {"thread": remark.pk, "do": "reopen", "text": "Falta la página"}).status_code == 302
    assert [row.kind for row in Comment.objects.all()] == ["remark", "answer", "settled", "reopened"]
    page = told(planted, "auditor")
    assert all(words in page for words in (SAID, "Del censo", "Falta la página"))
    assert "<textarea" not in page


def test_who_settles_is_who_said_it_or_plans_there(planted: Office) -> None:
    remark = comments.add_comment(planted.actor("reviewer"), element("l1"), text=SAID)
    with pytest.raises(NotAllowed, match="quien lo escribió"):
        comments.settle_comment(planted.actor("unit_head"), remark)
    comments.settle_comment(planted.actor(), remark)
    with pytest.raises(Refused, match="ya está resuelto"):
        comments.settle_comment(planted.actor("reviewer"), remark)
    comments.reopen_comment(planted.actor("reviewer"), remark)
    with pytest.raises(Refused, match="ya está abierto"):
        comments.reopen_comment(planted.actor("reviewer"), remark)


def test_only_the_people_of_the_plan_comment_in_their_unit(planted: Office) -> None:
    with pytest.raises(NotAllowed):
        comments.add_comment(planted.actor("auditor"), element("l1"), text=SAID)
    with pytest.raises(NotAllowed):
        comments.add_comment(planted.actor("unit_head"), element("bx"), text=SAID)
    assert planted.client("outsider").get(f"/{planted.slug}/planes/comentarios/l1").status_code == 404
    answer = planted.client("auditor").post(f"/{planted.slug}/planes/comentarios/l1", {"text": SAID})
    assert (answer.status_code, SAID in answer.content.decode()) == (403, False)
    assert not Comment.objects.exists()


def test_no_words_are_no_comment_and_what_was_typed_is_kept(planted: Office) -> None:
    path = f"/{planted.slug}/planes/comentarios/l1"
    answer = planted.client().post(path, {"text": "   "})
    assert (answer.status_code, Comment.objects.exists()) == (200, False)
    remark = comments.add_comment(planted.actor(), element("l1"), text=SAID)
    answer = planted.client().post(path, {"thread": remark.pk, "do": "answer", "text": " "})
    assert (answer.status_code, "Escriba el comentario" in answer.content.decode()) == (409, True)
    long = "a" * 4001
    answer = planted.client().post(path, {"text": long})
    assert (answer.status_code, long in answer.content.decode()) == (409, True)
    assert planted.client().post(path, {"thread": "x", "text": "y"}).status_code == 404


def test_a_sent_plan_is_commented_and_an_approved_one_no_more(office: Office) -> None:
    submitted(office)
    comments.add_comment(office.actor("reviewer"), element("ob"), text=SAID)
    services.approve(office.actor("reviewer"), plan())
    with pytest.raises(Refused, match="ya no está en preparación"):
        comments.add_comment(office.actor("reviewer"), element("ob"), text=SAID)
    assert SAID in told(office, key="ob")
    Plan.objects.update(amended=True)
    comments.add_comment(office.actor("reviewer"), element("ob"), text="De la modificación")


def test_what_is_withdrawn_is_counted_no_more(office: Office) -> None:
    approved(office)
    Plan.objects.update(state="draft")
    comments.add_comment(office.actor("reviewer"), element("ob"), text=SAID)
    Element.objects.filter(key="ob").update(withdrawn=True)
    assert comments.open_by_plan(office.institution) == {}
    assert comments.open_in(plan()) == []
    with pytest.raises(Refused, match="está retirado"):
        comments.add_comment(office.actor("reviewer"), element("ob"), text=SAID)
