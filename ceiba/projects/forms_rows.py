"""The rows that hang from a project as forms: years, stages, contracts, disbursements, progress, risks.

A row that nobody touched stays to the digit as it was seen; one that was emptied is gone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.documents.adoption import Lines, told
from ceiba.documents.amounts import amount_columns, amount_names
from ceiba.institutions.forms import DayInput
from ceiba.kernel.classifier import ProjectStep
from ceiba.kernel.money import Money
from ceiba.kernel.project import ContractKind
from ceiba.plans.fields import FigureField, PeriodField, PlainText
from ceiba.plans.revising import Told, untold
from ceiba.plans.risks import GRADE_WORDS, IMPACT_WORDS, STATE_WORDS
from ceiba.projects.forms import money_in
from ceiba.projects.lines import CONTRACTS, DISBURSEMENTS, PROGRESS, RISKS, STAGES, YEARS
from ceiba.projects.words import CONTRACT_WORDS, STEP_WORDS

MORE = 3  # empty rows at the end of a page
Choices = list[tuple[str, Any]]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput())


class LineForm(forms.Form):
    """A row; the head of the table names its fields for who sees it."""

    lines: ClassVar[Lines]
    fixed: ClassVar[tuple[str, ...]] = ()  # what a row holds before anybody writes in it

    def __init__(self, *args: Any, currency: str = "", steps: Choices = (), **kwargs: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        self.currency, self.steps = currency, list(steps)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing is written in the row, what it held from the beginning aside."""
        given = [value for name, value in self.cleaned_data.items() if name not in self.fixed]
        return all(value in (None, "") for value in given)

    def columns(self) -> dict[str, object]:
        """Return the told columns that the row stands for."""
        given, money = self.cleaned_data, amount_names("amount")
        found = {name: told(given.get(name)) for name in self.lines.columns if name not in money}
        if "amount" in self.lines.columns:
            amount, currency = given["amount"], self.initial.get("currency") or self.currency
            columns = amount_columns("amount", None if amount is None else Money(amount, currency))
            found |= {name: told(value) for name, value in columns.items()}
        return found

    def _before(self, first: str, last: str, sentence: str) -> None:
        """Tell at the last day where it lies before the first."""
        begun, ended = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begun and ended and ended < begun:
            self.add_error(last, sentence)


class YearForm(LineForm):
    """The money of a project in one year."""

    lines = YEARS
    year = forms.IntegerField(label=_("Año"), required=False, min_value=1900, max_value=2200)
    amount = FigureField(label=_("Monto"))

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` where one of the two is missing, or the amount is below zero."""
        given = super().clean() or {}
        if {"year", "amount"} & set(self.errors):
            return given
        if given.get("amount") is None and given.get("year") is not None:
            self.add_error("amount", gettext("Escriba el monto del año; si es cero, escriba 0."))
        if given.get("year") is None and given.get("amount") is not None:
            self.add_error("year", gettext("Escriba de qué año es el monto."))
        if (given.get("amount") or 0) < 0:
            self.add_error("amount", gettext("Un monto no es menor que cero."))
        return given


class StageForm(LineForm):
    """A step of the project's file."""

    lines = STAGES
    fixed = ("stage",)
    stage = forms.ChoiceField(label=_("Etapa"), required=False)
    planned_start = _day(_("Inicio programado"))
    planned_end = _day(_("Fin programado"))
    start = _day(_("Inicio real"))
    end = _day(_("Fin real"))
    document = PlainText(label=_("Documento"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.initial.get("stage")
        known = {key for key, _label in self.steps}
        extra = [(own, own)] if own and own not in known else []
        cast("forms.ChoiceField", self.fields["stage"]).choices = [("", gettext("Elija")), *self.steps, *extra]

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` for an end before its beginning, or days of no stage."""
        given = super().clean() or {}
        self._before("planned_start", "planned_end", gettext("Termina antes de empezar."))
        self._before("start", "end", gettext("Termina antes de empezar."))
        if not given.get("stage") and any(value for value in given.values()):
            self.add_error("stage", gettext("Elija la etapa."))
        return given


class ContractForm(LineForm):
    """An agreement, a contract, or an addendum to one."""

    lines = CONTRACTS
    kind = forms.ChoiceField(label=_("Qué es"), required=False)
    number = PlainText(label=_("Número"), required=False)
    day = _day(_("Fecha"))
    party = PlainText(label=_("Con quién"), required=False)
    amount = FigureField(label=_("Monto"))
    ends = _day(_("Vence"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Choices = [(kind.value, str(said).capitalize()) for kind, said in CONTRACT_WORDS.items()]
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", gettext("Elija")), *words]

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` where it does not say what it is, or a whole contract is below zero."""
        given = super().clean() or {}
        if any(value not in (None, "") for value in given.values()):
            if not given.get("kind"):
                self.add_error("kind", gettext("Elija si es convenio, contrato o ampliación."))
            if not given.get("number"):
                self.add_error("number", gettext("Escriba el número, como está en el documento."))
        self._before("day", "ends", gettext("Vence antes de su fecha."))
        if given.get("kind") != ContractKind.ADDENDUM and (given.get("amount") or 0) < 0:
            self.add_error("amount", gettext("Solo una ampliación o adenda puede restar."))
        return given


class DisbursementForm(LineForm):
    """Money that moved one step on its way to the works."""

    lines = DISBURSEMENTS
    step = forms.ChoiceField(label=_("A dónde llegó"), required=False)
    amount = FigureField(label=_("Monto"))
    day = _day(_("Fecha"))
    note = PlainText(label=_("Nota"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Choices = [(step.value, str(said).capitalize()) for step, said in STEP_WORDS.items()]
        cast("forms.ChoiceField", self.fields["step"]).choices = [("", gettext("Elija")), *words]

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` without step or amount, or for money given back without a reason."""
        given = super().clean() or {}
        if any(value not in (None, "") for value in given.values()):
            if not given.get("step"):
                self.add_error("step", gettext("Elija a dónde llegó el dinero."))
            if given.get("amount") is None and "amount" not in self.errors:
                self.add_error("amount", gettext("Escriba el monto."))
        if (given.get("amount") or 0) < 0 and not given.get("note"):
            self.add_error("note", gettext("Un monto negativo es una devolución: diga aquí por qué."))
        return given


class ProgressForm(LineForm):
    """Progress up to the end of a period, programmed and real, in percent."""

    lines = PROGRESS
    period = PeriodField(label=_("Hasta el fin de"))
    planned_physical = FigureField(label=_("Físico programado (%)"))
    physical = FigureField(label=_("Físico real (%)"))
    planned_financial = FigureField(label=_("Financiero programado (%)"))
    financial = FigureField(label=_("Financiero real (%)"))

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` for a percent outside 0 to 100, or a row that says no figure."""
        given = super().clean() or {}
        percents = {name: given.get(name) for name in self.fields if name != "period"}
        for name, percent in percents.items():
            if percent is not None and not 0 <= percent <= 100:
                self.add_error(name, gettext("Un avance va de 0 a 100 por ciento."))
        if (
            given.get("period") is None
            and "period" not in self.errors
            and any(p is not None for p in percents.values())
        ):
            self.add_error("period", gettext("Escriba el período: 2025-M03 es marzo de 2025."))
        if given.get("period") and not self.errors and all(percent is None for percent in percents.values()):
            self.add_error("physical", gettext("Escriba al menos una cifra; si no hubo avance, escriba 0."))
        return given


class RiskForm(LineForm):
    """What may keep the project from being finished well, and who does what about it."""

    lines = RISKS
    fixed = ("state",)
    text = PlainText(label=_("Qué puede pasar"), rows=2, required=False)
    probability = forms.ChoiceField(label=_("Probabilidad"), required=False)
    impact = forms.ChoiceField(label=_("Impacto"), required=False)
    response = PlainText(label=_("Qué se hace al respecto"), rows=2, required=False)
    responsible = PlainText(label=_("Quién responde"), required=False)
    state = forms.ChoiceField(label=_("Estado"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("probability", GRADE_WORDS), ("impact", IMPACT_WORDS), ("state", STATE_WORDS)):
            choices = [(key.value, str(said).capitalize()) for key, said in words.items()]
            empty = [] if name == "state" else [("", "—")]  # nobody's risk is low by default
            cast("forms.ChoiceField", self.fields[name]).choices = [*empty, *choices]

    def clean(self) -> dict[str, Any]:
        """Return the row; ``ValidationError`` where it does not say what may happen, how likely, or how bad."""
        given = super().clean() or {}
        if any(value not in (None, "") for name, value in given.items() if name not in self.fixed):
            if not given.get("text"):
                self.add_error("text", gettext("Escriba qué puede pasar."))
            for name in ("probability", "impact"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, gettext("Elija uno de los tres."))
        return given


@dataclass(frozen=True)
class RowSheet:
    """The rows of one column of a project: as they were seen, with what was typed over them."""

    kept: Sequence[Told]  # the told rows that the page was made from, in their order
    shown: Sequence[Told | None]  # for each row of the page the kept one that it began with
    rows: Any
    unique: str = ""  # the field that no two rows share
    folds: bool = False  # whether rows in which nobody wrote stand folded behind the others

    @property
    def lines(self) -> list[LineForm]:
        """Return the rows that stand open: those that were kept or written in, and one to write in."""
        return [row for row in self.rows if not self._folded(row)]

    @property
    def waiting(self) -> list[LineForm]:
        """Return the rows that stand folded."""
        return [row for row in self.rows if self._folded(row)]

    def _folded(self, row: LineForm) -> bool:
        place = list(self.rows).index(row)
        kept = place < len(self.shown) and self.shown[place] is not None
        return self.folds and not kept and not (row.is_bound and (row.has_changed() or row.errors))

    def is_valid(self) -> bool:
        """Tell whether all rows are good; a second row of one year or period is told at it."""
        if not self.rows.is_valid():
            return False
        taken: set[object] = set()
        good = True
        for row in self.rows:
            value = row.cleaned_data.get(self.unique) if self.unique else None
            if value is not None and value in taken:
                row.add_error(self.unique, gettext("Ya está en otro renglón."))
                good = False
            taken.add(value)
        return good

    def wanted(self) -> list[Told]:
        """Return the told rows that the editor wants, in the order of the page; as they were where none was touched."""
        return list(self._wanted() if self.rows.has_changed() else self.kept)

    def _wanted(self) -> Iterator[Told]:
        for place, row in enumerate(self.rows):
            if not row.has_changed():
                if place < len(self.shown) and (kept := self.shown[place]) is not None:
                    yield kept
            elif not row.is_blank:
                yield row.columns()


_SHEETS: Mapping[str, tuple[type[LineForm], str]] = {
    "amounts": (YearForm, "year"),
    "stages": (StageForm, ""),
    "contracts": (ContractForm, ""),
    "disbursements": (DisbursementForm, ""),
    "progress": (ProgressForm, "period"),
    "risks": (RiskForm, ""),
}


def row_sheet(column: str, data: Any, seen: Told, currency: str, steps: Sequence[ProjectStep] = ()) -> RowSheet:
    """Return the rows of a column; those of stages stand in the order of the methodology, with a row for each step."""
    form, unique = _SHEETS[column]
    kept = cast("list[Told]", seen.get(column) or [])
    shown: list[Told | None] = list(kept)
    begun = [_begun(form.lines, row) for row in kept]
    if column == "stages":
        order = {step.key: place for place, step in enumerate(steps)}
        done = {row["stage"] for row in kept}
        begun += [{"stage": step.key} for step in steps if step.key not in done]
        shown += [None] * (len(begun) - len(kept))
        pairs = sorted(zip(begun, shown, strict=True), key=lambda pair: order.get(pair[0]["stage"], len(order)))
        begun, shown = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    factory: Callable[..., Any] = forms.formset_factory(form, extra=MORE)
    given = {"currency": currency, "steps": [(step.key, step.label) for step in steps]}
    return RowSheet(
        kept, shown, factory(data, initial=begun, prefix=column, form_kwargs=given), unique, column == "stages"
    )


def _begun(lines: Lines, row: Told) -> dict[str, Any]:
    """Return the values that the fields of a kept row begin with; its amount as a number, with its currency beside."""
    names = [name for name in lines.columns if name not in amount_names("amount")]
    begun = {name: untold(lines.model, name, row.get(name)) for name in names}
    if "amount" in lines.columns:
        money = money_in(row, "amount")
        begun |= {"amount": money.amount if money else None, "currency": money.currency if money else ""}
    return begun
