"""Faults in how a promise is written: its verb, its ideas, its length, its words."""

import random
import re
from collections import Counter

from ceiba.kernel.methodology import Role
from ceiba.kernel.plan import Element
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import unaccented
from tests.mutations.fault import Injection, Register, at, changed, drawn

faults = Register()
_GOALS = (Role.GOAL, Role.UNIT_GOAL)
_PROMISES = (*_GOALS, Role.OUTCOME, Role.OUTPUT, Role.ACTIVITY)
_SECOND = (
    "y reducir la morosidad en los servicios",
    "y mejorar el transporte de las comunidades",
    "e impulsar el turismo en la región",
    "y fortalecer la recaudación de la institución",
)
_THEMES = (
    "Fortalecimiento de los servicios de la institución.",
    "Mejoramiento del agua y del saneamiento de las aldeas",
    "Gestión integral del territorio y sus recursos",
)
_GERUNDS = ("Fortaleciendo", "Promoviendo", "Impulsando", "Construyendo")
_GAPS = ("XXX", "____", "[completar]", "¿¿??", "por definir.", "(t.b.d.)")
_CURRENCIES = ("con un monto de Q. de fondos propios", "por un valor de US$ del fondo común", "con $ de la cooperación")
_DATES = ("el 31 de junio de 2027", "el 30/02/2026", "el 29 de febrero de 2025", "el 45/13/2026", "el 31 de noviembre")
_UNKNOWN = ("CUVA", "FODESA", "REMUTE", "SIGOP")
_PADDING = (
    "con la participación de las organizaciones comunitarias y de las autoridades locales de cada una de las aldeas "
    "en coordinación con las instituciones públicas que tienen presencia en el territorio y con apego a las normas "
    "vigentes en la materia tomando en cuenta las necesidades de la niñez de la juventud de las mujeres y de las "
    "personas mayores que habitan tanto en el área urbana como en las comunidades más alejadas de la cabecera donde "
    "los servicios llegan tarde o no llegan del todo durante buena parte del año"
)


def _goal(plan: Snapshot, chance: random.Random) -> Element | None:
    return drawn((e for e in plan.elements if plan.role(e) in _GOALS), chance)


def _promise(plan: Snapshot, chance: random.Random) -> Element | None:
    return drawn((e for e in plan.elements if plan.role(e) in _PROMISES and len(e.text.split()) > 2), chance)


def _said(plan: Snapshot, element: Element | None, text: str) -> Injection | None:
    if element is None:
        return None
    return at(changed(plan, "element", element, text=text), address("element", element.id))


@faults("C007")
def second_idea_in_an_objective(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A second objective was squeezed into the first one."""
    element = _goal(plan, chance)
    return _said(plan, element, f"{element.text.rstrip('.')} {chance.choice(_SECOND)}." if element else "")


@faults("C008")
def theme_in_place_of_an_objective(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The objective names a theme and has no verb."""
    return _said(plan, _goal(plan, chance), chance.choice(_THEMES))


@faults("C009")
def gerund_in_place_of_a_verb(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The objective begins with a gerund."""
    element = _goal(plan, chance)
    rest = element.text.partition(" ")[2] if element else ""
    return _said(plan, element, f"{chance.choice(_GERUNDS)} {rest}")


@faults("C010")
def acronym_that_nobody_explains(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An acronym that only its author knows stands in a text."""
    element = _promise(plan, chance)
    if element is None:
        return None
    text = f"{element.text.rstrip('.')}, con la {chance.choice(_UNKNOWN)}."
    places = [address("plan", p.id) for p in plan.plans]
    return at(changed(plan, "element", element, text=text), address("element", element.id), *places)


@faults("C011")
def promise_in_capitals(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A text was pasted from the old file, which was in capitals."""
    long = [e for e in plan.elements if plan.role(e) in _PROMISES and len(re.findall(r"[^\W\d_]+", e.text)) > 5]
    element = drawn(long, chance)
    return _said(plan, element, element.text.upper() if element else "")


@faults("C012")
def promise_of_eighty_words(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The promise also says with whom, according to what and for whom, at length."""
    roles = (*_GOALS, Role.OUTCOME, Role.OUTPUT)
    element = drawn((e for e in plan.elements if plan.role(e) in roles), chance)
    return _said(plan, element, f"{element.text.rstrip('.')} {_PADDING}." if element else "")


@faults("C013")
def accent_forgotten_once(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A word that the document writes with its accent lost it in one place."""
    counts: Counter[str] = Counter()
    for text in _texts(plan):
        counts.update(word.lower() for word in re.findall(r"[^\W\d_]{5,}", text) if word[1:].islower())
    plain = {word for word in counts if unaccented(word) == word}
    often = [w for w, n in counts.items() if n > 3 and unaccented(w) != w and unaccented(w[-1]) == w[-1]]
    pairs = [(e, w) for e in plan.elements for w in often if w in e.text.split() and unaccented(w) not in plain]
    pair = drawn([(e, w) for e, w in pairs if unaccented(w) not in _TWO_WORDS], chance)
    if pair is None:
        return None
    element, word = pair
    text = re.sub(rf"(?<!\w){word}(?!\w)", unaccented(word), element.text, count=1)
    places = [address("plan", p.id) for p in plan.plans]
    return at(changed(plan, "element", element, text=text), address("element", element.id), *places)


# Without their accent these are verbs: nobody can tell that they lost it.
_TWO_WORDS = frozenset(["publica", "publico", "publicas", "practica", "practicas", "transito", "tramite", "tramites"])


def _texts(plan: Snapshot) -> list[str]:
    texts = [s.text for p in plan.plans for s in p.statements]
    return texts + [e.text for e in plan.elements] + [i.text for i in plan.indicators]


@faults("C014")
def date_that_does_not_exist(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A date was written that no calendar has."""
    element = _promise(plan, chance)
    return _said(plan, element, f"{element.text.rstrip('.')}, a más tardar {chance.choice(_DATES)}." if element else "")


@faults("C015")
def gap_left_to_be_filled(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A gap was left to be filled later."""
    element = _promise(plan, chance)
    return _said(plan, element, f"{element.text.rstrip('.')} en {chance.choice(_GAPS)}" if element else "")


@faults("C016")
def currency_without_its_amount(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The amount behind the sign of a currency was deleted."""
    element = _promise(plan, chance)
    return _said(plan, element, f"{element.text.rstrip('.')}, {chance.choice(_CURRENCIES)}." if element else "")


@faults("C017")
def unit_in_place_of_an_objective(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The name of the responsible unit was typed into the column of the promise."""
    element = drawn((e for e in plan.elements if plan.role(e) in _PROMISES), chance)
    unit = drawn(plan.units, chance)
    return _said(plan, element, unit.name) if unit else None


@faults("C013")
def letter_lost_in_a_long_word(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A letter fell out of a long word that stands rightly everywhere else."""
    counts = Counter(word.lower() for text in _texts(plan) for word in re.findall(r"[^\W\d_]{9,}", text))
    often = [word for word, count in counts.items() if count > 4]
    pairs = [(e, w) for e in plan.elements for w in often if re.search(rf"(?<!\w){w}(?!\w)", e.text)]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    element, word = pair
    lost = chance.randrange(2, len(word) - 4)
    wrong = word[:lost] + word[lost + 1 :]
    if counts[wrong]:
        return None
    text = re.sub(rf"(?<!\w){word}(?!\w)", wrong, element.text, count=1)
    places = [address("plan", p.id) for p in plan.plans]
    return at(changed(plan, "element", element, text=text), address("element", element.id), *places)
