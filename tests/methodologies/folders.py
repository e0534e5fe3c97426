"""Small methodology folders for tests, written as YAML text."""

from pathlib import Path
from textwrap import dedent

SOUND = {
    "plan_kinds": """
      - {key: plan, label: Plan, names: [plan], source: &told {name: Norma inventada, standing: unverified}}
    """,
    "levels": """
      - {key: eje, term: eje, role: axis, kind: axis, labels: [eje, ejes]}
      - {key: meta, term: meta, role: outcome, kind: result, labels: [meta, metas],
         parents: [{level: eje, minimum: "1"}]}
    """,
    "frameworks": """
      - {key: MARCO, label: Marco, source: {name: Norma inventada, standing: known},
         goals: [{code: "1", targets: ["1.1"]}]}
    """,
    "semaphores": """
      - key: avance
        source: {name: Norma inventada, standing: unverified}
        bands:
          - {key: rojo, label: Rojo, colour: red, upper: "60"}
          - {key: verde, label: Verde, colour: green, lower: "60"}
    """,
    "funding_rules": """
      - {key: aporte, label: Aporte, names: [aporte], minimum_investment: "90", maximum_operating: "10",
         source: {name: Norma inventada, article: "7", standing: known}}
    """,
    "reporting": """
      - {key: mes, label: Informe del mes, months: "1", due_day: "15", source: {name: Norma inventada, standing: known}}
    """,
    "vocabulary": """
      totals: [total]
      statements: {mission: [misión]}
      layouts:
        - {key: filas, row: unit, required: [name], columns: [{field: name, headers: [unidad]}]}
    """,
}


def write_methodology(root: Path, sections: dict[str, str] | None = None, **head: str) -> Path:
    """Write a methodology into its folder under the root and return the folder; sound where nothing is changed.

    ``sections`` replaces parts of it by name (empty text: leaves the part out); ``head`` replaces ``id``, ``edition``
    or adds ``extends`` and the like.
    """
    values = {"id": "xx.inventada", "edition": "'1'", "title": "Metodología inventada", **head}
    edition = values["edition"].strip("'")
    folder = root / f"{values['id'].replace('.', '/')}-{edition}"
    folder.mkdir(parents=True)
    text = "".join(f"{key}: {value}\n" for key, value in values.items())
    for name, body in {**(SOUND if "extends" not in head else {}), **(sections or {})}.items():
        if body:
            text += f"{name}:\n{indented(body)}\n"
    (folder / "methodology.yaml").write_text(text, encoding="utf-8")
    return folder


def indented(body: str) -> str:
    """Return a block of YAML two blanks in, whatever its own indentation was."""
    return "\n".join(f"  {line}" for line in dedent(body).strip("\n").splitlines())
