"""The catalogue of what an institution publishes, in the words of DCAT-AP 3, as JSON-LD.

A catalogue holds datasets, and each its distributions: one for each format, with the address that stays; those of which
the size and the hash are known say them. What nobody declared, the licence above all, is left out. The same publication
at the same address gives the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ceiba.exchange.language import translator
from ceiba.exchange.writers.exact_json import Tree, exact_json, known
from ceiba.exchange.writers.open_data import Imprint, moment
from ceiba.exchange.writers.open_package import OpenFile
from ceiba.kernel.text import _

_AUTHORITY = "http://publications.europa.eu/resource/authority/"  # of the code lists that the profile asks for
CONTEXT: dict[str, Tree] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_KINDS = {  # name of the format in the code list of file types, media type
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "jsonld": ("JSON_LD", "application/ld+json"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "xml": ("XML", "application/xml"),
    "zip": ("ZIP", "application/zip"),
}
_COUNTRIES = {"EC": "ECU", "GT": "GTM"}


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a dataset: its address, the ending of its name, what it conforms to, and its facts where known."""

    address: str
    form: str
    standard: str = ""
    file: OpenFile | None = None


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A dataset as a catalogue has it: its page, its title and meaning (marked sentences or names), and its files."""

    key: str
    address: str
    title: str
    says: str
    files: tuple[Distribution, ...]
    begins: date | None = None
    ends: date | None = None


def write(imprint: Imprint, entries: Iterable[CatalogueEntry]) -> bytes:
    """Return the catalogue."""
    here = imprint.publisher
    publisher: dict[str, Tree] = {"@id": f"{here.address}#institucion", "@type": "foaf:Agent", "foaf:name": here.name}
    facts = {"name": here.name, "number": imprint.number, "until": imprint.until}
    catalogue: dict[str, Tree | None] = {
        "@context": CONTEXT,
        "@id": here.address,
        "@type": "dcat:Catalog",
        "dct:title": _said(_("Datos abiertos de %(name)s"), facts),
        "dct:description": _said(_("Publicación %(number)s de %(name)s, con cifras hasta %(until)s."), facts),
        "dct:identifier": f"urn:sha256:{imprint.digest}",
        "dct:publisher": publisher,
        "dct:issued": _moment(imprint),
        "dct:modified": _moment(imprint),
        "dct:language": [_id(f"{_AUTHORITY}language/SPA")],
        "dct:license": _id(here.license) if here.license else None,
        "dct:spatial": _country(here.country),
        "dcat:dataset": [_dataset(imprint, entry, publisher["@id"]) for entry in entries],
    }
    return exact_json(known(**catalogue)).encode()


def _dataset(imprint: Imprint, entry: CatalogueEntry, publisher: Tree) -> dict[str, Tree]:
    files: list[Tree] = [_distribution(imprint, one) for one in entry.files]
    span = known(
        **{
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(entry.begins) if entry.begins else None,
            "dcat:endDate": _day(entry.ends) if entry.ends else None,
        }
    )
    told: dict[str, Tree | None] = {
        "@id": entry.address,
        "@type": "dcat:Dataset",
        "dct:identifier": entry.key,
        "dct:title": _said(entry.title),
        "dct:description": _said(entry.says),
        "dct:publisher": {"@id": publisher},
        "dct:issued": _moment(imprint),
        "dct:modified": _moment(imprint),
        "dct:language": [_id(f"{_AUTHORITY}language/SPA")],
        "dct:spatial": _country(imprint.publisher.country),
        "dct:temporal": span if len(span) > 1 else None,
        "dcat:theme": [_id(f"{_AUTHORITY}data-theme/GOVE")],
        "dcat:landingPage": _id(entry.address),
        "dcat:distribution": files,
    }
    return known(**told)


def _distribution(imprint: Imprint, one: Distribution) -> dict[str, Tree]:
    name, media = _KINDS[one.form]
    here = imprint.publisher
    checksum: dict[str, Tree] = {}
    if one.file:
        algorithm = _id("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
        value: Tree = {"@type": "xsd:hexBinary", "@value": one.file.sha256}
        checksum = {"@type": "spdx:Checksum", "spdx:algorithm": algorithm, "spdx:checksumValue": value}
    size: Tree = {"@type": "xsd:nonNegativeInteger", "@value": str(one.file.bytes)} if one.file else ""
    told: dict[str, Tree | None] = {
        "@id": f"{one.address}#{one.form}",
        "@type": "dcat:Distribution",
        "dcat:accessURL": _id(one.address),
        "dcat:downloadURL": _id(one.address),
        "dct:format": _id(f"{_AUTHORITY}file-type/{name}"),
        "dcat:mediaType": _id(f"https://www.iana.org/assignments/media-types/{media}"),
        "dct:license": _id(here.license) if here.license else None,
        "dct:conformsTo": _id(one.standard) if one.standard else None,
        "dcat:byteSize": size,
        "spdx:checksum": checksum,
    }
    return known(**told)


def _id(address: str) -> dict[str, Tree]:
    return {"@id": address}


def _said(sentence: str, facts: dict[str, object] | None = None) -> list[Tree]:
    """Return a sentence in both languages, once where they say the same."""
    told = {tag: translator(tag)(sentence) for tag in ("es", "en")}
    filled = {tag: words % facts if facts else words for tag, words in told.items()}
    tags = ("es", "en") if filled["es"] != filled["en"] else ("es",)
    return [{"@language": tag, "@value": filled[tag]} for tag in tags]


def _moment(imprint: Imprint) -> dict[str, Tree]:
    return {"@type": "xsd:dateTime", "@value": moment(imprint.publisher.changed)}


def _day(day: date) -> dict[str, Tree]:
    return {"@type": "xsd:date", "@value": day.isoformat()}


def _country(code: str) -> dict[str, Tree] | None:
    """Return the country in the code list of the profile, None for one of which its code is not known here."""
    return _id(f"{_AUTHORITY}country/{_COUNTRIES[code]}") if code in _COUNTRIES else None
