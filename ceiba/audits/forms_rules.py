"""The form in which an institution decides how a rule is used: one field for each value, its bounds beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.exchange.writers.page_findings import SEVERITY_WORDS
from ceiba.kernel.finding import Severity
from ceiba.rules.settings import SHORTEST_REASON, Parameter, ParameterKind
from ceiba.rules.usage import RuleUse
from ceiba.ui import formats

_TRUTH = [("true", gettext_lazy("sí")), ("false", gettext_lazy("no"))]


class RuleForm(forms.Form):
    """Whether a rule asks, its severity, its parameters, and why: reason and act are always asked for."""

    enabled = forms.ChoiceField(label=gettext_lazy("¿Pregunta?"), choices=_TRUTH)
    severity = forms.ChoiceField(label=gettext_lazy("Gravedad"))
    reason = forms.CharField(
        label=gettext_lazy("Razón"),
        help_text=gettext_lazy("Otra persona tiene que entender por qué la institución lo decidió así."),
        min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=gettext_lazy("De dónde sale la decisión"),
        help_text=gettext_lazy("El acta, la circular o el oficio: «Acta 14-2026 del concejo»."),
        max_length=300,
    )

    def __init__(self, use: RuleUse, data: Any = None) -> None:
        initial = {"enabled": use.enabled.value, "severity": use.severity.value}
        initial |= {_name(parameter): held.value for parameter, held in use.settings}
        if use.decided:
            initial |= {"reason": use.decided.reason, "source": use.decided.source}
        super().__init__(data, initial=initial)
        say = formats.say()
        self.fields["severity"].choices = [(s.value, f"{say(w[0])}: {say(w[2])}") for s, w in SEVERITY_WORDS.items()]
        self._parameters = [parameter for parameter, _held in use.settings]
        for parameter in self._parameters:
            self.fields[_name(parameter)] = _field(parameter)
        self.order_fields(["enabled", "severity", *map(_name, self._parameters), "reason", "source"])

    def clean(self) -> dict[str, Any]:
        """Return what was decided as ``rules.set_rule`` takes it; every value is held against its bounds."""
        given = super().clean() or {}
        for parameter in self._parameters:
            name = _name(parameter)
            wrong = parameter.wrong(given[name]) if name in given and given[name] != parameter.default else None
            if wrong:
                self.add_error(name, formats.say()(wrong).capitalize() + ".")
        return given

    def decision(self) -> dict[str, Any]:
        """Return the decision of a valid form by the names of ``rules.set_rule``."""
        given = self.cleaned_data
        return {
            "enabled": given["enabled"] == "true",
            "severity": str(Severity(given["severity"])),
            "settings": {parameter.name: given[_name(parameter)] for parameter in self._parameters},
            "reason": given["reason"],
            "source": given["source"],
        }


def _name(parameter: Parameter) -> str:
    return f"set_{parameter.name}"


def _field(parameter: Parameter) -> forms.Field:
    label = formats.say()(parameter.bounds.label)
    if parameter.kind is ParameterKind.TRUTH:
        return forms.ChoiceField(label=label, choices=_TRUTH)
    if parameter.kind is ParameterKind.WORDS:
        return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    least = parameter.bounds.least or 0
    facts = {"least": least, "most": parameter.bounds.most}
    within = _("Entre %(least)s y %(most)s.") if parameter.bounds.most is not None else _("Desde %(least)s.")
    kind = "numeric" if parameter.kind is ParameterKind.WHOLE else "decimal"
    return forms.CharField(
        label=label,
        help_text=within % facts,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": kind, "autocomplete": "off"}),
    )


class ResetForm(forms.Form):
    """Why a rule goes back to what is usual; a few words, or none."""

    reset_reason = forms.CharField(label=gettext_lazy("Nota"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
