"""The pages of docs/rules/: one page a dimension, made from the rules themselves."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from ceiba.kernel.finding import Dimension, Severity
from ceiba.methodologies.loader import available
from ceiba.rules.catalogue import rules
from ceiba.rules.rule import Rule
from tools.generated import HEAD, table, text
from tools.methodology_pages import source_text

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
TITLES = {
    Dimension.LOGIC: "Lógica",
    Dimension.MEASUREMENT: "Medición",
    Dimension.FUNDING: "Dinero",
    Dimension.TIME: "Tiempo",
    Dimension.ALIGNMENT: "Alineación",
    Dimension.EVIDENCE: "Evidencia",
    Dimension.CLARITY: "Claridad",
}
SEVERITIES = {
    Severity.ERROR: "error: detiene la aprobación",
    Severity.WARNING: "advertencia: pide una respuesta",
    Severity.NOTICE: "aviso: solo se muestra",
}


def pages() -> dict[Path, str]:
    """Return every page by its path: the index and one page for each dimension that has rules."""
    grouped = {dimension: tuple(group) for dimension, group in groupby(rules(), key=lambda rule: rule.dimension)}
    found = {FOLDER / f"{dimension.value}.md": page(dimension, group) for dimension, group in grouped.items()}
    rows = [
        [
            f"[{rule.code}]({rule.dimension.value}.md#{rule.code.lower()})",
            rule.title,
            SEVERITIES[rule.severity].split(":")[0],
        ]
        for rule in rules()
    ]
    return {
        FOLDER / "README.md": text([HEAD, "# Reglas", *table(["Código", "Qué encuentra", "Gravedad"], rows)]),
        **found,
    }


def page(dimension: Dimension, group: tuple[Rule, ...]) -> str:
    """Return the page of one dimension: what each rule finds, why it matters, how to mend it, with both examples."""
    parts = [HEAD, f"# {TITLES[dimension]}"]
    for rule in group:
        parts += _rule(rule)
    return text(parts)


def _rule(rule: Rule) -> Iterator[str]:
    yield f'<a id="{rule.code.lower()}"></a>\n\n## {rule.code} · {rule.title}'
    yield f"{SEVERITIES[rule.severity].capitalize()}. Versión {rule.version}. Pregunta por: `{rule.asks}`."
    yield rule.why
    yield f"**Qué hacer.** {rule.remedy}"
    if rule.settings:
        yield "**Ajustes de la metodología.** " + ", ".join(
            f"`{name}` = {value}" for name, value in rule.settings.items()
        )
    for methodology in available():
        norm = methodology.check(rule.code).source
        if norm:
            yield f"**Norma** en `{methodology.reference}`: {source_text(norm)}."
    yield f"Mal:\n\n```yaml\n{rule.bad.strip()}\n```"
    yield f"Bien:\n\n```yaml\n{rule.good.strip()}\n```"
