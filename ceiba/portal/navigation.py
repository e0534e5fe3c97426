"""The pages of the portal beside one another: those of the main row, and the others at the foot of every page.

A page is added here, in one line: the name of its address, what it is called, and whether it stands in the main row,
which holds five on a telephone. The order of this list is the order on the screen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ceiba.kernel.snapshot import Snapshot

Known = Callable[[Snapshot], bool]


def _always(_face: Snapshot) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """A page: the name of its address, which takes the institution alone, its words, and where it stands.

    ``within`` names the addresses that lie under it; ``when`` tells of which publications it is shown.
    """

    name: str
    words: str | Promise
    main: bool = False
    within: tuple[str, ...] = ()
    when: Known = _always


ENTRIES: tuple[Entry, ...] = (
    Entry("public_home", _("Inicio"), main=True),
    Entry("public_goals", _("Metas"), main=True, within=("public_goal", "public_plan")),
    Entry(
        "public_projects",
        _("Proyectos"),
        main=True,
        within=("public_project",),
        when=lambda face: bool(face.projects),
    ),
    Entry("public_money", _("Dinero"), main=True),
    Entry("public_data", _("Datos"), main=True, within=("public_dataset",)),
    Entry("public_near", _("Cerca de usted")),
    Entry("public_themes", _("Por tema")),
    Entry("public_frameworks", _("Por ODS y otras agendas")),
    Entry("public_units", _("Por unidad")),
    Entry("public_compare", _("Comparar años"), within=("public_compare_publications",)),
    Entry(
        "public_duties",
        _("Transparencia"),
        within=("public_duty", "public_duty_table", "public_duty_month", "public_duty_month_table"),
    ),
    Entry("public_publications", _("Publicaciones"), within=("public_publication",)),
    Entry(
        "public_subscribe",
        _("Avisos por correo"),
        within=("public_subscription_asked", "public_subscription_confirm", "public_subscription_end"),
    ),
    Entry(
        "public_questions", _("Preguntas"), within=("public_question", "public_question_new", "public_question_follow")
    ),
    Entry("public_privacy", _("Privacidad"), within=("public_data_request_new", "public_data_request")),
)


@dataclass(frozen=True)
class Link:
    """A page as a link: its words, its address, whether it is the one that is read or lies above it."""

    words: str | Promise
    href: str
    current: bool


@dataclass(frozen=True)
class Navigation:
    """What the pages of one institution link to; ``here`` is the name of the address that is read."""

    face: Snapshot
    slug: str
    suffix: str
    here: str

    @property
    def main(self) -> list[Link]:
        """Return the main row."""
        return list(self._links(main=True))

    @property
    def others(self) -> list[Link]:
        """Return the pages at the foot."""
        return list(self._links(main=False))

    def _links(self, *, main: bool) -> Iterator[Link]:
        for entry in ENTRIES:
            if entry.main is main and entry.when(self.face):
                href = reverse(entry.name, args=[self.slug]) + self.suffix
                yield Link(entry.words, href, self.here == entry.name or self.here in entry.within)
