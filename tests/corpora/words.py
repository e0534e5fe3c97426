"""Invented sentences of public plans: several dozen frames for each kind, over a large vocabulary of the field.

Nothing here is taken from a document. A ``Words`` never gives the same sentence twice.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

VOCABULARY, FRAMES = (Path(__file__).with_name(name) for name in ("vocabulary.yaml", "frames.yaml"))
CLASSES = ("infra", "service", "people", "instrument", "evil")
_ENDINGS = {"el": "o", "la": "a", "los": "os", "las": "as"}
_CONTRACTED = ((re.compile(r"\ba el\b"), "al"), (re.compile(r"\bde el\b"), "del"))


@cache
def vocabulary() -> Mapping[str, object]:
    """Return the vocabulary as its file gives it."""
    return dict(yaml.safe_load(VOCABULARY.read_text(encoding="utf-8")))


@cache
def frames() -> Mapping[str, tuple[str, ...]]:
    """Return the shapes of sentences by kind; a policy is a line that opens with a verb."""
    found = {kind: tuple(shapes) for kind, shapes in yaml.safe_load(FRAMES.read_text(encoding="utf-8")).items()}
    return found | {"policy": tuple(shape for shape in found["line"] if shape.startswith("{inf}"))}


@dataclass(frozen=True)
class Verb:
    """A verb as infinitive («capacitar a»), noun of its action («capacitación de») and participle stem."""

    infinitive: str
    noun: str
    participle: str

    def done(self, thing: str) -> str:
        """Return the participle that agrees with a thing given with its article."""
        return self.participle + _ENDINGS[thing.split(maxsplit=1)[0]]


def capital(text: str) -> str:
    """Return the text with a capital first letter, contractions made and blanks single."""
    return upper_first(contracted(text))


def contracted(text: str) -> str:
    """Return the text with «a el» and «de el» contracted."""
    text = " ".join(text.split())
    for pattern, short in _CONTRACTED:
        text = pattern.sub(short, text)
    return text


def upper_first(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def bare(thing: str) -> str:
    """Return a thing without its article."""
    return thing.split(" ", 1)[1]


class Words:
    """A source of sentences for one document, all different. ``of`` gives one of a kind in a field of public work."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._words: Mapping[str, object] = vocabulary()
        self._seen: set[str] = set()

    def entries(self, name: str) -> list[str]:
        """Return a list of the vocabulary by its name («units», «sources», «problems»)."""
        found = self._words[name]
        assert isinstance(found, list)
        return found

    def some(self, name: str, count: int) -> list[str]:
        """Return as many different entries of a list as asked for, in any order."""
        found = self.entries(name)
        return self.rng.sample(found, min(count, len(found)))

    def fields(self) -> list[str]:
        """Return the names of the fields of public work, in any order."""
        names = list(self._fields())
        self.rng.shuffle(names)
        return names

    def of(self, kind: str, field: str) -> str:
        """Return a new sentence of a kind (name, objective, line, policy, programme, action …), without final point."""
        if kind == "name":
            return self._new(lambda: self._name(field))
        return self._new(lambda: self._filled(self.rng.choice(frames()[kind]), field))

    def town(self) -> str:
        """Return the invented name of a place."""
        pick = self.rng.choice
        return pick(
            (
                pick(self.entries("saints")),
                f"{pick(self.entries('shapes'))} {pick(self.entries('hills'))}",
                pick(self.entries("trees")),
                f"{pick(self.entries('saints'))} {pick(self.entries('hills'))}",
            )
        )

    def measures(self, field: str) -> list[str]:
        """Return what is measured in a field, as noun phrases without article."""
        return [str(m) for m in self._fields()[field]["measures"]]

    def thing(self, field: str, kind: str) -> str:
        """Return a thing of a field with its article: infra, service, people, instrument, evil."""
        return str(self.rng.choice(self._fields()[field][kind]))

    def _fields(self) -> Mapping[str, Mapping[str, list[str]]]:
        found = self._words["fields"]
        assert isinstance(found, dict)
        return found

    def _new(self, make: Callable[[], str]) -> str:
        for _attempt in range(60):
            text = make()
            key = text.casefold()
            if key not in self._seen:
                self._seen.add(key)
                return text
        return self._new(lambda: f"{make()} de {self.town()}")

    def _name(self, field: str) -> str:
        names = [str(n) for n in self._fields()[field]["names"]]
        name = self.rng.choice(names)
        if self.rng.random() < 0.35:
            other = self.rng.choice([str(n) for n in self._fields()[self.rng.choice(self.fields())]["names"]])
            return name if other == name else f"{name} {self.rng.choice(('y', 'con'))} {_lowered(other)}"
        return name

    def _verb(self, kind: str) -> Verb:
        verbs = self._words["verbs"]
        assert isinstance(verbs, dict)
        return Verb(*str(self.rng.choice(verbs[kind])).split("|"))

    def _filled(self, frame: str, field: str) -> str:
        pick = self.rng.choice
        words = self._fields()[field]
        acts = any(slot in frame for slot in ("{inf} {obj}", "{inf3} {obj}", "{noun} {obj}", "{done}"))
        kinds = list(CLASSES) if acts and "{bare" not in frame else [k for k in CLASSES if k != "evil"]
        first = pick([k for k in kinds if k != "people"] if "{people" in frame else kinds)
        second = pick([k for k in ("infra", "service", "instrument") if k != first])
        thing, other = str(pick(words[first])), str(pick(words[second]))
        verb, verb2 = self._verb(first), self._verb(second)
        people = str(pick(words["people"]))
        slots = {
            "inf": verb.infinitive, "inf3": verb.infinitive, "noun": verb.noun, "done": verb.done(thing),
            "obj": thing, "objcap": thing, "bare": bare(thing), "inf2": verb2.infinitive, "noun2": verb2.noun,
            "obj2": other, "bare2": bare(other), "lead": pick(self.entries("leads")), "people": people,
            "peoplecap": people,
            "place": pick(self.entries("places")),
            "means": pick(self.entries("means")), "how": pick(self.entries("approaches")),
            "purpose": pick(words["purposes"]),
            "topic": pick(self.entries("topics")), "names": pick(words["names"]),
            "town": self.town(), "town2": self.town(),
        }  # fmt: skip
        text = frame.format(**{key: str(value) for key, value in slots.items()})
        return capital(_joined_nouns(text))


def _joined_nouns(text: str) -> str:
    """Return the text where the article fits the noun of an action: «la control de» becomes «el control de»."""
    return re.sub(r"\bla (control|mejoramiento|reforzamiento|fortalecimiento|aseguramiento|acercamiento|sostenimiento|"
                  r"acompañamiento|apoyo|diseño|enfrentamiento|abatimiento)\b", r"el \1", text)  # fmt: skip


def _lowered(name: str) -> str:
    return name[:1].lower() + name[1:]
