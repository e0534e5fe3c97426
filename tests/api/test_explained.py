"""The page that explains the API: made from its document, in both languages, with nothing that runs or is foreign."""

import re

import pytest
from django.test import Client

from ceiba.api.document import document, operations
from ceiba.api.guide import guide, sample
from ceiba.api.problems import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.slow
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_operation_and_every_problem_stands_there(language: str) -> None:
    answer = Client().get("/api/", {"idioma": language})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in page
    assert "Accept-Language" in answer["Vary"]
    for path, _method, operation in operations(document(language)):
        assert f'id="{operation["operationId"]}"' in page
        assert path in page
        assert operation["summary"] in page
    assert {f'id="{kind}"' in page for kind in KINDS} == {True}
    assert not re.search(r"<script|<iframe|\son\w+=|style=|(?:src|href)=\"(?:https?:)?//", page)
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    assert wanted <= set(re.findall(r'id="([^"]+)"', page)), "no link leads nowhere"


def test_an_example_has_the_form_of_its_schema() -> None:
    told = document("es")
    assert set(sample(told, {"$ref": "#/components/schemas/Figure"})) == {"state", "amount"}
    assert sample(told, {"$ref": "#/components/schemas/RowSent"})["values"] == {"asunto": "Informe de bombas"}
    shown = {one.key: one for _noun, _word, many in guide(told) for one in many}
    assert "If-Match" in shown["edit_row"].example
    assert shown["list_plans"].example.startswith("curl https://ceiba.example/api/v1/institutions/valle-alto/plans")
    assert all(parameter.says and parameter.form for one in shown.values() for parameter in one.parameters)
