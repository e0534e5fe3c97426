"""Forms that anybody may send: no cookie and no script, so that other signs tell a person from a machine.

The page carries the signed moment in which it was made; a form that comes back at once, or after hours, is shown again
as it was typed. A field that nobody sees stays empty, unless a machine filled it.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SOONEST, LATEST = timedelta(seconds=2), timedelta(hours=12)  # between the making of a page and its form
_SALT = "portal.form"


class VisitorForm(forms.Form):
    """What every form for anybody has: the moment of its page, and the field that nobody sees."""

    moment = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        required=False,
        label=gettext_lazy("Deje esto en blanco"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.now = timezone.now()

    @property
    def fresh_moment(self) -> str:
        """Return the signed moment for the page that is made now."""
        return signing.dumps(self.now.timestamp(), salt=_SALT)

    @property
    def is_machine(self) -> bool:
        """Tell whether the field that nobody sees was filled: the answer then looks as always, and nothing is done."""
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        """Return what was typed; it is asked again where the page is too young or too old."""
        cleaned = super().clean() or {}
        try:
            made = float(signing.loads(cleaned.get("moment", ""), salt=_SALT))
        except (signing.BadSignature, TypeError, ValueError):
            made = 0.0
        age = timedelta(seconds=self.now.timestamp() - made)
        if age < SOONEST:
            raise ValidationError(_("Eso fue muy rápido para una persona. Revise lo que escribió y envíelo otra vez."))
        if age > LATEST:
            raise ValidationError(
                _("La página estuvo abierta mucho tiempo. Aquí está lo que escribió: envíelo otra vez.")
            )
        return cleaned


def origin_of(request: HttpRequest) -> str:
    """Return the beginning of the addresses of this house for a letter: the one that the installation announces.

    What a visitor writes into ``Host`` decides nothing then.
    """
    return str(settings.ADDRESS or f"{request.scheme}://{request.get_host()}").rstrip("/")
