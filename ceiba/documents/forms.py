"""Forms of documents."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LineForm(forms.Form):
    """Which line to go to; its name stands in addresses, and is a word of the reader's."""

    linea = forms.IntegerField(label=_("Ir a la línea"), min_value=1)
