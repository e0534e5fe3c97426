"""The form that takes a register type as a document: typed, or sent as a file; all that is wrong is told at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.documents.forms import SentFile
from ceiba.kernel.register_type import RegisterType
from ceiba.methodologies.problems import MethodologyError
from ceiba.methodologies.registers import read_register

_MARK = "\ufeff"  # what some editors put before a text


class DeclaringForm(forms.Form):
    """A register type as YAML. Valid where the document is proved; then ``type`` is what it declares."""

    file = SentFile(
        label=gettext_lazy("Archivo"),
        required=False,
        help_text=gettext_lazy("Un documento YAML. Si lo envía, vale él y no lo que está escrito abajo."),
    )
    document = forms.CharField(
        label=gettext_lazy("Documento"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "autocapitalize": "off"}),
    )
    type: RegisterType | None = None

    def clean(self) -> dict[str, Any]:
        """Prove the document; a file takes the place of what was typed, so that its problems can be mended here."""
        given = super().clean() or {}
        sent = given.get("file")
        if sent is None:
            text = given.get("document", "")
        else:
            try:
                text = sent[1].decode()
            except UnicodeDecodeError:
                raise ValidationError(
                    {"file": _("No es un texto en UTF-8. Guárdelo así y envíelo de nuevo.")}
                ) from None
        text = text.removeprefix(_MARK).replace("\r\n", "\n")
        self._shows(text)
        if "file" not in self.errors and not text.strip():
            raise ValidationError({"document": _("Escriba el documento, o envíe su archivo.")})
        return {**given, "document": text, **self._proved(text)}

    def _shows(self, text: str) -> None:
        """Make the page show a text as the document, also where it came in a file."""
        self.data: Any = self.data.copy()
        self.data["document"] = text

    def _proved(self, text: str) -> dict[str, Any]:
        try:
            self.type = read_register(text.encode(), _("el documento"))
        except MethodologyError as found:
            told = [f"{problem.place}: {_(problem.message) % problem.facts}" for problem in found.problems]
            raise ValidationError({"document": told}) from None
        return {}
