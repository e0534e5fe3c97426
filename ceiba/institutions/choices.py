"""What forms offer: countries, ways of writing numbers, methodologies, units as a tree, roles. Pairs for a select."""

from collections.abc import Sequence
from decimal import Decimal

from babel import Locale, localedata
from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.institutions.models import Institution, Unit
from ceiba.institutions.permissions import ROLES, Role
from ceiba.institutions.queries import unit_rows
from ceiba.institutions.territories import full_name, territories
from ceiba.kernel.methodology import Methodology
from ceiba.methodologies.loader import available

Choice = tuple[str, str]
Grouped = list[tuple[str, str | list[Choice]]]

# Where plans are written in Spanish or Portuguese; whoever is elsewhere says so in an issue.
_COUNTRIES = "AR BO BR CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PT PY SV UY VE".split()
_SAMPLE = Decimal("28235390.5")


def _reader() -> Locale:
    return Locale.parse((get_language() or "es").replace("-", "_"))


def country_name(code: str | None) -> str:
    """Return the name of a country in the reader's language; the code itself where it is unknown."""
    return _reader().territories.get(code or "", code or "")


def own_countries() -> list[str]:
    """Return the codes of the countries for which there is a methodology."""
    return sorted({found.country for found in available() if found.country})


def countries() -> Grouped:
    """Return the countries by name, those first for which there is a methodology."""
    own = own_countries()
    names: dict[str, str] = dict(_reader().territories)
    codes = [code for code in _COUNTRIES if code not in own]
    return [
        ("", _("Elija un país")),
        (_("Con metodología propia"), [(code, names[code]) for code in own]),
        (_("Otros países"), sorted(((code, names[code]) for code in codes), key=lambda pair: pair[1])),
    ]


def known_territories() -> list[Choice]:
    """Return the official codes that we know, of every country with a methodology, each with its name."""
    return [(one.code, full_name(code, one.code)) for code in own_countries() for one in territories(code)]


def locales() -> list[Choice]:
    """Return the ways of writing numbers in Spanish, each with an example, by country."""
    names = [name for name in localedata.locale_identifiers() if name.startswith("es_") and len(name) == 5]
    found = [Locale.parse(name) for name in names]
    pairs = [
        (f"{one.language}-{one.territory}", f"{country_name(one.territory)}: {format_decimal(_SAMPLE, locale=one)}")
        for one in found
    ]
    return [("", _("Como se acostumbra en el país")), *sorted(pairs, key=lambda pair: pair[1])]


def locale_of(country: str) -> str:
    """Return how numbers are written in a country, in Spanish; as in most of America where nobody knows."""
    return f"es-{country}" if localedata.exists(f"es_{country}") else "es-419"


def methodologies() -> Grouped:
    """Return the methodologies by country; those that belong to none come last."""
    by_country: dict[str, list[Choice]] = {}
    for one in sorted(available(), key=lambda found: (found.country is None, country_name(found.country))):
        group = country_name(one.country) if one.country else _("Sin norma nacional")
        by_country.setdefault(group, []).append((one.reference, _titled(one)))
    return [("", _("Elija una metodología")), *by_country.items()]


def methodology_title(reference: str) -> str:
    """Return the title of a methodology with its edition; the reference itself where it is not installed."""
    return next((_titled(one) for one in available() if one.reference == reference), reference)


def methodology_country(reference: str) -> str | None:
    """Return the country whose norm a methodology is, None for one of no country."""
    return next((one.country for one in available() if one.reference == reference), None)


def units(institution: Institution, *, without: Sequence[int] = (), empty: str) -> list[Choice]:
    """Return the units that go on, indented as a tree, after a choice for none of them."""
    rows = [row for row in unit_rows(institution) if not row.ended and row.unit.pk not in without]
    return [("", empty), *((str(row.unit.pk), "\u2003" * row.depth + row.unit.name) for row in rows)]


def roles() -> list[Choice]:
    """Return the roles with their words."""
    return [(role.value, str(words)) for role, words in ROLES.items()]


def role_word(role: str) -> str:
    """Return the word of a role."""
    return str(ROLES[Role(role)]) if role in list(Role) else role


def chosen_unit(institution: Institution, value: str) -> Unit | None:
    """Return the unit that a choice of ``units`` stands for; None for none."""
    return Unit.objects.of(institution).get(pk=value) if value else None


def _titled(one: Methodology) -> str:
    return f"{one.title}, {one.edition}"
