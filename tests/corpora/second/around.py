"""What stands around a plan in the second wave: glossaries, risks, calendars, its elements again."""

from decimal import Decimal

from tests.corpora.blocks import Box, Grid, Para
from tests.corpora.front import Front
from tests.corpora.plans import Node

ACRONYMS = (
    ("COPLAM", "Comité de planificación municipal"),
    ("DIFIN", "Dirección financiera"),
    ("SISEG", "Sistema de seguimiento"),
    ("UNIPLAN", "Unidad de planificación"),
    ("MESATER", "Mesa territorial"),
)
GLOSSARY = (
    ("Eje", "Tema mayor en que se ordena el trabajo de la institución."),
    ("Objetivo", "Cambio que se desea alcanzar al final del período."),
    ("Meta", "Cantidad que se espera lograr en un plazo."),
    ("Indicador", "Dato que permite saber cuánto se ha avanzado."),
    ("Línea base", "Valor del indicador al inicio."),
    ("Actividad", "Tarea que una unidad lleva a cabo con sus recursos."),
)
RISKS = (
    ("Retraso en las transferencias", "Alta", "Medio", "Gestión anticipada ante el ente rector"),
    ("Cambio de autoridades", "Media", "Alto", "Actas de entrega y expedientes completos"),
    ("Fenómenos climáticos", "Alta", "Alto", "Fondo de reserva y plan de contingencia"),
    ("Falta de oferentes", "Baja", "Medio", "Calendario de compras publicado a tiempo"),
)
STAGES = (
    ("Preparación", "Conformación del equipo y revisión de documentos", "Enero"),
    ("Diagnóstico", "Talleres con la comunidad y análisis de datos", "Febrero a abril"),
    ("Formulación", "Redacción y validación del documento", "Mayo a julio"),
    ("Aprobación", "Sesión ordinaria y publicación", "Agosto"),
)
QUOTES = (
    "«Lo que no se mide no se puede mejorar», dijo una vecina en el taller.",
    "¿Sabía usted? Este documento se elaboró en ocho talleres con más de trescientas personas.",
    "Dato: la mitad de la población tiene menos de veinticinco años.",
)
NOTES = (
    "1/ Cifras preliminares, sujetas a revisión.",
    "* Valores redondeados.",
    "Nota: los montos pueden variar según la disponibilidad de recursos.",
    "Fuente: elaboración propia con datos de las dependencias.",
)
TEAM = ("Coordinación general", "Apoyo técnico", "Redacción", "Diagramación")
MONTHS = ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic")


class FurtherFront(Front):
    """Draws the pages around a plan of the second wave."""

    def before(self) -> None:
        """Draw what stands before the plan: what the first wave has, and lists and tables that are no plan."""
        super().before()
        if self.rng.random() < 0.2:
            self._pairs(
                "acronyms", ("Siglas y acrónimos", "Siglas", "Abreviaturas"), ACRONYMS, ("Sigla", "Significado")
            )
        if self.rng.random() < 0.2:
            self._pairs(
                "glossary", ("Glosario", "Definiciones", "Conceptos básicos"), GLOSSARY, ("Concepto", "Definición")
            )
        if self.rng.random() < 0.2:
            self._table("stages", ("Fases del proceso", "Ruta metodológica"), ("Fase", "Descripción", "Fecha"), STAGES)
        if self.rng.random() < 0.2:
            self.drawing.add(Para(self.rng.choice(QUOTES), "box", gap=True))
            self.drawing.features.add("text box")

    def after(self) -> None:
        """Draw what stands after the plan: notes, tables that print its elements again, risks, who wrote it."""
        if self.rng.random() < 0.25:
            self.drawing.add(Para(self.rng.choice(NOTES), "note"))
            self.drawing.features.add("note below")
        super().after()
        if self.rng.random() < 0.2:
            self._aligned()
        if self.rng.random() < 0.2:
            self._calendar()
        if self.rng.random() < 0.15:
            self._shares()
        if self.rng.random() < 0.2:
            heads = ("Riesgo", "Probabilidad", "Impacto", "Medida de mitigación")
            self._table("risks", ("Matriz de riesgos", "Gestión de riesgos del plan"), heads, RISKS)
        if self.rng.random() < 0.15:
            self.heading("Equipo de trabajo")
            self.drawing.add(*(Para(f"{part}: {self.rng.choice(self.words.entries('units'))}") for part in TEAM))
            self.drawing.features.add("team")

    def _pairs(
        self, feature: str, titles: tuple[str, ...], pairs: tuple[tuple[str, str], ...], heads: tuple[str, str]
    ) -> None:
        chosen = tuple(self.rng.sample(pairs, min(4, len(pairs))))
        if self.rng.random() < 0.5:
            self._table(feature, titles, heads, chosen)
            return
        self.heading(self.rng.choice(titles))
        self.drawing.add(*(Para(f"{one}: {other}") for one, other in chosen))
        self.drawing.features.add(feature)

    def _table(
        self, feature: str, titles: tuple[str, ...], heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
    ) -> None:
        self.heading(self.rng.choice(titles))
        self.drawing.add(Grid(tuple(tuple(Box(text) for text in row) for row in (heads, *rows))))
        self.drawing.features.add(feature)

    def _level(self, depth: int) -> list[Node]:
        key = self.drawing.plan.scheme.chain[depth].key
        said = {entry["id"] for entry in self.drawing.gold["elements"]}
        return [node for node, _parent in self.drawing.plan.walk() if node.level.key == key and node.id in said]

    def _aligned(self) -> None:
        """Print the elements of one level again beside the goals of the world that they serve."""
        nodes = self._level(min(1, len(self.drawing.plan.scheme.chain) - 1))
        if nodes:
            heads = (nodes[0].level.headers[0], self.rng.choice(("ODS", "Objetivo de Desarrollo Sostenible")))
            rows = tuple((node.text, f"ODS {self.rng.randint(1, 17)}") for node in nodes)
            self._table("alignment", ("Vinculación con los ODS", "Alineación con la Agenda 2030"), heads, rows)

    def _calendar(self) -> None:
        """Print the elements of the last level again with crosses in the months in which they are done."""
        nodes = self._level(-1)[:12]
        if nodes and not any(node.stated for node in nodes):
            rows = tuple((node.text, *(self.rng.choice(("X", "", "")) for _m in MONTHS)) for node in nodes)
            heads = (nodes[0].level.headers[0], *MONTHS)
            self._table("calendar", ("Cronograma", "Cronograma de ejecución"), heads, rows)

    def _shares(self) -> None:
        """Print the roots again with the money of each."""
        plan = self.drawing.plan
        nodes = self._level(0)
        if len(nodes) < 2:
            return
        amounts = [Decimal(self.rng.randint(50_000, 9_000_000)) for _node in nodes]
        rows = [(node.text, plan.shown.amount(amount, sign=False)) for node, amount in zip(nodes, amounts, strict=True)]
        rows.append(("TOTAL", plan.shown.amount(sum(amounts, Decimal(0)), sign=False)))
        heads = (nodes[0].level.headers[0], "Monto")
        self._table("money by root", ("Plan plurianual de inversiones", "Presupuesto del plan"), heads, tuple(rows))
        gold = self.drawing.gold
        gold["funding"] += [
            {"source": n.text, "amount": float(a), "investment": None, "operating": None}
            for n, a in zip(nodes, amounts, strict=True)
        ]
        total = float(sum(amounts, Decimal(0)))
        gold["totals"].append({"label": "TOTAL", "stated": total, "computed": total, "agrees": True})
