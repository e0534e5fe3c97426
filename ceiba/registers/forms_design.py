"""The steps by which a document of a register type is written: each is a small form that adds a part."""

from collections.abc import Callable
from typing import Any

import yaml
from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.permissions import ROLE_CHOICES
from ceiba.kernel.register_masking import MASKED_KINDS
from ceiba.kernel.register_measure import MeasureKind
from ceiba.kernel.register_type import FieldKind, Masking, Privacy
from ceiba.methodologies.register_drafting import Item, added, begun, replaced

_LONGEST_KEY = 50
KINDS = (
    (FieldKind.TEXT.value, _("Texto")),
    (FieldKind.CODE.value, _("Código")),
    (FieldKind.CHOICE.value, _("Una opción de una lista")),
    (FieldKind.INTEGER.value, _("Número entero")),
    (FieldKind.DECIMAL.value, _("Número con decimales")),
    (FieldKind.DATE.value, _("Fecha")),
    (FieldKind.DATE_TIME.value, _("Fecha y hora")),
    (FieldKind.UNIT.value, _("Unidad de la institución")),
    (FieldKind.PERSON.value, _("Persona")),
    (FieldKind.PLACE.value, _("Lugar")),
    (FieldKind.FILE.value, _("Archivo")),
)
PRIVACIES = (
    (Privacy.INTERNAL.value, _("Quien trabaja en la institución")),
    (Privacy.PUBLIC.value, _("Cualquiera")),
    (Privacy.RESTRICTED.value, _("Solo quien lleva el registro")),
    (Masking.INITIALS.value, _("Solo quien lleva el registro; los demás ven iniciales")),
)
MEASURES = (
    (MeasureKind.COUNT.value, _("Cuántas filas")),
    (MeasureKind.SUM.value, _("La suma de un campo")),
    (MeasureKind.AVERAGE.value, _("El promedio de un campo")),
    (MeasureKind.DISTINCT.value, _("Cuántos valores distintos de un campo")),
)


class Outline:
    """What a document has so far, read as far as it can be: (key, label) of fields and states."""

    def __init__(self, content: str) -> None:
        try:
            raw = yaml.load(content, Loader=yaml.BaseLoader)  # noqa: S506  # texts alone, and no objects
        except yaml.YAMLError:
            raw = None
        self._raw: dict[str, Any] = raw if isinstance(raw, dict) else {}

    def named(self, part: str, *kinds: str) -> list[tuple[str, str]]:
        """Return the keys and names of a list, of fields of some kinds where kinds are given."""
        items = self._raw.get(part)
        found = [one for one in items if isinstance(one, dict) and "key" in one] if isinstance(items, list) else []
        chosen = [one for one in found if not kinds or one.get("kind") in kinds]
        return [(str(one["key"]), str(one.get("label") or one.get("title") or one["key"])) for one in chosen]

    def free(self, part: str, label: str) -> str:
        """Return a key for a name, that no other of its list has."""
        made = slugify(label).replace("-", "_")[:_LONGEST_KEY].strip("_")
        key = made if made[:1].isalpha() else f"x_{made}".strip("_")
        used, number, wanted = {one for one, _label in self.named(part)}, 2, key
        while key in used:
            key, number = f"{wanted}_{number}", number + 1
        return key


class Part(forms.Form):
    """One step. ``item`` is what it adds to the list ``part`` of a document."""

    part = ""
    use_required_attribute = False

    def __init__(self, *args: Any, outline: Outline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outline = outline

    def item(self) -> Item:
        """Return the item of what was written."""
        raise NotImplementedError

    def written(self, content: str) -> str:
        """Return the document with the item in it."""
        return added(content, self.part, self.item())

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class BeginPart(Part):
    """A new document: what one row is called, and what the book."""

    title = forms.CharField(label=_("Una fila se llama"), max_length=200, help_text=_("Por ejemplo: Visita de campo."))
    plural = forms.CharField(label=_("El registro se llama"), max_length=200, help_text=_("Visitas de campo."))

    def written(self, content: str) -> str:
        """Return a document begun anew."""
        del content
        given = self.cleaned_data
        return begun(self.outline.free("", given["plural"]), given["title"], given["plural"])


class FieldPart(Part):
    """A field."""

    part = "fields"
    label = forms.CharField(label=_("Cómo se llama el campo"), max_length=200)
    kind = forms.ChoiceField(label=_("Qué guarda"), choices=KINDS)
    options = forms.CharField(
        label=_("Sus opciones, una en cada renglón"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    privacy = forms.ChoiceField(label=_("Quién lo ve"), choices=PRIVACIES)
    always = forms.BooleanField(label=_("Hay que llenarlo siempre"), required=False)

    def clean(self) -> dict[str, Any]:
        """A list to choose from needs what to choose."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("kind") == FieldKind.CHOICE and not given.get("options", "").strip():
            self.add_error("options", _("Escriba al menos una opción."))
        if given.get("privacy") == Masking.INITIALS and given.get("kind") not in MASKED_KINDS:
            self.add_error("privacy", _("Iniciales tienen una persona o un texto. Elija otra forma de verlo."))
        return given

    def item(self) -> Item:
        """Return the field."""
        given = self.cleaned_data
        found: dict[str, Any] = {"key": self.outline.free("fields", given["label"]), "label": given["label"]}
        found |= {"kind": given["kind"], "privacy": self._privacy}
        if given["privacy"] == Masking.INITIALS:
            found["masking"] = given["privacy"]
        if given["always"]:
            found["required"] = "true"
        if given["kind"] == FieldKind.CHOICE:
            labels = [line.strip() for line in given["options"].splitlines() if line.strip()]
            found["options"] = [{"key": self.outline.free("", label), "label": label} for label in labels]
        return found

    @property
    def _privacy(self) -> str:
        """Return who sees the field: one of which the others see initials is restricted."""
        chosen: str = self.cleaned_data["privacy"]
        return Privacy.RESTRICTED.value if chosen == Masking.INITIALS else chosen

    def written(self, content: str) -> str:
        """Return the document with the field, and with readers where it is the first that few may read."""
        written = super().written(content)
        narrow = self._privacy == Privacy.RESTRICTED
        first = narrow and "\nreaders:" not in content
        return replaced(written, "readers", ("clerk", "unit_head")) if first else written


class StatePart(Part):
    """A state."""

    part = "states"
    label = forms.CharField(label=_("Cómo se llama el estado"), max_length=200)
    final = forms.BooleanField(label=_("Aquí termina"), required=False)

    def item(self) -> Item:
        """Return the state."""
        given = self.cleaned_data
        found = {"key": self.outline.free("states", given["label"]), "label": given["label"]}
        return found | ({"final": "true"} if given["final"] else {})


class MovePart(Part):
    """A step from one state to another."""

    part = "transitions"
    label = forms.CharField(label=_("Qué dice el botón"), max_length=200)
    origin = forms.ChoiceField(label=_("Desde"))
    destination = forms.ChoiceField(label=_("Hacia"))
    roles = forms.MultipleChoiceField(label=_("Quién lo da"), choices=ROLE_CHOICES, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("origin", "destination"):
            self._offer(name, self.outline.named("states"))

    def item(self) -> Item:
        """Return the step."""
        given = self.cleaned_data
        key = self.outline.free("transitions", given["label"])
        found: dict[str, Any] = {"key": key, "label": given["label"], "from": [given["origin"]]}
        return found | {"to": given["destination"], "roles": given["roles"]}


class MeasurePart(Part):
    """Something that is counted."""

    part = "measures"
    title = forms.CharField(label=_("Cómo se llama la cifra"), max_length=200)
    kind = forms.ChoiceField(label=_("Qué se cuenta"), choices=MEASURES)
    field = forms.ChoiceField(label=_("De qué campo"), required=False)
    moment = forms.ChoiceField(label=_("Qué fecha la pone en su mes"))
    by = forms.ChoiceField(label=_("Abierta por"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("Nada"))]
        self._offer("field", [*none, *self.outline.named("fields")])
        self._offer("by", [*none, *self.outline.named("fields", "choice", "unit", "place")])
        states = [(f"state:{key}", label) for key, label in self.outline.named("states")]
        self._offer("moment", [*self.outline.named("fields", "date", "date_time"), *states])

    def item(self) -> Item:
        """Return the measure."""
        given = self.cleaned_data
        key = self.outline.free("measures", given["title"])
        found: dict[str, Any] = {"key": key, "title": given["title"], "kind": given["kind"], "moment": given["moment"]}
        if given["kind"] != MeasureKind.COUNT and given["field"]:
            found["field"] = given["field"]
        return found | ({"by": [given["by"]]} if given["by"] else {})


class PublicPart(Part):
    """What anybody may see: some of the measures."""

    measures = forms.MultipleChoiceField(
        label=_("Las cifras que cualquiera puede ver"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("measures", self.outline.named("measures"))

    def written(self, content: str) -> str:
        """Return the document with that public view."""
        return replaced(content, "public", {"measures": self.cleaned_data["measures"]})


# What each button says, and the form of its step.
STEPS: dict[str, tuple[Any, Callable[..., Part]]] = {
    "begin": (_("Empezar de cero"), BeginPart),
    "field": (_("Agregar un campo"), FieldPart),
    "state": (_("Agregar un estado"), StatePart),
    "move": (_("Agregar un paso"), MovePart),
    "measure": (_("Agregar una cifra"), MeasurePart),
    "public": (_("Decir qué es público"), PublicPart),
}
