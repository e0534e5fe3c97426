"""What a page of the portal speaks of: an institution, one of its publications, and how links keep to it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from ceiba.exchange.publication import PublicationHeader
from ceiba.institutions.models import Institution
from ceiba.kernel.snapshot import Snapshot
from ceiba.publications import queries
from ceiba.publications.models import Publication
from ceiba.ui.shell import Shell

NUMBER, LANGUAGE = "publicacion", "idioma"
_CHOSEN = ("tema", "marco", "codigo", "unidad", "lugar", "latitud", "longitud")
_COMPARED = ("meta", "antes", "despues")
_QUESTIONED = ("sobre", "periodo", "estado")
_ASKED = (NUMBER, LANGUAGE, "page", "q", *_QUESTIONED, *_CHOSEN, *_COMPARED)  # what the pages understand
_LONGEST = 6  # digits of the number of a publication


@dataclass(frozen=True)
class Edition:
    """One publication of an institution, as its pages show it. ``asked`` is the number that the address names.

    An address that names its publication stays the same for ever; one that names none speaks of the last.
    """

    institution: Institution
    row: Publication
    last: Publication
    asked: int | None
    query: QueryDict
    path: str

    @property
    def slug(self) -> str:
        """Return the institution's part of the address."""
        return self.institution.slug

    @cached_property
    def face(self) -> Snapshot:
        """Return what the publication says."""
        return queries.face_of(self.row)

    @cached_property
    def header(self) -> PublicationHeader:
        """Return what the file of the publication says of itself."""
        return queries.header_of(self.row)

    @property
    def today(self) -> date:
        """Return the day of the publication: its pages say for ever what they said then."""
        return timezone.localdate(self.row.at)

    @property
    def is_last(self) -> bool:
        """Tell whether nothing newer was published."""
        return self.row.number == self.last.number

    @property
    def suffix(self) -> str:
        """Return what every link of the page carries along: the publication where it was named, and the language."""
        return self._with(self.asked, "en" if get_language() == "en" else None)

    @property
    def more(self) -> str:
        """Return the same for a link that asks for something itself."""
        return self.suffix.replace("?", "&", 1)

    @property
    def permanent(self) -> str:
        """Return the address at which this page stays, whatever is published later."""
        query = self.query.copy()
        query[NUMBER] = str(self.row.number)
        return f"{self.path}?{query.urlencode()}"

    @property
    def canonical(self) -> str:
        """Return the one address under which a search site keeps this page: without number where it is the last."""
        query = self.query.copy()
        query.pop("q", None)
        if self.is_last:
            query.pop(NUMBER, None)
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def in_language(self, language: str) -> str:
        """Return the address of the same page in Spanish or in English."""
        query = self.query.copy()
        query.pop(LANGUAGE, None)
        if language == "en":
            query[LANGUAGE] = language
        return f"{self.path}?{query.urlencode()}" if query else self.path

    @property
    def shell(self) -> Shell:
        """Return the frame of the page."""
        here = self.institution
        return Shell(
            path=self.path,
            institution=here.name,
            short_name=here.short_name or here.name,
            locale=here.locale.replace("-", "_"),
            invented=here.invented,
            shortcuts=False,
        )

    def _with(self, number: int | None, language: str | None) -> str:
        asked = {name: value for name, value in ((NUMBER, number), (LANGUAGE, language)) if value is not None}
        return f"?{urlencode(asked)}" if asked else ""


def institution_of(slug: str) -> Institution:
    """Return an institution by its part of the address; 404 where there is none. One query."""
    found = Institution.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def edition_of(request: HttpRequest, institution: Institution) -> Edition | None:
    """Return what an address speaks of: the last publication, or the one that it names; one query, or two.

    None where nothing was published; 404 where there is no publication of that number.
    """
    last = queries.last(institution)
    named = request.GET.get(NUMBER, "")
    if last is None:
        return None
    if not named:
        return Edition(institution, last, last, None, _understood(request.GET), request.path)
    if not (named.isascii() and named.isdigit() and len(named) <= _LONGEST):
        raise Http404
    row = last if int(named) == last.number else queries.numbered(institution, int(named))
    if row is None:
        raise Http404
    return Edition(institution, row, last, row.number, _understood(request.GET), request.path)


def _understood(query: QueryDict) -> QueryDict:
    """Return of what an address asks for what the portal understands: links repeat nothing else."""
    kept = QueryDict(mutable=True)
    for name in _ASKED:
        if query.get(name):
            kept[name] = query[name]
    return kept
