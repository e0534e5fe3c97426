"""The pages of docs/duties/: one page a transparency duty, made from what the loader proved."""

from collections.abc import Iterator
from pathlib import Path

from ceiba.kernel.duty import Duty, DutyAnswerKind, DutyColumn, DutyItem, DutyRule, DutyTable
from ceiba.kernel.duty_due import rule_steps
from ceiba.methodologies.duties import available_duties
from tools.generated import HEAD, table, text
from tools.methodology_pages import source_text

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "duties"

_KINDS = {
    "municipality": "municipalidades",
    "departmental": "gobiernos departamentales",
    "provincial": "gobiernos provinciales",
    "ministry": "ministerios y secretarías",
    "other": "otras instituciones públicas",
}


def pages() -> dict[Path, str]:
    """Return every page by its path: the index and one page for each duty."""
    found = {FOLDER / f"{duty.reference.replace('@', '-')}.md": page(duty) for duty in available_duties()}
    rows = [
        [f"[{duty.reference}]({path.name})", duty.title, duty.country, str(len(duty.items)), str(len(duty.tables))]
        for duty, path in zip(available_duties(), found, strict=True)
    ]
    head = ["Referencia", "Deber", "País", "Puntos", "Tablas"]
    return {FOLDER / "README.md": text([HEAD, "# Deberes de transparencia", *table(head, rows)]), **found}


def page(duty: Duty) -> str:
    """Return the page of one duty: whom it binds, when it falls due, its items, tables, dispatches and marks."""
    return text(
        [
            HEAD,
            f"# {duty.title}",
            f"`{duty.reference}` · país: {duty.country} · obliga a: {', '.join(_KINDS[kind] for kind in duty.binds)}",
            *filter(None, [duty.text]),
            f"Norma: {source_text(duty.source)}.",
            *_days(duty),
            f"Vence: {_rule(duty.rule)} Se marca como viejo a los {duty.rule.fresh_days} días.",
            *_items(duty),
            *(part for each in duty.tables for part in _table(each)),
            *_recipients(duty),
            *_score(duty),
        ]
    )


def _days(duty: Duty) -> Iterator[str]:
    if duty.since:
        yield f"Rige desde el {duty.since.isoformat()}."
    if duty.until:
        yield f"Rigió hasta el {duty.until.isoformat()}; lo publicado se conserva."


def _rule(rule: DutyRule) -> str:
    return f"{' '.join(str(step) for step in rule_steps(rule))} {source_text(rule.source)}."


def _items(duty: Duty) -> Iterator[str]:
    yield "## Puntos"
    rows = [
        [f"`{item.key}`", item.title, _answer(item), item.group or "—", _rule(item.rule) if item.rule else "—"]
        for item in duty.items
    ]
    yield from table(["Clave", "Punto", "Qué lo responde", "Parte", "Regla propia"], rows)
    for item in duty.items:
        if item.interval:
            when = "antes de" if item.interval.before else "después de"
            yield f"`{item.key}`: {item.interval.days} días {when} `{item.interval.item}`."


def _answer(item: DutyItem) -> str:
    match item.kind:
        case DutyAnswerKind.PRODUCED:
            return f"tabla `{item.table}`"
        case DutyAnswerKind.RELEASED:
            return f"registro `{item.register}`"
        case DutyAnswerKind.DECLARED:
            return "una unidad"


def _table(each: DutyTable) -> Iterator[str]:
    yield f"## Tabla `{each.key}`: {each.title}"
    if each.source:
        yield f"Norma: {source_text(each.source)}."
    rows = [[column.heading, _said(column), column.empty or each.empty] for column in each.columns]
    yield from table(["Columna", "Dice", "Si no hay"], rows)
    yield from table(["Banda", "Procesos"], [[band.title, ", ".join(band.processes)] for band in each.bands])
    lines = [[line.label, line.fixed or f"`{line.fact}`"] for line in (*each.closing, *each.footer)]
    yield from table(["Renglón del pie", "Dice"], lines)
    if each.files:
        yield f"Sale en {len(each.files)} archivos ({', '.join(each.files)}): `{each.file_name}`."


def _said(column: DutyColumn) -> str:
    if column.fixed:
        return f"«{column.fixed}»"
    return ", si no ".join(f"`{name}`" for name in column.fields) or "nada: la publicación no lo trae"


def _recipients(duty: Duty) -> Iterator[str]:
    if duty.recipients:
        yield "## Se envía por escrito"
        yield from table(["Clave", "A quién"], [[f"`{one.key}`", one.name] for one in duty.recipients])


def _score(duty: Duty) -> Iterator[str]:
    if duty.score is None:
        return
    yield f"## Calificación {duty.score.name}"
    if duty.score.text:
        yield duty.score.text
    yield f"{source_text(duty.score.source)}. Formatos abiertos: {', '.join(duty.score.formats)}."
    rows = [
        [f"`{one.key}`", one.title, one.measure.value, str(one.weight), source_text(one.source)]
        for one in duty.score.parts
    ]
    yield from table(["Parte", "Qué es", "Mira", "Peso", "Norma"], rows)
