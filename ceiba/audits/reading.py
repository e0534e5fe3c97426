"""Findings as people read them: the sentence in their language, the sum, the words questioned, the answers so far."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ceiba.audits.models import ANSWERS, SETTLING, Answer, AnswerKind, Finding, Run
from ceiba.audits.queries import value_of
from ceiba.audits.subjects import edit_href, href, things
from ceiba.exchange.writers.page_findings import DIMENSION_WORDS, SEVERITY_WORDS, calculation
from ceiba.exchange.writers.subjects import name_of
from ceiba.kernel.finding import Finding as FindingValue
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import Source
from ceiba.kernel.text import _
from ceiba.rules.speech import Sentence, say
from ceiba.ui import formats

FIGURES = {
    "stated": _("Lo que dice"),
    "computed": _("Lo que da la cuenta"),
    "stated_percent": _("Porcentaje que dice"),
    "computed_percent": _("Porcentaje calculado"),
    "baseline": _("Línea base"),
    "target": _("Meta"),
    "difference": _("Diferencia"),
    "relative_percent": _("Cambio en porcentaje"),
    "expected": _("Con lo que dice el texto se llegaría a"),
    "times": _("Veces"),
    "money": _("Dinero"),
    "count": _("Cuántos"),
    "baseline_year": _("Año de la línea base"),
    "target_year": _("Año de la meta"),
    "year": _("Año"),
    "start": _("Primer año del plan"),
    "end": _("Último año del plan"),
}
STANDINGS = {
    Standing.VERIFIED: _("leída en la norma"),
    Standing.KNOWN: _("de uso común, sin releer en la norma"),
    Standing.UNVERIFIED: _("sin verificar"),
}


@dataclass(frozen=True)
class FindingView:
    """A kept finding ready to be read by the person of this request."""

    row: Finding
    snapshot: Snapshot
    slug: str
    answers: Sequence[Answer] = ()

    @cached_property
    def value(self) -> FindingValue:
        """Return the finding as the rules gave it."""
        return value_of(self.row)

    @cached_property
    def sentence(self) -> Sentence:
        """Return title, message, reason and remedy in the reader's language, figures as the institution writes them."""
        try:
            return say(self.value, self.snapshot, formats.say(), formats.figures().spoken)
        except KeyError:  # a rule that the catalogue no longer has, in an old finding that is gone
            return Sentence(self.row.rule, "", "", "")

    @property
    def calc(self) -> str | None:
        """Return the sum in one line, None where nothing is summed."""
        thing = things(self.snapshot).thing(self.row.subject)
        return calculation(self.value, formats.figures(), thing if isinstance(thing, Indicator) else None)

    @property
    def subject_name(self) -> str:
        """Return what the questioned thing is called, blank where the finding is about the whole institution."""
        thing = things(self.snapshot).thing(self.row.subject)
        return name_of(thing) if thing else ""

    @property
    def subject_href(self) -> str | None:
        """Return the page of the questioned thing."""
        return href(self.slug, self.row.subject, self.snapshot)

    @property
    def edit_href(self) -> str | None:
        """Return the form that mends the questioned thing."""
        return edit_href(self.slug, self.row.subject, self.snapshot)

    @property
    def place(self) -> Source | None:
        """Return where the questioned words stand, None where nobody knows."""
        return things(self.snapshot).source(self.value)

    @cached_property
    def norm(self) -> LegalSource | None:
        """Return the norm that the finding cites, with how well it is known; None where the methodology has it not."""
        cited = (norm for norm in _norms(self.snapshot.methodology) if norm.citation == self.row.source)
        return next(cited, None) if self.row.source else None

    @property
    def standing(self) -> str:
        """Return how well the norm is known, to be said; blank without a norm."""
        return STANDINGS[self.norm.standing] if self.norm else ""

    @property
    def figures(self) -> Iterator[tuple[str, str]]:
        """Yield the figures of the sum, each as its word, to be said, and as the institution writes it."""
        for name, words in FIGURES.items():
            fact = self.value.facts.get(name)
            if isinstance(fact, Decimal):
                yield words, formats.figures().spoken(fact)
            elif isinstance(fact, int) and not isinstance(fact, bool):
                yield words, str(fact)

    @property
    def dimension(self) -> str:
        """Return the word of the dimension, to be said."""
        return DIMENSION_WORDS[self.value.dimension]

    @property
    def consequence(self) -> str:
        """Return what the severity brings with it, to be said."""
        return SEVERITY_WORDS[self.value.severity][2]

    @property
    def last(self) -> Answer | None:
        """Return the last answer, whether it counts or not."""
        return self.answers[-1] if self.answers else None

    @property
    def is_gone(self) -> bool:
        """Tell whether the last run no longer found it."""
        return self.row.gone_since is not None

    @property
    def is_settled(self) -> bool:
        """Tell whether an answer leaves nothing to do."""
        return self.row.answer in SETTLING

    @property
    def is_answered(self) -> bool:
        """Tell whether an answer counts."""
        return bool(self.row.answer)

    @property
    def answer_word(self) -> str:
        """Return the word of the answer that counts, blank where none does."""
        return str(ANSWERS[AnswerKind(self.row.answer)]) if self.row.answer else ""

    @property
    def is_outdated(self) -> bool:
        """Tell whether the sum has changed since the last answer, which therefore counts no longer."""
        return self.last is not None and not self.row.answer

    @property
    def is_grave(self) -> bool:
        """Tell whether it stops the approval or must be answered."""
        return self.value.severity is not Severity.NOTICE


def _norms(methodology: Methodology) -> Iterator[LegalSource]:
    """Yield every norm that a methodology names for its rules."""
    named = (methodology.checks, methodology.funding_rules, methodology.norms, methodology.frameworks)
    yield from (thing.source for group in named for thing in group if thing.source)
    yield from methodology.legal_basis


def views(
    rows: Iterable[Finding], snapshot: Snapshot, slug: str, answers: Mapping[int, Sequence[Answer]]
) -> list[FindingView]:
    """Return findings ready to be read, in their order."""
    return [FindingView(row, snapshot, slug, answers.get(row.pk, ())) for row in rows]


@dataclass(frozen=True)
class RuleGroup:
    """The findings of one rule in sight, with how often the rule was asked and how many findings it gave in all."""

    rule: str
    severity: str
    count: int
    asked: int | None
    passed: int | None
    views: tuple[FindingView, ...]

    @property
    def sentence(self) -> Sentence:
        """Return what the findings have in common: title, reason and remedy."""
        return self.views[0].sentence

    @property
    def norm(self) -> str:
        """Return the norm behind the rule, blank where the methodology names none."""
        return self.views[0].row.source


def grouped(found: Sequence[FindingView], counts: Mapping[str, int], run: Run) -> list[RuleGroup]:
    """Return findings by severity and rule, in their order; ``counts`` are those of the whole list by rule."""
    rows: dict[tuple[str, str], list[FindingView]] = {}
    for view in found:
        rows.setdefault((view.row.severity, view.row.rule), []).append(view)
    groups = []
    for (severity, rule), together in rows.items():
        asked, passed = run.asked.get(rule, (None, None))
        groups.append(RuleGroup(rule, severity, counts.get(rule, 0), asked, passed, tuple(together)))
    return groups
