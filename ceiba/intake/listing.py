"""What the page of a proposal shows: the things that were asked for, page by page, the selected one and its lines."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from ceiba.exchange.decisions import UPWARDS, Verdict
from ceiba.exchange.differences import Change
from ceiba.exchange.document import Line
from ceiba.exchange.proposal import Question
from ceiba.exchange.writers.subjects import anchor
from ceiba.intake.items import Item
from ceiba.intake.models import VERDICTS, Answer
from ceiba.intake.queries import Decided
from ceiba.intake.review import Review
from ceiba.intake.words import SURE, choice_word, confidence_tone, confidence_word, field_word, said, shown, word
from ceiba.kernel.budget import BudgetLine
from ceiba.kernel.snapshot import Snapshot
from ceiba.ui import formats

ROWS = 50
FILTERS = ("", "dudas", "preguntas", "diferencias", "rechazados")
_BEFORE, _AFTER = 8, 40  # lines of the document shown around the selected thing, blank ones left out
_REACH = 200  # lines among which they are looked for
_TONES = {"accepted": "ok", "corrected": "brand", "rejected": "none", "withdrawn": "none"}
_CHANGES = {"new": "brand", "changed": "warn", "same": "none"}


@dataclass(frozen=True)
class Asked:
    """What the reader asked to see: a filter, a page of it, a thing."""

    filter: str = ""
    page: str = ""
    subject: str = ""

    @classmethod
    def of(cls, given: QueryDict) -> "Asked":
        """Return what an address or a form asks for; a filter that does not exist is none."""
        wanted = given.get("ver", "")
        return cls(wanted if wanted in FILTERS else "", given.get("p", ""), given.get("d", ""))

    def query(self, **others: str) -> str:
        """Return the end of the address that asks for this, some of it otherwise."""
        pairs = {"ver": self.filter, "p": self.page, "d": self.subject} | others
        given = {name: value for name, value in pairs.items() if value}
        return f"?{urlencode(given)}" if given else "?"


@dataclass(frozen=True)
class ChangeRow:
    """One field before and after, as a person reads it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class QuestionRow:
    """A question with the answer that was given, if any. ``number`` counts from 0."""

    number: int
    question: Question
    subject: str | None
    answer: Answer | None

    @property
    def references(self) -> list[tuple[str, str]]:
        """Return its options with the methodology that each names; none where it asks about something else."""
        pairs = [(option, option.rpartition("(")[2].rstrip(")")) for option in self.question.options]
        return pairs if all("@" in reference for _option, reference in pairs) else []


@dataclass(frozen=True)
class Above:
    """What a thing hangs from: its words and where it is shown."""

    text: str
    href: str


@dataclass(frozen=True)
class Row:
    """A proposed thing as the list shows it."""

    item: Item
    review: Review
    decision: Decided | None
    href: str
    correcting: str
    above: Above | None
    selected: bool
    questions: Sequence[QuestionRow] = ()

    @property
    def anchor(self) -> str:
        """Return the fragment by which the row is reached."""
        return f"cosa-{anchor(self.item.subject)}"

    @property
    def kind(self) -> str:
        """Return the level, or what the thing is called where it has none."""
        return self.item.level or word(self.item.noun)

    @property
    def tone(self) -> str:
        """Return the tone of its confidence."""
        return confidence_tone(self.item.confidence)

    @property
    def sureness(self) -> str:
        """Return its confidence as a number and a word."""
        figures = formats.figures()
        return f"{figures.number(figures.fixed(self.item.confidence))} {confidence_word(self.item.confidence)}"

    @property
    def verdict(self) -> str:
        """Return what was decided, blank where nothing was."""
        return self.decision.verdict if self.decision else ""

    @property
    def verdict_word(self) -> str:
        """Return the word of what was decided."""
        return str(VERDICTS[Verdict(self.decision.verdict)]) if self.decision else ""

    @property
    def verdict_tone(self) -> str:
        """Return the tone of what was decided."""
        return _TONES.get(self.verdict, "none")

    @property
    def change(self) -> str:
        """Return whether it is new, changed or the same in the plan; blank in a first plan, or where it is left out."""
        return "" if self.review.is_first else self.review.change_of(self.item.subject)

    @property
    def change_tone(self) -> str:
        """Return the tone of that."""
        return _CHANGES[self.change]

    @property
    def change_word(self) -> str:
        """Return the word of that."""
        return {"new": _("nuevo"), "changed": _("cambia"), "same": _("igual")}[self.change]

    @cached_property
    def changes(self) -> list[ChangeRow]:
        """Return the fields that acceptance would change."""
        if self.review.is_first:
            return []
        key = self.review.matching.keys[self.item.subject]
        return change_rows(self.review.changes.get(key, ()), self.review.current, self.review.after)

    @property
    def corrections(self) -> list[str]:
        """Return the names of the fields that a person corrected."""
        decided = self.review.decisions
        return [field_word(row.field) for row in decided if row.subject == self.item.subject and row.field]

    @property
    def tags(self) -> list[str]:
        """Return what it is aligned with: «ODS 6, 8»."""
        return [said(one) for one in getattr(self.item.thing, "alignments", ())]

    @property
    def is_asked(self) -> bool:
        """Tell whether a question about it waits for its answer."""
        return any(row.answer is None for row in self.questions)

    @property
    def amounts(self) -> Iterable[tuple[str, Any]]:
        """Return the stages of a budget line with their money."""
        thing = self.item.thing
        held = thing.amounts if isinstance(thing, BudgetLine) else ()
        return [(choice_word(stage), money) for stage, money in held]


def change_rows(changes: Iterable[Change], before: Snapshot, after: Snapshot) -> list[ChangeRow]:
    """Return changes in words."""
    return [
        ChangeRow(
            field_word(change.field),
            shown(change.subject, change.field, change.before, before),
            shown(change.subject, change.field, change.after, after),
        )
        for change in changes
    ]


class Listing:
    """The list of a proposal as it was asked for, and the lines of the document around the selected thing."""

    def __init__(self, review: Review, asked: Asked, lines: Sequence[Line]) -> None:
        self.review, self.asked, self._lines = review, asked, lines
        self.items = _filtered(review, asked.filter)
        pages = Paginator(self.items, ROWS)
        place = next((n for n, item in enumerate(self.items) if item.subject == asked.subject), None)
        wanted: Any = asked.page or (1 if place is None else place // ROWS + 1)
        self.page: Page[Item] = pages.get_page(wanted)
        here = {item.subject for item in self.page}
        first = next(iter(self.page), None)
        subject = asked.subject if asked.subject in here else first.subject if first else asked.subject
        self.selected = review.by_subject.get(subject)

    @cached_property
    def rows(self) -> list[Row]:
        """Return the things of this page."""
        asked_of: dict[str, list[QuestionRow]] = {}
        for row in self.questions:
            if row.subject:
                asked_of.setdefault(row.subject, []).append(row)
        chosen = self.selected.subject if self.selected else ""
        return [
            Row(
                item=item,
                review=self.review,
                decision=self.review.verdicts.get(item.subject),
                href=self.href(item.subject),
                above=self._above(item),
                correcting=Asked(self.asked.filter, self.asked.page, item.subject).query()[1:],
                selected=item.subject == chosen,
                questions=asked_of.get(item.subject, ()),
            )
            for item in self.page
        ]

    @property
    def chosen(self) -> Row | None:
        """Return the selected thing, where it stands on this page."""
        return next((row for row in self.rows if row.selected), None)

    @cached_property
    def questions(self) -> list[QuestionRow]:
        """Return every question of the reading."""
        review = self.review
        return [
            QuestionRow(number, question, review.about[number], review.answered.get(number))
            for number, question in enumerate(review.value.questions)
        ]

    @property
    def near_questions(self) -> list[QuestionRow]:
        """Return the questions shown above the list: of the selected thing, or all where questions are asked for."""
        everywhere = self.asked.filter == "preguntas"
        return [question for row in self.rows if row.selected or everywhere for question in row.questions]

    @property
    def loose_questions(self) -> list[QuestionRow]:
        """Return the questions that speak of nothing in particular."""
        return [row for row in self.questions if row.subject not in self.review.by_subject]

    def href(self, subject: str, wanted: str | None = None) -> str:
        """Return the address of a thing in this list, or in another filter of it."""
        name = self.asked.filter if wanted is None else wanted
        page = str(self.page.number) if wanted is None and self.asked.page else ""
        return Asked(name, page, subject).query()

    def _above(self, item: Item) -> Above | None:
        """Return what a thing hangs from, None where it hangs from nothing that was read."""
        name = UPWARDS.get(item.noun) or ("element" if item.noun == "indicator" else "")
        parent = getattr(item.thing, name, None) if name else None
        noun = item.noun if item.noun in UPWARDS else "element"
        found = self.review.by_subject.get(f"{noun}/{parent}") if parent is not None else None
        return Above(found.text, self.href(found.subject, "")) if found else None

    @property
    def next_doubt(self) -> str:
        """Return the address of the next doubt behind the selected thing, from the start again after the last."""
        doubts = self.review.doubts
        if not doubts:
            return ""
        order = {item.subject: place for place, item in enumerate(self.review.items)}
        here = order.get(self.selected.subject, -1) if self.selected else -1
        following = next((subject for subject in doubts if order[subject] > here), doubts[0])
        return self.href(following, self.asked.filter if self.asked.filter == "dudas" else "")

    @cached_property
    def lines(self) -> list[tuple[Line, int | str, bool, str]]:
        """Return the lines around the selected thing: each with its mark, whether it is meant, and where it leads."""
        # What nobody asked for is not called selected, so that the page stays where the reader opened it.
        chosen = self.selected.lines if self.selected and self.asked.subject else range(0)
        first = self.selected.line if self.selected and self.selected.line else 1
        place = bisect_left(self._lines, first, key=lambda line: line.number)
        before = [line for line in self._lines[max(0, place - _REACH) : place] if line.text.strip()][-_BEFORE:]
        window = before + [line for line in self._lines[place : place + _REACH] if line.text.strip()][:_AFTER]
        marks = self._marks(range(window[0].number, window[-1].number + 1)) if window else {}
        rows = []
        for line in window:
            item = marks.get(line.number)
            href = self.href(item.subject) if item else ""
            rows.append((line, item.depth if item else "", line.number in chosen, href))
        return rows

    def _marks(self, numbers: range) -> Mapping[int, Item]:
        marked: dict[int, Item] = {}
        for item in self.items if self.asked.filter else self.review.items:
            for number in item.lines:
                if number in numbers:
                    marked.setdefault(number, item)
        return marked

    @property
    def filters(self) -> list[tuple[str, str, int]]:
        """Return the filters with their words and how many things each shows."""
        review = self.review
        shown_here = [
            ("", _("Todo"), len(review.items)),
            ("dudas", _("Dudas"), sum(item.confidence < SURE for item in review.items)),
            ("preguntas", _("Preguntas"), len(review.value.questions)),
            ("rechazados", _("Rechazados"), sum(row.verdict == Verdict.REJECTED for row in review.verdicts.values())),
        ]
        if not review.is_first:
            found = review.differences
            count = len(found.new) + len(review.changes) + len(found.missing)
            shown_here.insert(3, ("diferencias", _("Diferencias"), count))
        return shown_here


def _filtered(review: Review, name: str) -> tuple[Item, ...]:
    match name:
        case "dudas":
            return tuple(item for item in review.items if item.confidence < SURE)
        case "preguntas":
            asked = set(review.about)
            return tuple(item for item in review.items if item.subject in asked)
        case "diferencias":
            return tuple(item for item in review.items if review.change_of(item.subject) in ("new", "changed"))
        case "rechazados":
            gone = {subject for subject, row in review.verdicts.items() if row.verdict == Verdict.REJECTED}
            return tuple(item for item in review.items if item.subject in gone)
        case _:
            return review.items
