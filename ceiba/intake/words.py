"""What things, fields and values are called on the pages of a proposal."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ceiba.exchange.decisions import REFERENCES, UPWARDS
from ceiba.exchange.writers.page_indicators import ACCUMULATION_WORDS, DIRECTION_WORDS
from ceiba.exchange.writers.page_money import STAGE_WORDS, STATUS_WORDS
from ceiba.exchange.writers.page_people import STATEMENT_WORDS
from ceiba.kernel.budget import Nature, Stage
from ceiba.kernel.indicator import Accumulation, Baseline, Direction, Milestone, StatedChange, Target
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Alignment, StatementKind
from ceiba.kernel.project import Progress, ProjectStatus, YearAmount
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Absent, Value
from ceiba.rules.speech import label
from ceiba.ui import formats

NOUN_WORDS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "plan": (_("plan"), _("planes")),
    "element": (_("elemento"), _("elementos")),
    "indicator": (_("indicador"), _("indicadores")),
    "statement": (_("declaración"), _("declaraciones")),
    "stakeholder": (_("actor"), _("actores")),
    "citation": (_("norma citada"), _("normas citadas")),
    "unit": (_("unidad"), _("unidades")),
    "funding": (_("fuente de dinero"), _("fuentes de dinero")),
    "total": (_("total impreso"), _("totales impresos")),
    "budget_line": (_("renglón"), _("renglones")),
    "project": (_("proyecto"), _("proyectos")),
    "demand": (_("demanda"), _("demandas")),
    "risk": (_("riesgo"), _("riesgos")),
    "population": (_("población"), _("poblaciones")),
}
FIELD_WORDS: Mapping[str, str | Promise] = {
    "text": _("texto"),
    "level": _("nivel"),
    "code": _("código"),
    "parent": _("depende de"),
    "unit": _("unidad responsable"),
    "period": _("período"),
    "weight": _("peso"),
    "withdrawn": _("retirado"),
    "alignments": _("alineación"),
    "element": _("elemento que mide"),
    "measure_unit": _("unidad de medida"),
    "denominator": _("denominador"),
    "direction": _("qué es mejor"),
    "accumulation": _("cómo se acumula"),
    "formula": _("fórmula"),
    "variables": _("variables"),
    "baseline": _("línea base"),
    "baseline_value": _("línea base"),
    "baseline_year": _("año de la línea base"),
    "baseline_source": _("fuente de la línea base"),
    "targets": _("metas"),
    "target_text": _("meta en palabras"),
    "stated_changes": _("cambio declarado"),
    "verification": _("medio de verificación"),
    "band": _("banda"),
    "milestones": _("hitos"),
    "kind": _("clase"),
    "title": _("título"),
    "version": _("versión"),
    "name": _("nombre"),
    "role": _("papel"),
    "decision_influence": _("influencia en la decisión"),
    "implementation_influence": _("influencia en la ejecución"),
    "norm": _("norma"),
    "number": _("número"),
    "process": _("proceso"),
    "key": _("fuente según la metodología"),
    "amount": _("monto"),
    "investment": _("inversión"),
    "operating": _("funcionamiento"),
    "stated_investment_percent": _("% de inversión impreso"),
    "stated_operating_percent": _("% de funcionamiento impreso"),
    "label": _("rótulo"),
    "column": _("columna"),
    "stated": _("total impreso"),
    "addends": _("filas de arriba del total"),
    "all_addends": _("todas las filas"),
    "classifier": _("clasificador"),
    "source": _("fuente"),
    "nature": _("naturaleza"),
    "amounts": _("montos"),
    "serves": _("a qué sirve"),
    "status": _("situación"),
    "note": _("observación"),
    "place": _("lugar"),
    "progress": _("avance"),
    "origin": _("de quién"),
    "structured": _("por acta"),
    "answer": _("respuesta"),
}
ROW_WORDS: Mapping[str, str | Promise] = {
    "links": _("vínculos entre elementos"),
    "measurements": _("mediciones"),
    "register_measures": _("medidas de registros"),
    "bindings": _("indicadores que mide un registro"),
}
NATURE_WORDS = {Nature.INVESTMENT: _("inversión"), Nature.OPERATING: _("funcionamiento")}
CHOICES: Mapping[type[StrEnum], Mapping[Any, str | Promise]] = {
    Direction: DIRECTION_WORDS,
    Accumulation: ACCUMULATION_WORDS,
    StatementKind: STATEMENT_WORDS,
    ProjectStatus: STATUS_WORDS,
    Stage: STAGE_WORDS,
    Nature: NATURE_WORDS,
}
SURE, LIKELY = 0.9, 0.6


def word(noun: str, count: int = 1) -> str:
    """Return what a noun is called, in the number asked for."""
    one, many = NOUN_WORDS[noun]
    return str(one if count == 1 else many)


def counted(noun: str, count: int) -> str:
    """Return a count with its noun: «412 elementos»."""
    return f"{formats.number(count)} {word(noun, count)}"


def field_word(name: str) -> str:
    """Return what a field is called."""
    return str(FIELD_WORDS.get(name, name))


def confidence_word(confidence: float) -> str:
    """Return how sure the reading is, in a word."""
    return str(_("seguro") if confidence >= SURE else _("probable") if confidence >= LIKELY else _("dudoso"))


def confidence_tone(confidence: float) -> str:
    """Return the tone of a confidence."""
    return "ok" if confidence >= SURE else "warn" if confidence >= LIKELY else "bad"


def choice_word(value: StrEnum) -> str:
    """Return what one of a closed list is called."""
    words = CHOICES.get(type(value), {}).get(value)
    return str(value) if words is None else formats.say()(str(words))


def shown(subject: str, field: str, value: object, snapshot: Snapshot) -> str:
    """Return the value of a field as a person reads it; what it names by identifier is called by its name."""
    noun = subject.partition("/")[0]
    other = noun if UPWARDS.get(noun) == field else REFERENCES.get(noun, {}).get(field)
    if other and isinstance(value, str):
        return label(f"{other}/{value}", snapshot)
    if field == "level" and isinstance(value, str):
        return next((level.term for level in snapshot.methodology.levels if level.key == value), value)
    return said(value)


def said(value: object) -> str:
    """Return a kernel value as a person reads it, in the institution's way of writing figures."""
    match value:
        case None | "" | ():
            return "—"
        case bool():
            return str(_("sí") if value else _("no"))
        case StrEnum():
            return choice_word(value)
        case str() | int():
            return str(value)
        case Decimal():
            return formats.number(value)
        case Money():
            return formats.money(value)
        case Value() | Absent():
            return formats.datum(value)
        case Period():
            return formats.period(value)
        case MeasureUnit():
            return value.name
        case tuple():
            return "; ".join(said(one) for one in value)
        case _:
            return _composed(value)


def _composed(value: object) -> str:
    match value:
        case Baseline():
            return formats.datum(value.value) + (f" ({value.year})" if value.year else "")
        case Target():
            return f"{formats.period(value.period)}: {formats.datum(value.value)}"
        case Alignment():
            return f"{value.framework} {', '.join(value.codes)}"
        case StatedChange():
            return value.text or formats.number(value.amount)
        case YearAmount():
            return f"{value.year}: {formats.money(value.amount)}"
        case Progress():
            parts = formats.percent(value.physical), formats.percent(value.financial)
            return f"{formats.period(value.period)}: {' · '.join(parts)}"
        case Milestone():
            return f"{value.name}: {formats.number(value.weight)}"
        case _:
            return str(getattr(value, "subject", value))
