"""A small plan in the tables, for whoever edits it."""

from ceiba.institutions.models import Entry
from ceiba.plans.models import Element, Plan
from ceiba.snapshots.services import current
from tests.cast import with_elements
from tests.people import Office
from tests.snapshots.adopting import adopt_all

TREE = """
- {id: ax, level: eje, text: Agua}
- {id: th, level: tematica, text: Agua segura, parent: ax}
- {id: ob, level: objetivo, code: '1.1', text: Llevar agua, parent: th}
- {id: l1, level: linea_estrategica, text: Clorar, parent: ob}
- {id: a1, level: linea_accion, text: Dosificar, parent: l1}
- {id: l2, level: linea_estrategica, text: Buscar fugas, parent: ob}
- {id: re, level: resultado, text: Más hogares, parent: ob, indicators: [{id: in, text: Hogares, targets: {2025: 10}}]}
- {id: bx, level: eje, text: Caminos}
"""


def plant(office: Office) -> None:
    """Put the tree into the tables of the office."""
    adopt_all(office.actor(), with_elements(TREE))


def element(key: str) -> Element:
    """Return an element as it stands now."""
    return Element.objects.get(key=key)


def plan() -> Plan:
    """Return the plan."""
    return Plan.objects.get()


def shape(office: Office) -> str:
    """Return the tree of the snapshot on one line: «ax(th(ob(l1 l2)))»."""
    snapshot = current(office.institution)

    def told(one: object) -> str:
        below = " ".join(told(child) for child in snapshot.children(one))  # type: ignore[arg-type]  # elements
        return f"{one.id}({below})" if below else one.id  # type: ignore[attr-defined]  # elements

    return " ".join(told(root) for root in snapshot.roots(snapshot.plans[0]))


def last_entry() -> Entry:
    """Return the newest row of history."""
    return Entry.objects.order_by("-pk")[0]
