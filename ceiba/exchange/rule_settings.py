"""What an institution decided about the rules, as text: a key of the plan, or a file of its own for the command line.

A file of its own is YAML and begins with ``rules``::

    profile: approval                # a purpose of the methodology; may be left out
    rules:
    - rule: E003
      settings: {times: 20}
      reason: La línea base es de un año de sequía; el concejo lo sabe.
      source: Acta 14-2026
      since: 2026-03-02
    - {rule: C006, enabled: false, reason: Los nombres los pone el ministerio., source: Oficio 88-2026}
"""

from dataclasses import dataclass
from typing import Any

import yaml
from yaml import MappingNode, Node

from ceiba.exchange.codecs import Codec, Desk, Key, Many, Mistake, Mistakes, Pairs, Record, Tree, line_of
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.plan_scalars import FLAG, TEXT, choice
from ceiba.exchange.reporting_records import DAY
from ceiba.kernel.check import RuleSetting
from ceiba.kernel.finding import Severity
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import _

_RECORD = Record(
    RuleSetting,
    (
        Key("rule", TEXT),
        Key("enabled", FLAG),
        Key("severity", choice(Severity)),
        Key("settings", Pairs(TEXT, TEXT, lambda name, text: (name, text), lambda pair: pair)),
        Key("reason", TEXT),
        Key("source", TEXT),
        Key("since", DAY),
    ),
)


@dataclass(frozen=True, slots=True)
class RuleSettingForm:
    """A decision about a rule; one that the rule cannot follow is a mistake of the text, told with its line."""

    def read(self, node: Node, desk: Desk) -> RuleSetting:
        """Return the decision; ``Mistakes`` where the rule, a setting or its value does not exist."""
        from ceiba.rules.settings import faults  # the catalogue is wanted only where somebody decided something

        setting: RuleSetting = _RECORD.read(node, desk)
        wrong = [Mistake(line_of(node), text) for text in faults(setting)]
        if wrong:
            raise Mistakes(*wrong)
        return setting

    def write(self, value: RuleSetting, desk: Desk) -> Tree:
        """Return the record."""
        return _RECORD.write(value, desk)

    def schema(self) -> dict[str, object]:
        """Return the schema of the record."""
        return _RECORD.schema()


RULE_SETTINGS: Codec = Many(RuleSettingForm())


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A settings file: the decisions about rules, and the purpose of the audit where it names one."""

    rules: tuple[RuleSetting, ...] = ()
    profile: str | None = None


_FILE = Record(RuleFile, (Key("profile", TEXT), Key("rules", RULE_SETTINGS)))


def read(name: str, content: bytes) -> RuleFile:
    """Return what a settings file says; ``UnusableDocument`` with every mistake and its line where it says nothing."""
    try:
        node = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        place = getattr(error, "problem_mark", None)
        facts = {"file": name, "line": place.line + 1 if place else 1}
        raise UnusableDocument(_("%(file)s:%(line)s: no es YAML; revise los guiones y la sangría.") % facts) from error
    if not isinstance(node, MappingNode):
        raise UnusableDocument(_("%(file)s: un archivo de ajustes empieza con «rules:».") % {"file": name})
    try:
        found: RuleFile = _FILE.read(node, Desk(Methodology("", "", "")))
    except Mistakes as error:
        raise UnusableDocument(_told(name, error)) from error
    return _once(name, found)


def _told(name: str, error: Mistakes) -> str:
    first = error.mistakes[0]
    facts: dict[str, Any] = {"file": name, "line": first.line, "text": first.text, "more": len(error.mistakes) - 1}
    if len(error.mistakes) == 1:
        return _("%(file)s:%(line)s: %(text)s") % facts
    return _("%(file)s:%(line)s: %(text)s (y %(more)s más en el archivo)") % facts


def _once(name: str, found: RuleFile) -> RuleFile:
    codes = [setting.rule for setting in found.rules]
    for code in codes:
        if codes.count(code) > 1:
            text = _("%(file)s: la regla %(rule)s está dos veces; deje una.")
            raise UnusableDocument(text % {"file": name, "rule": code})
    return found
