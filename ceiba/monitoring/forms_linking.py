"""The shares of a budget line as somebody types them: one percentage for each thing that it may serve."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ceiba.kernel.budget import Share
from ceiba.kernel.exact import EXACT, HUNDRED, total
from ceiba.monitoring.linking import Offered
from ceiba.plans.fields import FigureField

_DECIMALS = 10
MOST = 60  # destinations that one form holds


class PartField(FigureField):
    """A percentage from 0 to 100, of at most ten decimals."""

    def to_python(self, value: Any) -> Any:
        """Return the number; ``ValidationError`` where it is no part of a whole."""
        part = super().to_python(value)
        if part is None:
            return None
        exponent = part.as_tuple().exponent
        if not 0 <= part <= HUNDRED or not isinstance(exponent, int) or exponent < -_DECIMALS:
            raise forms.ValidationError(
                _("«%(text)s» no es una parte: va de 0 a 100, con 10 decimales a lo sumo."), params={"text": value}
            )
        return part


class SharesForm(forms.Form):
    """A percentage for each destination; a blank one, or zero, is not served.

    ``known`` are the percentages that stand. The fields are numbered in the order of the destinations.
    """

    def __init__(self, offers: Sequence[Offered], known: dict[str, Decimal], data: Any = None) -> None:
        super().__init__(data)
        self.offers = offers[:MOST]
        for number, offered in enumerate(self.offers):
            self.fields[f"parte-{number}"] = PartField(
                label=_("Parte de «%(name)s», en %%") % {"name": offered.name[:90]}, initial=known.get(offered.subject)
            )

    @property
    def rows(self) -> list[tuple[Offered, forms.BoundField]]:
        """Return each destination with its field."""
        return [(offered, self[f"parte-{number}"]) for number, offered in enumerate(self.offers)]

    @property
    def shares(self) -> tuple[Share, ...]:
        """Return what was typed, as parts of one, of a form that was found valid."""
        given = [(o, self.cleaned_data.get(f"parte-{n}")) for n, o in enumerate(self.offers)]
        return tuple(Share(o.subject, EXACT.scaleb(part, -2)) for o, part in given if part)

    @property
    def typed_total(self) -> Decimal:
        """Return what the percentages that are understood add up to: as typed, else as they stand."""
        return total(part for part in (self._part(number) for number in range(len(self.offers))) if part is not None)

    def _part(self, number: int) -> Decimal | None:
        bound = self[f"parte-{number}"]
        try:
            part: Decimal | None = bound.field.clean(bound.data) if self.is_bound else bound.initial
        except forms.ValidationError:
            return None
        return part
