"""The forms of photos: which files come in, and what one shows, when and where."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ceiba.documents.adoption import told
from ceiba.institutions.forms import DayInput
from ceiba.institutions.models import Institution
from ceiba.plans.fields import FigureField, PlainText
from ceiba.plans.forms import Choices, RevisingForm
from ceiba.plans.revising import Told
from ceiba.projects import places
from ceiba.projects.models import Photo
from ceiba.projects.photos import PHOTOS, READ


class SeveralFiles(forms.ClearableFileInput):
    """A field of a page that takes several pictures at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[UploadedFile]:
        """Return every file of the field."""
        del data
        return files.getlist(name)


class FilesField(forms.FileField):
    """Several files; none is a mistake."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files; ``ValidationError`` where none was chosen."""
        return [forms.FileField.clean(self, file, initial) for file in data or [None]]


class PhotosForm(forms.Form):
    """The pictures that come in together, and who took them."""

    photos = FilesField(
        label=_("Fotos"),
        help_text=_("JPG o PNG, varias a la vez. Se guardan privadas y sin los datos que el teléfono les puso."),
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png"}),
        allow_empty_file=True,
    )
    unit = forms.ChoiceField(label=_("Quién las tomó"), required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["unit"]).choices = [("", gettext("Sin decir")), *units]


class PhotoForm(RevisingForm):
    """What a photo shows, when and where; fields that nobody filled begin with what its file told."""

    trade = PHOTOS
    caption = PlainText(
        label=_("Qué muestra"), required=False, help_text=_("Como para quien no puede verla: «El tanque, ya techado».")
    )
    day = forms.DateField(label=_("Día en que se tomó"), required=False, widget=DayInput())
    unit = forms.ChoiceField(label=_("Quién la tomó"), required=False)
    latitude = FigureField(label=_("Latitud"), help_text=_("En grados: 14.63"))
    longitude = FigureField(label=_("Longitud"), help_text=_("En grados: -90.55"))
    public = forms.BooleanField(
        label=_("Pública: cualquiera puede verla"),
        required=False,
        help_text=_("Antes, mire que no muestre a niños, placas ni papeles de nadie."),
    )

    def __init__(self, data: Any = None, *, photo: Photo, units: Choices, **kwargs: Any) -> None:
        self.offered = {name: getattr(photo, f"read_{name}") for name in READ}
        self.institution: Institution = photo.institution
        super().__init__(data, **kwargs)
        cast("forms.ChoiceField", self.fields["unit"]).choices = [("", gettext("Sin decir")), *units]

    @property
    def offers(self) -> bool:
        """Tell whether the file told something that nobody has seen yet."""
        return any(value is not None for value in self.offered.values())

    @property
    def offered_place(self) -> str:
        """Return the place that the file told, in degrees; blank where it told none."""
        latitude, longitude = self.offered["latitude"], self.offered["longitude"]
        return "" if None in (latitude, longitude) else f"{latitude}, {longitude}"

    def begun(self, seen: Told) -> dict[str, Any]:
        """Return what was seen, and what the file told where nothing stands."""
        begun = super().begun(seen)
        return begun | {n: offer for n, offer in self.offered.items() if begun.get(n) is None and offer is not None}

    def wanted(self) -> dict[str, object]:
        """Return the told columns that the editor wants; an offer that was left standing was accepted."""
        columns = super().wanted()
        for name, offer in self.offered.items():
            if offer is not None and name not in self.changed_data and self.seen.get(name) is None:
                columns[name] = told(offer)
        return columns | {"caption": columns["caption"] or "", "public": bool(self.cleaned_data["public"])}

    def clean(self) -> dict[str, Any]:
        """Return the values; a place half said, or one that cannot be right, is told at its field."""
        given = super().clean() or {}
        check_place(self, self.institution, given)
        return given


def check_place(form: forms.Form, institution: Institution, given: Mapping[str, Any]) -> None:
    """Tell at its field what is wrong with the latitude and longitude of a form."""
    if {"latitude", "longitude"} & set(form.errors):
        return
    latitude: Decimal | None = given.get("latitude")
    longitude: Decimal | None = given.get("longitude")
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        form.add_error(missing, gettext("Un lugar en el mapa tiene latitud y longitud: escriba las dos."))
    if latitude is None or longitude is None:
        return
    if problem := places.problem_of(institution, latitude, longitude):
        form.add_error("longitude", problem)
        return
    for name, degrees, edge in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if abs(degrees) > edge:
            form.add_error(name, gettext("Va de -%(edge)s a %(edge)s grados.") % {"edge": edge})
