"""The invented institution that tests share, and the shortest ways to a snapshot. No test changes what it gets here."""

from functools import cache
from textwrap import dedent

from ceiba.exchange.examples import content
from ceiba.exchange.readers import plan_text
from ceiba.kernel.snapshot import Snapshot

METHODOLOGY = "gt.municipalidad@2023"


@cache
def valle_alto() -> Snapshot:
    """Return the invented municipality, complete, with the mistakes that it carries on purpose."""
    return plan_text.read("valle-alto.yaml", content("valle-alto.yaml")).snapshot


def snapshot(text: str, methodology: str = METHODOLOGY) -> Snapshot:
    """Return the snapshot of a plan as text, given without its first two keys."""
    head = f"ceiba: '1'\nmethodology: {methodology}\n"
    return plan_text.read("prueba.yaml", (head + dedent(text)).encode()).snapshot


def with_elements(text: str, kind: str = "pdmot", methodology: str = METHODOLOGY) -> Snapshot:
    """Return a snapshot with one plan that holds these elements, given as a YAML list."""
    listed = "".join(f"  {line}\n" for line in dedent(text).strip().splitlines())
    return snapshot(f"plans:\n- kind: {kind}\n  title: Plan de prueba\n  elements:\n{listed}", methodology)
