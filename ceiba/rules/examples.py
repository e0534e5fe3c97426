"""Frames for the examples of rules: the lines that every plan as text needs around the few that matter."""

from textwrap import dedent, indent

_PLAN = """\
plans:
- kind: pdmot
  title: Plan de ejemplo
  period: 2024..2032
"""


def plan(body: str) -> str:
    """Return a plan as text with these keys of the plan («elements», «citations» …), given without indentation."""
    return _PLAN + indent(dedent(body).strip(), "  ") + "\n"


def result(body: str) -> str:
    """Return a plan with one objective and one result that has these further keys."""
    head = "- level: objetivo\n  code: O1\n  text: Ampliar el acceso al agua segura.\n"
    own = "- level: resultado\n  code: R1\n  parent: O1\n"
    return plan("elements:\n" + head + own + indent(dedent(body).strip(), "  "))


def indicator(body: str) -> str:
    """Return a plan whose one result has one indicator with these further keys."""
    inner = indent(dedent(body).strip(), "  ")
    return result("text: Para el 2032 mejora el servicio de agua.\nindicators:\n- text: Servicio de agua\n" + inner)


def change(measure_unit: str, baseline: str, target: str, stated: str) -> str:
    """Return a plan with one indicator from a baseline of 2024 to a target of 2032 and one stated change."""
    return indicator(
        f"measure_unit: {measure_unit}\n"
        f"baseline: {{value: {baseline}, year: 2024}}\n"
        f"targets: {{2032: {target}}}\n"
        f"stated_changes:\n- {{{stated}}}"
    )
