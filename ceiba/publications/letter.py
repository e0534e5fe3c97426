"""The letter about a publication: what changed since the reader's last one, in plain text and in their language.

What it says is made once for all who follow the same, in the same language, since the same publication.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ceiba.institutions.letters import Letter
from ceiba.institutions.models import Institution
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.works import physical
from ceiba.participation.queries_subscription import EVERYTHING, Reader
from ceiba.publications import queries
from ceiba.publications.difference import FigureDifference, PublicDifference, difference
from ceiba.publications.models import Publication
from ceiba.ui import formats

SHOWN = 20  # figures, and things of a plan, that a letter tells one by one
LONGEST, SUBJECT = 160, 250  # letters of a name, and of a subject


@dataclass(frozen=True)
class News:
    """What a publication says beyond an earlier one (None: beyond nothing), for letters.

    ``row`` is the publication; both faces are read once, whoever is written to.
    """

    institution: Institution
    row: Publication
    before: Snapshot | None
    after: Snapshot
    found: PublicDifference

    def told(self, about: tuple[str, ...]) -> str:
        """Return what changed in what somebody follows, a line for each thing; blank where nothing did."""
        lines = self._everything() if EVERYTHING in about else self._followed(about)
        return "\n".join(lines)

    def _everything(self) -> Iterator[str]:
        for one in self.found.plans:
            if one.is_new:
                yield "- " + _("Plan nuevo: %(title)s") % {"title": _short(one.plan.title or one.plan.kind)}
            elif one.lines:
                count = len(one.lines)
                said = ngettext("%(title)s: %(n)s cambio en su texto", "%(title)s: %(n)s cambios en su texto", count)
                yield "- " + said % {"title": _short(one.plan.title or one.plan.kind), "n": count}
        for plan in self.found.gone:
            yield "- " + _("Ya no sale: %(title)s") % {"title": _short(plan.title or plan.kind)}
        figures = self.found.figures
        yield from map(_figure, figures[:SHOWN])
        if len(figures) > SHOWN:
            more = len(figures) - SHOWN
            yield "- " + ngettext("y %(n)s cifra más", "y %(n)s cifras más", more) % {"n": more}

    def _followed(self, about: tuple[str, ...]) -> Iterator[str]:
        for one in self.found.figures:
            if address("indicator", one.indicator.id) in about:
                yield _figure(one)
        for plan in self.found.plans:
            for line in plan.lines:
                if line.subject in about:
                    yield "- " + _("%(name)s: cambió lo que el plan dice de ella") % {"name": _short(line.name)}
        for subject in about:
            if subject.startswith("project/"):
                yield from self._project(subject.removeprefix("project/"))

    def _project(self, key: str) -> Iterator[str]:
        sides = [
            next((one for one in face.projects if one.id == key), None) if face else None
            for face in (self.before, self.after)
        ]
        was, now = sides
        if was == now:
            return
        if now is None:
            yield "- " + _("Ya no sale: %(title)s") % {"title": _short(was.name if was else key)}
            return
        told = physical(now)
        said = _("%(name)s: cambió lo que se dice del proyecto") % {"name": _short(now.name)}
        if told is not None:
            built = {"percent": formats.percent(told.physical), "period": formats.period(told.period)}
            said += " · " + _("construido: %(percent)s (%(period)s)") % built
        yield "- " + said


def news(institution: Institution, row: Publication, told: int) -> News:
    """Return what a publication says beyond the one with the number ``told``; beyond nothing where there is none."""
    earlier = queries.numbered(institution, told) if told else None
    before, after = queries.face_of(earlier) if earlier else None, queries.face_of(row)
    return News(institution, row, before, after, difference(before, after))


def letter(made: News, reader: Reader, told: str) -> Letter:
    """Return the letter to a reader, around what ``News.told`` said for what they follow."""
    row, here = made.row, made.institution
    language = "?idioma=en" if reader.language == "en" else ""
    leave = reader.origin + reverse("public_subscription_end", args=[here.slug, reader.leave]) + language
    facts = {
        "institution": here.name,
        "n": row.number,
        "day": formats.day(row.at),
        "period": formats.period(row.until),
        "title": f": {row.title}" if row.title else "",
    }
    parts = [
        _("%(institution)s hizo pública su publicación %(n)s%(title)s, el %(day)s, con cifras hasta %(period)s.")
        % facts
    ]
    if row.corrects:
        correction = {"n": row.corrects.number, "reason": row.reason}
        parts.append(_("Corrige la publicación %(n)s: %(reason)s") % correction)
    parts.append((_("Qué cambió desde su último aviso:") + "\n\n" + told) if told else _("No cambió nada de lo dicho."))
    parts.append(_("Todo, con su evidencia y su huella:") + "\n" + _links(reader, here, row))
    parts.append("-- \n" + _("Recibe esta carta porque la pidió y la confirmó. Para no recibir más:") + f"\n{leave}\n")
    subject = _("Publicación %(n)s de %(institution)s%(title)s") % facts
    return Letter(reader.email, subject[:SUBJECT], "\n\n".join(parts), _headers(reader, here, row, leave))


def _links(reader: Reader, here: Institution, row: Publication) -> str:
    """Return the addresses of the publication and of the things followed, one a line."""
    language = "&idioma=en" if reader.language == "en" else ""
    found = [reader.origin + reverse("public_publication", args=[here.slug, row.number])]
    found[0] += language.replace("&", "?")
    for subject in reader.about:
        noun, _slash, key = subject.partition("/")
        if noun in ("indicator", "project"):
            page = reverse("public_goal" if noun == "indicator" else "public_project", args=[here.slug, key])
            found.append(f"{reader.origin}{page}?publicacion={row.number}{language}")
    return "\n".join(found)


def _headers(reader: Reader, here: Institution, row: Publication, leave: str) -> dict[str, str]:
    """Return what mail programs show as a way out (RFC 2369, RFC 8058), and what stops answering machines (RFC 3834).

    The identity of the letter is the same however often it is made: who gets it twice all the same sees it once.
    """
    host = urlsplit(reader.origin).hostname or "localhost"
    return {
        "List-Id": f"<avisos.{here.slug}.{host}>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<publicacion-{row.number}.{row.digest[:16]}.{reader.pk}@{host}>",
    }


def _figure(one: FigureDifference) -> str:
    unit = one.indicator.measure_unit
    facts = {
        "name": _short(one.indicator.text) + (f" · {one.part}" if one.part else ""),
        "period": formats.period(one.period),
        "before": formats.datum(one.before, unit) if one.before is not None else "",
        "after": formats.datum(one.after, unit) if one.after is not None else "",
    }
    if one.before is None:
        return "- " + _("%(name)s, %(period)s: %(after)s") % facts
    if one.after is None:
        return "- " + _("%(name)s, %(period)s: decía %(before)s y ya no se dice") % facts
    return "- " + _("%(name)s, %(period)s: decía %(before)s, dice %(after)s") % facts


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
