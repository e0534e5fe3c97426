"""Scopes of API tokens: a closed list, each with the permissions of its person that a program may use.

A token never gives more than the roles of its person do: it narrows them.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

READ = "read"
# Of each scope: what it is called, and the permissions that it lets through.
SCOPES: Mapping[str, tuple[str, frozenset[str]]] = {
    READ: (_("Leer lo que usted ve"), frozenset({"plan.view", "document.view", "people.view"})),
    "report.write": (_("Reportar cifras de indicadores"), frozenset({"report.enter"})),
    "record.write": (_("Escribir en los registros"), frozenset({"record.write", "record.move"})),
}


def allowed_by(scopes: Iterable[str]) -> frozenset[str]:
    """Return the permissions that some scopes let through; a scope that is no longer known lets nothing through."""
    return _allowed(tuple(sorted(scopes)))


@lru_cache(maxsize=64)
def _allowed(scopes: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(SCOPES[one][1] for one in scopes if one in SCOPES))
