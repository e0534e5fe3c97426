"""Colombia: institutional action plans by dimension and policy of management, activity, product, owner and dates."""

from random import Random

from tests.corpora.genres.front import closing, cover, prose
from tests.corpora.genres.ground import day, grid, merged, owner, start
from tests.corpora.genres.paper import Measure, Paper
from tests.corpora.genres.words import low

DIMENSIONS = {
    "Talento humano": "Gestión estratégica del talento humano|Integridad",
    "Direccionamiento estratégico y planeación": "Planeación institucional|Gestión presupuestal y eficiencia del gasto",
    "Gestión con valores para resultados": "Gobierno digital|Servicio al ciudadano|Racionalización de trámites",
    "Evaluación de resultados": "Seguimiento y evaluación del desempeño institucional",
    "Información y comunicación": "Gestión documental|Transparencia y acceso a la información pública",
    "Gestión del conocimiento y la innovación": "Gestión del conocimiento",
    "Control interno": "Control interno",
}
WORKS = (
    "plan de bienestar e incentivos|plan anual de vacantes|programa de inducción|código de integridad|"
    "mapa de riesgos de corrupción|plan anual de adquisiciones|inventario de activos de información|"
    "programa de gestión documental|catálogo de trámites en línea|tablero de control de la gestión|"
    "protocolo de atención al ciudadano|plan de auditorías|manual de contratación|esquema de publicación de datos|"
    "banco de buenas prácticas|informe de rendición de cuentas|plan institucional de capacitación|registro de activos"
)
DOINGS = (
    ("Actualizar y publicar el {}", "actualizado y publicado"),
    ("Elaborar el {}", "elaborado"),
    ("Socializar el {}", "socializado"),
    ("Formular y aprobar el {}", "aprobado"),
    ("Hacer seguimiento trimestral al {}", "con seguimiento"),
    ("Revisar el {}", "revisado"),
)


class ActionPlan:
    """One yearly plan of action."""

    def __init__(self, rng: Random) -> None:
        """Choose columns and form."""
        self.p = start(rng, "CO")
        self.rng, self.sp = rng, self.p.sp
        self.year = rng.randint(2019, 2028)
        self.way = rng.choice(["tabs", "tabs", "layout", "narrow", "records", "wrapped", "aired", "pipes", "flat"])
        self.policies = rng.random() < 0.75
        self.goals = rng.random() < 0.6
        self.dates = rng.choice(["figures", "words", "end"])
        self.numbered = rng.random() < 0.4
        self.bands = rng.random() < 0.4

    def work(self) -> tuple[str, str]:
        """Return an activity and its product."""
        while True:
            what, (doing, done) = self.sp.pick(WORKS), self.rng.choice(DOINGS)
            text = doing.format(what)
            if text not in self.sp.given:
                self.sp.given.add(text)
                return text, f"{what[0].upper()}{what[1:]} {done}"

    def dated(self) -> list[str]:
        """Return the cells of the dates."""
        if self.dates == "end":
            return [day(self.rng, self.year, 3)]
        if self.dates == "figures":
            return [day(self.rng, self.year, 1, 3), day(self.rng, self.year, 6)]
        return [
            f"{self.rng.randint(1, 28)} de enero de {self.year}",
            f"{self.rng.randint(1, 28)} de diciembre de {self.year}",
        ]

    def head(self) -> list[str]:
        """Return the head of the columns after dimension and policy."""
        rng = self.rng
        dates = {"end": ["Fecha límite"], "figures": ["Fecha inicio", "Fecha fin"], "words": ["Inicio", "Fin"]}[
            self.dates
        ]
        return [
            *(["No."] if self.numbered else []),
            rng.choice(["Actividad", "Actividades", "Actividad a desarrollar"]),
            rng.choice(["Producto", "Producto / entregable", "Entregable"]),
            *(["Meta"] if self.goals else []),
            rng.choice(["Responsable", "Dependencia responsable"]),
            *dates,
        ]

    def rows(self) -> list[tuple[str, str, str, str, str, list[str]]]:
        """Invent the plan: dimension, policy, activity, product, goal and the printed cells after the policy."""
        out = []
        number = 0
        for dimension in self.rng.sample(list(DIMENSIONS), self.rng.randint(3, 6)):
            for policy in DIMENSIONS[dimension].split("|"):
                for _ in range(self.rng.randint(1, 3)):
                    number += 1
                    activity, product = self.work()
                    goal = self.rng.choice(["100%", "1", "4", "2", "12", "90%"])
                    cells = [*([str(number)] if self.numbered else []), activity, product]
                    cells += [*([goal] if self.goals else []), owner(self.p), *self.dated()]
                    out.append((dimension, policy, activity, product, goal, cells))
        return out

    def state(self, row: tuple[str, str, str, str, str, list[str]], line: int, ids: dict[str, str]) -> None:
        """Note what a row states."""
        p = self.p
        dimension, policy, activity, product, goal, _ = row
        above = ids[dimension]
        if self.policies:
            alts = ["theme", "strategic_line", "axis", "action_line", "objective"]
            if policy + "/" not in ids:
                ids[policy + "/"] = p.element("policy_objective", policy, line, above, kind_alt=alts, optional=True)
            above = ids[policy + "/"]
        act = p.element("activity", activity, line, above, kind_alt=["action"], parent_alt=[ids[dimension]])
        made = p.element("product", product, line, act, parent_alt=[above, ids[dimension]])
        if self.goals:
            m = Measure(product, "%" if "%" in goal else "", None, None, float(goal.rstrip("%")), None)
            p.indicator(m, line, made, text_alt=[activity], target_year_alt=[self.year], optional=True)

    def write(self) -> Paper:
        """Print the plan."""
        p, rng = self.p, self.rng
        cover(
            p,
            rng.choice(["Plan de Acción Institucional", "Plan de Acción", "Plan de Acción Anual"]),
            self.year,
            self.year,
        )
        prose(p, "", 1)
        rows, ids, head = self.rows(), {}, self.head()
        if not self.bands:
            p.put(rng.choice(["Formulación del plan de acción", "MATRIZ DEL PLAN DE ACCIÓN"]))
            full = [
                "Dimensión" if rng.random() < 0.5 else "Dimensión MIPG",
                *(["Política"] if self.policies else []),
                *head,
            ]
            cells = [[r[0], *([r[1]] if self.policies else []), *r[5]] for r in rows]
            if rng.random() < 0.5:
                cells = merged(cells, 2 if self.policies else 1)
            for row, line in zip(rows, grid(p, full, cells, self.way), strict=True):
                if row[0] not in ids:
                    ids[row[0]] = p.element("axis", row[0], line, None, kind_alt=["theme"])
                self.state(row, line, ids)
        else:
            self.banded(rows, head, ids)
        closing(p)
        return p

    def banded(
        self, rows: list[tuple[str, str, str, str, str, list[str]]], head: list[str], ids: dict[str, str]
    ) -> None:
        """Print a table for every dimension, with its name over it."""
        p, rng = self.p, self.rng
        dimensions = list(dict.fromkeys(row[0] for row in rows))
        label = rng.choice(["DIMENSIÓN {}: {}", "Dimensión {}. {}", "{}a. DIMENSIÓN: {}"])
        for i, dimension in enumerate(dimensions, 1):
            p.gap()
            ids[dimension] = p.element("axis", dimension, p.say(label.format(i, dimension)), None, kind_alt=["theme"])
            if rng.random() < 0.5:
                p.say(f"Esta dimensión orienta {low(rng.choice(self.sp.theme().goods))} de la entidad.")
            own = [row for row in rows if row[0] == dimension]
            cells = [[*([r[1]] if self.policies else []), *r[5]] for r in own]
            full = [*(["Política"] if self.policies else []), *head]
            for row, line in zip(own, grid(p, full, cells, self.way), strict=True):
                self.state(row, line, ids)


def write(rng: Random) -> Paper:
    """Write one plan of action."""
    return ActionPlan(rng).write()
