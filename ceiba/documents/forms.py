"""Forms of documents."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class LineForm(forms.Form):
    """Which line to go to; its name stands in addresses, and is a word of the reader's."""

    linea = forms.IntegerField(label=_("Ir a la línea"), min_value=1)


class SentFile(forms.FileField):
    """A file that is sent along: name and bytes, None where none was sent. The verb judges its content."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return name and bytes; ``ValidationError`` where the file is larger than this installation takes."""
        sent = super().clean(data, initial)
        if not sent:
            return None
        if sent.size > settings.MAX_DOCUMENT_BYTES:
            raise ValidationError(
                _("El archivo pesa más de %(limit)s MB."), params={"limit": settings.MAX_DOCUMENT_BYTES // 1024 // 1024}
            )
        return sent.name, sent.read()
