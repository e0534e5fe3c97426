"""The sheet of an indicator in words: what it is, how it is computed and judged, and what nobody has said yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from ceiba.kernel.indicator import Indicator, Measurement
from ceiba.kernel.judging import semaphore_of
from ceiba.kernel.methodology import Band, Methodology
from ceiba.kernel.plausibility import Doubt
from ceiba.kernel.reconcile import unreconciled
from ceiba.monitoring.measures import TONES
from ceiba.ui import formats


@dataclass(frozen=True, slots=True)
class BandWords:
    """A band of a semaphore: what it is called, from where to where it goes, and its tone."""

    label: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class OpenedFigure:
    """The figure of a period opened in one way: its parts, and what does not come to the total, in words."""

    name: str
    parts: tuple[Measurement, ...]
    problem: str


def opened(indicator: Indicator, own: Sequence[Measurement]) -> tuple[OpenedFigure, ...]:
    """Return the measurements of one period by the ways of opening them; parts of no known way come last."""
    torn = unreconciled(indicator, own)
    found, rest = [], [one for one in own if one.disaggregation]
    for way in indicator.disaggregations:
        parts = tuple(one for name in way.parts for one in rest if one.disaggregation == name)
        rest = [one for one in rest if one.disaggregation not in way.parts]
        if parts:
            found.append(OpenedFigure(way.name, parts, _said(torn[way.name]) if way.name in torn else ""))
    return (*found, *([OpenedFigure("", tuple(rest), "")] if rest else []))


@dataclass(frozen=True)
class GoalSheet:
    """What the sheet of an indicator says besides what the head of its page shows."""

    indicator: Indicator
    methodology: Methodology

    @cached_property
    def _all(self) -> tuple[tuple[str, str | None], ...]:
        one = self.indicator
        parts = "\n".join(f"{way.name}: {', '.join(way.parts)}" for way in one.disaggregations)
        between = (formats.number(end) for end in sorted(one.band)) if one.band else ()
        return (
            (_("Qué es"), one.definition),
            (_("Cómo se calcula"), one.method),
            (_("Por qué no hay línea base"), one.baseline_reason),
            (_("Debe quedar entre"), _(" y ").join(between) or None),
            (_("Se abre según"), parts or None),
            (_("Supuestos"), one.assumptions),
            (_("Meta en palabras"), one.target_text),
        )

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield what the sheet says, as a label and its words."""
        return ((label, words) for label, words in self._all if words)

    @property
    def missing(self) -> str:
        """Return what a complete sheet says and this one does not, in words; blank where nothing is missing."""
        one, has_base = self.indicator, self.indicator.baseline_value is not None
        asked = (
            (_("qué es"), one.definition),
            (_("cómo se calcula"), one.method or one.formula),
            (_("la fuente de la línea base") if has_base else _("por qué no hay línea base"), self._ground(has_base)),
            (_("cada cuánto se mide"), one.frequency),
            (_("dónde se comprueba"), one.verification),
        )
        return ", ".join(words for words, said in asked if not said)

    def _ground(self, has_base: bool) -> str | None:
        base = self.indicator.baseline
        return base.source if has_base and base else self.indicator.baseline_reason

    @property
    def bands(self) -> tuple[BandWords, ...]:
        """Return the bands that judge the indicator, lowest first; none without a semaphore."""
        semaphore = semaphore_of(self.indicator, self.methodology)
        return tuple(
            BandWords(band.label, _reach(band), TONES.get(band.colour, "none"))
            for band in (semaphore.bands if semaphore else ())
        )


def _reach(band: Band) -> str:
    """Return from where to where a band goes, in percent."""
    if band.lower is None and band.upper is None:
        return _("siempre")
    if band.lower is None:
        return _("menos de %(upper)s %%") % {"upper": formats.number(band.upper)}
    if band.upper is None:
        return _("%(lower)s %% o más") % {"lower": formats.number(band.lower)}
    ends = {"lower": formats.number(band.lower), "upper": formats.number(band.upper)}
    return _("de %(lower)s a menos de %(upper)s %%") % ends


def _said(doubt: Doubt) -> str:
    """Return a doubt as a sentence, its numbers as the institution writes them."""
    facts = {name: fact if isinstance(fact, str) else formats.number(fact) for name, fact in doubt.facts.items()}
    return formats.say()(doubt.message) % facts
