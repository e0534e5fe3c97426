"""What may be set of a rule, within which bounds, and what is wrong with a setting that somebody wants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ceiba.kernel.check import RuleSetting, typed
from ceiba.kernel.money import Money
from ceiba.kernel.text import _
from ceiba.rules.catalogue import rules
from ceiba.rules.rule import Rule

SHORTEST_REASON = 10  # letters: below that nobody learns why


class ParameterKind(StrEnum):
    """What a setting holds."""

    TRUTH = "truth"
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What people call a setting, and the least and the most that it may be; None: no end."""

    label: str
    least: Decimal | None = None
    most: Decimal | None = None


# By the name of the setting, or by «rule.name» where one rule means something of its own by it.
BOUNDS: Mapping[str, Bounds] = {
    "all_figures": Bounds(_("Preguntar por todas las cifras, no solo por las validadas")),
    "percent": Bounds(_("Desde qué porcentaje se pregunta"), Decimal(1), Decimal(100)),
    "together": Bounds(_("Desde cuántos se dicen juntos, en un solo hallazgo"), Decimal(2), Decimal(1000)),
    "tolerance": Bounds(_("Qué diferencia se admite, en puntos"), Decimal(0), Decimal(100)),
    "words": Bounds(_("Palabras que lo delatan, con punto y coma entre ellas")),
    "times": Bounds(_("Cuántas veces el valor anterior hace dudar"), Decimal(2), Decimal(1000)),
    "years": Bounds(_("Desde cuántos años se pregunta"), Decimal(1), Decimal(50)),
    "ended": Bounds(_("Emergencias que terminaron: palabra y año, con punto y coma entre ellas")),
    "several": Bounds(_("Tipos de plan de los que puede haber varios a la vez")),
    "verbs": Bounds(_("Verbos que delatan una actividad")),
    "frameworks": Bounds(_("Claves de los marcos por los que se pregunta")),
    "achieved": Bounds(_("Niveles que se escriben como algo ya logrado")),
    "known": Bounds(_("Siglas que todos conocen")),
    "C012.words": Bounds(_("Cuántas palabras se leen de una vez"), Decimal(10), Decimal(500)),
    "E011.times": Bounds(_("En cuántos períodos seguidos la misma cifra hace dudar"), Decimal(2), Decimal(100)),
    "processes": Bounds(_("Procesos con que empieza el nombre de un proyecto")),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One setting of a rule: its name, its kind, its default as text, and its bounds."""

    name: str
    kind: ParameterKind
    default: str
    bounds: Bounds

    def wrong(self, text: str) -> str | None:
        """Return what is wrong with a text for this setting, None where nothing is."""
        value = typed(text.strip())
        match self.kind:
            case ParameterKind.TRUTH:
                return None if isinstance(value, bool) else _("escriba «true» o «false»")
            case ParameterKind.WORDS:
                return None if any(letter.isalpha() for letter in text) else _("escriba al menos una palabra")
            case ParameterKind.MONEY:
                amount = value.amount if isinstance(value, Money) else None
                return _outside(amount, self.bounds, _("escriba un monto con su moneda, como «500.00 GTQ»"))
            case ParameterKind.WHOLE:
                whole = value if isinstance(value, Decimal) and value == value.to_integral_value() else None
                return _outside(whole, self.bounds, _("escriba un número entero"))
            case _:
                number = value if isinstance(value, Decimal) else None
                return _outside(number, self.bounds, _("escriba un número con punto decimal"))


def _outside(amount: Decimal | None, bounds: Bounds, shape: str) -> str | None:
    if amount is None:
        return shape
    least, most = Decimal(0) if bounds.least is None else bounds.least, bounds.most
    if amount < least:
        return _("no puede bajar de %(least)s") % {"least": least}
    if most is not None and amount > most:
        return _("no puede pasar de %(most)s") % {"most": most}
    return None


def parameters(rule: Rule) -> tuple[Parameter, ...]:
    """Return what may be set of a rule, in the order in which its check names it."""
    return tuple(
        Parameter(name, _kind(default), text_of(default), bounds_of(rule.code, name) or Bounds(name.replace("_", " ")))
        for name, default in rule.settings.items()
    )


def bounds_of(rule: str, name: str) -> Bounds | None:
    """Return the words and bounds of a setting of a rule, None where nobody has written them."""
    return BOUNDS.get(f"{rule}.{name}") or BOUNDS.get(name)


def text_of(value: Any) -> str:
    """Return a setting as the text from which ``typed`` makes it again."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def faults(setting: RuleSetting) -> Iterator[str]:
    """Yield what is wrong with a decision about a rule, in the user's words; nothing where it may stand."""
    rule = next((rule for rule in rules() if rule.code == setting.rule), None)
    if rule is None:
        yield _("No hay ninguna regla «%(rule)s».") % {"rule": setting.rule}
        return
    if setting.enabled is None and setting.severity is None and not setting.settings:
        yield _("%(rule)s: no se dice qué cambia; escriba enabled, severity o settings.") % {"rule": rule.code}
    if len(setting.reason.strip()) < SHORTEST_REASON:
        facts = {"rule": rule.code, "count": SHORTEST_REASON}
        yield _("%(rule)s: escriba la razón con %(count)s letras o más.") % facts
    if not setting.source.strip():
        yield _("%(rule)s: diga de dónde sale la decisión: el acta, la circular o el oficio.") % {"rule": rule.code}
    known = {parameter.name: parameter for parameter in parameters(rule)}
    for name, text in setting.settings:
        facts = {"rule": rule.code, "name": name}
        if name not in known:
            yield _("%(rule)s no tiene el ajuste «%(name)s».") % facts
        elif wrong := known[name].wrong(text):
            yield _("%(rule)s, «%(name)s»: %(wrong)s.") % {**facts, "wrong": wrong}


def _kind(default: Any) -> ParameterKind:
    match default:
        case bool():
            return ParameterKind.TRUTH
        case int():
            return ParameterKind.WHOLE
        case Decimal() | float():
            return ParameterKind.NUMBER
        case Money():
            return ParameterKind.MONEY
        case _:
            return ParameterKind.WORDS
