"""Rules as people read them: the question, its reasons and examples, how it is used here and where that comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ceiba.exchange.writers.page_findings import DIMENSION_WORDS, SEVERITY_WORDS
from ceiba.exchange.writers.rule_text import STANDINGS
from ceiba.institutions.models import RuleSetting
from ceiba.kernel.finding import Dimension, Severity
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _, fold
from ceiba.rules.catalogue import rules
from ceiba.rules.rule import Rule
from ceiba.rules.settings import Parameter, ParameterKind
from ceiba.rules.usage import ORIGINS, Held, RuleUse, rule_use
from ceiba.ui import formats

TRUTH_WORDS = {"true": _("sí"), "false": _("no")}


@dataclass(frozen=True)
class ValueView:
    """A value in force, ready to be read: what it is called, what it is, what it would be, where it comes from."""

    label: str
    value: str
    usual: str
    held: Held

    @property
    def origin(self) -> str:
        """Return where it comes from, to be said."""
        return ORIGINS[self.held.origin]

    @property
    def is_own(self) -> bool:
        """Tell whether the institution decided it."""
        return self.held.value != self.held.usual


@dataclass(frozen=True)
class RuleView:
    """A rule as it is used here; a template reads it, for it would call a rule. ``count`` is its present findings."""

    use: RuleUse
    count: int = 0
    decided: RuleSetting | None = None

    @property
    def rule(self) -> Mapping[str, object]:
        """Return what the rule says of itself, by name."""
        rule = self.use.rule
        names = ("code", "title", "why", "remedy", "version")
        return {name: getattr(rule, name) for name in names} | {"bad": rule.bad.strip(), "good": rule.good.strip()}

    @property
    def code(self) -> str:
        """Return the code of the rule."""
        return self.use.rule.code

    @property
    def severity(self) -> str:
        """Return the severity in force."""
        return self.use.severity.value

    @property
    def consequence(self) -> str:
        """Return what the severity brings with it, to be said."""
        return SEVERITY_WORDS[Severity(self.severity)][2]

    @property
    def dimension(self) -> str:
        """Return the word of the dimension, to be said."""
        return DIMENSION_WORDS[self.use.rule.dimension]

    @property
    def settings(self) -> list[ValueView]:
        """Return the parameters with their values."""
        return [
            ValueView(parameter.bounds.label, shown(parameter, held.value), shown(parameter, held.usual), held)
            for parameter, held in self.use.settings
        ]

    @property
    def values(self) -> Iterator[ValueView]:
        """Yield every value in force: whether it asks, its severity, its parameters."""
        on, grade = self.use.enabled, self.use.severity
        yield ValueView(_("Pregunta"), TRUTH_WORDS[on.value], TRUTH_WORDS[on.usual], on)
        words = {severity.value: SEVERITY_WORDS[severity][0] for severity in Severity}
        yield ValueView(_("Gravedad"), words[grade.value], words[grade.usual], grade)
        yield from self.settings

    @property
    def standing(self) -> str:
        """Return how well the norm is known, to be said; blank without one."""
        return STANDINGS[self.use.norm.standing] if self.use.norm else ""

    @property
    def is_dismissed(self) -> bool:
        """Tell whether the institution silenced a rule that would ask otherwise."""
        return self.use.enabled.value == "false" and self.use.enabled.usual == "true"


def shown(parameter: Parameter, text: str) -> str:
    """Return the text of a setting as people read it, to be said: yes and no in words, nothing as a dash."""
    return TRUTH_WORDS[text] if parameter.kind is ParameterKind.TRUTH else text or "—"


def by_dimension(
    snapshot: Snapshot, counts: Mapping[str, int], decided: Mapping[str, RuleSetting], words: str = ""
) -> list[tuple[Dimension, str, list[RuleView]]]:
    """Return the rules of each dimension that has some, its word to be said; only those that hold every word."""
    grouped: dict[Dimension, list[RuleView]] = {}
    for rule in rules():
        if _speaks_of(rule, words):
            view = RuleView(rule_use(rule, snapshot), counts.get(rule.code, 0), decided.get(rule.code))
            grouped.setdefault(rule.dimension, []).append(view)
    return [(dimension, DIMENSION_WORDS[dimension], views) for dimension, views in grouped.items()]


def _speaks_of(rule: Rule, words: str) -> bool:
    say = formats.say()
    text = fold(f"{rule.code} {say(rule.title)} {say(rule.why)} {say(rule.remedy)}")
    return all(word in text for word in fold(words).split())
