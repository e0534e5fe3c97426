"""Projects on the map of the institution's territory, as their page shows them: one content, drawn and listed."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ceiba.charts.map import MOST_NUMBERED, MapArea, MapPoint, MapWords, Pin, legend, map_of
from ceiba.charts.map_geometry import Spot, inside
from ceiba.exchange.writers.page_money import STATUS_WORDS
from ceiba.institutions.territories import Territory, full_name, territories, territory
from ceiba.kernel.project import Project, ProjectStatus
from ceiba.kernel.snapshot import Snapshot
from ceiba.ui import drawings, formats

MARKS = {
    ProjectStatus.NEW: Pin.NEW,
    ProjectStatus.CARRIED_OVER: Pin.CARRIED_OVER,
    ProjectStatus.MULTI_YEAR: Pin.MULTI_YEAR,
    None: Pin.UNSAID,
}


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A project with a place: its number on the map, where it is, whether that lies in the institution's territory."""

    number: int
    project: Project
    place: Spot
    outside: bool = False

    @property
    def status(self) -> str:
        """Return the word of the status, to be said; blank where nobody said."""
        return STATUS_WORDS[self.project.status] if self.project.status else ""

    @property
    def shape(self) -> SafeString:
        """Return the mark of the status, as the map draws it."""
        return mark_safe(legend(MARKS[self.project.status]))  # noqa: S308  # drawn by us


@dataclass(frozen=True)
class MapPage:
    """The projects of a snapshot on the territory of a country's code; blanks where the institution does not say it."""

    slug: str
    snapshot: Snapshot
    country: str
    code: str

    @cached_property
    def here(self) -> Territory | None:
        """Return the territory, None where its code is not said or not known."""
        return territory(self.country, self.code) if self.country and self.code else None

    @property
    def where(self) -> str:
        """Return the name of the territory, blank where it is not known."""
        return full_name(self.country, self.code) if self.here else ""

    @property
    def has_boundary(self) -> bool:
        """Tell whether there is a boundary to draw."""
        return bool(self.here and self.here.rings)

    @cached_property
    def areas(self) -> tuple[MapArea, ...]:
        """Return the territory and what lies in it: a department with its municipalities."""
        if self.here is None or not self.here.rings:
            return ()
        within = (one for one in territories(self.country) if one.parent == self.here.code and one.rings)
        parts = (MapArea(one.name, one.rings, part=True) for one in within)
        return (MapArea(self.here.name, self.here.rings), *parts)

    @cached_property
    def placed(self) -> tuple[PlacedRow, ...]:
        """Return the projects with a place, the largest amount first; those without an amount come last."""
        known = [(project, spot) for project in self.snapshot.projects if (spot := _spot(project))]
        known.sort(key=lambda pair: (-(_size(pair[0]) or Decimal(-1)), pair[0].name))
        return tuple(
            PlacedRow(number, project, spot, self.has_boundary and not inside(self.areas[0].rings, spot))
            for number, (project, spot) in enumerate(known, start=1)
        )

    @property
    def outside(self) -> list[PlacedRow]:
        """Return the projects whose place lies outside the territory."""
        return [row for row in self.placed if row.outside]

    @property
    def unplaced(self) -> list[Project]:
        """Return the projects of which nobody said the place."""
        return [project for project in self.snapshot.projects if _spot(project) is None]

    @property
    def mixed(self) -> bool:
        """Tell whether amounts are of two currencies: sizes would compare what cannot be compared."""
        amounts = (row.project.amount for row in self.placed)
        return len({money.currency for money in amounts if money and money.currency}) > 1

    @property
    def unnumbered(self) -> bool:
        """Tell whether there are too many marks for numbers."""
        return len(self.placed) > MOST_NUMBERED

    @property
    def figure(self) -> SafeString:
        """Return the map with its key; nothing without any boundary or place."""
        says = _("Proyectos con lugar: %(n)s. Cada marca lleva el número de su fila en la lista.")
        says %= {"n": len(self.placed)}
        title = _("Mapa de proyectos de %(where)s") % {"where": self.where} if self.where else _("Mapa de proyectos")
        words = MapWords(title, says, (_("N.º"), _("Proyecto"), _("Situación"), _("Monto")))
        chart = map_of("g-map", self.areas, [self._point(row) for row in self.placed], words)
        if chart is None:
            return SafeString()
        used = list(dict.fromkeys(row.project.status for row in self.placed))
        key = [(mark_safe(legend(MARKS[status])), _status(status)) for status in MARKS if status in used]  # noqa: S308
        return format_html(
            '<figure class="drawing">{}{}{}</figure>',
            mark_safe(chart.svg),  # noqa: S308  # ceiba.charts escapes its words
            format_html('<ul class="key marks">{}</ul>', format_html_join("", "<li>{}{}</li>", key)) if key else "",
            drawings.table(chart.table) if chart.table.rows and self.unnumbered else "",
        )

    def _point(self, row: PlacedRow) -> MapPoint:
        project = row.project
        words = (str(row.number), project.name, _status(project.status), formats.money(project.amount))
        size = None if self.mixed else _size(project)
        return MapPoint(row.number, project.name, row.place, MARKS[project.status], size, self.opens(project), words)

    def opens(self, project: Project) -> str:
        """Return the address of the page of a project."""
        return reverse("project", args=[self.slug, project.id])


def _spot(project: Project) -> Spot | None:
    """Return the place of a project, None where nobody said it or said half of it."""
    if project.longitude is None or project.latitude is None:
        return None
    return float(project.longitude), float(project.latitude)


def _size(project: Project) -> Decimal | None:
    return project.amount.amount if project.amount else None


def _status(status: ProjectStatus | None) -> str:
    return formats.say()(STATUS_WORDS[status]).capitalize() if status else _("Sin decir")
