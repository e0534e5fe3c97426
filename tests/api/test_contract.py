"""The API keeps its word: whatever is sent, no server error and no answer that its document does not tell.

Schemathesis makes requests from the OpenAPI document, well and badly formed; half of them name things that are there.
They go to the WSGI door of the house in this process. The same examples every time.
"""

import copy
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks, not_a_server_error
from schemathesis.core.failures import FailureGroup

from ceiba.api import institutions
from ceiba.api.document import FILE, document, operations, written
from ceiba.indicators.models import Indicator, Report
from ceiba.institutions import limits
from ceiba.kernel.period import Period
from ceiba.publications import queries
from ceiba.snapshots.services import current
from tests.api.test_office import token
from tests.indicators.desks import DUTY
from tests.people import Office
from tests.portal.canaries import planted
from tests.publications.test_publishing import UNTIL, publish, publisher
from tests.registers.books import PROCEDURES, adopted, procedure
from tests.registers.releases import published

__all__ = ["publisher"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(600)]
EXAMPLES = 15  # of each operation in each mode
MANY = {GenerationMode.POSITIVE: 20, GenerationMode.NEGATIVE: 12}  # operations of which examples were sent
load_all_checks()
HELD = [
    not_a_server_error,
    *CHECKS.get_by_names(
        [
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
        ]
    ),
]


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Let requests to the WSGI door keep the connection of the test, as its own client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def there(publisher: Office, monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, Any]:
    """Return, by the names of the document, things that are there, and the headers of a program that may everything."""
    from ceiba.indicators import services

    settings.LIMITS = dict.fromkeys(settings.LIMITS, 10**9)
    settings.ALLOWED_HOSTS = ["*"]
    limits.forget()
    snapshot, _done = planted(current(publisher.institution), Period.parse(UNTIL))
    book = adopted(publisher)
    row = procedure(publisher, book)
    cycle = services.open_cycle(publisher.actor("planner"), DUTY, Period.parse(UNTIL))
    monkeypatch.setattr(queries, "current", lambda _institution: snapshot)
    publish(publisher)
    published(publisher, book)
    report = Report.objects.filter(cycle=cycle).latest("pk")
    face = queries.face_of(queries.last(publisher.institution))
    indicator = Indicator.objects.of(publisher.institution).order_by("pk")[0].key
    return {
        "institution_id": publisher.slug,
        "plan_id": face.plans[0].id,
        "project_id": face.projects[0].id,
        "indicator_id": indicator,
        "register_id": PROCEDURES,
        "report_id": report.pk,
        "number": row.number,
        "headers": token(publisher, "planner"),
    }


def loaded(told: dict[str, Any]) -> Any:
    """Return a document as schemathesis reads it, asked of the house in this process."""
    schema = schemathesis.openapi.from_dict(told)
    schema.app = WSGIHandler()
    return schema


def asked(schema: Any, path: str, method: str, there: dict[str, Any], mode: GenerationMode) -> int:
    """Send examples to one operation and hold every answer against the document; return how many were sent."""
    sent = 0

    @given(case=schema[path][method.upper()].as_strategy(generation_mode=mode), real=st.booleans(), ours=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def run(case: Any, real: bool, ours: bool) -> None:
        nonlocal sent
        if real:
            known = {name: there[name] for name in case.path_parameters or {} if name in there}
            case.path_parameters = {**(case.path_parameters or {}), **known}
        headers = {"Accept-Encoding": "identity", **(there["headers"] if ours or real else {})}
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=HELD)
        sent += 1

    with suppress(Unsatisfiable):  # nothing that such an address holds is badly formed
        run()
    return sent


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_server_error_and_no_answer_that_is_not_told(there: dict[str, Any], mode: GenerationMode) -> None:
    schema = loaded(document("es"))
    sent = {}
    for path, method, operation in operations(document("es")):
        can_be_wrong = operation["parameters"] or "requestBody" in operation
        if mode is GenerationMode.POSITIVE or can_be_wrong:
            sent[operation["operationId"]] = asked(schema, path, method, there, mode)
    assert len([number for number in sent.values() if number > EXAMPLES // 3]) > MANY[mode], sent


def test_an_answer_that_is_not_told_is_found(there: dict[str, Any]) -> None:
    path = "/api/v1/institutions/{institution_id}/plans/{plan_id}"
    silent = copy.deepcopy(document("es"))
    del silent["paths"][path]["get"]["responses"]["404"]
    with pytest.raises(FailureGroup) as found:
        asked(loaded(silent), path, "get", there, GenerationMode.POSITIVE)
    assert "Undocumented status code" in str([str(one) for one in found.value.exceptions])
    other = copy.deepcopy(document("es"))
    other["components"]["schemas"]["PlanDetail"]["required"].append("alma")
    with pytest.raises(FailureGroup) as found:
        asked(loaded(other), path, "get", there, GenerationMode.POSITIVE)
    assert "alma" in str([str(one) for one in found.value.exceptions])


def test_a_server_error_is_found(there: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError

    monkeypatch.setattr(institutions, "publishing", fails)
    with pytest.raises(FailureGroup) as found:
        asked(loaded(document("es")), "/api/v1/institutions", "get", there, GenerationMode.POSITIVE)
    assert "Server error" in str([str(one) for one in found.value.exceptions])


def test_the_committed_document_is_what_the_code_says() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "python -m tools.fresh"


def test_both_languages_tell_the_same_addresses_in_their_own_words() -> None:
    spanish, english = document("es"), document("en")
    assert list(spanish["paths"]) == list(english["paths"])
    summaries = [[op["summary"] for _p, _m, op in operations(one)] for one in (spanish, english)]
    assert not set(summaries[0]) & set(summaries[1])


def test_every_operation_tells_its_problems_and_names_itself_once() -> None:
    told = document("es")
    assert told["openapi"].startswith("3.1")
    names = [operation["operationId"] for _path, _method, operation in operations(told)]
    assert len(names) == len(set(names))
    for _path, _method, operation in operations(told):
        assert {"404", "414", "429", "500"} <= set(operation["responses"])
        assert operation["description"].endswith(".")
    for schema in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert not re.search(r"\bReturn\b|\bList the\b", written()), "what the code says of itself stays in the code"
