"""Documents of open data that follow a standard, each made of one publication."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest

from ceiba.portal.open_data import OpenData, frozen
from ceiba.portal.pages import Told

_JSON = "application/json"


def package(request: HttpRequest, shown: OpenData) -> Told:
    """Give the tables as a Frictionless Data Package."""
    here = frozen(request, shown.edition, "datapackage.json")
    content = shown.package(shown.imprint_at(here), lambda name: frozen(request, shown.edition, name))
    return Told(content, _JSON)


STANDARDS: Mapping[str, Callable[[HttpRequest, OpenData], Told]] = {
    "datapackage.json": package,
}
"""What makes each document, by its name in the address."""
