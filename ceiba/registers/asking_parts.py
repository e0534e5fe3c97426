"""How a value with several parts is asked for: a person, a place, counts, a file, a link. Each part has its input."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ceiba.kernel.register_record import Counts, FieldValue, Location, PersonName
from ceiba.kernel.register_type import CountDimension, Option
from ceiba.plans.fields import FigureField, PlainText
from ceiba.registers.asking import Asker, WholeField, flat
from ceiba.registers.checks import KEPT_FILE


class PersonAsker(Asker):
    """Somebody's name and the number of their document."""

    look = "parts"

    def inputs(self, value: FieldValue | None) -> dict[str, forms.Field]:
        """Return the two inputs. Browsers fill in who sits there, not who came: they are told not to."""
        del value
        quiet = {"autocomplete": "off"}
        return {
            f"{self.field.key}-name": PlainText(label=_("Nombre"), required=False, widget=forms.TextInput(attrs=quiet)),
            f"{self.field.key}-document": PlainText(
                label=_("Documento de identificación"), required=False, widget=forms.TextInput(attrs=quiet)
            ),
        }

    def begun(self, value: FieldValue) -> dict[str, Any]:
        """Return name and document."""
        assert isinstance(value, PersonName)
        return {f"{self.field.key}-name": value.name, f"{self.field.key}-document": value.document}

    def value(self, given: Mapping[str, Any]) -> FieldValue | None:
        """Return the person; ``ValidationError`` for a document of nobody."""
        name, document = given.get(f"{self.field.key}-name") or "", given.get(f"{self.field.key}-document") or ""
        if document and not name:
            raise ValidationError(_("Escriba también el nombre."))
        return PersonName(name, document) if name else None


class PlaceAsker(Asker):
    """A territory, coordinates, or both."""

    look = "parts"

    def inputs(self, value: FieldValue | None) -> dict[str, forms.Field]:
        """Return the list of places and the two coordinates; an unknown code stays where the field holds it."""
        code = value.territory if isinstance(value, Location) else ""
        offered = [("", _("Elija")), *self.offers.places]
        if code and code not in {key for key, _words in flat(offered)}:
            offered.append((code, self.offers.named(self.field, code) or code))
        return {
            f"{self.field.key}-territory": forms.ChoiceField(
                label=_("Lugar de la lista"), required=False, choices=offered
            ),
            f"{self.field.key}-latitude": FigureField(label=_("Latitud"), help_text=_("En grados: 14.63")),
            f"{self.field.key}-longitude": FigureField(label=_("Longitud"), help_text=_("En grados: -90.55")),
        }

    def begun(self, value: FieldValue) -> dict[str, Any]:
        """Return code and coordinates."""
        assert isinstance(value, Location)
        key = self.field.key
        return {
            f"{key}-territory": value.territory,
            f"{key}-latitude": value.latitude,
            f"{key}-longitude": value.longitude,
        }

    def value(self, given: Mapping[str, Any]) -> FieldValue | None:
        """Return the place; ``ValidationError`` for half a pair of coordinates, or one off the globe."""
        key = self.field.key
        code = given.get(f"{key}-territory") or ""
        latitude, longitude = given.get(f"{key}-latitude"), given.get(f"{key}-longitude")
        if (latitude is None) != (longitude is None):
            raise ValidationError(_("Las coordenadas van en pareja: escriba latitud y longitud, o ninguna."))
        if not code and latitude is None:
            return None
        try:
            return Location(code, latitude, longitude)
        except ValueError:
            raise ValidationError(
                _("Las coordenadas quedan fuera del globo: la latitud va de -90 a 90 y la longitud, de -180 a 180.")
            ) from None


class CountsAsker(Asker):
    """How many of each kind: a table of whole numbers, its last dimension across and the others down."""

    look = "counts"

    @property
    def across(self) -> CountDimension:
        """Return the dimension whose options are the columns."""
        return self.field.dimensions[-1]

    @property
    def down(self) -> list[tuple[Option, ...]]:
        """Return the rows: the options of every other dimension, combined; one row without any where there is none."""
        return list(product(*(dimension.options for dimension in self.field.dimensions[:-1])))

    def name(self, parts: Sequence[str]) -> str:
        """Return the name of the input of a cell."""
        return "-".join((self.field.key, *parts))

    def inputs(self, value: FieldValue | None) -> dict[str, forms.Field]:
        """Return the input of each cell, labelled by what it counts."""
        del value
        found: dict[str, forms.Field] = {}
        for row in self.down:
            for column in self.across.options:
                cell = (*row, column)
                label = ", ".join(option.label for option in cell)
                box = WholeField(label=label, required=False)
                box.widget.attrs |= {"aria-label": label, "size": "4", "data-part": ""}
                found[self.name([option.key for option in cell])] = box
        return found

    def begun(self, value: FieldValue) -> dict[str, Any]:
        """Return the number of each cell that has one."""
        assert isinstance(value, Counts)
        return {self.name(parts): number for parts, number in value.cells}

    def value(self, given: Mapping[str, Any]) -> FieldValue | None:
        """Return the counts of the cells that were filled: an empty one was not counted, and is not zero."""
        cells = []
        for row in self.down:
            for column in self.across.options:
                parts = tuple(option.key for option in (*row, column))
                if (number := given.get(self.name(parts))) is not None:
                    cells.append((parts, number))
        return Counts(tuple(cells)) if cells else None


class FileAsker(Asker):
    """A file, or where its paper lies. One that was sent is kept at once: an error elsewhere does not lose it."""

    look = "file"

    def inputs(self, value: FieldValue | None) -> dict[str, forms.Field]:
        """Return the inputs of a file and of a paper, the hidden key of the kept one, and the box to take it away."""
        del value
        key = self.field.key
        return {
            key: forms.FileField(**self._said()),
            f"{key}-paper": PlainText(label=_("O dónde está el papel"), required=False),
            f"{key}-kept": forms.CharField(required=False, widget=forms.HiddenInput),
            f"{key}-gone": forms.BooleanField(label=_("Quitar este archivo"), required=False),
        }

    def begun(self, value: FieldValue) -> dict[str, Any]:
        """Return the key of the kept file, or the words for a paper."""
        return {f"{self.field.key}-{'kept' if str(value).startswith(KEPT_FILE) else 'paper'}": value}

    def value(self, given: Mapping[str, Any]) -> FieldValue | None:
        """Return the kept file, else the paper; ``ValidationError`` where there is no such file."""
        kept = given.get(f"{self.field.key}-kept") or ""
        paper = str(given.get(f"{self.field.key}-paper") or "")
        if not kept or given.get(f"{self.field.key}-gone"):
            return paper or None
        if not kept.startswith(KEPT_FILE) or not self.offers.file_name(kept):
            raise ValidationError(_("Ese archivo ya no está. Súbalo otra vez."))
        return str(kept)


class LinkAsker(Asker):
    """A thing of the plan, a project, or a row of another register, found by its words or its code."""

    look = "link"

    def inputs(self, value: FieldValue | None) -> dict[str, forms.Field]:
        """Return the box to search in and the hidden key of what was chosen."""
        del value
        help_text = self.field.help or _("Escriba su código o algunas de sus palabras.")
        return {
            f"{self.field.key}-find": PlainText(
                label=_("Buscar"), required=False, help_text=help_text, widget=forms.TextInput(attrs={"type": "search"})
            ),
            self.field.key: forms.CharField(label=self.field.label, required=False),
        }

    def value(self, given: Mapping[str, Any]) -> FieldValue | None:
        """Return the key of what was chosen, or of the one thing that the words find; ``ValidationError`` else."""
        key, text = given.get(self.field.key) or "", (given.get(f"{self.field.key}-find") or "").strip()
        if key and self.offers.named(self.field, key):
            return str(key)
        if key:
            raise ValidationError(_("Lo que estaba elegido ya no está. Búsquelo otra vez."))
        if not text:
            return None
        found = self.offers.find(self.field, text)
        if len(found) == 1:
            return found[0][0]
        if not found:
            raise ValidationError(_("Nada se llama «%(text)s». Pruebe con otras palabras."), params={"text": text})
        raise ValidationError(_("«%(text)s» puede ser varias cosas. Elija una de la lista."), params={"text": text})
