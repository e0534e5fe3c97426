"""The form of a result: what happens to what, from where to where, and how that is worded."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.indicators.building import MODE_WORDS, Built, ResultVerb
from ceiba.indicators.forms import unit_named
from ceiba.kernel.catalogue import CatalogueProduct
from ceiba.kernel.intent import ChangeMode, Intent
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold
from ceiba.plans.fields import FigureField, PlainText
from ceiba.plans.forms import Choices
from ceiba.ui import formats

_YEAR = {"min_value": 1900, "max_value": 2200}


class ResultForm(forms.Form):
    """The parts of a result. ``shown`` is what the person saw (``told``) before asking to add it."""

    level = forms.ChoiceField(label=_("Nivel"))
    code = PlainText(label=_("Código"), required=False)
    unit = forms.ChoiceField(label=_("Unidad responsable"), required=False)
    verb = forms.ChoiceField(label=_("Qué pasa"))
    product = forms.ChoiceField(
        label=_("Producto del catálogo"), required=False, help_text=_("Llena lo que se mide y su unidad.")
    )
    subject = PlainText(
        label=_("Qué se mide"),
        required=False,
        help_text=_("Como sigue al verbo: las viviendas con agua segura."),
    )
    unit_name = PlainText(label=_("Unidad de medida"), required=False, help_text=_("Familias, %, hectáreas…"))
    denominator = PlainText(
        label=_("Denominador"), required=False, help_text=_("De qué total es parte: hogares urbanos…")
    )
    baseline = FigureField(label=_("Línea base"), required=True)
    base_year = forms.IntegerField(label=_("Año de la línea base"), **_YEAR)
    source = PlainText(label=_("Fuente de la línea base"), required=False)
    target = FigureField(label=_("Meta"), required=True)
    target_year = forms.IntegerField(label=_("Año de la meta"), **_YEAR)
    mode = forms.ChoiceField(
        label=_("Cómo se dice el cambio"), widget=forms.RadioSelect, initial=ChangeMode.LEVEL.value
    )
    every_year = forms.BooleanField(label=_("Poner también una meta para cada año del camino"), required=False)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, methodology: Methodology, levels: Choices, units: Choices, level: str = ""
    ) -> None:
        super().__init__(data, initial={"level": level})
        self.methodology = methodology
        choice = cast("dict[str, forms.ChoiceField]", self.fields)
        choice["level"].choices = levels
        choice["unit"].choices = units
        choice["verb"].choices = [(one.value, one.value.capitalize()) for one in ResultVerb]
        choice["mode"].choices = [(mode.value, str(words).capitalize()) for mode, words in MODE_WORDS.items()]
        choice["product"].choices = _products(methodology.products)
        self.built: Built | None = None

    def clean(self) -> dict[str, Any]:
        """Return the values with the result in ``built``; each reason why there is none is told at its field."""
        given = super().clean() or {}
        product = next((one for one in self.methodology.products if one.key == given.get("product")), None)
        subject = given.get("subject") or (_lowered(product.label) if product else "")
        name = given.get("unit_name") or (self._counted(product) if product else "")
        if not subject:
            self.add_error("subject", gettext("Escriba qué se mide, o elija un producto."))
        if not name:
            self.add_error("unit_name", gettext("Escriba en qué se mide, o elija un producto."))
        if self.errors:
            return given
        verb = ResultVerb(given["verb"])
        intent = Intent(
            direction=verb.direction,
            mode=ChangeMode(given["mode"]),
            measure_unit=unit_named(self.methodology, name),
            baseline=given["baseline"],
            base_year=given["base_year"],
            target=given["target"],
            target_year=given["target_year"],
            denominator=given["denominator"] or None,
        )
        for field, why in intent.faults():
            self.add_error(field, formats.say()(why))
        self.built = None if self.errors else Built(verb, subject, intent)
        return given

    def _counted(self, product: CatalogueProduct) -> str:
        """Return the unit of a product as it stands behind a number: by the name that the methodology gives it."""
        word = fold(product.measure_unit)
        units = self.methodology.measure_units
        named = (u.name for u in units if word in {fold(one) for one in (u.name, *u.words)})
        return next(named, product.measure_unit)

    @property
    def told(self) -> str:
        """Return what is shown before a result is added: its sentence, its level, its targets on the way."""
        given, built = self.cleaned_data, self.built
        return " | ".join([built.sentence if built else "", given["level"], str(given["every_year"])])


def _products(products: Sequence[CatalogueProduct]) -> Choices:
    listed = [(one.key, f"{one.label} ({one.measure_unit})") for one in products]
    return [("", gettext("Ninguno")), *listed]


def _lowered(label: str) -> str:
    """Return a label as it follows a verb."""
    return label[:1].lower() + label[1:]
