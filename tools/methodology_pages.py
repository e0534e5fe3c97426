"""The pages of docs/methodologies/: one page a methodology, made from what the loader proved."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from ceiba.kernel.check import Check
from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.methodology import Band, Level, Methodology
from ceiba.methodologies.loader import available
from ceiba.rules.settings import text_of
from tools.generated import HEAD, table, text

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "methodologies"
_STANDING = {
    Standing.VERIFIED: "verificado",
    Standing.KNOWN: "conocido, sin releer el texto",
    Standing.UNVERIFIED: "sin verificar",
}


def pages() -> dict[Path, str]:
    """Return every page by its path: the index and one page for each methodology."""
    found = {FOLDER / f"{m.reference.replace('@', '-')}.md": page(m) for m in available()}
    rows = [[f"[{m.reference}]({path.name})", m.title] for m, path in zip(available(), found, strict=True)]
    index = [HEAD, "# Metodologías", *table(["Referencia", "De qué trata"], rows)]
    return {FOLDER / "README.md": text(index), **found}


def page(methodology: Methodology) -> str:
    """Return the page of one methodology: plans, levels, money, reports, semaphores, frameworks and their sources."""
    return text(
        [
            HEAD,
            f"# {methodology.title}",
            f"`{methodology.reference}` · país: {methodology.country or '—'} · moneda: {methodology.currency or '—'}",
            *_legal_basis(methodology),
            *_plans(methodology),
            *_levels(methodology),
            *_funding(methodology),
            *_budget(methodology),
            *_offers(methodology),
            *_reports(methodology),
            *_semaphores(methodology),
            *_audit(methodology),
            *_frameworks(methodology),
            *_dictionaries(methodology),
        ]
    )


def _legal_basis(methodology: Methodology) -> Iterator[str]:
    if methodology.legal_basis:
        yield "## Base legal"
        yield "\n".join(f"- {source_text(source)}" for source in methodology.legal_basis)


def _plans(methodology: Methodology) -> Iterator[str]:
    yield "## Planes"
    head = ["Clave", "Plan", "Años", "Desarrolla", "Fuente"]
    rows = [
        [
            f"`{kind.key}`",
            kind.label,
            _span(kind.minimum_years, kind.maximum_years),
            f"`{kind.parent}`" if kind.parent else "—",
            source_text(kind.source),
        ]
        for kind in methodology.plan_kinds
    ]
    yield from table(head, rows)


def _levels(methodology: Methodology) -> Iterator[str]:
    yield "## Niveles"
    yield "Los padres van en orden de preferencia; en negrita, los que un elemento debe tener."
    head = ["Clave", "Nivel", "Papel", "Lectura", "Cuelga de", "Planes", "Indicadores", "Palabras que lo abren"]
    yield from table(head, [_level(level) for level in methodology.levels])


def _level(level: Level) -> list[str]:
    parents = [f"**{rule.level}**" if rule.minimum else rule.level for rule in level.parents]
    return [
        f"`{level.key}`",
        level.term,
        level.role.value,
        level.kind,
        ", ".join(parents) or "—",
        ", ".join(level.plan_kinds) or "todos",
        str(level.minimum_indicators or "—"),
        ", ".join(level.labels) + (f" · código `{level.code_pattern}`" if level.code_pattern else ""),
    ]


def _funding(methodology: Methodology) -> Iterator[str]:
    if methodology.funding_rules:
        yield "## Destino legal de las fuentes"
        head = ["Fuente", "Inversión, al menos", "Funcionamiento, a lo más", "Norma"]
        rows = [
            [rule.label, _percent(rule.minimum_investment), _percent(rule.maximum_operating), source_text(rule.source)]
            for rule in methodology.funding_rules
        ]
        yield from table(head, rows)


def _budget(methodology: Methodology) -> Iterator[str]:
    if methodology.money_stages:
        yield "## Etapas del dinero"
        head = ["Etapa", "Se llama", "Encabezados que la nombran", "Fuente"]
        rows = [
            [f"`{s.stage}`", s.label, ", ".join(s.headers), source_text(s.source)] for s in methodology.money_stages
        ]
        yield from table(head, rows)
    if methodology.report_columns:
        yield "## Columnas de los informes del sistema financiero"
        head = ["Columna", "Se llama", "Encabezados que la nombran", "Tiene que ser", "Fuente"]
        rows = [
            [
                f"`{c.key}`",
                c.label,
                ", ".join(c.headers),
                " o ".join(" − ".join(way) for way in c.ways) or "—",
                source_text(c.source),
            ]
            for c in methodology.report_columns
        ]
        yield from table(head, rows)
    if methodology.classifiers:
        yield "## Clasificadores"
        head = ["Clasificador", "Segmentos", "Fuente"]
        rows = [
            [c.label, c.separator.join(f"{s.label} ({s.digits})" for s in c.segments), source_text(c.source)]
            for c in methodology.classifiers
        ]
        yield from table(head, rows)
    if methodology.project_steps:
        yield "## Expediente de un proyecto"
        rows = [
            [step.label, step.document or "—", step.phase or "—", source_text(step.source)]
            for step in methodology.project_steps
        ]
        yield from table(["Paso", "Documento", "Fase (OC4IDS)", "Fuente"], rows)
    if methodology.procurement_methods:
        yield "## Procedimientos de contratación"
        rows = [[m.label, ", ".join(m.names), source_text(m.source)] for m in methodology.procurement_methods]
        yield from table(["Procedimiento", "Como lo escriben los planes", "Fuente"], rows)
    if methodology.project_sectors:
        yield "## Sectores de los proyectos"
        rows = [[s.key, ", ".join(s.labels), source_text(s.source)] for s in methodology.project_sectors]
        yield from table(["Sector (OC4IDS)", "Como lo llaman los informes", "Fuente"], rows)


def _offers(methodology: Methodology) -> Iterator[str]:
    if methodology.disaggregations:
        yield "## Desagregaciones usuales"
        ways = [[way.label, ", ".join(way.parts), source_text(way.source)] for way in methodology.disaggregations]
        yield from table(["Según", "Partes", "Fuente"], ways)
    if methodology.products:
        yield "## Catálogo de productos"
        head = ["Producto", "Unidad de medida", "Competencia", "Fuente"]
        rows = [[p.label, p.measure_unit, p.competence or "—", source_text(p.source)] for p in methodology.products]
        yield from table(head, rows)


def _reports(methodology: Methodology) -> Iterator[str]:
    if methodology.reporting:
        yield "## Informes"
        rows = [
            [report.label, str(report.months), str(report.due_day or "—"), source_text(report.source)]
            for report in methodology.reporting
        ]
        yield from table(["Informe", "Cada cuántos meses", "Día", "Norma"], rows)
    if methodology.answer_terms:
        yield "## Plazos para responder a la gente"
        rows = [
            [term.label, f"{term.days} días {'hábiles' if term.working else 'calendario'}", source_text(term.source)]
            for term in methodology.answer_terms
        ]
        yield from table(["Asunto", "Plazo", "Norma"], rows)


def _semaphores(methodology: Methodology) -> Iterator[str]:
    yield "## Semáforos"
    for semaphore in methodology.semaphores:
        bands = "; ".join(f"{band.label} {_range(band)}" for band in semaphore.bands)
        yield f"- `{semaphore.key}`: {bands}. {source_text(semaphore.source)}."


def _frameworks(methodology: Methodology) -> Iterator[str]:
    yield "## Marcos y clasificaciones"
    head = ["Clave", "Nombre", "Metas", "Completo", "Fuente"]
    rows = [
        [f"`{f.key}`", f.label, str(len(f.goals)), "sí" if f.complete else "no", source_text(f.source)]
        for f in (*methodology.frameworks, *methodology.classifications)
    ]
    yield from table(head, rows)


def _dictionaries(methodology: Methodology) -> Iterator[str]:
    yield "## Diccionarios"
    yield (
        f"{len(methodology.norms)} normas, {len(methodology.institutions)} instituciones, "
        f"{len(methodology.acronyms)} siglas, {len(methodology.measure_units)} unidades de medida, "
        f"{len(methodology.vocabulary.layouts)} formas de tabla."
    )
    if methodology.norms:
        rows = [[n.norm, n.number, n.titles[0], source_text(n.source)] for n in methodology.norms]
        yield from table(["Norma", "Número", "Título", "Fuente"], rows)


def _audit(methodology: Methodology) -> Iterator[str]:
    if methodology.audit_profiles:
        yield "## Revisión"
        rows = [[f"`{profile.key}`", profile.label, profile.purpose] for profile in methodology.audit_profiles]
        yield from table(["Clave", "Propósito", "Qué importa"], rows)
    if methodology.checks:
        yield "Reglas que usa a su manera:"
        rows = [[check.rule, _used(check), source_text(check.source)] for check in methodology.checks]
        yield from table(["Regla", "Cómo", "Fuente"], rows)


def _used(check: Check) -> str:
    """Return what a methodology changes in a rule, in one line."""
    changes = [f"`{name}` = {text_of(value)}" for name, value in check.settings.items()]
    changes += [f"gravedad: {check.severity.value}"] if check.severity else []
    changes += [] if check.enabled else ["no pregunta"]
    return ", ".join(changes) or "como es"


def source_text(source: LegalSource | None) -> str:
    """Return a source with its article, where it was read and how well it is known."""
    if source is None:
        return "—"
    reference = f"; {source.reference}" if source.reference else ""
    return f"{source.citation} ({_STANDING[source.standing]}{reference})"


def _span(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} a {most}"


def _percent(share: Decimal | None) -> str:
    return "libre" if share is None else f"{share} %"


def _range(band: Band) -> str:
    lower = "" if band.lower is None else f"{'desde' if band.includes_lower else 'más de'} {band.lower} %"
    upper = "" if band.upper is None else f"{'hasta' if band.includes_upper else 'menos de'} {band.upper} %"
    return " y ".join(filter(None, (lower, upper)))
