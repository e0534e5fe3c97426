"""Indicators that labels announce: «Indicador. …», then «Línea base», «Meta», «Unidad de medida» in their own lines."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.exchange.extraction.drafts import ElementDraft, IndicatorDraft, PlanDraft
from ceiba.exchange.extraction.measures import measure_unit
from ceiba.exchange.extraction.numbers import find_numbers, find_years
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.text import fold, squeeze

_LONGEST = 400
_SHORT = 60
_NEAR = 4  # lines between an indicator and the element that its sheet names below it
_BELOW = frozenset({"measure_unit", "scope"})  # fields whose value may stand in capitals in the line below
_SEPARATOR = re.compile(
    r"\s*(?:\(s\)|s)?\s*(?P<code>\d{1,3}(?:\.\d{1,3})*(?=[\s:.]|$))?\s*(?P<sep>[:.\-–]+(?=\s|$))?\s*(?P<rest>.*)",
    re.DOTALL,
)
_NOTE = re.compile(r"[*/]+$")


@dataclass(slots=True)
class Sheet:
    """One indicator with the fields that labels gave it."""

    text: str
    element: ElementDraft | None
    plan: PlanDraft
    lines: list[int]
    values: dict[str, Decimal] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)


class Sheets:
    """Takes the blocks that belong to indicator sheets, and gives the indicators that they make."""

    def __init__(self, methodology: Methodology, separator: str) -> None:
        vocabulary = methodology.vocabulary
        self._methodology, self._separator = methodology, separator
        groups: dict[str, tuple[str, ...]] = {
            "indicator": vocabulary.indicator_labels,
            "baseline": vocabulary.baseline_labels,
            "target": vocabulary.target_labels,
        } | dict(vocabulary.indicator_fields)
        self._labels: dict[str, list[tuple[str, str]]] = {}
        pairs = ((fold(word), group) for group, words in groups.items() for word in words)
        for label, group in sorted(pairs, key=lambda pair: -len(pair[0])):
            self._labels.setdefault(label.partition(" ")[0].removesuffix("s"), []).append((label, group))
        self._sheets: list[Sheet] = []
        self._awaits: str | None = None
        self._open = False

    def close(self) -> None:
        """End the sheet at hand: a heading came."""
        self._open, self._awaits = False, None

    def adopt(self, element: ElementDraft) -> None:
        """Hang the indicator that opened its sheet right above from the element that the sheet names below it."""
        sheet = self._sheets[-1] if self._sheets else None
        if sheet is None or sheet.element is not None or sheet.values or sheet.years or sheet.fields:
            return
        if sheet.plan is element.plan and 0 < element.line - sheet.lines[-1] <= _NEAR:
            sheet.element, self._open = element, True

    def take(
        self, text: str, lines: list[int], element: ElementDraft | None, plan: PlanDraft, *, item: bool, labelled: bool
    ) -> bool:
        """Take a block that is part of a sheet and tell so. ``labelled``: it begins with the label of a level."""
        if labelled and self._awaits == "indicator":
            self._awaits = None
        found = self._label(text)
        if found is not None and self._takes_label(*found, lines, element, plan):
            return True
        if self._awaits == "indicator" and text and len(text) < _LONGEST and any(c.isalpha() for c in text):
            self._add(text, lines, element, plan)
            if not item:
                self._awaits = None
            return True
        if self._open and self._awaits in _BELOW and not self._sheets[-1].fields[self._awaits] and len(text) < _SHORT:
            self._sheets[-1].fields[self._awaits] = squeeze(text)
            return True
        if self._open and self._awaits in {"baseline", "target"} and self._fill_number(self._awaits, text):
            return True
        if self._open and self._awaits not in {None, "indicator"} and found is None and not text[:1].isupper():
            return True
        self._awaits = None if self._awaits != "indicator" else self._awaits
        return False

    def indicators(self) -> list[IndicatorDraft]:
        """Return what the sheets say; where they print no number, the promise that they measure says it."""
        order: dict[int, int] = {}
        drafts = []
        for sheet in self._sheets:
            nth = order.get(id(sheet.element), 0)
            order[id(sheet.element)] = nth + 1
            drafts.append(
                IndicatorDraft(
                    self._reading(sheet, nth), sheet.element, sheet.lines[0], sheet.plan, lines=tuple(sheet.lines)
                )
            )
        return drafts

    def _label(self, text: str) -> tuple[str, str, bool] | None:
        """Return group, rest and whether the label stands alone or is parted from its text by a sign."""
        head = text.lstrip("¿")
        if not head[:1].isupper():
            return None
        folded = fold(head[:70])
        for word, group in self._labels.get(folded.partition(" ")[0].removesuffix("s"), ()):
            if folded == word or folded.startswith((word + " ", word + "s ")):
                match = _SEPARATOR.match(head, _end_of(head, len(word.split())))
                if match is None:
                    continue
                rest = match["rest"].strip(" ?")
                if rest and not match["sep"] and not self._stands_without_sign(group, match["code"], rest):
                    continue
                return group, rest, bool(match["sep"]) or not rest or rest[:1].isdigit()
        return None

    def _stands_without_sign(self, group: str, code: str | None, rest: str) -> bool:
        """Tell whether a label needs no sign before its text: numbered («Indicador 1.1 Tasa …») or before a value."""
        if group in {"baseline", "target"}:
            return rest[:1].isdigit()
        return group == "indicator" and code is not None and not rest[:1].islower()

    def stands_alone(self, text: str) -> bool:
        """Tell whether a line is a field's label and nothing else, so that its value stands in the lines below."""
        found = self._label(text)
        return found is not None and not found[1] and found[0] not in {"indicator", "target", "baseline"}

    def opens(self, text: str) -> bool:
        """Tell whether a line begins a field of a sheet, so that it never goes on with the line before it."""
        found = self._label(text)
        return found is not None and found[2] and found[0] != "target"

    def _takes_label(
        self, group: str, rest: str, parted: bool, lines: list[int], element: ElementDraft | None, plan: PlanDraft
    ) -> bool:
        if not parted:
            return False
        if group == "indicator":
            self._awaits = "indicator"
            self._open = False
            if rest:
                self._add(_without_code(rest), lines, element, plan)
                self._awaits = None
            return True
        if not self._open:
            return False
        if group in {"baseline", "target"}:
            return self._takes_value(group, rest)
        self._sheets[-1].fields.setdefault(group, squeeze(rest))
        self._awaits = group
        return True

    def _takes_value(self, group: str, rest: str) -> bool:
        """Take a baseline or target: its value stands behind the label, or in the lines below it.

        «Meta» alone also opens promises, so that it is a target only where the sheet has its baseline.
        """
        sheet = self._sheets[-1]
        if rest and not (rest[:1].isdigit() and self._fill_number(group, rest)):
            return False
        if not rest and group == "target" and not (sheet.values or sheet.years):
            return False
        self._awaits = group
        return True

    def _add(self, text: str, lines: list[int], element: ElementDraft | None, plan: PlanDraft) -> None:
        plan.used = True
        if self._sheets and (last := self._sheets[-1]).text == squeeze(text) and last.element is element is not None:
            self._open = True  # the head of the sheet comes back on its next page
            return
        self._sheets.append(Sheet(squeeze(text), element, plan, list(lines)))
        self._open = True

    def _fill_number(self, group: str, text: str) -> bool:
        """Read a year and a value from a short text («2024», «39.8», «2030*/», «12 puntos»)."""
        bare = _NOTE.sub("", text.strip()).strip()
        if len(bare) > 60:
            return False
        sheet = self._sheets[-1]
        years = find_years(bare)
        numbers = [n for n in find_numbers(bare, self._separator) if all(n.start != y.start for y in years)]
        if years and group not in sheet.years:
            sheet.years[group] = int(years[0].value)
        elif years and not numbers and group not in sheet.values:
            sheet.values[group] = years[0].value
            return True
        if numbers and group not in sheet.values:
            sheet.values[group] = numbers[0].value
        return bool(years or numbers)

    def _reading(self, sheet: Sheet, nth: int) -> IndicatorReading:
        unit = measure_unit(sheet.fields.get("measure_unit", ""), sheet.text, self._methodology)
        if sheet.values or sheet.years:
            return IndicatorReading(
                sheet.text,
                sheet.values.get("baseline"),
                sheet.years.get("baseline"),
                sheet.values.get("target"),
                sheet.years.get("target"),
                unit,
                quote=sheet.text,
                confidence=0.85,
            )
        promised = self._promise(sheet, nth)
        if promised is None:
            return IndicatorReading(sheet.text, measure_unit=unit, quote=sheet.text, confidence=0.8)
        return replace(
            promised, text=sheet.text, measure_unit=promised.measure_unit or unit, confidence=promised.confidence * 0.85
        )

    def _promise(self, sheet: Sheet, nth: int) -> IndicatorReading | None:
        """Return what the element promises: to its first indicator, and to the next ones as far as it promises more."""
        methodology = self._methodology
        own = read_promise(sheet.text, methodology.vocabulary, methodology.measure_units, self._separator, None)
        if sheet.element is None or sheet.element.level.kind not in {"result", "product"}:
            return own[0] if own else None
        read = read_promise(
            sheet.element.printed, methodology.vocabulary, methodology.measure_units, self._separator, None
        )
        if nth < len(read):
            return read[nth]
        return own[0] if own else None


def _end_of(text: str, words: int) -> int:
    """Return where the first so many words of a text end."""
    end = 0
    for _count, match in zip(range(words), re.finditer(r"[^\W_]+(?:\.[^\W_]+)*", text), strict=False):
        end = match.end()
    return end


def _without_code(text: str) -> str:
    """Return the name of an indicator without the number that registers print before it («145   TASA DE …»)."""
    return re.sub(r"^\d{1,5}\s+(?=[A-ZÁÉÍÓÚÑ])", "", text)
