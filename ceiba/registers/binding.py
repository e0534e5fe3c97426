"""The verbs that let a register measure an indicator, end it, and write again what time alone has changed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ceiba.documents.adoption import Shelf, adopt_rows, numbered
from ceiba.indicators.models import Indicator, MeasureBinding
from ceiba.indicators.queries_bindings import value_of
from ceiba.institutions.actor import Actor
from ceiba.institutions.models import Institution
from ceiba.institutions.verbs import Part, Refused, changed, noted, verb
from ceiba.kernel import register as kernel
from ceiba.kernel.register_type import RegisterType
from ceiba.plans.queries import by_key
from ceiba.registers.measure_words import part_label
from ceiba.registers.measuring import measure_bound
from ceiba.registers.models import Register
from ceiba.registers.queries_types import registers_of, type_of

_COLUMNS = ("register", "measure", "where", "since", "until", "note")


def key_of(indicator: str, since: date) -> str:
    """Return the key of a binding: an indicator has one on a day."""
    return numbered([(indicator, since.isoformat())])[0]


@verb("bindings.adopt", needs="plan.edit", touches=[Part.REGISTERS])
def adopt_bindings(actor: Actor, bindings: Iterable[kernel.MeasureBinding]) -> None:
    """Create or change which measures of registers measure which indicators, as a document says.

    ``Refused`` where two of them, or one of them and one that stands, would give an indicator its figure on one day. A
    register that is not in use yet gives no figures until it is.
    """
    here, given = actor.institution, tuple(bindings)
    rows = {key_of(one.indicator, one.since): {"indicator": one.indicator, **_columns(one)} for one in given}
    bound = {"indicator": by_key(Indicator.objects.of(here))}
    adopt_rows(here, Shelf("binding", MeasureBinding, bound), rows)
    refuse_two(here, {one.indicator for one in given})
    named = {one.register for one in given}
    for register in registers_of(here) if given else ():
        if register.key in named:
            take_up(register)


def _columns(value: kernel.MeasureBinding) -> dict[str, Any]:
    return {**{name: getattr(value, name) for name in _COLUMNS}, "where": [list(pair) for pair in value.where]}


@verb("binding.create", needs="plan.edit", touches=[Part.REGISTERS])
def create_binding(
    actor: Actor,
    register: Register,
    indicator: Indicator,
    *,
    measure: str,
    since: date,
    until: date | None = None,
    where: Mapping[str, str] | None = None,
    note: str = "",
) -> MeasureBinding:
    """Let a measure of a register give an indicator its figures from a day on, and write those it gives by now.

    ``where`` narrows it to one part of some dimensions of the measure. ``Refused`` for a measure or a part that the
    register does not have, for days that run backwards, and where another register measures the indicator then.
    """
    here = Indicator.objects.of(actor.institution).select_for_update(of=("self",)).get(pk=indicator.pk)
    value = kernel.MeasureBinding(
        here.key, register.key, measure, since, until, tuple((where or {}).items()), note.strip()
    )
    refuse_unknown(type_of(register.edition), value)
    if until is not None and until < since:
        raise Refused(_("El último día queda antes del primero; corrija una de las dos fechas."))
    key = key_of(here.key, since)
    if MeasureBinding.objects.of(actor.institution).filter(key=key).exists():
        raise Refused(_("Ese indicador ya tiene un vínculo desde ese día: elija otro día."))
    columns = _columns(value)
    MeasureBinding.objects.create(institution=actor.institution, key=key, indicator=here, **columns)
    refuse_two(actor.institution, {here.key})
    told = {name: str(given) if isinstance(given, date) else given for name, given in columns.items()}
    changed(f"binding/{key}", None, {"indicator": here.key, **told})
    take_up(register)
    made: MeasureBinding = MeasureBinding.objects.select_related("indicator").get(
        institution=actor.institution, key=key
    )
    return made


@verb("binding.end", needs="plan.edit", touches=[Part.REGISTERS])
def end_binding(actor: Actor, binding: MeasureBinding, *, until: date, reason: str) -> MeasureBinding:
    """Say the last day on which a register measures an indicator; later periods are typed by hand again.

    What it gave stays where it is. ``Refused`` without reason, and for a day before its first.
    """
    del actor
    if not reason.strip():
        raise Refused(_("Escriba por qué el registro deja de medirlo: queda en la historia del indicador."))
    row: MeasureBinding = MeasureBinding.objects.select_for_update(of=("self",)).get(pk=binding.pk)
    if until < row.since:
        raise Refused(_("El último día queda antes del primero; corrija una de las dos fechas."))
    before, row.until = row.until, until
    row.save(update_fields=["until"])
    changed(f"binding/{row.key}", {"until": before and str(before)}, {"until": str(until)})
    noted(reason.strip())
    return row


@verb("bindings.measure", needs="plan.edit")
def measure_again(actor: Actor, registers: Iterable[Register] | None = None) -> None:
    """Write what registers say of the indicators they measure: after a day passed, or tables were counted anew."""
    for register in registers_of(actor.institution) if registers is None else registers:
        measure_bound(register)


def take_up(register: Register) -> None:
    """Let the bindings that name a register by its key give figures, now that it is in use, inside the running verb."""
    shape = type_of(register.edition)
    rows = MeasureBinding.objects.of(register.institution).filter(register=register.key)
    for row in rows.select_related("indicator"):
        if row.measure in shape.measure_by_key:
            MeasureBinding.objects.filter(pk=row.pk).update(source=source_words(register, value_of(row)))
    measure_bound(register)


def source_words(register: Register, value: kernel.MeasureBinding) -> str:
    """Return what a figure says of where it comes from: register, measure, and the parts that it is narrowed to."""
    shape = type_of(register.edition)
    parts = [part_label(shape, name, part) for name, part in value.where]
    words = f"{register.plural}: {shape.measure_by_key[value.measure].title}"
    return f"{words} ({'; '.join(parts)})" if parts else words


def refuse_unknown(shape: RegisterType, value: kernel.MeasureBinding) -> None:
    """Raise ``Refused`` for a measure that a register does not have, or a part that its measure is not opened by."""
    measure = shape.measure_by_key.get(value.measure)
    if measure is None:
        raise Refused(_("El registro no tiene la medida «%(measure)s».") % {"measure": value.measure})
    for name, part in value.where:
        known = shape.parts_of(name)
        if name not in measure.by or (known and part not in {option.key for option in known}):
            facts = {"measure": measure.title, "part": f"{name}: {part}"}
            raise Refused(_("«%(measure)s» no se abre por «%(part)s».") % facts)


def refuse_two(institution: Institution, indicators: Iterable[str]) -> None:
    """Raise ``Refused`` where two bindings of one indicator, by its key, give it its figures on the same day."""
    rows = MeasureBinding.objects.of(institution).filter(indicator__key__in=set(indicators))
    seen: dict[str, list[kernel.MeasureBinding]] = {}
    for one in (value_of(row) for row in rows.select_related("indicator")):
        for other in seen.setdefault(one.indicator, []):
            if one.overlaps(other):
                raise Refused(
                    _(
                        "El indicador «%(indicator)s» ya lo mide «%(register)s» en esos días. Termine ese vínculo, o "
                        "elija fechas que no se crucen."
                    )
                    % {"indicator": one.indicator, "register": other.register}
                )
        seen[one.indicator].append(one)
