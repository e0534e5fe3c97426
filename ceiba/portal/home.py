"""The first page of the portal: four figures with what they mean, the goals by theme, and the seal of it all."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.kernel.projection import Route
from ceiba.kernel.works import physical
from ceiba.monitoring.board_page import ROUTE_TONES, ROUTE_WORDS
from ceiba.portal.edition import Edition
from ceiba.portal.goals import Goals
from ceiba.portal.money import PublicMoney, YearMoney
from ceiba.ui import formats

DONE = Decimal(100)


@dataclass(frozen=True)
class Figure:
    """A figure of the first page: its name, value, what it means, how complete it is, and where it opens."""

    label: str
    value: str
    means: str
    complete: str
    page: str


@dataclass(frozen=True)
class HomePage:
    """What the first page says of a publication."""

    edition: Edition

    @cached_property
    def goals(self) -> Goals:
        """Return the goals."""
        return Goals(self.edition)

    @cached_property
    def money(self) -> YearMoney | None:
        """Return the money of the last year of which the publication knows any."""
        return PublicMoney(self.edition).latest

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Return the four figures."""
        return (self._routes, self._spent, self._works, self._demands)

    @property
    def lead(self) -> str:
        """Return in a sentence what was promised."""
        goals = len(self.goals.final)
        said = [ngettext("%(n)s meta con cifra", "%(n)s metas con cifra", goals) % {"n": goals}]
        money = self.money
        if money and money.given.money is not None:
            facts = {"money": formats.money(money.given.money, 0), "year": money.name}
            said.append(_("%(money)s en %(year)s") % facts)
        return _("%(all)s, y cada cifra con su evidencia. Busque por lo que le importa.") % {"all": ", ".join(said)}

    @property
    def routes(self) -> list[tuple[str, int, str]]:
        """Return words, number and tone of each route on which there are goals."""
        counted = self.goals.routes
        return [(str(ROUTE_WORDS[one]), counted[one], ROUTE_TONES[one]) for one in Route if counted[one]]

    @property
    def _routes(self) -> Figure:
        final, every = len(self.goals.final), len(self.goals.every)
        unknown = self.goals.routes[Route.UNKNOWN]
        judged = final - unknown
        value = f"{formats.number(self.goals.routes[Route.ON_ROUTE])} / {formats.number(judged)}"
        told = _("De %(every)s indicadores, %(final)s prometen una cifra.") % {
            "every": formats.number(every),
            "final": formats.number(final),
        }
        if unknown:
            told += " " + _("De %(n)s faltan cifras publicadas para decirlo.") % {"n": formats.number(unknown)}
        return Figure(
            _("Metas en ruta"),
            value if judged else formats.absence(),
            _("Llegan a su meta final si siguen como hasta ahora."),
            told,
            "public_goals",
        )

    @property
    def _spent(self) -> Figure:
        money = self.money
        percent = money.percent if money else None
        means = _("De lo vigente, lo que ya se devengó.")
        if money is not None:
            means = _("De lo vigente en %(year)s, lo que ya se devengó.") % {"year": money.name}
        complete = _("Esta publicación no trae presupuesto.")
        if money is not None:
            facts = {"known": formats.number(money.known), "lines": formats.number(money.lines)}
            complete = _("%(known)s de %(lines)s renglones dicen cuánto.") % facts
        value = formats.absence() if percent is None else formats.percent(percent, 1)
        return Figure(_("Ejecutado"), value, means, complete, "public_money")

    @property
    def _works(self) -> Figure:
        projects = self.edition.face.projects
        told = [found.physical for project in projects if (found := physical(project)) and found.physical is not None]
        works = sum(0 < amount < DONE for amount in told)
        facts = {"known": formats.number(len(told)), "projects": formats.number(len(projects))}
        return Figure(
            _("Proyectos en obra"),
            formats.number(works) if told else formats.absence(),
            _("Empezados y sin terminar, por su avance físico."),
            _("%(known)s de %(projects)s proyectos dicen su avance.") % facts
            if projects
            else _("Esta publicación no trae proyectos."),
            "public_projects",
        )

    @property
    def _demands(self) -> Figure:
        demands = self.edition.face.demands
        answered = sum(bool(demand.answer) for demand in demands)
        value = f"{formats.number(answered)} / {formats.number(len(demands))}" if demands else formats.absence()
        return Figure(
            _("Demandas respondidas"),
            value,
            _("Lo que los consejos pidieron en acta y ya tiene respuesta."),
            _("Cuentan solo las que constan en acta.") if demands else _("Esta publicación no trae demandas de acta."),
            "",
        )
