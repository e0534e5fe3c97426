"""Forms of the territory: a place, a file of places, a population series, its figures."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.language import Translate
from ceiba.exchange.readers.inhabitants import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_GROUP,
    InhabitantsRead,
    people_of,
    read_inhabitants,
)
from ceiba.exchange.readers.localities import LocalitiesRead, read_localities
from ceiba.institutions.forms import DayInput
from ceiba.institutions.queries_territory import Extent
from ceiba.kernel.locality import CODE, LOCALITY_WORDS, LONGEST_CODE, Locality, LocalityKind
from ceiba.kernel.rates import Inhabitants
from ceiba.ui import formats

_KEY = r"^[a-z][a-z0-9_]{0,59}$"


class LocalityForm(forms.Form):
    """A place; its code is asked for once."""

    code = forms.RegexField(
        CODE,
        label=gettext_lazy("Código"),
        max_length=LONGEST_CODE,
        help_text=gettext_lazy("El que la institución le da: Z01, C-114. No cambia después."),
        error_messages={"invalid": gettext_lazy("Use letras sin tilde, cifras, puntos y guiones.")},
    )
    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Tipo"))
    parent = forms.ChoiceField(label=gettext_lazy("Está en"), required=False)
    begins = forms.DateField(label=gettext_lazy("Existe desde"), required=False, widget=DayInput())
    ends = forms.DateField(label=gettext_lazy("Último día"), required=False, widget=DayInput())
    source = forms.CharField(label=gettext_lazy("De dónde sale su límite"), max_length=300, required=False)

    def __init__(self, here: Extent, own: Locality | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        say = formats.say()
        kind, parent = self.fields["kind"], self.fields["parent"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(parent, forms.ChoiceField)
        kind.choices = [(one.value, say(words).capitalize()) for one, words in LOCALITY_WORDS.items()]
        others = [(code, f"{place.name} ({code})") for code, place in here.places.items() if code != (own and own.code)]
        within = [(one.code, f"{one.name} ({one.code})") for one in here.within]
        parent.choices = [("", here.name or _("Todo el territorio")), *within, *others]
        if own is not None:
            del self.fields["code"]

    def place(self) -> Locality:
        """Return the place as it was typed, with the boundary that it has."""
        data = self.cleaned_data
        code, rings = (self.own.code, self.own.rings) if self.own else (data["code"], ())
        kind = LocalityKind(data["kind"])
        return Locality(code, data["name"].strip(), kind, data["parent"], rings, data["begins"], data["ends"])


class _FileForm(forms.Form):
    """A file that is read while its form is checked: ``read`` is what it says."""

    file = forms.FileField(label=gettext_lazy("El archivo"))
    read: Any = None

    def clean_file(self) -> Any:
        """Read the file; what cannot be read is told beside it."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_DOCUMENT_BYTES:
            limit = settings.MAX_DOCUMENT_BYTES // 1024 // 1024
            raise forms.ValidationError(_("El archivo pasa de %(limit)s MB.") % {"limit": limit})
        try:
            self.read = self.reading(str(file.name), file.read())
        except UnusableDocument as problem:
            raise forms.ValidationError(formats.say()(str(problem.args[0]))) from problem
        return file

    def reading(self, name: str, content: bytes) -> Any:
        """Return what a file says; ``UnusableDocument`` where it says nothing."""
        raise NotImplementedError


class LocalitiesFileForm(_FileForm):
    """A file of places, and whose the boundaries are."""

    source = forms.CharField(
        label=gettext_lazy("De dónde salen los límites"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Catastro municipal 2024, instituto geográfico… Se muestra con el mapa."),
    )

    def reading(self, name: str, content: bytes) -> LocalitiesRead:
        """Return the places of the file."""
        return read_localities(name, content)


class FiguresFileForm(_FileForm):
    """A sheet of figures of a population series."""

    def reading(self, name: str, content: bytes) -> InhabitantsRead:
        """Return the figures of the sheet."""
        return read_inhabitants(name, content)


class SeriesForm(forms.Form):
    """A population series: its key, asked for once, its name and its source."""

    key = forms.RegexField(
        _KEY,
        label=gettext_lazy("Clave"),
        help_text=gettext_lazy("Con ella la piden las medidas de los registros: habitantes. No cambia después."),
        error_messages={"invalid": gettext_lazy("Use minúsculas sin tilde, cifras y guiones bajos.")},
    )
    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=200)
    source = forms.CharField(
        label=gettext_lazy("Fuente"),
        max_length=500,
        help_text=gettext_lazy("Quién contó o proyectó, y cuándo: «Instituto de estadística, proyecciones 2020»."),
    )

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["key"]


class FigureForm(forms.Form):
    """One figure of a population series."""

    place = forms.ChoiceField(label=gettext_lazy("Lugar"), required=False)
    year = forms.IntegerField(label=gettext_lazy("Año"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    sex = forms.CharField(label=gettext_lazy("Sexo"), max_length=LONGEST_GROUP, required=False)
    age = forms.CharField(label=gettext_lazy("Edad"), max_length=LONGEST_GROUP, required=False)
    people = forms.CharField(label=gettext_lazy("Personas"), max_length=20)

    def __init__(self, here: Extent, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        within = [(one.code, f"{one.name} ({one.code})") for one in here.within]
        own = [(code, f"{one.name} ({code})") for code, one in here.places.items()]
        field.choices = [("", here.name or _("Todo el territorio")), *within, *own]

    def clean_people(self) -> int:
        """Return the number of people."""
        people = people_of(self.cleaned_data["people"].strip())
        if people is None:
            raise forms.ValidationError(_("Escriba solo cifras: 12345."))
        return people

    def read(self) -> InhabitantsRead:
        """Return the figure as a sheet of one row would say it."""
        data = self.cleaned_data
        one = Inhabitants(data["place"], data["year"], data["people"], data["sex"].strip(), data["age"].strip())
        return InhabitantsRead(((1, one),), ())


def sentences(faults: Any, say: Translate) -> list[dict[str, object]]:
    """Return faults in the reader's words, each with the number of its row."""
    return [{"number": fault.number, "words": say(fault.message) % fault.facts} for fault in faults]
