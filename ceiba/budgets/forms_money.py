"""Forms of whoever keeps the money of a plan; each carries, hidden, the value that it was made from."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as Unusable

from ceiba.exchange.stored import dump_value, load_value
from ceiba.kernel.budget import FundingSource, IncomeCutoff, IncomeLine, IncomeStage
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.plans.fields import AmountField, PeriodField, PlainText
from ceiba.ui import formats

AMOUNT_HELP = gettext_lazy("Con cualquier separador: 1,234.50 o 1.234,50.")
ROWS = 6  # empty lines that the page of an act offers


class SeenForm(forms.Form):
    """A form over one value of the kernel, which travels hidden as it was when the page was made."""

    kind: ClassVar[Any]
    seen_value = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, seen: Any, methodology: Methodology, **kwargs: Any) -> None:
        self.methodology, self.seen = methodology, _carried(self.kind, data, seen)
        kept = json.dumps(dump_value(self.kind, self.seen))
        super().__init__(data, initial={**self.begun(), "seen_value": kept}, **kwargs)

    def begun(self) -> dict[str, Any]:
        """Return what the fields begin with."""
        raise NotImplementedError

    def money(self, name: str, former: Money | None) -> Money | None:
        """Return the amount of a field in the currency that it had, else in that of the methodology."""
        number = self.cleaned_data.get(name)
        if number is None:
            return None
        if former is not None and former.amount == number:
            return former
        return Money(number, former.currency if former and former.currency else self.methodology.currency)

    def see(self, now: Any) -> None:
        """From here on the value that stands now is the one that was seen: whoever saves again means it."""
        self.seen = now
        data = self.data.copy()
        data["seen_value"] = json.dumps(dump_value(self.kind, now))
        self.data: Any = data


def _carried(kind: Any, data: Any, seen: Any) -> Any:
    """Return the value that a form was made from; the one that stands now where somebody tampered with it."""
    text = data.get("seen_value") if data is not None else ""
    if not text:
        return seen
    try:
        found = load_value(kind, json.loads(text))
    except (ValueError, TypeError, Unusable):
        return seen
    return found if found.id == seen.id else seen


def _amount(money: Money | None) -> Decimal | None:
    return None if money is None else money.amount


class FundingForm(SeenForm):
    """A funding source: what it is called, how much it brings, for what, and what the law says of it."""

    kind = FundingSource
    name = PlainText(label=gettext_lazy("Nombre de la fuente"))
    key = forms.ChoiceField(
        label=gettext_lazy("Regla de la ley"),
        required=False,
        help_text=gettext_lazy("De ella salen los límites para inversión y funcionamiento."),
    )
    period = PeriodField(label=gettext_lazy("Año"), help_text=gettext_lazy("Vacío: vale para todos los años del plan."))
    amount = AmountField(label=gettext_lazy("Monto disponible"), required=True, help_text=AMOUNT_HELP)
    investment = AmountField(
        label=gettext_lazy("Para inversión"), help_text=gettext_lazy("Vacío: lo que no es funcionamiento.")
    )
    operating = AmountField(
        label=gettext_lazy("Para funcionamiento"), help_text=gettext_lazy("Vacío: lo que no es inversión.")
    )
    carried_over = forms.BooleanField(
        label=gettext_lazy("Es saldo de años anteriores"),
        required=False,
        help_text=gettext_lazy("Se muestra en su propio cuadro y no se suma a lo que entra este año."),
    )
    earmark = PlainText(
        label=gettext_lazy("Destino obligado"),
        required=False,
        rows=2,
        help_text=gettext_lazy("Lo único en que se puede gastar, con las palabras de su acto."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = {rule.key: rule.label for rule in self.methodology.funding_rules}
        own = {self.seen.key: self.seen.key} if self.seen.key else {}
        self.fields["key"].choices = [("", _("Ninguna")), *{**own, **rules}.items()]

    def begun(self) -> dict[str, Any]:
        """Return what the fields begin with."""
        seen: FundingSource = self.seen
        return {
            "name": seen.name,
            "key": seen.key or "",
            "period": seen.period,
            "amount": seen.amount.amount if seen.name else None,
            "investment": _amount(seen.investment),
            "operating": _amount(seen.operating),
            "carried_over": seen.carried_over,
            "earmark": seen.earmark,
        }

    def clean(self) -> dict[str, Any]:
        """Return the fields; an error where the parts that were typed are more than the source."""
        given = super().clean() or {}
        amount, parts = given.get("amount"), [given.get("investment"), given.get("operating")]
        touched = {"amount", "investment", "operating"} & set(self.changed_data)
        known: list[Decimal] = [part for part in parts if part is not None]
        if touched and amount is not None and known and sum(known, Decimal(0)) > amount:
            over = Money(sum(known, Decimal(0)) - amount, self.seen.amount.currency or self.methodology.currency)
            self.add_error(
                "investment" if parts[0] is not None else "operating",
                _("Inversión y funcionamiento pasan del monto de la fuente por %(over)s.")
                % {"over": formats.money(over)},
            )
        return given

    def wanted(self) -> FundingSource:
        """Return the source as it is wanted."""
        given, seen = self.cleaned_data, self.seen
        return replace(
            seen,
            name=given["name"],
            key=given["key"] or None,
            period=given["period"],
            amount=self.money("amount", seen.amount),
            investment=self.money("investment", seen.investment),
            operating=self.money("operating", seen.operating),
            carried_over=given["carried_over"],
            earmark=given["earmark"],
        )


class IncomeForm(SeenForm):
    """A line of income: its code and name, what was estimated, and what came in by the end of each month."""

    kind = IncomeLine
    classifier = PlainText(label=gettext_lazy("Código del ingreso"))
    name = PlainText(label=gettext_lazy("Nombre"))
    source = forms.ChoiceField(label=gettext_lazy("Fuente que llena"), required=False)
    period = PeriodField(label=gettext_lazy("Año"), required=True)
    estimated = AmountField(label=gettext_lazy("Estimado para el año"), help_text=AMOUNT_HELP)

    def __init__(self, *args: Any, sources: Iterable[FundingSource] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "—"), *((source.id, source.name) for source in sources)]
        kept = {cutoff.until: dict(cutoff.amounts) for cutoff in self.seen.cutoffs}
        year = self.seen.period
        self.months = () if year is None or year.months != 12 else year.divide(1)
        for month in self.months:
            self.fields[_name(month)] = AmountField(
                label=formats.period(month).capitalize(),
                signed=True,
                initial=_amount(kept.get(month, {}).get(IncomeStage.COLLECTED)),
            )

    @property
    def month_fields(self) -> list[Any]:
        """Return the fields of the months, in order."""
        return [self[_name(month)] for month in self.months]

    def begun(self) -> dict[str, Any]:
        """Return what the fields begin with."""
        seen: IncomeLine = self.seen
        return {
            "classifier": seen.classifier,
            "name": seen.name,
            "source": seen.source or "",
            "period": seen.period,
            "estimated": _amount(seen.estimated),
        }

    def clean_period(self) -> Period:
        """Return the year; an error for a period that is no year."""
        period: Period = self.cleaned_data["period"]
        if period.months != 12:
            raise ValidationError(_("Un ingreso se estima para un año: escriba, por ejemplo, 2026."))
        return period

    def wanted(self) -> IncomeLine:
        """Return the line as it is wanted."""
        given, seen = self.cleaned_data, self.seen
        return replace(
            seen,
            classifier=given["classifier"],
            name=given["name"],
            source=given["source"] or None,
            period=given["period"],
            estimated=self.money("estimated", seen.estimated),
            cutoffs=self._cutoffs(),
        )

    def _cutoffs(self) -> tuple[IncomeCutoff, ...]:
        kept = {cutoff.until: dict(cutoff.amounts) for cutoff in self.seen.cutoffs}
        for month in self.months:
            former = kept.get(month, {}).get(IncomeStage.COLLECTED)
            amounts = kept.setdefault(month, {})
            collected = self.money(_name(month), former)
            if collected is None:
                amounts.pop(IncomeStage.COLLECTED, None)
            else:
                amounts[IncomeStage.COLLECTED] = collected
        told = ((month, amounts) for month, amounts in sorted(kept.items()) if amounts)
        return tuple(
            IncomeCutoff(month, tuple((stage, amounts[stage]) for stage in IncomeStage if stage in amounts))
            for month, amounts in told
        )


def _name(month: Period) -> str:
    return f"collected_{month.first_month}"


class ActForm(forms.Form):
    """The act that changes the budget."""

    act = PlainText(
        label=gettext_lazy("Acto que lo autoriza"),
        help_text=gettext_lazy("Con su número: «Acta 12-2026, punto cuarto»."),
    )
    day = forms.DateField(
        label=gettext_lazy("Fecha en que rige"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    adds = AmountField(
        label=gettext_lazy("Cuánto agrega o quita al presupuesto"),
        signed=True,
        help_text=gettext_lazy("Vacío si es una transferencia: entonces los renglones suman cero."),
    )
    note = PlainText(label=gettext_lazy("Por qué"), required=False, rows=2)


class ChangeForm(forms.Form):
    """A line and what the act changes in it."""

    line = PlainText(label=gettext_lazy("Renglón"), required=False)
    amount = AmountField(label=gettext_lazy("Monto, con − si se quita"), signed=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].widget.attrs.update({"list": "renglones", "autocomplete": "off"})

    def clean(self) -> dict[str, Any]:
        """Return the row; an error where one of the two is missing."""
        given = super().clean() or {}
        if given.get("line") and given.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Escriba cuánto cambia este renglón."))
        if given.get("amount") is not None and not given.get("line"):
            self.add_error("line", _("Escriba de qué renglón es este monto."))
        return given


ChangeRows = forms.formset_factory(ChangeForm, extra=ROWS, max_num=500, absolute_max=500)
