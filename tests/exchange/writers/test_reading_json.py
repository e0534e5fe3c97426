"""The exchange schema: every entry with its confidence, amounts without float noise, nothing missing turned to zero."""

import json

from ceiba.exchange.writers import reading_json
from tests.exchange.extraction.invented import propose

TEXT = """Municipalidad de Valle Azul

MISIÓN

Servir al valle.

Valle limpio

ODS 6

OBJETIVO

Cuidar el agua.

Resultado

- Para el 2032 mejora el índice (De 0.58 en el 2020 a 0.68 en el 2032).

Fuente\tDisponibilidad\tInversión\tFuncionamiento
Fondo azul\t53,000,000.00\t0.00\t
Fondo verde\t1,000.50\t1,000.50\t
TOTAL\t53,001,000.50\t1,000.50\t
"""


def _written() -> dict[str, list[dict[str, object]]]:
    return json.loads(json.dumps(reading_json.write(propose(TEXT))))  # type: ignore[no-any-return]


def test_the_keys_of_the_schema_are_all_there() -> None:
    keys = "file institution period mission vision elements indicators funding projects actors units totals alignment"
    assert set(keys.split()) <= set(_written())


def test_every_entry_has_a_confidence_and_a_line() -> None:
    written = _written()
    for key in ("elements", "indicators", "funding", "totals", "alignment"):
        assert written[key]
        for entry in written[key]:
            assert 0 < entry["confidence"] <= 1  # type: ignore[operator]
            assert isinstance(entry["line"], int)


def test_amounts_are_exact_and_missing_is_null() -> None:
    first, second = _written()["funding"]
    assert (first["amount"], first["investment"], first["operating"]) == (53000000, 0, None)
    assert second["amount"] == 1000.5


def test_an_indicator_with_its_values() -> None:
    (indicator,) = _written()["indicators"]
    assert (indicator["baseline_value"], indicator["baseline_year"]) == (0.58, 2020)
    assert (indicator["target_value"], indicator["target_year"]) == (0.68, 2032)


def test_a_total_tells_whether_it_agrees() -> None:
    totals = _written()["totals"]
    assert [(t["stated"], t["computed"], t["agrees"]) for t in totals] == [
        (53001000.5, 53001000.5, True),
        (1000.5, 1000.5, True),
    ]


def test_institution_mission_and_kinds() -> None:
    written = reading_json.write(propose(TEXT))
    assert written["institution"] == {"name": "Municipalidad de Valle Azul", "country": "XX", "confidence": 0.8}
    assert written["mission"] == "Servir al valle."
    assert [e["kind"] for e in _written()["elements"]] == ["theme", "objective", "result"]


def test_a_goal_worded_as_a_change_gives_its_printed_number() -> None:
    written = reading_json.write(propose("Resultado: Reducir en 10 % la tasa de ruido.\nIndicador: Tasa de ruido.\n"))
    (indicator,) = written["indicators"]  # type: ignore[misc]
    assert (indicator["target_value"], indicator["measure_unit"]) == (10, "%")
