"""Numbers of cells stand as their formats show them, with a decimal point and without float noise."""

import pytest

from ceiba.exchange.readers.sheets.formats import as_printed, number_text, pattern


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("0.30000000000000004", "General", "0.3"),
        ("5", "General", "5"),
        ("5.0", "General", "5"),
        ("1234567.5", "#,##0.00", "1234567.50"),
        ("1234567", "#,##0.00", "1234567"),
        ("0.3333333333333333", "General", "0.333333333"),
        ("1E-3", "General", "0.001"),
        ("1.2345E+9", "General", "1234500000"),
        ("0.45", "0%", "45 %"),
        ("0.4567", "0.0%", "45.7 %"),
        ("0.005", "0.00%", "0.50 %"),
        ("2.675", "0.00", "2.68"),
        ("7", "000", "007"),
        ("1500.5", '"Q"#,##0.00', "Q1500.50"),
        ("1500.5", '_-"Q"* #,##0.00_-;\\-"Q"* #,##0.00_-;_-"Q"* "-"??_-;_-@_-', "Q1500.50"),
        ("-1500.5", '"Q"#,##0.00;("Q"#,##0.00)', "Q-1500.50"),
        ("1500.5", "[$S/-280A] #,##0.00", "S/ 1500.50"),
        ("1500.5", "#,##0.00\\ [$€-C0A]", "1500.50 €"),
        ("32", '0" hab."', "32 hab."),
        ("3", '"OE-"0', "OE-3"),
        ("5200000", '0.0,,"M"', "5200000"),
        ("12345678", '000"-"00000', "12345678"),
        ("12.345", "0.000", "12.3450"),
        ("0", '#,##0;-#,##0;"-"', "0"),
        ("46112", "dd/mm/yyyy", "2026-03-31"),
        ("46112", "yyyy", "2026"),
        ("46112", "mmm\\-yy", "2026-03"),
        ("46112.604166666664", "d/m/yy h:mm", "2026-03-31 14:30"),
        ("46112", "[$-80A]dddd, d \\d\\e mmmm \\d\\e yyyy", "2026-03-31"),
        ("0.6041666667", "h:mm AM/PM", "14:30"),
        ("1.5", "[h]:mm", "36:00"),
        ("1", "dd/mm/yyyy", "1900-01-01"),
        ("-5", "dd/mm/yyyy", "-5"),
        ("sin dato", "0", "sin dato"),
    ],
)
def test_a_number_stands_as_its_format_shows_it(raw: str, code: str, shown: str) -> None:
    assert number_text(raw, pattern(code)) == shown


def test_the_other_calendar_of_workbooks() -> None:
    assert number_text("44650", pattern("yyyy-mm-dd"), since_1904=True) == "2026-03-31"


@pytest.mark.parametrize(
    ("value", "printed", "shown"),
    [
        (1234.5, "Q1.234,50", "Q1234.50"),
        (1234.5, "1,234.50 hab.", "1234.50 hab."),
        (7.0, "007", "007"),
        (-3.5, "(3,5)", "-3.5"),
        (1_200_000.0, "1,2 M", "1200000"),
        (0.0, "Q-", "0"),
        (2026.0, "2026", "2026"),
    ],
)
def test_a_number_is_told_by_its_value_and_set_as_its_program_printed_it(
    value: float, printed: str, shown: str
) -> None:
    assert as_printed(value, printed) == shown
