"""Indicators as the page shows them: from where to where, drawn and said, with what is missing said in words."""

from dataclasses import dataclass
from decimal import Decimal

from ceiba.charts.chart import Chart
from ceiba.charts.path import Mark, PathWords, Point, path
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.page_findings import Findings, FindingView
from ceiba.exchange.writers.subjects import anchor
from ceiba.kernel.indicator import Accumulation, Direction, Indicator, Target
from ceiba.kernel.period import Period
from ceiba.kernel.projection import Projection
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.sheet import IndicatorDimension, IndicatorScope
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.states import Value
from ceiba.kernel.text import _, fold

DIRECTION_WORDS = {
    Direction.UP: _("más es mejor"),
    Direction.DOWN: _("menos es mejor"),
    Direction.CONSTANT: _("debe mantenerse"),
    Direction.RANGE: _("debe quedar dentro de una banda"),
}
ACCUMULATION_WORDS = {
    Accumulation.SUM: _("los periodos se suman"),
    Accumulation.LAST: _("vale el último dato"),
    Accumulation.MAX: _("vale el mayor"),
    Accumulation.MEAN: _("vale el promedio ponderado"),
    Accumulation.RATIO: _("suma de numeradores entre suma de denominadores"),
    Accumulation.REDUCTION: _("reducción contra la línea base"),
    Accumulation.REDUCTION_ANNUAL: _("reducción contra el año anterior"),
    Accumulation.MAINTAIN: _("cada periodo debe cumplirse"),
    Accumulation.MILESTONE: _("hitos con peso"),
    Accumulation.BINARY: _("se cumple o no se cumple"),
    Accumulation.VARIATION: _("distancia a cero o a una banda"),
}
SCOPE_WORDS = {
    IndicatorScope.STRATEGIC: _("estratégico: lo que la institución logra"),
    IndicatorScope.MANAGEMENT: _("de gestión: cómo trabaja por dentro"),
}
DIMENSION_WORDS = {
    IndicatorDimension.EFFICACY: _("eficacia: si se logra"),
    IndicatorDimension.EFFICIENCY: _("eficiencia: con cuánto se logra"),
    IndicatorDimension.QUALITY: _("calidad: qué tan bien"),
    IndicatorDimension.ECONOMY: _("economía: cómo se maneja el dinero"),
}
FREQUENCY_WORDS = {
    1: _("cada mes"),
    2: _("cada dos meses"),
    3: _("cada trimestre"),
    4: _("cada cuatrimestre"),
    6: _("cada semestre"),
    12: _("cada año"),
    24: _("cada dos años"),
    36: _("cada tres años"),
    48: _("cada cuatro años"),
    60: _("cada cinco años"),
}
MARK_WORDS = (
    (Mark.BASELINE, _("línea base")),
    (Mark.MEASUREMENT, _("medido")),
    (Mark.TARGET, _("meta")),
    (Mark.PROJECTION, _("proyección")),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a promise in words: the figure and its year; ``missing`` where there is no figure."""

    words: str
    when: str
    missing: bool


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator ready to be read."""

    anchor: str
    text: str
    repeats: bool
    baseline: Side
    target: Side
    change: str | None
    chart: Chart | None
    details: tuple[tuple[str, str], ...]
    findings: tuple[FindingView, ...]
    place: str | None
    quote: str | None
    quote_is_beside: bool


@dataclass(frozen=True)
class Indicators:
    """Makes the views of the indicators of one snapshot."""

    snapshot: Snapshot
    figures: Figures
    findings: Findings

    def way(self, indicator: Indicator, ahead: Projection | None = None) -> Chart | None:
        """Return the path of an indicator, with where it arrives if that is known; None for fewer than two figures."""
        return self._chart(indicator, ahead)

    def view(self, indicator: Indicator, beside: str = "") -> IndicatorView:
        """Return the view of an indicator; ``beside`` is the text of its element, not repeated where it is the same."""
        subject = address("indicator", indicator.id)
        source = self.snapshot.source_of(subject)
        return IndicatorView(
            anchor=anchor(subject),
            text=indicator.text,
            repeats=fold(indicator.text) == fold(beside),
            baseline=self._baseline(indicator),
            target=self._target(indicator),
            change=self._change(indicator),
            chart=self._chart(indicator),
            details=tuple(self._details(indicator)),
            findings=self.findings.of(subject),
            place=str(source.place) if source and source.place.line else None,
            quote=source.quote if source else None,
            quote_is_beside=bool(source and fold(source.quote) in f"{fold(beside)} {fold(indicator.text)}"),
        )

    def _baseline(self, indicator: Indicator) -> Side:
        say = self.figures.translate
        if indicator.baseline is None:
            return Side(say(_("sin línea base")), "", missing=True)
        base = indicator.baseline
        missing = not isinstance(base.value, Value)
        when = str(base.year) if base.year else say(_("sin año"))
        return Side(self.figures.datum(base.value, indicator.measure_unit), when, missing)

    def _target(self, indicator: Indicator) -> Side:
        final = indicator.final_target
        if final is None:
            return Side(indicator.target_text or self.figures.translate(_("sin meta")), "", missing=True)
        words = self.figures.datum(final.value, indicator.measure_unit)
        return Side(words, self._when(final), missing=not isinstance(final.value, Value))

    def _when(self, target: Target) -> str:
        return self.figures.period(target.period) if target.period else self.figures.translate(_("sin año"))

    def _change(self, indicator: Indicator) -> str | None:
        """Say the promised change: the difference, and what part of the baseline it is where there is one."""
        base, target = indicator.baseline_value, indicator.target_value
        if base is None or target is None:
            return None
        difference = self.figures.rounded(target - base, signed=True)
        if indicator.measure_unit and indicator.measure_unit.kind is UnitKind.PERCENT:
            difference = self.figures.translate(_("%(points)s puntos")) % {"points": difference}
        if base == 0 or target == base:
            return difference
        relative = self.figures.rounded((target - base) / abs(base) * 100, signed=True)
        return f"{difference} ({relative}\u00a0%)"

    def _chart(self, indicator: Indicator, ahead: Projection | None = None) -> Chart | None:
        points = self._points(indicator)
        if ahead is not None:
            points += self._arrival(indicator, ahead)
        if len(points) < 2:  # one point is no path: the words say it better
            return None
        say = self.figures.translate
        words = PathWords(
            title=say(_("De la línea base a la meta: %(indicator)s")) % {"indicator": indicator.text},
            marks=tuple((mark, say(word)) for mark, word in MARK_WORDS),
            headers=(say(_("Dato")), say(_("Cuándo")), say(_("Cifra"))),
        )
        return path(f"g-{indicator.id}", points, words)

    def _points(self, indicator: Indicator) -> list[Point]:
        points = []
        base = indicator.baseline
        if base is not None and isinstance(base.value, Value):
            when = str(base.year) if base.year else self.figures.translate(_("sin año"))
            points.append(self._point(Mark.BASELINE, indicator, base.value.amount, base.year, when))
        for measured in self.snapshot.measurements_of(indicator):
            if isinstance(measured.value, Value) and not measured.disaggregation:
                ended, when = _ended(measured.period), self.figures.period(measured.period)
                points.append(self._point(Mark.MEASUREMENT, indicator, measured.value.amount, ended, when))
        for target in indicator.targets:
            if isinstance(target.value, Value):
                year = _ended(target.period) if target.period else None
                points.append(self._point(Mark.TARGET, indicator, target.value.amount, year, self._when(target)))
        return points

    def _arrival(self, indicator: Indicator, ahead: Projection) -> list[Point]:
        """Return where an indicator arrives; a sum is projected to its total, which is no point among its parts."""
        if ahead.amount is None or ahead.low is None or ahead.high is None or ahead.slope is None:
            return []
        final = ahead.target.period if ahead.target else None
        if final is None or indicator.accumulation is Accumulation.SUM:
            return []
        words = self.figures.translate(_("%(amount)s (entre %(low)s y %(high)s)")) % {
            "amount": self.figures.rounded(ahead.amount),
            "low": self.figures.rounded(ahead.low),
            "high": self.figures.rounded(ahead.high),
        }
        ends = (ahead.low, ahead.high)
        return [Point(Mark.PROJECTION, ahead.amount, final.end_year, words, self.figures.period(final), ends)]

    def _point(self, mark: Mark, indicator: Indicator, amount: Decimal, year: Decimal | int | None, when: str) -> Point:
        unit = indicator.measure_unit
        words = self.figures.quantity(amount, unit)
        return Point(mark, amount, year, words if len(words) <= 20 else self.figures.number(amount), when)

    def _details(self, indicator: Indicator) -> list[tuple[str, str]]:
        """Return what else is known, label and words; what is not known is left to the findings, which ask for it."""
        say = self.figures.translate
        unit = self.snapshot.unit(indicator.unit)
        optional = (
            (_("Unidad de medida"), indicator.measure_unit.name if indicator.measure_unit else None),
            (_("Denominador"), indicator.denominator),
            (_("Fórmula"), indicator.formula),
            (_("Fuente de la línea base"), indicator.baseline.source if indicator.baseline else None),
            (_("Medio de verificación"), indicator.verification),
            (_("Responsable"), unit.name if unit else None),
        )
        rows = [(say(label), words or say(_("sin dato"))) for label, words in optional]
        rows.append((say(_("Sentido")), say(DIRECTION_WORDS[indicator.direction])))
        rows.append((say(_("Acumulación")), say(ACCUMULATION_WORDS[indicator.accumulation])))
        if indicator.weight is not None:
            rows.append((say(_("Peso")), self.figures.number(indicator.weight)))
        if indicator.stated_changes:
            worded = " · ".join(f"«{change.text}»" for change in indicator.stated_changes)
            rows.append((say(_("Cambio según el texto")), worded))
        return rows


def _ended(period: Period) -> Decimal:
    """Return where a period ends among years: 2024 at the end of 2024, 2023 and a third after its first four months."""
    return Decimal(period.last_month + 1) / 12 - 1
