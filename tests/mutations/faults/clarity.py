"""Faults in words: texts cut short, debris of the old file, names that are wrong."""

import random
import re

from ceiba.kernel.methodology import Role
from ceiba.kernel.project import Project
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from tests.mutations.fault import Injection, Register, at, changed, drawn

faults = Register()
_LAST = ("de", "para", "con", "en los", "y la", "de las")
_DEBRIS = ("¡Error! Marcador no definido.", "#REF!", "<br>", "&nbsp;", "[bookmark: _Toc123]", "<li>", "#¡VALOR!")
_PLACE = re.compile(r" (?:en la aldea|ALDEA|BARRIO|CASCO) .*")
_MISSIONS = (
    "La Dirección tiene como misión atender a la población con servicios de calidad.",
    "Su misión es velar por el ornato del territorio.",
    "La oficina tiene a su cargo la administración del personal.",
    "Es la unidad responsable de coordinar las compras de la institución.",
)


def _texts(plan: Snapshot) -> list[tuple[str, str, object]]:
    found: list[tuple[str, str, object]] = [("element", e.text, e) for e in plan.elements]
    return found + [("statement", s.text, s) for p in plan.plans for s in p.statements]


@faults("C001")
def sentence_cut_at_the_end_of_its_cell(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The end of a text was lost behind a preposition."""
    long = [(noun, thing) for noun, text, thing in _texts(plan) if len(text.split()) > 4]
    pair = drawn(long, chance)
    if pair is None:
        return None
    noun, thing = pair
    words = thing.text.rstrip(" .").split()  # type: ignore[attr-defined]
    kept = words[: max(4, chance.randint(4, len(words)))]
    made = changed(plan, noun, thing, text=f"{' '.join(kept).rstrip(',;')} {chance.choice(_LAST)}")
    return at(made, address(noun, thing.id))  # type: ignore[attr-defined]


@faults("C001")
def parenthesis_never_closed(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The end of a parenthesis fell out of the cell."""
    pairs = [(noun, thing) for noun, text, thing in _texts(plan) if len(text.split()) > 4]
    pair = drawn(pairs, chance)
    if pair is None:
        return None
    noun, thing = pair
    text: str = thing.text  # type: ignore[attr-defined]
    cut = text[: text.rindex(")")] if ")" in text else f"{text.rstrip('.')} (ver el anexo de cifras"
    return at(changed(plan, noun, thing, text=cut), address(noun, thing.id))  # type: ignore[attr-defined]


@faults("C001")
def gap_in_the_middle(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A word was deleted behind an auxiliary: «se ha, en las aldeas»."""
    element = drawn((e for e in plan.elements if len(e.text.split()) > 4), chance)
    if element is None:
        return None
    text = f"{element.text.rstrip('.')}, y se ha, en las comunidades rurales."
    return at(changed(plan, "element", element, text=text), address("element", element.id))


@faults("C002")
def mission_in_place_of_an_objective(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The mission of a unit was pasted where its objective belongs."""
    roles = (Role.GOAL, Role.UNIT_GOAL, Role.OUTCOME, Role.IMPACT)
    element = drawn((e for e in plan.elements if plan.role(e) in roles), chance)
    if element is None:
        return None
    return at(changed(plan, "element", element, text=chance.choice(_MISSIONS)), address("element", element.id))


@faults("C003")
def institution_under_a_wrong_name(plan: Snapshot, chance: random.Random) -> Injection | None:
    """An institution is called by a name that is often printed and is not its own."""
    wrong = [name for known in plan.methodology.institutions for name in known.mistaken_names]
    name = drawn(wrong, chance)
    home = drawn((p for p in plan.plans if p.stakeholders), chance)
    if name is None or home is None:
        return None
    actor = chance.choice(home.stakeholders)
    return at(changed(plan, "stakeholder", actor, name=name), address("stakeholder", actor.id))


@faults("C004")
def grade_spelled_in_two_ways(plan: Snapshot, chance: random.Random) -> Injection | None:
    """One grade of the matrix of actors was written in another gender or in capitals."""
    pairs = [(p, s) for p in plan.plans for s in p.stakeholders if s.decision_influence]
    pair = drawn([(p, s) for p, s in pairs if _twice(p.stakeholders, s.decision_influence)], chance)
    if pair is None or pair[1].decision_influence is None:
        return None
    home, actor = pair
    assert actor.decision_influence is not None
    other = chance.choice((actor.decision_influence[:-1] + "a", actor.decision_influence.upper()))
    return at(changed(plan, "stakeholder", actor, decision_influence=other), address("plan", home.id))


def _twice(actors: tuple[object, ...], grade: object) -> bool:
    said = [g for a in actors for g in (a.decision_influence, a.implementation_influence)]  # type: ignore[attr-defined]
    return said.count(grade) > 1


@faults("C005")
def debris_of_the_old_file(plan: Snapshot, chance: random.Random) -> Injection | None:
    """What the word processor left behind stands inside a text."""
    texts = [(noun, thing) for noun, _text, thing in _texts(plan)] + [("indicator", i) for i in plan.indicators]
    pair = drawn(texts, chance)
    if pair is None:
        return None
    noun, thing = pair
    words = thing.text.split()  # type: ignore[attr-defined]
    words.insert(chance.randint(0, len(words)), chance.choice(_DEBRIS))
    return at(changed(plan, noun, thing, text=" ".join(words)), address(noun, thing.id))  # type: ignore[attr-defined]


@faults("C006")
def project_without_its_process(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The name of a project no longer says what will be done."""
    project = drawn(_named(plan), chance)
    if project is None:
        return None
    bare = project.name.split(" ", 1)[1]
    name = bare.removeprefix("del ").removeprefix("de la ")
    return at(changed(plan, "project", project, name=name[:1].upper() + name[1:]), address("project", project.id))


@faults("C006")
def project_without_its_place(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The name of a project no longer says where."""
    project = drawn((p for p in _named(plan) if _PLACE.search(p.name)), chance)
    if project is None:
        return None
    name = _PLACE.split(project.name)[0]
    return at(changed(plan, "project", project, name=name, place=None), address("project", project.id))


def _named(plan: Snapshot) -> list[Project]:
    return list(plan.projects) if plan.methodology.check("C006").settings.get("processes") else []


@faults("C005")
def tags_in_the_title(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The title of a plan was copied from a page, tags and all."""
    one = drawn(plan.plans, chance)
    if one is None:
        return None
    return at(changed(plan, "plan", one, title=f"<strong>{one.title}</strong>"), address("plan", one.id))
