"""Forms of people: invitation, role, delegation, welcome, profile."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ceiba.institutions import choices
from ceiba.institutions.forms import DayInput, PasswordFields
from ceiba.institutions.models import Institution, Person, Unit
from ceiba.institutions.permissions import Role
from ceiba.institutions.queries import people_of


class RoleFields(forms.Form):
    """A role and where it holds."""

    role = forms.ChoiceField(label=gettext_lazy("Papel"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Unidad"),
        required=False,
        help_text=gettext_lazy("El papel vale en la unidad y en las que dependen de ella."),
    )

    def __init__(self, institution: Institution, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institution = institution
        role, unit = self.fields["role"], self.fields["unit"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(unit, forms.ChoiceField)
        role.choices = [("", _("Elija un papel")), *choices.roles()]
        unit.choices = choices.units(institution, empty=_("En toda la institución"))

    def clean(self) -> dict[str, Any]:
        """Keep the administration for the whole institution."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("role") == Role.ADMINISTRATOR and data.get("unit"):
            self.add_error("unit", _("La administración es de toda la institución: déjela sin unidad."))
        return data

    def clean_unit(self) -> Unit | None:
        """Return the chosen unit."""
        return choices.chosen_unit(self.institution, self.cleaned_data["unit"])


class InvitationForm(RoleFields):
    """Whom to invite, to what."""

    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=150, required=False)
    email = forms.EmailField(label=gettext_lazy("Correo electrónico"))
    field_order = ("email", "name", "role", "unit")


class NewRoleForm(RoleFields):
    """A role for somebody who is here already, with its days."""

    begins = forms.DateField(label=gettext_lazy("Primer día"), required=False, widget=DayInput())
    ends = forms.DateField(
        label=gettext_lazy("Último día"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("Vacío: sin fecha de término."),
    )

    def clean(self) -> dict[str, Any]:
        """See that the days make sense."""
        data = super().clean()
        begins, ends = data.get("begins") or timezone.localdate(), data.get("ends")
        if ends and (ends < begins or ends < timezone.localdate()):
            self.add_error("ends", _("El último día no puede ser anterior al primero ni a hoy."))
        return data


class DelegationForm(forms.Form):
    """To whom to pass a role on, and from when until when."""

    person = forms.ChoiceField(label=gettext_lazy("A quién"))
    begins = forms.DateField(label=gettext_lazy("Primer día"), widget=DayInput())
    ends = forms.DateField(label=gettext_lazy("Último día"), widget=DayInput())

    def __init__(self, institution: Institution, own: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        others = [row.person for row in people_of(institution) if row.roles and row.person != own]
        field.choices = [("", _("Elija una persona")), *((str(one.pk), str(one)) for one in others)]
        self.fields["begins"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """See that the days make sense."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = data.get("begins"), data.get("ends")
        if begins and begins < timezone.localdate():
            self.add_error("begins", _("Ese día ya pasó."))
        if begins and ends and ends < begins:
            self.add_error("ends", _("El último día no puede ser anterior al primero."))
        return data

    def clean_person(self) -> Person:
        """Return the chosen person."""
        return Person.objects.get(pk=self.cleaned_data["person"])


class EndForm(forms.Form):
    """When a role ends: now, or with its last day."""

    last = forms.DateField(label=gettext_lazy("Último día"), required=False, widget=DayInput())


class WelcomeForm(PasswordFields):
    """The account of somebody who was invited."""

    name = forms.CharField(
        label=gettext_lazy("Su nombre"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ("name", "password1", "password2")

    def __init__(self, email: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Check the passwords too."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_passwords(Person(email=self.email, name=data.get("name", "")))
        return data


class ProfileForm(forms.Form):
    """What somebody says of themselves, and how they like their pages."""

    name = forms.CharField(
        label=gettext_lazy("Su nombre"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Idioma"), choices=settings.LANGUAGES)
    shortcuts = forms.BooleanField(
        label=gettext_lazy("Atajos de una sola tecla"),
        required=False,
        help_text=gettext_lazy("Quítelos si dicta por voz o si una tecla suelta le abre páginas sin querer."),
    )

    @classmethod
    def of(cls, person: Person) -> "ProfileForm":
        """Return the form as a person stands."""
        return cls(initial={"name": person.name, "language": person.language, "shortcuts": person.shortcuts})
