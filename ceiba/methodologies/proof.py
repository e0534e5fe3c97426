"""What a methodology must hold beyond its shape: what it names exists, and every number has exactly one owner."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.methodology import Band, Framework, Methodology
from ceiba.kernel.plan import StatementKind
from ceiba.kernel.project import ProjectStatus
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.text import _, fold
from ceiba.methodologies.problems import Problem
from ceiba.methodologies.reading import Raw

Found = Iterator[tuple[str, str, Mapping[str, str]]]  # place, message, facts

NEEDED: Mapping[str, tuple[str, ...]] = {
    "plan_kinds": ("label", "names"),
    "levels": ("term", "role", "kind", "labels"),
    "frameworks": ("label",),
    "classifications": ("label", "goals"),
    "semaphores": ("bands",),
    "funding_rules": ("label", "names"),
    "money_stages": ("label", "headers"),
    "report_columns": ("label", "report", "headers"),
    "classifiers": ("label", "use", "segments"),
    "project_steps": ("label",),
    "project_words": ("part", "label"),
    "project_sectors": ("labels",),
    "procurement_methods": ("label", "names"),
    "disaggregations": ("label", "parts"),
    "products": ("label", "measure_unit"),
    "reporting": ("label", "months"),
    "holidays": ("name",),
    "answer_terms": ("label", "days", "count"),
    "norms": ("titles",),
    "measure_units": ("kind", "words"),
    "audit_profiles": ("label", "purpose", "severities"),
    "layouts": ("row", "columns", "required"),
}
LEGAL = (
    "plan_kinds", "frameworks", "classifications", "semaphores", "funding_rules", "money_stages", "report_columns",
    "classifiers", "project_steps", "project_words", "project_sectors", "procurement_methods", "disaggregations",
    "products", "reporting", "holidays", "answer_terms", "norms", "institutions", "acronyms", "measure_units",
)  # fmt: skip


def incomplete(raw: Raw, folder: str) -> Iterator[Problem]:
    """Yield a problem for each entry that, with all it inherits, still lacks a field or the source of a legal value."""
    lists = {**raw, "layouts": raw.get("vocabulary", {}).get("layouts", [])}
    for section in dict.fromkeys((*NEEDED, *LEGAL)):
        for entry in lists.get(section, ()):
            name = next(
                entry[field] for field in ("key", "number", "name", "acronym", "stage", "matter") if field in entry
            )
            place = f"{section}.{name}"
            for field in NEEDED.get(section, ()):
                if field not in entry:
                    yield Problem(folder, place, _("falta «%(field)s»; escríbalo."), {"field": field})
            if section in LEGAL and "source" not in entry:
                message = _("no dice de qué norma o publicación sale; agregue «source», aunque sea sin verificar.")
                yield Problem(folder, place, message)
            for field in ("role", "titles", "words", "bands", "columns"):
                if entry.get(field) == []:
                    yield Problem(folder, place, _("«%(field)s» está vacío; escriba al menos uno."), {"field": field})


def prove(methodology: Methodology, raw: Raw, folder: str) -> Iterator[Problem]:
    """Yield everything that is wrong with a methodology whose shape is right.

    ``raw`` is the merged text it was typed from: it says which labels are meant to open several levels.
    """
    shared = {level["key"]: frozenset(level.get("shares_labels_with", ())) for level in raw.get("levels", ())}
    proofs: tuple[Callable[[Methodology], Found], ...] = (
        _levels, _plan_kinds, _frameworks, _bands, _funding, _sources, _measure_units, _vocabulary, _layouts,
    )  # fmt: skip
    for proof in proofs:
        for place, message, facts in proof(methodology):
            yield Problem(folder, place, message, facts)
    for place, message, facts in _labels(methodology, shared):
        yield Problem(folder, place, message, facts)


def _levels(methodology: Methodology) -> Found:
    kinds = {kind.key for kind in methodology.plan_kinds}
    keys = {level.key for level in methodology.levels}
    for level in methodology.levels:
        place = f"levels.{level.key}"
        for rule in level.parents:
            if rule.level not in keys:
                message = _("el nivel «%(parent)s» del que cuelga no existe; corrija la clave o agregue el nivel.")
                yield f"{place}.parents", message, {"parent": rule.level}
            if rule.minimum > rule.maximum:
                yield f"{place}.parents", _("pide más padres de los que permite; baje «minimum»."), {}
        for kind in level.plan_kinds:
            if kind not in kinds:
                message = _("el tipo de plan «%(kind)s» no existe; corrija la clave o agréguelo a «plan_kinds».")
                yield f"{place}.plan_kinds", message, {"kind": kind}
        if level.code_pattern is not None and not _compiles(level.code_pattern):
            message = _("«%(pattern)s» no es una expresión regular; corríjala.")
            yield f"{place}.code_pattern", message, {"pattern": level.code_pattern}
    parents = {level.key: tuple(rule.level for rule in level.parents) for level in methodology.levels}
    if cycle := _cycle(parents):
        message = _("un elemento podría ser su propio antepasado (%(cycle)s); quite uno de esos padres.")
        yield "levels", message, {"cycle": " → ".join(cycle)}


def _plan_kinds(methodology: Methodology) -> Found:
    for kind in methodology.plan_kinds:
        if kind.parent is not None and methodology.plan_kind(kind.parent) is None:
            message = _("el tipo de plan «%(parent)s» que desarrolla no existe; corrija la clave o agréguelo.")
            yield f"plan_kinds.{kind.key}.parent", message, {"parent": kind.parent}
        if not 1 <= kind.minimum_years <= kind.maximum_years:
            message = _("dura entre %(minimum)s y %(maximum)s años; el mínimo es 1 y no pasa del máximo.")
            facts = {"minimum": str(kind.minimum_years), "maximum": str(kind.maximum_years)}
            yield f"plan_kinds.{kind.key}", message, facts
    parents = {kind.key: (kind.parent,) if kind.parent else () for kind in methodology.plan_kinds}
    if cycle := _cycle(parents):
        message = _("un tipo de plan se desarrolla a sí mismo (%(cycle)s); quite uno de esos padres.")
        yield "plan_kinds", message, {"cycle": " → ".join(cycle)}


def _frameworks(methodology: Methodology) -> Found:
    named = (("frameworks", methodology.frameworks), ("classifications", methodology.classifications))
    for section, frameworks in named:
        for framework in frameworks:
            yield from _goals(f"{section}.{framework.key}.goals", framework)


def _goals(place: str, framework: Framework) -> Found:
    codes: set[str] = set()
    for goal in framework.goals:
        if goal.code in codes:
            yield place, _("el código «%(code)s» está dos veces; deje uno solo."), {"code": goal.code}
        codes.add(goal.code)
    for goal in framework.goals:
        if goal.parent is not None and goal.parent not in codes:
            message = _("«%(code)s» cuelga de «%(parent)s», que no existe; corrija el código.")
            yield place, message, {"code": goal.code, "parent": goal.parent}


def _bands(methodology: Methodology) -> Found:
    for semaphore in methodology.semaphores:
        place = f"semaphores.{semaphore.key}.bands"
        bands = semaphore.bands
        if bands[0].lower is not None:
            message = _("nada dice qué pasa por debajo de %(value)s; quite el «lower» de la primera banda.")
            yield place, message, {"value": str(bands[0].lower)}
        if bands[-1].upper is not None:
            message = _("nada dice qué pasa por encima de %(value)s; quite el «upper» de la última banda.")
            yield place, message, {"value": str(bands[-1].upper)}
        for before, after in pairwise(bands):
            yield from _border(place, before, after)
        for band in bands:
            if band.lower is not None and band.upper is not None and not band.lower < band.upper:
                yield place, _("la banda «%(band)s» está vacía; suba su «upper»."), {"band": band.key}


def _border(place: str, before: Band, after: Band) -> Found:
    facts = {"before": before.key, "after": after.key}
    if before.upper is None or after.lower is None:
        message = _("entre «%(before)s» y «%(after)s» falta el límite; escriba «upper» y «lower» con el mismo número.")
        yield place, message, facts
    elif before.upper < after.lower:
        yield place, _("hay un hueco entre «%(before)s» y «%(after)s»; iguale sus límites."), facts
    elif before.upper > after.lower:
        yield place, _("«%(before)s» y «%(after)s» se traslapan; iguale sus límites."), facts
    elif before.includes_upper == after.includes_lower:
        message = _("el límite %(value)s debe ser de «%(before)s» o de «%(after)s», de una sola de las dos.")
        yield place, message, {**facts, "value": str(before.upper)}


def _funding(methodology: Methodology) -> Found:
    for rule in methodology.funding_rules:
        place = f"funding_rules.{rule.key}"
        minimum, maximum = rule.minimum_investment, rule.maximum_operating
        if (minimum is None) != (maximum is None):
            yield place, _("dice solo una de las dos partes; escriba la inversión y el funcionamiento, o ninguna."), {}
        elif minimum is not None and maximum is not None and (minimum < 0 or maximum < 0 or minimum + maximum != 100):
            message = _("la inversión mínima (%(minimum)s) y el funcionamiento máximo (%(maximum)s) no suman 100.")
            yield place, message, {"minimum": str(minimum), "maximum": str(maximum)}


def _sources(methodology: Methodology) -> Found:
    named: list[tuple[str, LegalSource | None]] = [("legal_basis", source) for source in methodology.legal_basis]
    named += [(f"plan_kinds.{kind.key}", kind.source) for kind in methodology.plan_kinds]
    for framework in (*methodology.frameworks, *methodology.classifications):
        named += [(f"frameworks.{framework.key}", framework.source)]
        named += [(f"frameworks.{framework.key}.{goal.code}", goal.source) for goal in framework.goals]
    named += [(f"semaphores.{semaphore.key}", semaphore.source) for semaphore in methodology.semaphores]
    named += [(f"funding_rules.{rule.key}", rule.source) for rule in methodology.funding_rules]
    named += [(f"reporting.{report.key}", report.source) for report in methodology.reporting]
    named += [(f"holidays.{holiday.key}", holiday.source) for holiday in methodology.holidays]
    named += [(f"answer_terms.{term.matter}", term.source) for term in methodology.answer_terms]
    named += [(f"norms.{norm.number}", norm.source) for norm in methodology.norms]
    named += [(f"institutions.{known.name}", known.source) for known in methodology.institutions]
    named += [(f"checks.{check.rule}", check.source) for check in methodology.checks]
    for place, source in named:
        if source is not None and source.standing is Standing.VERIFIED and not source.reference:
            message = _("«%(name)s» dice que está verificado y no dice dónde se leyó; agregue «reference».")
            yield place, message, {"name": source.name}


def _measure_units(methodology: Methodology) -> Found:
    owners: dict[str, str] = {}
    for unit in methodology.measure_units:
        place = f"measure_units.{unit.name}"
        if (unit.kind == UnitKind.RATE) != (unit.per is not None):
            yield place, _("una tasa, y solo una tasa, dice por cuántos se cuenta; revise «kind» y «per»."), {}
        for word in unit.words:
            owner = owners.setdefault(fold(word), unit.name)
            if owner != unit.name:
                message = _("«%(word)s» ya nombra a «%(owner)s»; quítela de una de las dos.")
                yield place, message, {"word": word, "owner": owner}


def _labels(methodology: Methodology, shared: Mapping[str, frozenset[str]]) -> Found:
    levels: dict[str, list[str]] = defaultdict(list)
    for level in methodology.levels:
        for label in sorted({fold(label) for label in level.labels}):
            levels[label].append(level.key)
    for label, keys in levels.items():
        for other in keys[1:]:
            if keys[0] not in shared.get(other, ()) and other not in shared.get(keys[0], ()):
                message = _("«%(label)s» también abre «%(other)s»; quítela o dígalo en «shares_labels_with».")
                yield f"levels.{other}.labels", message, {"label": label, "other": keys[0]}


def _vocabulary(methodology: Methodology) -> Found:
    words = methodology.vocabulary
    known: tuple[tuple[str, Mapping[str, tuple[str, ...]], frozenset[str]], ...] = (
        ("statements", words.statements, frozenset(StatementKind)),
        ("project_status", words.project_status, frozenset(ProjectStatus)),
    )
    for name, mapping, keys in known:
        for key in mapping:
            if key not in keys:
                message = _("no se conoce «%(key)s»; use uno de: %(known)s.")
                yield f"vocabulary.{name}", message, {"key": key, "known": ", ".join(sorted(keys))}


_ROW_FIELDS: Mapping[str, frozenset[str]] = {
    "funding": frozenset(
        {"name", "amount", "investment", "stated_investment_percent", "operating", "stated_operating_percent"}
        | {"yearly_amount"}
    ),
    "project": frozenset({"name", "code", "amount", "note", "status", "place", "sector", "source", "yearly_amount"}),
    "stakeholder": frozenset({"name", "role", "decision_influence", "implementation_influence"}),
    "unit": frozenset({"name", "objective", "indicator", "target"}),
    "element": frozenset(
        {"level", "text", "code", "responsible", "unit", "amount", "indicator", "indicator_code", "measure_unit"}
        | {
            "baseline",
            "baseline_year",
            "target",
            "target_year",
            "yearly_target",
            "yearly_amount",
            "formula",
            "verification",
            "direction",
        }
    ),
}


def _layouts(methodology: Methodology) -> Found:
    levels = {level.key for level in methodology.levels}
    frameworks = {framework.key for framework in methodology.frameworks}
    for layout in methodology.vocabulary.layouts:
        place = f"vocabulary.layouts.{layout.key}"
        fields = {column.field for column in layout.columns}
        for field in layout.required:
            if field not in fields and field != "level:":  # any level: its labels are headers too
                message = _("exige la columna «%(field)s», que no está entre sus columnas; agréguela o quítela.")
                yield place, message, {"field": field}
        known = _ROW_FIELDS[layout.row] | {"number", "ignored"}
        if layout.row == "element":
            known |= {f"{prefix}:{level}" for prefix in ("level", "code") for level in levels}
            known |= {f"alignment:{framework}" for framework in frameworks}
        for field in sorted(fields - known):
            message = _("una fila de «%(row)s» no tiene el campo «%(field)s»; corrija el nombre de la columna.")
            yield place, message, {"row": layout.row, "field": field}


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _cycle(parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return one cycle among the parents, first and last the same; empty where there is none."""
    done: set[str] = set()

    def walk(key: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if key in way:
            return (*way[way.index(key) :], key)
        if key in done or key not in parents:
            return ()
        for parent in parents[key]:
            if cycle := walk(parent, (*way, key)):
                return cycle
        done.add(key)
        return ()

    for key in parents:
        if cycle := walk(key, ()):
            return cycle
    return ()
