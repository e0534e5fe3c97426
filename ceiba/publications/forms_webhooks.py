"""The form of a webhook: where to tell, and of what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ceiba.publications.webhooks import EVENTS


class WebhookForm(forms.Form):
    """The address of somebody else's program, and the events that it wants to hear of."""

    url = forms.CharField(
        label=_("Dirección del programa"),
        max_length=500,
        widget=forms.URLInput(attrs={"spellcheck": "false"}),
        help_text=_("Comienza con https:// y está en la red abierta."),
    )
    events = forms.MultipleChoiceField(
        label=_("Sucesos"),
        choices=list(EVENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Elija al menos un suceso.")},
    )

    def __init__(self, data: Any = None, *, url: str = "", events: list[str] | None = None) -> None:
        super().__init__(data, initial={"url": url, "events": list(EVENTS) if events is None else events})
