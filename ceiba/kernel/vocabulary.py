"""Words by which the documents of a country are read, and the tables that they print."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an official or usual table: the field that it fills and the headers that announce it."""

    field: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table layout by its columns: what a row is (``funding``, ``project``, ``stakeholder``, ``unit``, ``element``).

    ``required`` columns must be met by a header for the layout to be recognised. Fields are the attributes of what the
    row is; a unit has ``objective``, ``indicator`` and ``target`` too. For rows of elements a field is ``level:<key>``
    (the cell is the element's text), ``code:<key>`` (its code), ``level`` (the cell names the level of the row) with
    ``code`` and ``text``, ``alignment:<framework>``, or one of its indicator: ``indicator``, ``measure_unit``,
    ``baseline``, ``baseline_year``, ``target``, ``target_year``, ``yearly_target`` (the header has a year),
    ``responsible``, ``formula``, ``verification``. ``number`` only counts rows; ``ignored`` is known and not kept.
    A layout of elements that requires ``level:`` is met by any matrix: the labels of all levels are headers too.
    """

    key: str
    row: str
    columns: tuple[Column, ...]
    required: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Return a hash that does not walk all columns: layouts are looked up once for every table."""
        return hash((self.key, self.row))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by which documents of a country are read; the code knows grammar, not countries.

    ``statements`` maps a statement kind to its headings; ``falling``/``rising``/``keeping`` are verb stems of change;
    ``evidence`` are words that speak for this methodology, for choosing one; ``skipped`` are headings under which
    nothing is an element; ``chapters`` are headings under which an outline without labels is the plan itself,
    ``structured`` stems of the verbs that announce its levels («se estructura en ejes y objetivos»), ``aligned`` stems
    of words that say what a promise is aligned with; ``institution_words`` begin the name of an institution.
    ``indicator_fields`` maps a field of an indicator to the labels of indicator sheets; ``countries`` maps an ISO 3166
    code to words that only its documents use, its own name first; ``currency_signs`` are what amounts of money carry.
    """

    statements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rising: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    keeping: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    structured: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()
    institution_words: tuple[str, ...] = ()
    unit_words: tuple[str, ...] = ()
    indicator_labels: tuple[str, ...] = ()
    baseline_labels: tuple[str, ...] = ()
    target_labels: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    project_status: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()
    indicator_fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    countries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    currency_signs: tuple[str, ...] = ()
