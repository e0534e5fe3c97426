"""A register type as somebody designs it: the document, what is wrong with it and where, how its form would look."""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.choices import units as unit_choices
from ceiba.institutions.models import Institution
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_type import Privacy, RegisterType
from ceiba.methodologies.problems import MethodologyError
from ceiba.methodologies.register_lines import line_of
from ceiba.methodologies.registers import read_register
from ceiba.registers.asking import Offers
from ceiba.registers.forms import RowForm
from ceiba.registers.offering import places

_DOCUMENT = "documento"


@dataclass(frozen=True)
class DesignProblem:
    """One thing to mend: its place in words, its line where it has one, and what is to be done."""

    place: str
    line: int | None
    text: str


@dataclass(frozen=True)
class Design:
    """A document and what the loader makes of it."""

    content: str

    @cached_property
    def _read(self) -> tuple[RegisterType | None, tuple[DesignProblem, ...]]:
        try:
            return read_register(self.content.encode(), _DOCUMENT), ()
        except MethodologyError as error:
            return None, tuple(
                DesignProblem(
                    "" if one.place == _DOCUMENT else one.place,
                    line_of(self.content, one.place),
                    _(one.message) % one.facts,
                )
                for one in error.problems
            )

    @property
    def type(self) -> RegisterType | None:
        """Return the proved type; None where there is something to mend."""
        return self._read[0]

    @property
    def problems(self) -> tuple[DesignProblem, ...]:
        """Return everything that is wrong, in the order in which it was found."""
        return self._read[1]


def preview(shape: RegisterType, institution: Institution) -> RowForm:
    """Return the form of a type as whoever keeps the register will see it, in an institution; it is never sent."""
    offers = Offers(unit_choices(institution, empty=""), places(institution, timezone.localdate()))
    form = RowForm(register=shape, record=Record("", shape.id, shape.initial), fields=shape.fields, offers=offers)
    form.auto_id = "vista-%s"
    return form


@dataclass(frozen=True)
class PrivacyLine:
    """Who sees the fields of one degree of privacy."""

    who: str
    labels: tuple[str, ...]


def privacy_lines(shape: RegisterType) -> tuple[PrivacyLine, ...]:
    """Return who will see what, from everybody to nobody."""
    words = {
        Privacy.PUBLIC: _("Cualquiera, si el registro publica filas"),
        Privacy.INTERNAL: _("Quien trabaja en la institución"),
        Privacy.RESTRICTED: _("Solo los papeles que el tipo nombra; cada apertura queda anotada"),
        Privacy.NEVER: _("Solo quien lleva la fila"),
    }
    found = {degree: tuple(one.label for one in shape.fields if one.privacy is degree) for degree in Privacy}
    lines = [PrivacyLine(words[degree], labels) for degree, labels in found.items() if labels]
    if veiled := tuple(one.label for one in shape.fields if one.masking):
        lines.append(PrivacyLine(_("Los demás de la institución, solo sus iniciales"), veiled))
    return tuple(lines)


def next_edition(content: str, shape: RegisterType) -> str:
    """Return a document with the number of its edition raised by one, to begin the next from it."""
    head, _point, last = shape.edition.rpartition(".")
    raised = ".".join(filter(None, (head, str(int(last) + 1))))
    lines = content.split("\n")
    line = line_of(content, "edition")
    if line is not None:
        lines[line - 1] = f'edition: "{raised}"'
    return "\n".join(lines)
