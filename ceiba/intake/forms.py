"""The forms of intake: a document comes in, a proposed thing is corrected."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import partial
from typing import Any, get_args

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.exchange import stored
from ceiba.exchange.codecs import Mistakes
from ceiba.exchange.decisions import REFERENCES, UPWARDS, Thing, things
from ceiba.exchange.language import translator
from ceiba.intake import scalars
from ceiba.intake.items import Item
from ceiba.intake.queries import field_kind
from ceiba.intake.words import choice_word, field_word
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import fold
from ceiba.methodologies.loader import available

Choice = tuple[str, str]
BY_TEXT = "texto"  # the text of the document decides which methodology it follows
MOST_OPTIONS = 300  # of a list to choose from; beyond that one types a code or the words
_SHORT = 90
_LONG = frozenset({"text", "title", "name", "note", "answer", "target_text", "verification", "label", "alignments"})
_LISTS = frozenset({"targets", "amounts", "addends", "all_addends", "alignments"})

# What can be corrected of each noun, in the order of the form. What is left out is edited in the plan, later.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "plan": ("title", "kind", "period", "version"),
    "element": ("text", "level", "code", "parent", "unit", "period", "weight", "alignments"),
    "indicator": (
        "text",
        "element",
        "measure_unit",
        *scalars.BASELINE,
        "targets",
        "target_text",
        "direction",
        "accumulation",
        "denominator",
        "verification",
        "unit",
        "weight",
    ),
    "statement": ("kind", "text"),
    "stakeholder": ("name", "role", "decision_influence", "implementation_influence"),
    "citation": ("norm", "number", "title"),
    "unit": ("name", "code"),
    "funding": (
        "name",
        "key",
        "amount",
        "investment",
        "operating",
        "stated_investment_percent",
        "stated_operating_percent",
        "period",
    ),
    "total": ("label", "column", "stated", "addends", "all_addends"),
    "budget_line": ("classifier", "name", "source", "nature", "amounts", "period"),
    "project": ("name", "code", "amount", "status", "period", "place", "note"),
    "demand": ("text", "origin", "answer"),
    "population": ("text", "year", "universe", "target", "eligible", "attended", "reason"),
    "risk": ("text", "cause", "probability", "impact", "response", "unit", "state"),
}


class UploadForm(forms.Form):
    """A document and the methodology to read it with."""

    methodology = forms.ChoiceField(required=False)
    document = forms.FileField()
    # The last field of the form: where it is missing the sending was cut, and the file is not whole.
    whole = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")

    def __init__(self, own: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        methodology, document = self.fields["methodology"], self.fields["document"]
        others = [m for m in available() if m.reference != own]
        mine = next((m.title for m in available() if m.reference == own), own)
        methodology.label = _("Metodología")
        methodology.choices = [
            ("", _("La de la institución: %(title)s") % {"title": mine}),
            (BY_TEXT, _("Que el texto decida")),
            *((m.reference, f"{m.title} ({m.reference})") for m in others),
        ]
        document.label = _("Documento")
        document.help_text = _(
            "Su plan en PDF, Word, Excel, LibreOffice, HTML, CSV o texto; o escrito en el formato de Ceiba."
        )
        document.error_messages = {
            "required": _("Elija primero el archivo de su plan."),
            "invalid": _("El archivo no llegó. Elíjalo de nuevo y envíelo otra vez."),
            "missing": _("El archivo no llegó. Elíjalo de nuevo y envíelo otra vez."),
            "empty": _("El archivo está vacío: no hay nada que leer. Revise que se haya guardado bien."),
        }
        self._own = own

    @property
    def is_whole(self) -> bool:
        """Tell whether everything that was sent arrived."""
        return "whole" in self.data

    def refuse(self, told: str) -> None:
        """Tell one thing about the document in place of everything else."""
        self.errors.clear()
        self.add_error("document", told)

    @property
    def wanted(self) -> str:
        """Return the reference of the methodology asked for, blank where the text decides."""
        chosen = str(self.cleaned_data["methodology"])
        return {"": self._own, BY_TEXT: ""}.get(chosen, chosen)


class TypedField(forms.CharField):
    """A text whose line ends come from any browser; it remembers what the person saw when the form was opened."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, show_hidden_initial=True, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the text with one kind of line end."""
        return str(super().to_python(value)).replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the person changed it, whatever somebody else did meanwhile."""
        return self.to_python(initial) != self.to_python(data)


class CorrectionForm(forms.Form):
    """The fields of one proposed thing, read by the same codecs as a plan in a file.

    ``original`` is the thing as the document has it. Only fields that the person changed are looked at, so that an old
    page does not undo what somebody else corrected.
    """

    def __init__(self, item: Item, original: Thing, snapshot: Snapshot, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._item, self._original, self._snapshot = item, original, snapshot
        self._values: dict[str, Any] = {}
        for name in FIELDS[item.noun]:
            self._add(name)

    # --- what is shown ----------------------------------------------------------------------------------------

    def _add(self, name: str) -> None:
        options = self._options(name)
        initial = self._initial(name)
        if options is not None and len(options) == 1 and not initial:
            return  # nothing to choose from
        widget: forms.Widget = forms.TextInput()
        if options is not None and len(options) <= MOST_OPTIONS:
            widget = forms.Select(choices=[(key, _cut(words)) for key, words in options])
        elif name in _LONG or name in _LISTS:
            widget = forms.Textarea(attrs={"rows": 3})
        shown = initial if isinstance(widget, forms.Select) or options is None else dict(options).get(initial, initial)
        field = TypedField(label=field_word(name).capitalize(), widget=widget, initial=shown)
        field.required = name not in scalars.BASELINE and _blank(type(self._item.thing), name) is MISSING
        field.error_messages["required"] = _("Escriba algo: este dato no puede quedar en blanco.")
        field.help_text = self._help(name, isinstance(widget, forms.TextInput) and options is not None)
        self.fields[name] = field

    def _initial(self, name: str) -> str:
        thing, methodology = self._item.thing, self._snapshot.methodology
        if name in scalars.BASELINE:
            return scalars.written_baseline(thing.baseline, methodology)[name]
        return scalars.written(self._item.noun, name, getattr(thing, name), methodology)

    def _help(self, name: str, is_reference: bool) -> str:
        if is_reference:
            return _("Escriba su código o su texto.")
        return {
            "targets": _("Una por línea: 2028: 65"),
            "amounts": _("Uno por línea, con su etapa: initial: 1200.50"),
            "addends": _("Uno por línea."),
            "all_addends": _("Uno por línea."),
            "alignments": _("Una por línea: ODS: 6, 8"),
            "period": _("2024, o 2024..2028"),
            "baseline_value": _("Con punto decimal y sin separador de millares."),
        }.get(name, "")

    def _options(self, name: str) -> list[Choice] | None:
        """Return what a field may be, the blank first; None where anything may be written."""
        noun, methodology = self._item.noun, self._snapshot.methodology
        if name == "level":
            kind = self._plan_kind()
            levels = [lv for lv in methodology.levels if not lv.plan_kinds or kind in lv.plan_kinds]
            return self._with_own(name, [(level.key, level.term) for level in levels])
        if noun == "plan" and name == "kind":
            return [(kind.key, kind.label) for kind in methodology.plan_kinds]
        if noun == "funding" and name == "key":
            return [("", "—"), *((rule.key, rule.label) for rule in methodology.funding_rules)]
        if UPWARDS.get(noun) == name or name in REFERENCES.get(noun, {}):
            return [("", "—"), *self._others(name)]
        kinds = [k for k in (get_args(self._kind(name)) or (self._kind(name),)) if isinstance(k, type)]
        listed = next((k for k in kinds if issubclass(k, StrEnum)), None)
        if listed is None:
            return None
        blank = [("", "—")] if type(None) in kinds else []
        return [*blank, *((member.value, choice_word(member)) for member in listed)]

    def _kind(self, name: str) -> Any:
        return field_kind(_kind_of(self._item.thing), name) if name not in scalars.BASELINE else str

    def _with_own(self, name: str, options: list[Choice]) -> list[Choice]:
        own = getattr(self._item.thing, name)
        return options if own in dict(options) else [(own, own), *options]

    def _plan_kind(self) -> str:
        return self._snapshot.plan_of(self._item.thing).kind

    def _others(self, name: str) -> Iterator[Choice]:
        """Yield the things that a field may name, by identifier."""
        noun = self._item.noun
        other = noun if UPWARDS.get(noun) == name else REFERENCES[noun][name]
        if other == "element":
            yield from self._elements(below=noun == "element")
            return
        for subject, thing in things(self._snapshot):
            if subject.partition("/")[0] == other and subject != self._item.subject:
                yield thing.id, thing.name if hasattr(thing, "name") else thing.title

    def _elements(self, *, below: bool) -> Iterator[Choice]:
        """Yield the elements of the same plan; those from which this one may hang where it is an element itself."""
        thing, snapshot = self._item.thing, self._snapshot
        held = ((plan, plan.elements if below else plan.indicators) for plan in snapshot.plans)
        plan = next(plan for plan, group in held if any(one.id == thing.id for one in group))
        carrying = {rule.level for level in snapshot.methodology.levels for rule in level.parents}
        under = {thing.id} if below else set()
        for element in plan.elements:
            if below and element.parent in under:
                under.add(element.id)
            elif element.id not in under and (not below or element.level in carrying or element.id == thing.parent):
                yield element.id, " ".join(filter(None, (element.code, element.text)))

    # --- what was typed ---------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        """Read what was changed; tell what is wrong beside its field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        changed = set(self.changed_data)
        for name in self.fields:
            if name in changed and name in cleaned and name not in scalars.BASELINE:
                self._read(name, name, partial(self._value, name, cleaned[name]))
        if changed & set(scalars.BASELINE):
            methodology = self._snapshot.methodology
            self._read("baseline", "baseline_value", lambda: scalars.read_baseline(cleaned, methodology))
        return cleaned

    def _read(self, name: str, place: str, reading: Callable[[], Any]) -> None:
        say = translator(get_language() or "es")
        try:
            self._values[name] = reading()
        except Mistakes as error:
            for mistake in error.mistakes:
                self.add_error(place, _sentence(say(mistake.text)))

    def _value(self, name: str, text: str) -> Any:
        options = self._options(name)
        before = getattr(self._item.thing, name)
        if options is not None and len(options) > MOST_OPTIONS:
            text = self._named(name, text, options)
        if not text.strip():
            return _blank(type(self._item.thing), name)
        return scalars.read(self._item.noun, name, text, before, self._snapshot.methodology)

    def _named(self, name: str, text: str, options: list[Choice]) -> str:
        """Return the identifier of what was typed by code or words; an error beside the field where nothing is."""
        wanted = fold(text)
        if not wanted:
            return ""
        found = [key for key, words in options if key and wanted in (fold(words), *_code_and_words(words))]
        if not found:
            self.add_error(name, _("No hay nada que se llame «%(text)s» en este plan.") % {"text": text})
            return ""
        return found[0]

    def changes(self) -> tuple[dict[str, Any], list[str]]:
        """Return the corrected fields as they are stored, and those that are again as the document has them."""
        kept, dropped = {}, []
        for name, value in self._values.items():
            if value == getattr(self._original, name):
                dropped.append(name)
            else:
                kept[name] = stored.dump_value(field_kind(_kind_of(self._original), name), value)
        return kept, dropped


def _kind_of(thing: Thing) -> Any:
    return type(thing)


def _blank(kind: Any, name: str) -> Any:
    """Return what a field is where nothing is written, ``MISSING`` where something must be."""
    default = next(f.default for f in fields(kind) if f.name == name)
    return default if default in (None, "", ()) else MISSING


def _code_and_words(text: str) -> tuple[str, str]:
    code, _blank, words = text.partition(" ")
    return fold(code), fold(words)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
