"""The search of the portal: goals, themes, projects, places, units and goals of frameworks, each with its page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from ceiba.audits.kept import kept
from ceiba.kernel.snapshot import Snapshot
from ceiba.monitoring.search import Entry, Found, Hit, Index, entries, entry, indexed
from ceiba.portal.edition import Edition
from ceiba.portal.goals import Goals
from ceiba.portal.places import Places

HITS = 60  # of one kind, of a page
_SHOWN = ("place", "indicator", "element", "project", "goal", "unit")  # what has a page here, in this order


@dataclass(frozen=True)
class PublicHit:
    """A thing that was found, with the address of its page."""

    hit: Hit
    href: str


@dataclass(frozen=True)
class Finding:
    """What a search found; ``mended`` is the query that was looked for instead, blank where it was the one asked."""

    query: str
    mended: str
    found: Found
    groups: tuple[tuple[str, str, list[PublicHit]], ...]


def search(edition: Edition, query: str) -> Finding:
    """Return what a query finds in a publication; a word that nothing has is looked for as the one most alike."""
    words = _index(edition)
    found = words.find(query)
    mended = found.suggestion
    if mended:
        found = words.find(mended)
    grouped = {noun: (noun, title, hits) for noun, title, hits in found.groups}
    groups = (grouped[noun] for noun in _SHOWN if noun in grouped)
    return Finding(
        query,
        mended,
        found,
        tuple(
            (noun, title, [PublicHit(hit, _href(edition, hit)) for hit in hits[:HITS]]) for noun, title, hits in groups
        ),
    )


def _index(edition: Edition) -> Index:
    def make(face: Snapshot) -> Index:
        return indexed([*entries(face), *_places(edition), *_goals(edition)])

    return kept(edition.face, "public search", make)


def _places(edition: Edition) -> list[Entry]:
    return [entry("place", one.key, one.name, None, "") for one in Places(Goals(edition)).every]


def _goals(edition: Edition) -> list[Entry]:
    return [
        entry("goal", f"{key} {code}", f"{code} {name}".strip(), None, label)
        for key, label, codes in Goals(edition).frameworks
        for code, name, _n in codes
    ]


def _href(edition: Edition, hit: Hit) -> str:
    slug, noun = edition.slug, hit.entry.noun
    pages = {"indicator": "public_goal", "project": "public_project"}
    if noun in pages:
        return reverse(pages[noun], args=[slug, hit.key]) + edition.suffix
    framework, _space, code = hit.key.partition(" ")
    asked = {
        "place": {"lugar": hit.key},
        "unit": {"unidad": hit.key},
        "goal": {"marco": framework, "codigo": code},
        "element": {"tema": hit.key},
    }[noun]
    page = reverse("public_near" if noun == "place" else "public_goals", args=[slug])
    return f"{page}?{urlencode(asked)}{edition.more}"
