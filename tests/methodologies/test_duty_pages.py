"""What the generated pages of the duties tell."""

import pytest

from ceiba.kernel.duty import Duty
from ceiba.methodologies.duties import available_duties
from tools.duty_pages import FOLDER, page, pages


@pytest.mark.parametrize("duty", available_duties(), ids=lambda each: each.reference)
def test_a_page_tells_everything_that_a_duty_declares(duty: Duty) -> None:
    assert duty.reference in pages()[FOLDER / "README.md"]
    text = page(duty)
    assert all(f"| `{item.key}` | {item.title} |" in text for item in duty.items)
    for table in duty.tables:
        assert all(column.heading.replace("|", "\\|") in text for column in table.columns)
        assert all(line.label in text for line in (*table.closing, *table.footer))
    assert all(one.name in text for one in duty.recipients)


def test_a_mark_is_told_with_its_parts_and_how_well_it_is_known() -> None:
    text = next(page(duty) for duty in available_duties() if duty.score)
    assert "| `CTA` | Completa y actualizada | complete | 1 |" in text
    assert "SITA % = (CTA + ETA + RP + CI) / 4" in text
