"""Documents of open data that follow a standard and say where they are found, each made of one publication."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse

from ceiba.exchange.datasets.dataset import last_day
from ceiba.exchange.writers import fiscal_package, oc4ids, open_dcat
from ceiba.exchange.writers.open_dcat import CatalogueEntry, Distribution
from ceiba.kernel.calendar import first_day
from ceiba.portal.edition import Edition
from ceiba.portal.open_data import FORMATS, IATI, SDMX, OpenData, frozen
from ceiba.portal.pages import Told
from ceiba.registers.models_release import RegisterRelease
from ceiba.registers.queries_public import newest, published
from ceiba.ui import formats

_JSON = "application/json"
_BUDGET, _TABLE = "presupuesto.json", "presupuesto.csv"
_FOLLOWED = {  # what each standard calls itself
    "oc4ids.json": "https://standard.open-contracting.org/infrastructure/0.9/en/",
    _BUDGET: "https://specs.frictionlessdata.io/fiscal-data-package/",
    IATI: "https://iatistandard.org/en/iati-standard/203/",
    SDMX: "https://github.com/sdmx-twg/sdmx-csv/tree/v2.0.0",
}


def package(request: HttpRequest, shown: OpenData) -> Told:
    """Give the tables as a Frictionless Data Package."""
    here = frozen(request, shown.edition, "datapackage.json")
    content = shown.package(shown.imprint_at(here), lambda name: frozen(request, shown.edition, name))
    return Told(content, _JSON)


def projects(request: HttpRequest, shown: OpenData) -> Told:
    """Give the projects in the Open Contracting for Infrastructure Data Standard; 404 where there are none."""
    here = frozen(request, shown.edition, "oc4ids.json")
    content = oc4ids.write(shown.edition.face, shown.imprint_at(here).publisher, formats.say())
    if content is None:
        raise Http404
    return Told(content, _JSON)


def budget(request: HttpRequest, shown: OpenData) -> Told:
    """Give the description of the budget as a Fiscal Data Package."""
    return Told(_budget(request, shown)[0], _JSON)


def budget_table(request: HttpRequest, shown: OpenData) -> Told:
    """Give the table that the Fiscal Data Package describes."""
    return Told(_budget(request, shown)[1], FORMATS["csv"])


def _budget(request: HttpRequest, shown: OpenData) -> tuple[bytes, bytes]:
    publisher = shown.imprint_at(frozen(request, shown.edition, _BUDGET)).publisher
    path = frozen(request, shown.edition, _TABLE)
    return fiscal_package.parts(shown.edition.face, publisher, formats.say(), path)


def catalogue(request: HttpRequest, shown: OpenData) -> Told:
    """Give the catalogue of all this, and of what registers published, in DCAT-AP."""
    here = frozen(request, shown.edition, "catalogo.jsonld")
    entries = [*_tables(request, shown), *_documents(request, shown), *_registers(request, shown.edition)]
    return Told(open_dcat.write(shown.imprint_at(here), entries), "application/ld+json")


def releases_of(edition: Edition) -> list[RegisterRelease]:
    """Return the newest release of each register; those of its day for an address that names a publication."""
    if edition.asked is None:
        return newest(edition.institution)
    rows = published(edition.institution).filter(published__lte=edition.row.at).order_by("number")
    last = {row.register_id: row for row in rows}
    return sorted(last.values(), key=lambda one: str(one.content["register"]["plural"]))


def _tables(request: HttpRequest, shown: OpenData) -> Iterator[CatalogueEntry]:
    periods = [plan.period for plan in shown.edition.face.plans if plan.period]
    begins = first_day(min(period.first_month for period in periods)) if periods else None
    ends = last_day(max(periods, key=lambda period: period.last_month)) if periods else None
    for dataset, _rows in shown.tables:
        files = [
            Distribution(
                frozen(request, shown.edition, f"{dataset.name}.{form}"),
                form,
                file=shown.table(dataset, form) if form == "csv" else None,
            )
            for form in FORMATS
        ]
        page = frozen(request, shown.edition, dataset.name, "public_dataset")
        yield CatalogueEntry(dataset.name, page, dataset.title, dataset.says, tuple(files), begins, ends)


def _documents(request: HttpRequest, shown: OpenData) -> Iterator[CatalogueEntry]:
    for name, title, says in shown.documents:
        address = frozen(request, shown.edition, name)
        files = (Distribution(address, name.rpartition(".")[2], _FOLLOWED.get(name, "")),)
        yield CatalogueEntry(name, f"{address}#conjunto", title, says, files)


def _registers(request: HttpRequest, edition: Edition) -> Iterator[CatalogueEntry]:
    for release in releases_of(edition):
        told = release.content["register"]
        names = ["cifras.csv", *(["filas.csv"] if release.content["columns"] else []), "datos.xlsx", "datos.json"]
        where = [edition.slug, release.register.key, release.number]
        files = tuple(
            Distribution(
                request.build_absolute_uri(reverse("public_register_file", args=[*where, name])),
                name.rpartition(".")[2],
            )
            for name in names
        )
        page = request.build_absolute_uri(reverse("public_release", args=where))
        since = date.fromisoformat(release.content["since"]) if release.content["since"] else None
        key = f"registro-{release.register.key}-{release.number}"
        yield CatalogueEntry(key, page, told["plural"], told["help"] or told["plural"], files, since, release.cut)


STANDARDS: Mapping[str, Callable[[HttpRequest, OpenData], Told]] = {
    "catalogo.jsonld": catalogue,
    "datapackage.json": package,
    "oc4ids.json": projects,
    _BUDGET: budget,
    _TABLE: budget_table,
}
"""What makes each document, by its name in the address."""
