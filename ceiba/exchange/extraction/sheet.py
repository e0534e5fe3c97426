"""One indicator with what the labels of its sheet, or of its place in a list, gave it."""

from dataclasses import dataclass, field

from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.exchange.extraction.sheet_values import SheetValues

_LONGEST_UNIT = 120


@dataclass(slots=True)
class Sheet:
    """One indicator with the fields that labels gave it; ``formal`` where it is a sheet and not one label in a list."""

    text: str
    element: ElementDraft | None
    plan: PlanDraft
    lines: list[int]
    figures: SheetValues
    formal: bool = False
    listed: bool = False  # only its place in a list says that it is one, so that it needs a value
    fields: dict[str, str] = field(default_factory=dict)
    target_text: str | None = None

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing but the name was read."""
        return self.figures.is_empty and not self.fields

    @property
    def responsible(self) -> str | None:
        """Return the unit that answers for an indicator under an element, None where the sheet names none."""
        name = self.fields.get("responsible", "").rstrip(".")
        return name if self.element is not None and 3 < len(name) < _LONGEST_UNIT and name[:1].isupper() else None
