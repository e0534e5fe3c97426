"""What a run of the rules depends on, as one short text: the parts of the snapshot, and the catalogue of rules."""

from functools import cache
from hashlib import sha256

from ceiba.institutions.models import Institution, Revision
from ceiba.rules.catalogue import rules


def revision(institution: Institution) -> str:
    """Return the text that differs whenever the audit may differ: one query."""
    rows = Revision.objects.filter(institution=institution)
    told = "|".join(f"{part}:{number}" for part, number in rows.order_by("part").values_list("part", "number"))
    return sha256(f"{told}|{institution.methodology}|{_catalogue()}".encode()).hexdigest()


@cache
def _catalogue() -> str:
    return " ".join(f"{rule.code}.{rule.version}" for rule in rules())
