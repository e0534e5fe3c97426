"""A release as its page shows it: each measure with a drawing and tables, made of the released document alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ceiba.charts.bars import Bar, Part, bars
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.states import State
from ceiba.registers.models_release import RegisterRelease
from ceiba.registers.release_content import WITHHELD, Content
from ceiba.ui import drawings, formats

_DRAWN = 12  # periods of a drawing; its table has them all
_WORTH_DRAWING = 2  # known figures: one bar says no more than its number
_YEAR = 12
_MOST_ROWS = 100  # public rows of a page; the file has them all


@dataclass(frozen=True)
class ShownFigure:
    """One figure in words; ``older`` is the day up to which it tells where a newer one is withheld."""

    name: str
    words: str
    known: bool
    older: date | None = None
    detail: str = ""


@dataclass(frozen=True)
class ShownTable:
    """Figures under one heading, with the drawing of those that are numbers."""

    title: str
    heading: str
    figures: tuple[ShownFigure, ...]
    drawing: SafeString | None


@dataclass(frozen=True)
class ShownMeasure:
    """A public measure: its latest whole year as a headline, and its tables."""

    key: str
    title: str
    help: str
    headline: ShownFigure | None
    tables: tuple[ShownTable, ...]


class ReleasePage:
    """What the page of a release says."""

    def __init__(self, release: RegisterRelease) -> None:
        self.release, self.content = release, release.content

    @cached_property
    def measures(self) -> tuple[ShownMeasure, ...]:
        """Return every public measure in the order of the type."""
        return tuple(map(self._measure, self.content["measures"]))

    @property
    def columns(self) -> list[Content]:
        """Return the public columns; none where no rows are public."""
        return list(self.content["columns"])

    @property
    def rows(self) -> list[list[tuple[str, str]]]:
        """Return the newest public rows, each cell with the name of its column."""
        labels = [column["label"] for column in self.columns]
        return [
            list(zip(labels, map(_cell, self.columns, row), strict=True)) for row in self.content["rows"][:_MOST_ROWS]
        ]

    @property
    def more_rows(self) -> int:
        """Return how many public rows are in the file and not on the page."""
        return max(len(self.content["rows"]) - _MOST_ROWS, 0)

    @property
    def withheld(self) -> int:
        """Return how many figures are withheld."""
        return sum(told["state"] == WITHHELD for told in self.content["figures"])

    def _measure(self, measure: Content) -> ShownMeasure:
        told = [one for one in self.content["figures"] if one["measure"] == measure["key"]]
        whole = [one for one in told if not one["by"]]
        years = [one for one in whole if Period.parse(one["period"]).months == _YEAR]
        shorter = [one for one in whole if one not in years]
        tables = [self._table(measure, _("Por período"), _("Período"), [*years, *shorter], shorter or years)]
        for dimension in measure["by"]:
            for year in reversed(years):
                parts = [one for one in told if one["by"] == dimension["key"] and one["period"] == year["period"]]
                if parts:
                    facts = {"dimension": dimension["label"], "year": formats.period(Period.parse(year["period"]))}
                    title = _("%(dimension)s, %(year)s") % facts
                    tables.append(self._table(measure, title, dimension["label"], parts, parts, part=True))
        headline = self._figure(measure, years[-1], years[-1]["period"]) if years else None
        return ShownMeasure(measure["key"], measure["title"], measure["help"], headline, tuple(tables))

    def _table(
        self,
        measure: Content,
        title: str,
        heading: str,
        told: list[Content],
        drawn: list[Content],
        *,
        part: bool = False,
    ) -> ShownTable:
        shown = tuple(self._figure(measure, one, _name(one, part=part)) for one in told)
        rows = [_bar(measure, one, _name(one, part=part)) for one in drawn[-_DRAWN:]]
        if sum(bool(row.parts) for row in rows) < _WORTH_DRAWING:
            return ShownTable(title, heading, shown, None)
        key, whole = f"{measure['key']}-{slugify(title)}", f"{measure['title']}: {title}"
        return ShownTable(title, heading, shown, drawings.bare(bars(key, whole, rows, (heading, _("Cifra"), ""))))

    def _figure(self, measure: Content, told: Content, name: str) -> ShownFigure:
        stands = told["value"] and told["until"] != self.content["until"]
        older = date.fromisoformat(told["until"]) if stands else None
        return ShownFigure(name, _words(measure, told), bool(told["value"]), older, _detail(told))


def method(content: Content) -> tuple[str, ...]:
    """Return how the figures of a release were made, in sentences."""
    facts = {"plural": content["register"]["plural"], "institution": content["institution"]}
    facts |= {"until": formats.day(date.fromisoformat(content["until"])), "threshold": content["threshold"]}
    said = [
        _("Fuente: registro «%(plural)s» de %(institution)s. Cuenta las filas hasta el %(until)s.") % facts,
        _(
            "Un grupo de menos de %(threshold)s no se dice, ni nada que permita calcularlo restando cifras, cuadros o "
            "publicaciones entre sí: esas cifras dicen «oculto». Donde una cifra nueva lo descubriría, queda la última "
            "publicada, con su fecha."
        )
        % facts,
    ]
    if content["columns"]:
        said.append(_("De cada fila se publican solo las columnas públicas; los lugares, redondeados. Ningún nombre."))
    norms = "; ".join(" ".join(filter(None, source)) for source in content["sources"])
    return (*said, _("Normas: %(norms)s.") % {"norms": norms}) if norms else tuple(said)


def _cell(column: Content, text: str) -> str:
    if not text:
        return ""
    match column["kind"]:
        case "date":
            return formats.day(date.fromisoformat(text))
        case "date_time":
            return formats.moment(datetime.fromisoformat(text))
        case "money":
            return formats.money(Money(Decimal(text), column["unit"]))
        case "integer" | "decimal":
            return formats.number(Decimal(text))
    return text


def _name(told: Content, *, part: bool) -> str:
    if part:
        return told["part_label"] or _("Sin dato o fuera de lista")
    return formats.period(Period.parse(told["period"]))


def _bar(measure: Content, told: Content, name: str) -> Bar:
    parts = (Part(Decimal(told["value"]), "part-1", ""),) if told["value"] else ()
    return Bar(name, _words(measure, told), parts)


def _amount(measure: Mapping[str, Any], told: Content) -> Money | Decimal | None:
    if not told["value"]:
        return None
    amount = Decimal(told["value"])
    return Money(amount, measure["currency"]) if measure["currency"] else amount


def _words(measure: Content, told: Content) -> str:
    if told["state"] == WITHHELD:
        return _("oculto")
    if not told["value"]:
        return formats.absence(State(told["state"]))
    amount = _amount(measure, told)
    if isinstance(amount, Money):
        return formats.money(amount)
    exact = Decimal(told["value"])
    if measure["unit"] == "%":
        return formats.percent(exact, 1)
    return formats.number(exact, 0 if exact == exact.to_integral_value() else 1)


def _detail(told: Content) -> str:
    if not told["numerator"] or not told["denominator"] or told["state"] != State.VALUE:
        return ""
    facts = {name: formats.number(Decimal(told[name])) for name in ("numerator", "denominator")}
    return _("%(numerator)s de %(denominator)s") % facts
