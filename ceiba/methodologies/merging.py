"""How one methodology extends another, and how catalogues join it.

A new norm is a new folder that says ``extends: id@edition`` and writes only what differs:

- what ``without`` names is taken away from what is inherited: entries by their key, whole word lists of the vocabulary;
- an entry of a list with keys (levels, plan kinds, frameworks …) changes the inherited entry of that key, field by
  field, or is added at the end; a list inside an entry (labels, parents, bands) replaces the inherited one;
- words of the vocabulary are added to the inherited ones; its layouts are entries with keys;
- everything else replaces.

Catalogues count as written in the methodology that names them, before its own entries.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ceiba.kernel.text import _
from ceiba.methodologies.problems import Problem
from ceiba.methodologies.reading import Raw

IDENTITY: dict[str, tuple[str, ...]] = {
    "legal_basis": ("name", "article"),
    "plan_kinds": ("key",),
    "levels": ("key",),
    "frameworks": ("key",),
    "classifications": ("key",),
    "norms": ("norm", "number"),
    "institutions": ("name",),
    "acronyms": ("acronym",),
    "measure_units": ("name",),
    "semaphores": ("key",),
    "funding_rules": ("key",),
    "money_stages": ("stage",),
    "report_columns": ("key",),
    "classifiers": ("key",),
    "project_steps": ("key",),
    "project_words": ("key",),
    "project_sectors": ("key",),
    "procurement_methods": ("key",),
    "disaggregations": ("key",),
    "products": ("key",),
    "reporting": ("key",),
    "holidays": ("key",),
    "answer_terms": ("matter",),
    "checks": ("rule",),
    "audit_profiles": ("key",),
    "layouts": ("key",),
}
CATALOGUE_SECTIONS = (
    "frameworks",
    "classifications",
    "norms",
    "institutions",
    "acronyms",
    "measure_units",
    "money_stages",
    "report_columns",
    "classifiers",
    "project_steps",
    "project_words",
    "project_sectors",
    "procurement_methods",
    "disaggregations",
    "products",
)
_OF_ONE = ("id", "edition", "extends", "without", "catalogues")  # what is never inherited


def extend(parent: Raw, child: Raw) -> Raw:
    """Return what a methodology is once the one that it extends is counted in."""
    inherited = _take_away(_inheritable(parent), child.get("without", {}))
    return {**child, **_join(inherited, _inheritable(child))}


def add_catalogue(methodology: Raw, catalogue: Raw) -> Raw:
    """Return the methodology with a catalogue's lists before its own; entries without source get the catalogue's."""
    sections: Raw = {}
    for section in CATALOGUE_SECTIONS:
        if section in catalogue:
            sections[section] = [{"source": catalogue["source"], **entry} for entry in catalogue[section]]
    own = {section: methodology[section] for section in sections if section in methodology}
    return {**methodology, **_join(sections, own)}


def doubled(raw: Raw, folder: str) -> Iterator[Problem]:
    """Yield a problem for each entry whose key stands twice in one list of one folder."""
    lists = {**raw, "layouts": raw.get("vocabulary", {}).get("layouts", [])}
    for section, fields in IDENTITY.items():
        seen: set[tuple[str, ...]] = set()
        for entry in lists.get(section, ()):
            identity = _identity(entry, fields)
            if identity in seen:
                name = " ".join(filter(None, identity))
                yield Problem(folder, section, _("«%(key)s» está dos veces; deje una sola."), {"key": name})
            seen.add(identity)


def _inheritable(raw: Raw) -> Raw:
    return {key: value for key, value in raw.items() if key not in _OF_ONE}


def _join(parent: Raw, child: Raw) -> Raw:
    joined = dict(parent)
    for key, value in child.items():
        if key not in parent:
            joined[key] = value
        elif key in IDENTITY:
            joined[key] = _join_entries(parent[key], value, IDENTITY[key])
        elif key == "vocabulary":
            joined[key] = _join_words(parent[key], value)
        elif key in ("achievement", "amendments"):
            joined[key] = {**parent[key], **value}
        else:
            joined[key] = value
    return joined


def _join_entries(parent: list[Raw], child: list[Raw], fields: tuple[str, ...]) -> list[Raw]:
    entries = {_identity(entry, fields): entry for entry in parent}
    for entry in child:
        identity = _identity(entry, fields)
        entries[identity] = {**entries.get(identity, {}), **entry}
    return list(entries.values())


def _join_words(parent: Raw, child: Raw) -> Raw:
    joined = dict(parent)
    for key, value in child.items():
        if key == "layouts":
            joined[key] = _join_entries(parent.get(key, []), value, IDENTITY[key])
        elif isinstance(value, dict):
            joined[key] = _join_words(parent.get(key, {}), value)
        else:
            joined[key] = list(dict.fromkeys([*parent.get(key, ()), *value]))
    return joined


def _take_away(raw: Raw, without: dict[str, Iterable[str]]) -> Raw:
    kept = dict(raw)
    for section, names in without.items():
        gone = set(names)
        if section == "vocabulary":
            kept[section] = {key: value for key, value in kept.get(section, {}).items() if key not in gone}
        elif section == "layouts":
            words = dict(kept.get("vocabulary", {}))
            words[section] = [entry for entry in words.get(section, ()) if entry["key"] not in gone]
            kept["vocabulary"] = words
        else:
            field = IDENTITY[section][0]
            kept[section] = [entry for entry in kept.get(section, ()) if entry[field] not in gone]
    return kept


def _identity(entry: dict[str, Any], fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(entry.get(field, "") for field in fields)
