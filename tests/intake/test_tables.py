"""A table that nobody knows is explained once, keeps what was decided, and is known from then on."""

import pytest
from django.urls import reverse

from ceiba.exchange.decisions import Verdict
from ceiba.institutions.verbs import Refused
from ceiba.intake import mapping, services
from ceiba.intake.models import Proposal, TableLayout
from ceiba.intake.reading import read
from tests.intake.bringing import AXES, bring, review
from tests.people import Office

HEADERS = ("Cosa grande", "Cosa chica", "Cuánto al cierre")
TABLE = f"""{AXES}
{chr(9).join(HEADERS)}
Reponer las tuberías viejas del barrio alto\tMetros de tubería repuesta\t1200
Cercar los nacimientos de agua del cerro\tNacimientos cercados\t14
Medir el agua de los pozos cada semana\tPozos medidos\t9
"""


def level_of(office: Office, row: Proposal) -> str:
    levels = review(office, row).value.snapshot.methodology.levels
    return next(level.key for level in levels if level.kind.endswith("objective"))


def test_a_table_nobody_knows_is_shown_and_not_guessed(office: Office) -> None:
    row = bring(office, TABLE)
    tables = review(office, row).value.unmapped
    assert [table.headers for table in tables] == [HEADERS]
    assert tables[0].row_count == 3
    page = office.client().get(reverse("proposal", args=[office.slug, row.pk]))
    assert "Cosa grande" in page.content.decode()


def test_what_a_person_says_of_it_reads_it_and_keeps_what_was_decided(office: Office) -> None:
    row = bring(office, TABLE)
    vida = next(item.subject for item in review(office, row).items if item.text == "Vida sana")
    services.decide(office.actor(), row, [vida], Verdict.REJECTED)
    at = reverse("proposal_table", args=[office.slug, row.pk, 0])
    assert office.client().get(at).status_code == 200
    given = {
        "row": "element",
        "column-0": f"level:{level_of(office, row)}",
        "column-1": "indicator",
        "column-2": "target",
    }
    sent = office.client().post(at, given)
    assert sent.status_code == 302
    again = Proposal.objects.order_by("-pk").first()
    read(office.actor(), proposal=again.pk, progress=lambda _d, _s, _w: None)
    found = review(office, again)
    assert found.value.unmapped == ()
    texts = [element.text for element in found.after.elements]
    assert "Cercar los nacimientos de agua del cerro" in texts
    assert "Vida sana" not in texts
    targets = [i.targets[0].value.amount for plan in found.after.plans for i in plan.indicators if i.targets]
    assert 14 in targets


def test_the_next_file_with_these_headers_is_read_by_it(office: Office) -> None:
    row = bring(office, TABLE)
    fields = [f"level:{level_of(office, row)}", "indicator", "target"]
    mapping.map_table(office.actor(), row, 0, "element", fields)
    other = bring(office, TABLE.replace("Medir el agua", "Vigilar el agua"), name="otro.txt")
    assert review(office, other).value.unmapped == ()
    mapping.forget_table(office.actor(), TableLayout.objects.get())
    third = bring(office, TABLE.replace("Medir el agua", "Contar el agua"), name="tercero.txt")
    assert review(office, third).value.unmapped


def test_nothing_mapped_is_refused(office: Office) -> None:
    row = bring(office, TABLE)
    with pytest.raises(Refused, match="columna"):
        mapping.map_table(office.actor(), row, 0, "element", ["", "", ""])
    with pytest.raises(Refused, match="sin explicar"):
        mapping.table_of(row, 7)
