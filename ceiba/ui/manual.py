"""The manual: its pages in the reader's language, in order, and what a search finds in them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

from ceiba.kernel.text import fold

FOLDER = Path(__file__).resolve().parent.parent / "manual"
ORDER = (
    "primera-hora",
    "importar-un-plan",
    "revisar-hallazgos",
    "auditar-archivos",
    "editar-el-plan",
    "aprobar-y-modificar",
    "revisar-lo-reportado",
    "reportar-un-periodo",
    "el-tablero",
    "seguir-un-proyecto",
    "registros",
    "hojas-de-un-registro",
    "metas-que-se-miden",
    "publicar-un-registro",
    "datos-abiertos",
    "el-mapa-de-proyectos",
    "el-territorio",
    "observatorio",
    "el-calendario",
    "vincular-el-dinero",
    "de-donde-viene-y-a-donde-va",
    "el-dinero-del-plan",
    "como-se-calcula",
    "la-ficha-del-indicador",
    "importar-la-ejecucion",
    "plan-de-contratacion",
    "personas-y-permisos",
    "tokens-de-api",
    "declarar-un-registro",
    "deberes-de-transparencia",
    "declarar-un-deber",
    "el-portal",
    "preguntas",
    "avisos-por-correo",
    "verificar",
    "avisos-automaticos",
    "la-api",
    "respaldo",
    "llevarse-todo",
    "atajos-de-teclado",
)
_PARTS = re.compile(r"\n\s*\n")
_MARKS = re.compile(r"\[([^\]]+)\]\([^)]+\)|[`*_#>|]")
_NO_PROSE = ("```", "|")  # examples and tables read badly in one line
_EXCERPT = 220


@dataclass(frozen=True, slots=True)
class ManualPage:
    """A page: its part of the address, title, first paragraph, and text as Markdown without the title."""

    slug: str
    title: str
    lead: str
    text: str

    @property
    def html(self) -> str:
        """Return the page as HTML; raw HTML in the text stays text."""
        return markdown(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A page in which a search found every word, and the paragraph that holds most of them."""

    page: ManualPage
    excerpt: str


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def markdown(text: str) -> str:
    """Return Markdown as HTML, without raw HTML and without addresses that run something."""
    return str(_renderer().render(text))


@cache
def pages(language: str) -> tuple[ManualPage, ...]:
    """Return the pages of a language in reading order; in Spanish where there is no such folder."""
    folder = FOLDER / language if (FOLDER / language).is_dir() else FOLDER / "es"
    return tuple(_read(folder / f"{slug}.md") for slug in ORDER)


def page(slug: str, language: str) -> ManualPage:
    """Return one page; ``KeyError`` where there is none such."""
    return {found.slug: found for found in pages(language)}[slug]


def neighbours(slug: str, language: str) -> tuple[ManualPage | None, ManualPage | None]:
    """Return the pages before and after a page, None at either end."""
    every = pages(language)
    at = next(index for index, found in enumerate(every) if found.slug == slug)
    return every[at - 1] if at else None, every[at + 1] if at + 1 < len(every) else None


def search(query: str, language: str) -> tuple[Hit, ...]:
    """Return the pages that hold every word of a query, whatever its accents and case; those that name it first."""
    words = fold(query).split()
    if not words:
        return ()
    found = [found for found in pages(language) if all(word in fold(f"{found.title} {found.text}") for word in words)]
    found.sort(key=lambda hit: not all(word in fold(hit.title) for word in words))
    return tuple(Hit(hit, _excerpt(hit, words)) for hit in found)


def plain(text: str) -> str:
    """Return Markdown as plain words."""
    return " ".join(_MARKS.sub(lambda mark: mark[1] or "", text).split())


def _excerpt(found: ManualPage, words: list[str]) -> str:
    whole = _PARTS.split(found.text)
    prose = [part for part in whole if not part.lstrip().startswith(_NO_PROSE)]
    told = prose if any(word in fold(part) for part in prose for word in words) else whole
    parts = [plain(part) for part in (found.lead, *told)]
    best = max(parts, key=lambda part: sum(word in fold(part) for word in words))
    return best if len(best) <= _EXCERPT else best[:_EXCERPT].rsplit(" ", 1)[0] + "…"


def _read(path: Path) -> ManualPage:
    head, _blank, text = path.read_text(encoding="utf-8").strip().partition("\n")
    lead = _PARTS.split(text.strip(), maxsplit=1)[0]
    return ManualPage(path.stem, head.removeprefix("# ").strip(), plain(lead), text.strip())
