"""The form of a row, made from its register type: every field asked for by its kind, and judged by the kernel."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.institutions.verbs import Refused
from ceiba.kernel.register_check import problems, wanted
from ceiba.kernel.register_record import FieldValue, Record, RecordProblem
from ceiba.kernel.register_type import Field, FieldKind, Option, RegisterType
from ceiba.plans.fields import PlainText
from ceiba.registers import asking, asking_parts
from ceiba.registers.asking import Asker, Offers, said, sample_code

Keep = Callable[[str, bytes], str]  # keeps a file by name and content, and returns its key

ASKERS: Mapping[FieldKind, type[Asker]] = {
    FieldKind.TEXT: asking.TextAsker,
    FieldKind.CODE: asking.CodeAsker,
    FieldKind.CHOICE: asking.ChoiceAsker,
    FieldKind.INTEGER: asking.IntegerAsker,
    FieldKind.DECIMAL: asking.DecimalAsker,
    FieldKind.MONEY: asking.MoneyAsker,
    FieldKind.DATE: asking.DateAsker,
    FieldKind.DATE_TIME: asking.DateTimeAsker,
    FieldKind.UNIT: asking.UnitAsker,
    FieldKind.PERSON: asking_parts.PersonAsker,
    FieldKind.PLACE: asking_parts.PlaceAsker,
    FieldKind.FILE: asking_parts.FileAsker,
    FieldKind.LINK: asking_parts.LinkAsker,
    FieldKind.COUNTS: asking_parts.CountsAsker,
}


@dataclass(frozen=True)
class CountsRow:
    """A row of a table of counts: what it counts, its boxes, and what they came to when the page was made."""

    label: str
    boxes: tuple[forms.BoundField, ...]
    total: int | None


@dataclass(frozen=True)
class Face:
    """One field of the type on the page: its inputs, whether it must be filled, and what is wrong with it."""

    asker: Asker
    form: "RowForm"

    @property
    def look(self) -> str:
        """Return the name of the piece of page that shows it."""
        return self.asker.look

    @property
    def field(self) -> Field:
        """Return the field of the type."""
        return self.asker.field

    @property
    def boxes(self) -> list[forms.BoundField]:
        """Return its inputs in order."""
        return [self.form[name] for name in self.form.inputs_of[self.field.key]]

    @property
    def box(self) -> forms.BoundField:
        """Return its first input."""
        return self.boxes[0]

    @property
    def is_required(self) -> bool:
        """Tell whether the row, as it was when the page was made, must fill the field."""
        return self.form.must_fill(self.field)

    @property
    def help(self) -> str:
        """Return what the type says of the field, and when it must be filled."""
        return " ".join(filter(None, (self.field.help, self.form.when_wanted(self.field))))

    @property
    def errors(self) -> list[str]:
        """Return what is wrong with the field as a whole: it is told at its first input."""
        return list(self.form.errors.get(self.box.name, []))

    @property
    def count_errors(self) -> list[str]:
        """Return what is wrong with any cell of a table of counts, each sentence once."""
        found = [str(error) for box in self.boxes for error in box.errors]
        return list(dict.fromkeys(found))

    @property
    def kept(self) -> forms.BoundField:
        """Return the hidden key of a kept file."""
        return self.form[f"{self.field.key}-kept"]

    @property
    def paper(self) -> forms.BoundField:
        """Return the words that say where a paper lies."""
        return self.form[f"{self.field.key}-paper"]

    @property
    def gone(self) -> forms.BoundField:
        """Return the box that takes a kept file away."""
        return self.form[f"{self.field.key}-gone"]

    @property
    def key_box(self) -> forms.BoundField:
        """Return what a link leads to, among what its words find."""
        return self.form[self.field.key]

    @property
    def chosen(self) -> str:
        """Return what a link leads to now, or what a kept file is called; blank where there is nothing."""
        if isinstance(self.asker, asking_parts.FileAsker):
            kept = self.form[f"{self.field.key}-kept"].value() or ""
            return self.asker.offers.file_name(str(kept)) if kept else ""
        key = self.form[self.field.key].value() or ""
        return self.asker.offers.named(self.field, str(key)) if key else ""

    @property
    def columns(self) -> tuple[Option, ...]:
        """Return the columns of a table of counts."""
        assert isinstance(self.asker, asking_parts.CountsAsker)
        return self.asker.across.options

    @property
    def rows(self) -> list[CountsRow]:
        """Return the rows of a table of counts with their totals."""
        assert isinstance(self.asker, asking_parts.CountsAsker)
        found = []
        for row in self.asker.down:
            names = [self.asker.name([option.key for option in (*row, column)]) for column in self.columns]
            boxes = tuple(self.form[name] for name in names)
            label = ", ".join(option.label for option in row) or self.field.label
            found.append(CountsRow(label, boxes, _total(boxes)))
        return found

    @property
    def totals(self) -> list[int | None]:
        """Return the total of each column of a table of counts, and last that of all."""
        rows = self.rows
        columns = [_total(row.boxes[number] for row in rows) for number in range(len(self.columns))]
        return [*columns, _total(box for row in rows for box in row.boxes)]


def _total(boxes: Iterator[forms.BoundField] | tuple[forms.BoundField, ...]) -> int | None:
    """Return the sum of boxes that hold a number; None where none does."""
    found = [number for box in boxes if (number := _number(box)) is not None]
    return sum(found) if found else None


def _number(box: forms.BoundField) -> int | None:
    try:
        number = box.field.clean(box.value())
    except ValidationError:
        return None
    return number if isinstance(number, int) else None


class RowForm(forms.Form):
    """A row of a register. ``fields`` are those that this page asks for; the row keeps its other values.

    ``record`` is the row as it is, or as it begins. It is judged in the state that it has: who asks for what a
    transition needs gives it the state that it will have. ``keep`` keeps a sent file.
    """

    use_required_attribute = True

    def __init__(
        self,
        data: Any = None,
        files: Mapping[str, Any] | None = None,
        *,
        register: RegisterType,
        record: Record,
        fields: Sequence[Field],
        offers: Offers,
        keep: Keep | None = None,
        year: int = 0,
        needed: Sequence[str] = (),
    ) -> None:
        self.register, self.record, self.offers, self.needed = register, record, offers, needed
        self.year = year
        self.refusals: dict[str, str] = {}
        self.row_fields = tuple(fields)
        if data is not None:
            data = data.copy()
            self._keep_files(data, files or {}, keep)
        super().__init__(data)
        self.inputs_of: dict[str, tuple[str, ...]] = {}
        self.askers = {field.key: ASKERS[field.kind](field, offers) for field in fields}
        for key, asker in self.askers.items():
            value = record.values.get(key)
            inputs = asker.inputs(value)
            self.fields.update(inputs)
            self.inputs_of[key] = tuple(inputs)
            if value is not None:
                self.initial.update(asker.begun(value))
        for key, asker in self.askers.items():
            if isinstance(asker, asking_parts.LinkAsker):
                self._offer(key, asker)
        if data is None:
            self._mark()

    def _keep_files(self, data: Any, files: Mapping[str, Any], keep: Keep | None) -> None:
        """Keep each sent file, so that an error elsewhere does not lose it; note why one cannot be kept."""
        for field in self.row_fields:
            sent = files.get(field.key) if field.kind is FieldKind.FILE else None
            if isinstance(sent, UploadedFile) and keep is not None:
                try:
                    data[f"{field.key}-kept"] = keep(sent.name or "", sent.read())
                    data.pop(f"{field.key}-gone", None)
                except Refused as refusal:
                    self.refusals[field.key] = str(refusal)

    def _offer(self, key: str, asker: asking_parts.LinkAsker) -> None:
        """Offer what the words of a link find, beside what is chosen, as buttons."""
        held = str(self[key].value() or "")
        text = str(self[f"{key}-find"].value() or "").strip() if self.is_bound else ""
        name = self.offers.named(asker.field, held) if held else ""
        found = [pair for pair in (self.offers.find(asker.field, text) if text else ()) if pair[0] != held]
        choices = [*([(held, name)] if name else []), *found]
        widget = forms.RadioSelect(choices=[*choices, ("", _("Ninguno"))]) if choices else forms.HiddenInput()
        self.fields[key].widget = widget
        self.fields[key].widget.is_required = False

    @property
    def faces(self) -> list[Face]:
        """Return the fields as the page shows them."""
        return [Face(asker, self) for asker in self.askers.values()]

    def must_fill(self, field: Field) -> bool:
        """Tell whether a field must be filled; one that numbers itself need not while the row is new."""
        if field.sequence and not self.record.key:
            return False
        return field.key in self.needed or wanted(field, self.record)

    def when_wanted(self, field: Field) -> str:
        """Return in words when a field must be filled that need not be always; blank for the others."""
        rule = field.required
        if rule.always or self.must_fill(field):
            return ""
        if rule.field is not None:
            other = self.register.field_by_key[rule.field]
            values = [other.option_by_key[key].label if key in other.option_by_key else key for key in rule.values]
            return _("Obligatorio si «%(field)s» es: %(values)s.") % {"field": other.label, "values": ", ".join(values)}
        states = [self.register.state_by_key[key].label for key in rule.states]
        return _("Hará falta en: %(states)s.") % {"states": ", ".join(states)} if states else ""

    def full_clean(self) -> None:
        """Judge what was sent, and only then mark what must be filled: it is the kernel that says so."""
        super().full_clean()
        if self.is_bound:
            self._mark()

    def _mark(self) -> None:
        for field in self.row_fields:
            first = self.fields[self.inputs_of[field.key][0]]
            plain = self.askers[field.key].look == "plain"
            first.required = plain and self.must_fill(field)
            if plain and (when := self.when_wanted(field)):
                first.help_text = " ".join(filter(None, (str(first.help_text), when)))

    def clean(self) -> dict[str, Any]:
        """Judge the row that the page stands for, by the kernel; each problem is told at its field."""
        given = super().clean() or {}
        values = {key: value for key, value in self.record.values.items() if key not in self.askers}
        for key, asker in self.askers.items():
            if key in self.refusals:
                self.add_error(key, self.refusals[key])
            if not set(self.inputs_of[key]) & set(self.errors):
                self._take(values, key, asker, given)
        self.values = values
        self._judge()
        return given

    def _take(self, values: dict[str, FieldValue], key: str, asker: Asker, given: Mapping[str, Any]) -> None:
        try:
            value = asker.value(given)
        except ValidationError as error:
            self.add_error(self.inputs_of[key][0], error)
        else:
            if value is not None:
                values[key] = value

    def _judge(self) -> None:
        numbered = {
            field.key: sample_code(field.sequence, self.year)
            for field in self.register.fields
            if field.sequence and not self.record.key and field.key not in self.values
        }
        judged = replace(self.record, values={**self.values, **numbered})
        for problem in problems(judged, self.register):
            self.tell(problem)
        for key in self.needed:
            if key not in self.values:
                field = self.register.field_by_key[key]
                self._tell(key, _("Falta «%(label)s»; escríbalo.") % {"label": field.label})

    def tell(self, problem: RecordProblem) -> None:
        """Tell a problem of the row in the reader's words, at its field where the page asks for it."""
        self._tell(problem.field, said(problem.message, problem.facts))

    def _tell(self, key: str, sentence: str) -> None:
        """Tell a problem at its field, unless something is told there already; else at the head of the page."""
        names = self.inputs_of.get(key, ())
        if names and not set(names) & set(self.errors):
            self.add_error(names[0], sentence)
        elif not names:
            label = self.register.field_by_key[key].label if key in self.register.field_by_key else ""
            self.add_error(None, f"{label}: {sentence}" if label else sentence)


class SeenForm(forms.Form):
    """The version of a row that was seen when the page was made, and why it is changed."""

    reason = PlainText(label=gettext_lazy("Por qué"), rows=2, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, version: int = 0, needs_reason: bool = False) -> None:
        super().__init__(data, initial={"version": version}, prefix="row")
        self.fields["reason"].required = needs_reason

    def see(self, version: int) -> None:
        """From here on this version was seen: whoever saves again means it."""
        data = self.data.copy()
        data[self.add_prefix("version")] = str(version)
        self.data: Any = data


class ReasonForm(SeenForm):
    """Why a row is changed or withdrawn."""


class MomentForm(SeenForm):
    """When something happened to a row (now, where nothing is written), and why."""

    at = asking.MomentField(
        label=gettext_lazy("Cuándo"),
        required=False,
        help_text=gettext_lazy("Vacío: ahora. Escríbalo si ocurrió antes; los plazos se cuentan desde ese día."),
    )
