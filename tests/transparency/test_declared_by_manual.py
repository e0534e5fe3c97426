"""A duty written by the manual alone: its one example, put where the page says, binds, shows, fills and is sent."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from ceiba.kernel.duty_fields import FACTS, FIELDS
from ceiba.methodologies.duties import read_duty
from ceiba.transparency.services import keep_month
from ceiba.ui import manual
from tests.people import Office
from tests.publications.test_publishing import publish, publisher

__all__ = ["publisher"]
SLUG = "declarar-un-deber"
_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def document(language: str) -> str:
    (whole,) = _BLOCK.findall(manual.page(SLUG, language).text)
    return str(whole)


def place(language: str) -> Path:
    """Return where the manual says that its example goes."""
    found = re.search(r"`(duties/[a-z]{2}/[a-z_]+-\d+\.yaml)`", manual.page(SLUG, language).text)
    assert found is not None
    return Path(found[1])


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_page_names_everything_that_a_column_may_say(language: str) -> None:
    text = manual.page(SLUG, language).text
    for kind, fields in FIELDS.items():
        assert f"`{kind.value}`" in text
        assert all(f"`{name}`" in text for name in fields), kind
    assert all(f"`{fact}`" in text for fact in FACTS)
    assert read_duty(document(language).encode(), "manual").reference == "gt.cuentas_claras@2026"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.timeout(180)
def test_the_example_of_the_manual_is_a_duty_like_any_other(
    publisher: Office, settings: object, tmp_path: Path
) -> None:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    path = tmp_path / place("es")
    path.parent.mkdir(parents=True)
    path.write_text(document("es").replace("heading: Meta,", "encabezado: Meta,"), encoding="utf-8")
    planner = publisher.client("planner")
    board = reverse("transparency", args=[publisher.slug])
    wrong = planner.get(board).content.decode()
    assert "encabezado" in wrong
    assert "LAIP" in wrong, "the others go on"
    path.write_text(document("es"), encoding="utf-8")
    assert "Cuentas claras" in planner.get(board).content.decode()
    publish(publisher)
    page = Client().get(reverse("public_duty", args=[publisher.slug, "cuentas_claras"])).content.decode()
    assert "Horario de atención" in page
    assert "Concejo Municipal" in page
    table = Client().get(reverse("public_duty_file", args=[publisher.slug, "cuentas_claras", "metas.csv"]))
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "No.,Unidad,Qué se mide,Meta"
    assert len(lines) > 10
    assert lines[-1].startswith("Responde:,SIN DATO")
    assert keep_month(publisher.actor("planner"), "cuentas_claras").number == 1
