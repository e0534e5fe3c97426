"""A rule explained for a terminal: what it finds, why, how to mend it, its examples, and how it is used here."""

from collections.abc import Iterator

from ceiba.exchange.language import Translate, translator
from ceiba.exchange.writers.page_findings import DIMENSION_WORDS, SEVERITY_WORDS
from ceiba.kernel.finding import Severity
from ceiba.kernel.law import Standing
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import _
from ceiba.rules.rule import Rule
from ceiba.rules.usage import ORIGINS, Held, RuleUse, rule_use

STANDINGS = {
    Standing.VERIFIED: _("leída en la norma"),
    Standing.KNOWN: _("de uso común, sin releer en la norma"),
    Standing.UNVERIFIED: _("sin verificar"),
}


def write(rule: Rule, snapshot: Snapshot, lang: str = "es") -> str:
    """Return a rule as lines of text, used as the snapshot's methodology and institution say."""
    return "\n".join(_lines(rule_use(rule, snapshot), snapshot, translator(lang)))


def _lines(use: RuleUse, snapshot: Snapshot, say: Translate) -> Iterator[str]:
    rule = use.rule
    yield f"{rule.code} · {say(rule.title)}"
    grade = SEVERITY_WORDS[Severity(use.severity.value)]
    facts = {"dimension": say(DIMENSION_WORDS[rule.dimension]), "severity": say(grade[0]), "does": say(grade[2])}
    yield (
        say(_("%(dimension)s · %(severity)s: %(does)s")) % facts
        + " · "
        + say(_("versión %(number)s")) % {"number": rule.version}
    )
    for heading, text in ((_("Por qué importa"), rule.why), (_("Qué hacer"), rule.remedy)):
        yield from ("", say(heading), f"  {say(text)}")
    yield from _settings(use, snapshot, say)
    for heading, example in ((_("Así lo encuentra"), rule.bad), (_("Así está bien"), rule.good)):
        yield from ("", say(heading))
        yield from (f"  {line}".rstrip() for line in example.strip().splitlines())


def _settings(use: RuleUse, snapshot: Snapshot, say: Translate) -> Iterator[str]:
    yield from ("", say(_("Cómo se usa con %(reference)s")) % {"reference": snapshot.methodology.reference})
    yield f"  enabled: {use.enabled.value}  ({_origin(use.enabled, say)})"
    yield f"  severity: {use.severity.value}  ({_origin(use.severity, say)})"
    for parameter, held in use.settings:
        yield f"  {parameter.name}: {held.value}  ({say(parameter.bounds.label)}; {_origin(held, say)})"
    if use.norm:
        known = {"norm": use.norm.citation, "standing": say(STANDINGS[use.norm.standing])}
        yield "  " + say(_("Norma: %(norm)s (%(standing)s)")) % known
    else:
        yield "  " + say(_("La metodología no nombra ninguna norma para esta regla."))
    if use.decided:
        decided = {"reason": use.decided.reason, "source": use.decided.source}
        yield "  " + say(_("Decidido por la institución: %(reason)s (%(source)s)")) % decided


def _origin(held: Held, say: Translate) -> str:
    if held.value == held.usual:
        return say(ORIGINS[held.origin])
    return say(_("%(origin)s; sin esa decisión sería %(usual)s")) % {
        "origin": say(ORIGINS[held.origin]),
        "usual": held.usual,
    }
