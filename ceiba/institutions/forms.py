"""Forms of the institution itself and of its units. They check what was typed; services decide what may be done."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.institutions import choices, logos, slugs
from ceiba.institutions.models import Institution, Person, Unit
from ceiba.institutions.queries import plans_begun, units_below


class DayInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InstitutionFields(forms.Form):
    """What an institution says of itself: the same on the first run and later."""

    name = forms.CharField(label=gettext_lazy("Nombre de la institución"), max_length=200)
    short_name = forms.CharField(
        label=gettext_lazy("Nombre corto"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Para los lugares estrechos, como el menú. Vacío: el nombre entero."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Tipo"), choices=Institution.Kind.choices)
    country = forms.ChoiceField(label=gettext_lazy("País"))
    territory = forms.RegexField(
        r"^[0-9A-Za-z.-]*$",
        label=gettext_lazy("Código oficial del territorio"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"list": "territories", "autocomplete": "off"}),
        help_text=gettext_lazy("El del instituto de estadística: en Guatemala 0101, en Ecuador 1701."),
        error_messages={"invalid": gettext_lazy("Escriba solo cifras, letras, puntos y guiones.")},
    )
    methodology = forms.ChoiceField(
        label=gettext_lazy("Metodología"),
        help_text=gettext_lazy("La norma que siguen sus planes: de ella vienen los niveles, las reglas y las fechas."),
    )
    locale = forms.ChoiceField(label=gettext_lazy("Cómo se escriben los números"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (
            ("country", choices.countries()),
            ("methodology", choices.methodologies()),
            ("locale", choices.locales()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered

    @property
    def territories(self) -> list[choices.Choice]:
        """Return the codes that the page proposes while one is typed."""
        return choices.known_territories()

    def clean(self) -> dict[str, Any]:
        """See that country and methodology fit, and choose the country's own numbers where nobody chose."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        country, methodology = data.get("country"), data.get("methodology")
        if country and methodology:
            norm_of = choices.methodology_country(methodology)
            if norm_of and norm_of != country:
                self.add_error("methodology", self._mismatch(norm_of, country))
        if country and not data.get("locale"):
            data["locale"] = choices.locale_of(country)
        return data

    @staticmethod
    def _mismatch(norm_of: str, country: str) -> str:
        return _(
            "Esta norma es de %(norm)s y la institución, de %(country)s. Elija una del mismo país o la general."
        ) % {
            "norm": choices.country_name(norm_of),
            "country": choices.country_name(country),
        }


INSTITUTION_FIELDS = ("name", "short_name", "kind", "country", "territory", "methodology", "locale")


class NewInstitutionForm(InstitutionFields):
    """A new institution, with the short address that it keeps for ever."""

    slug = forms.CharField(
        label=gettext_lazy("Dirección corta"),
        max_length=slugs.LONGEST,
        required=False,
        help_text=gettext_lazy(
            "La palabra que sigue al nombre del servidor en cada dirección; no cambia después. Vacío: sale del nombre."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Propose a short address where none was typed; refuse one that is taken, reserved or badly written."""
        data = super().clean()
        slug = data.get("slug", "").strip().lower() or slugs.proposed(data.get("name", ""))
        if slug and "slug" not in self.errors:
            data["slug"] = slug
            if slugs.PATTERN.fullmatch(slug) is None:
                self.add_error("slug", _("Use solo letras minúsculas sin tilde, cifras y guiones."))
            elif not slugs.allowed(slug):
                self.add_error("slug", _("«%(slug)s» la usa el programa. Escriba otra.") % {"slug": slug})
            elif Institution.objects.filter(slug=slug).exists():
                self.add_error("slug", _("«%(slug)s» ya la tiene otra institución. Escriba otra.") % {"slug": slug})
        elif "name" not in self.errors and "slug" not in self.errors:
            self.add_error("slug", _("Del nombre no sale ninguna dirección. Escríbala usted."))
        return data

    def institution(self) -> dict[str, Any]:
        """Return the fields of the institution."""
        return {name: self.cleaned_data[name] for name in (*INSTITUTION_FIELDS, "slug")}


class PasswordFields(forms.Form):
    """A new password, typed twice; it is never written back into the page."""

    password1 = forms.CharField(
        label=gettext_lazy("Contraseña"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Diez letras o más, que no sean una palabra corriente. Una frase corta sirve bien."),
    )
    password2 = forms.CharField(
        label=gettext_lazy("La contraseña otra vez"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def check_passwords(self, person: Person) -> None:
        """Put what is wrong with the passwords beside them, for this person."""
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("No es la misma. Escriba las dos otra vez."))
        if first:
            try:
                password_validation.validate_password(first, person)
            except ValidationError as error:
                self.add_error("password1", error)


class FirstRunForm(NewInstitutionForm, PasswordFields):
    """The first institution and the first person, on one page."""

    person_name = forms.CharField(
        label=gettext_lazy("Su nombre"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Su correo electrónico"),
        help_text=gettext_lazy("Con él entra usted."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )

    def clean(self) -> dict[str, Any]:
        """Check the passwords too."""
        data = super().clean()
        self.check_passwords(Person(email=data.get("email", ""), name=data.get("person_name", "")))
        return data

    def person(self) -> dict[str, Any]:
        """Return the fields of the person."""
        data = self.cleaned_data
        return {"email": data["email"], "password": data["password1"], "name": data["person_name"]}


class SettingsForm(InstitutionFields):
    """What an administrator changes later, with the logo; the methodology only while nothing was planned."""

    logo = forms.FileField(
        label=gettext_lazy("Logotipo"),
        required=False,
        help_text=gettext_lazy("PNG o SVG de 50 kB como mucho. Vacío: queda el que hay."),
        widget=forms.FileInput(attrs={"accept": ".png,.svg,image/png,image/svg+xml"}),
    )
    no_logo = forms.BooleanField(label=gettext_lazy("Quitar el logotipo"), required=False)

    def __init__(self, institution: Institution, *args: Any, **kwargs: Any) -> None:
        kept = {name: getattr(institution, name) for name in INSTITUTION_FIELDS}
        super().__init__(*args, initial=kept, **kwargs)
        self.institution = institution
        field = self.fields["methodology"]
        if plans_begun(institution):
            field.disabled = True
            field.help_text = _("Ya hay planes hechos con ella: no se cambia.")
        if not institution.logo:
            del self.fields["no_logo"]

    def clean_logo(self) -> str:
        """Return the checked logo as a data address, empty where no file came."""
        file = self.cleaned_data["logo"]
        if not file:
            return ""
        try:
            return logos.checked(file.read(logos.LARGEST + 1))
        except logos.UnusableLogo as error:
            raise ValidationError(str(error)) from error

    def changes(self) -> dict[str, Any]:
        """Return the fields to change."""
        data = self.cleaned_data
        wanted = {name: data[name] for name in INSTITUTION_FIELDS}
        if data["logo"]:
            wanted["logo"] = data["logo"]
        elif data.get("no_logo"):
            wanted["logo"] = ""
        return wanted


class UnitForm(forms.Form):
    """A unit: its name, its code and its days."""

    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=300)
    code = forms.CharField(label=gettext_lazy("Código"), max_length=60, required=False)
    begins = forms.DateField(label=gettext_lazy("Comienza"), required=False, widget=DayInput())
    ends = forms.DateField(
        label=gettext_lazy("Último día"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Déjelo vacío mientras la unidad exista. Lo que hizo queda en la historia."),
    )

    @classmethod
    def of(cls, unit: Unit) -> "UnitForm":
        """Return the form as a unit stands."""
        return cls(initial={"name": unit.name, "code": unit.code, "begins": unit.begins, "ends": unit.ends})


class PlaceForm(forms.Form):
    """From which unit a unit hangs."""

    parent = forms.ChoiceField(label=gettext_lazy("Depende de"), required=False)

    def __init__(self, institution: Institution, unit: Unit | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institution = institution
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        without = [unit.pk, *units_below(institution, unit)] if unit else []
        field.choices = choices.units(institution, without=without, empty=_("De ninguna: es de las primeras"))
        if unit is not None:
            field.initial = str(unit.parent_id or "")

    def clean_parent(self) -> Unit | None:
        """Return the chosen unit."""
        return choices.chosen_unit(self.institution, self.cleaned_data["parent"])


class NewUnitForm(PlaceForm):
    """A new unit."""

    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=300)
    code = forms.CharField(label=gettext_lazy("Código"), max_length=60, required=False)
    field_order = ("name", "code", "parent")
