"""Which registers an institution uses, and the kernel value of each edition that it adopted."""

from ceiba.institutions.models import Institution
from ceiba.kernel.register_type import RegisterType
from ceiba.methodologies.registers import read_register
from ceiba.registers.models import Register, RegisterEdition

_TYPES: dict[str, RegisterType] = {}  # by digest: an edition never changes, and proving one takes longer than a page


def type_of(edition: RegisterEdition) -> RegisterType:
    """Return the type of an adopted edition; its text is asked for once in a process."""
    if edition.sha256 not in _TYPES:
        _TYPES[edition.sha256] = read_register(edition.content.encode(), edition.edition)
    return _TYPES[edition.sha256]


def registers_of(institution: Institution) -> tuple[Register, ...]:
    """Return the registers that an institution uses, by their names, each with its present edition: one query."""
    rows = Register.objects.of(institution).select_related("edition", "unit", "institution")
    return tuple(rows.defer("edition__content"))


def register_of(institution: Institution, key: str) -> Register:
    """Return a register by its key, with its present edition: one query. ``Register.DoesNotExist`` for none."""
    rows = Register.objects.of(institution).select_related("edition", "unit", "institution")
    return rows.defer("edition__content").get(key=key)
