"""Layouts of tables that a person mapped: kept as plain data, and used for the next file that has the same headers."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import _, fold, squeeze
from ceiba.kernel.vocabulary import Column, Layout

IGNORED = "ignored"
MAPPED = "mapped"  # begins the key of a layout that a person made

_AMOUNT, _CODE, _NAME = _("Monto"), _("Código"), _("Nombre")
FIELDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "element": MappingProxyType(
            {
                "level": _("Nivel de la fila (OEI, AEI, Fin, Propósito…)"),
                "code": _CODE,
                "text": _("Texto de la fila"),
                "indicator": _("Indicador"),
                "indicator_code": _("Código del indicador"),
                "measure_unit": _("Unidad de medida"),
                "formula": _("Fórmula"),
                "baseline": _("Línea base: valor"),
                "baseline_year": _("Línea base: año"),
                "target": _("Meta: valor"),
                "target_year": _("Meta: año"),
                "yearly_target": _("Meta de un año (el año está en el encabezado)"),
                "amount": _AMOUNT,
                "yearly_amount": _("Monto de un año (el año está en el encabezado)"),
                "responsible": _("Responsable"),
                "verification": _("Medio de verificación"),
                "direction": _("Sentido del indicador"),
            }
        ),
        "project": MappingProxyType(
            {
                "name": _("Nombre del proyecto"),
                "code": _CODE,
                "amount": _AMOUNT,
                "yearly_amount": _("Monto de un año (el año está en el encabezado)"),
                "note": _("Observación o estado"),
                "place": _("Ubicación"),
                "sector": _("Sector"),
                "source": _("Fuente de financiamiento"),
            }
        ),
        "funding": MappingProxyType(
            {
                "name": _("Fuente o eje"),
                "amount": _AMOUNT,
                "yearly_amount": _("Monto de un año (el año está en el encabezado)"),
                "investment": _("Parte para inversión"),
                "stated_investment_percent": _("Porcentaje para inversión"),
                "operating": _("Parte para funcionamiento"),
                "stated_operating_percent": _("Porcentaje para funcionamiento"),
            }
        ),
        "stakeholder": MappingProxyType(
            {
                "name": _("Nombre del actor"),
                "role": _("Rol"),
                "decision_influence": _("Influencia en las decisiones"),
                "implementation_influence": _("Influencia en la ejecución"),
            }
        ),
        "unit": MappingProxyType(
            {
                "name": _("Nombre de la unidad"),
                "objective": _("Objetivo de la unidad"),
                "indicator": _("Indicador"),
                "target": _("Meta"),
            }
        ),
    }
)


def fields_of(row: str, methodology: Methodology) -> dict[str, str]:
    """Return the fields to which a column can be mapped, with Spanish labels: those of the row, levels, frameworks.

    Raises ``ValueError`` where there is no such kind of row.
    """
    if row not in FIELDS:
        raise ValueError(_("no hay filas de la clase «%(row)s»") % {"row": row})
    if row != "element":
        return dict(FIELDS[row])
    levels = {f"level:{level.key}": level.term for level in methodology.levels}
    codes = {f"code:{level.key}": _("Código: %(term)s") % {"term": level.term} for level in methodology.levels}
    goals = {f"alignment:{f.key}": f.label for f in methodology.frameworks}
    return {**levels, **FIELDS[row], **codes, **goals}


def layout_of(headers: Sequence[str], fields: Sequence[str | None], row: str) -> Layout:
    """Return the layout of a table that a person mapped: one field for each header, None for a column to leave out.

    Raises ``ValueError`` where headers and fields are not as many, nothing is mapped or the kind of row is unknown.
    """
    if row not in FIELDS:
        raise ValueError(_("no hay filas de la clase «%(row)s»") % {"row": row})
    if len(headers) != len(fields):
        raise ValueError(_("cada columna de la tabla necesita un campo, aunque sea «no se usa»"))
    if not any(field and field != IGNORED for field in fields):
        raise ValueError(_("elija al menos una columna que se use"))
    columns = tuple(Column(field or IGNORED, (squeeze(header),)) for header, field in zip(headers, fields, strict=True))
    return Layout(f"{MAPPED}:{' | '.join(map(fold, headers))}", row, columns)


def dump_layout(layout: Layout) -> dict[str, Any]:
    """Return a layout as what JSON knows."""
    return {
        "key": layout.key,
        "row": layout.row,
        "columns": [{"field": column.field, "headers": list(column.headers)} for column in layout.columns],
        "required": list(layout.required),
    }


def load_layout(data: Mapping[str, Any]) -> Layout:
    """Return the layout that ``dump_layout`` wrote; ``ValueError`` (Spanish) where the data is none."""
    try:
        columns = tuple(Column(str(c["field"]), tuple(map(str, c["headers"]))) for c in data["columns"])
        layout = Layout(str(data["key"]), str(data["row"]), columns, tuple(map(str, data.get("required", ()))))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(_("no es la forma de una tabla: faltan sus columnas, su clase de fila o su clave")) from error
    if layout.row not in FIELDS or not layout.columns:
        raise ValueError(_("no hay filas de la clase «%(row)s»") % {"row": layout.row})
    return layout
