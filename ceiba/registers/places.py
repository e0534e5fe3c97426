"""Which codes of territory a row of an institution may name."""

from ceiba.institutions.models import Institution
from ceiba.institutions.territories import territories, territory
from ceiba.kernel.text import _

UNKNOWN = _("«%(code)s» no es un código de territorio del país; elija el lugar de la lista.")
OUTSIDE = _("«%(code)s» queda fuera del territorio de la institución; elija un lugar de la lista.")


def refusal(institution: Institution, code: str) -> str | None:
    """Return the sentence that says why a code cannot be used, with ``code`` to fill; None where it can.

    Where the territories of the country are not known here, or the institution has none, nothing is refused for that.
    """
    if not territories(institution.country):
        return None
    found = territory(institution.country, code)
    if found is None:
        return UNKNOWN
    while institution.territory and found is not None and found.code != institution.territory:
        found = territory(institution.country, found.parent) if found.parent else None
    return OUTSIDE if found is None else None
