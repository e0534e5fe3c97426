"""The registers of the demonstration: requests for information, procedures and council sessions, all invented.

Days are counted back from the day on which the demonstration is made, so that something is late, something falls due
soon and something is closed whenever somebody looks. Nobody named here exists.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from ceiba.institutions.actor import Actor
from ceiba.registers.queries_rows import Reader
from ceiba.registers.services_registers import adopt_register
from ceiba.registers.services_rows import create_record, move_record

REQUESTS, PROCEDURES, SESSIONS = "gt.solicitudes_informacion", "tramites_administrativos", "gt.sesiones_consejo"
NINE = time(9, 0)

Step = tuple[str, int, dict[str, str], str]  # transition, days after the beginning, values, reason
Steps = Sequence[Step]
_TAKE: Step = ("tramitar", 1, {}, "")
_ANSWER = {"sentido": "entrega_total", "resolucion": "Resolución inventada"}
_DENIAL = {"sentido": "confidencial", "resolucion": "Resolución inventada"}

# Days ago, how it came in, what is asked for, subject, and what was done with it since.
_REQUESTS: Sequence[tuple[int, str, str, str, Steps]] = (
    (58, "en_linea", "Copia del plan operativo vigente", "Planes", (_TAKE, ("responder", 9, _ANSWER, ""))),
    (47, "ventanilla", "Actas del concejo de julio", "Actas", (_TAKE, ("responder", 24, _ANSWER, ""))),
    (40, "en_linea", "Análisis de calidad del agua de Las Pilas", "Agua", (_TAKE, ("responder", 12, _ANSWER, ""))),
    (33, "telefono", "Expediente de una persona", "Datos de otros",
     (_TAKE, ("denegar", 10, _DENIAL, "Son datos de otra persona."))),
    (26, "en_linea", "Contratos de mantenimiento de caminos", "Obras",
     (_TAKE, ("prorrogar", 8, {}, "Inventado: hay que reunirlos de tres archivos."))),
    (21, "ventanilla", "Listado de usuarios exonerados de agua", "Agua", (_TAKE,)),
    (17, "en_linea", "Gasto en la feria del año pasado", "Presupuesto", ()),
    (13, "en_linea", "Horario del tren de aseo por zona", "Servicios", (_TAKE,)),
    (12, "telefono", "Requisitos de la licencia de construcción", "Licencias", (_TAKE,)),
    (6, "en_linea", "Presupuesto ejecutado en agua y saneamiento", "Presupuesto", ()),
    (2, "ventanilla", "Mapa de zonas del área urbana", "Territorio", ()),
    (0, "en_linea", "Nómina de la Dirección de Obras", "Personal", ()),
)  # fmt: skip
_REPLY = {"respuesta": "Oficio inventado"}
_ASSIGN: Step = ("asignar", 1, {}, "")
_PROCEDURES: Sequence[tuple[int, str, str, Steps]] = (
    (50, "externo", "Certificación de residencia", (_ASSIGN, ("despachar", 6, _REPLY, ""))),
    (41, "interno", "Informe de bombas del segundo semestre",
     (_ASSIGN, ("despachar", 30, _REPLY, ""))),
    (34, "externo", "Uso del salón comunal de Agua Zarca", (_ASSIGN, ("archivar", 12, {}, "La solicitante desistió."))),
    (27, "externo", "Conexión de agua en el barrio El Centro", (_ASSIGN,)),
    (20, "externo", "Permiso de venta en la plaza", (_ASSIGN, ("prevenir", 3, {}, "Falta un documento."))),
    (18, "interno", "Dictamen de la ruta de recolección", (_ASSIGN,)),
    (9, "externo", "Reparación de una fuga en El Mirador", (_ASSIGN,)),
    (4, "interno", "Traslado de mobiliario", ()),
    (1, "externo", "Constancia de no adeudo", ()),
)  # fmt: skip
_PEOPLE = ("Vecina Inventada", "Vecino Inventado", "Estudiante Inventada", "Periodista Inventado")
_ATTENDED = (
    "concejo/mujeres 2; concejo/hombres 5; cocode/mujeres {0}; cocode/hombres 9; entidades_publicas/mujeres 3; "
    "entidades_publicas/hombres 2; mujeres_organizadas/mujeres 4; sociedad_civil/hombres 3"
)


def keep(founder: Actor, clerk: Actor, head: Actor, unit: Any) -> None:
    """Open three registers in a unit and fill them as its clerk and its head would."""
    since = timezone.localdate().replace(month=1, day=1)
    requests, procedures, sessions = (
        adopt_register(founder, reference=reference, since=since, unit=unit)
        for reference in (REQUESTS, PROCEDURES, SESSIONS)
    )
    for number, (ago, medium, asked, subject, steps) in enumerate(_REQUESTS):
        begun = _moment(ago)
        values = {
            "presentada": begun.isoformat(" ", "minutes"), "medio": medium, "pedido": f"{asked} (inventada)",
            "tema": subject, "solicitante": _PEOPLE[number % len(_PEOPLE)],
        }  # fmt: skip
        _follow(clerk, head, create_record(clerk, requests, values, at=begun), begun, steps)
    for number, (ago, origin, subject, steps) in enumerate(_PROCEDURES):
        begun = _moment(ago)
        values = {"ingreso": begun.date().isoformat(), "procedencia": origin, "asunto": f"{subject} (inventado)"}
        values |= {
            "unidad": unit.key,
            **({"solicitante": _PEOPLE[number % len(_PEOPLE)]} if origin == "externo" else {}),
        }
        _follow(clerk, head, create_record(clerk, procedures, values, at=begun), begun, steps)
    _hold(clerk, head, sessions)


def _hold(clerk: Actor, head: Actor, sessions: Any) -> None:
    """Hold a session a month: the older ones with their minutes published, the last without, and one to come."""
    for number, ago in enumerate((108, 80, 52, 24, -8), 1):
        meets = datetime.combine(timezone.localdate() - timedelta(days=ago), NINE)
        begun = min(meets - timedelta(days=12), _moment(1))
        values = {"consejo": "comude", "clase": "ordinaria", "fecha": meets.isoformat(" ", "minutes")}
        row = create_record(clerk, sessions, values, at=begun)
        steps: list[Step] = [("convocar", min(4, _since(begun)), {"convocatoria": "Convocatoria inventada"}, "")]
        if ago > 0:
            numbers = {
                "numero": f"{number:02}-{meets.year}",
                "miembros": "30",
                "acuerdos": str(2 + number),
                "asistencia": _ATTENDED.format(6 + number),
            }
            steps.append(("celebrar", 12, numbers, ""))
        if number < 4:
            steps.append(("publicar", 30, {"acta": f"Acta inventada {number}"}, ""))
        _follow(clerk, head, row, begun, steps)


def _since(begun: datetime) -> int:
    passed: timedelta = timezone.localdate() - begun.date()
    return passed.days


def _moment(ago: int) -> datetime:
    """Return nine in the morning so many days ago; midnight for today, so that it is not ahead of who looks early."""
    day: date = timezone.localdate() - timedelta(days=ago)
    return datetime.combine(day, NINE if ago else time(0, 0))


def _follow(clerk: Actor, head: Actor, row: Any, begun: datetime, steps: Steps) -> None:
    """Take a row from state to state, each step so many days after it began, by whoever may."""
    heads = {way.key for way in Reader(head, row.register).type.transitions if "clerk" not in way.roles}
    for way, after, values, reason in steps:
        actor = head if way in heads else clerk
        at = begun + timedelta(days=after)
        row = move_record(actor, row, way, version=row.version, values=values, at=at, reason=reason)
