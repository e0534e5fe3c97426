"""What can be asked about API tokens: those of a person, or of everybody else, as a page shows them."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.models import Assignment, Institution, Person
from ceiba.institutions.models_access import ApiToken
from ceiba.institutions.scopes import SCOPES


@dataclass(frozen=True)
class TokenRow:
    """A token with its scopes in words; ``trouble`` says why it does not work, blank where it does."""

    token: ApiToken
    scopes: str
    trouble: str


def tokens_of(
    institution: Institution, person: Person | None = None, *, excluding: Person | None = None
) -> list[TokenRow]:
    """Return the tokens of an institution, the newest first; of one person, or of all but one. Two queries."""
    rows = ApiToken.objects.filter(institution=institution).select_related("person")
    if person is not None:
        rows = rows.filter(person=person)
    if excluding is not None:
        rows = rows.exclude(person=excluding)
    held = Assignment.objects.of(institution).holding(timezone.localdate())
    here = set(held.order_by().values_list("person_id", flat=True))
    return [TokenRow(one, _scopes(one), _trouble(one, here)) for one in rows]


def _scopes(token: ApiToken) -> str:
    return " · ".join(str(SCOPES[one][0]) if one in SCOPES else one for one in token.scopes)


def _trouble(token: ApiToken, here: set[int]) -> str:
    if token.revoked:
        return _("revocado")
    if not token.stands():
        return _("vencido")
    if token.person_id not in here or not token.person.is_active:
        return _("su persona ya no tiene papel")
    return ""
