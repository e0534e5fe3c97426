"""Indicators that labels announce: «Indicador. …», then «Línea base», «Meta», «Unidad de medida» in their own lines.

A formal sheet («Ficha técnica del indicador», «Nombre del indicador: …») has fields of its own; its target may be in
words.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ceiba.exchange.extraction.changes import IndicatorReading, read_promise
from ceiba.exchange.extraction.content import MEASURES
from ceiba.exchange.extraction.directions import direction_of
from ceiba.exchange.extraction.drafts import ElementDraft, IndicatorDraft, PlanDraft, UnitDraft
from ceiba.exchange.extraction.lines import TextLine
from ceiba.exchange.extraction.measures import measure_unit
from ceiba.exchange.extraction.prepared import prepared
from ceiba.exchange.extraction.sheet import Sheet
from ceiba.exchange.extraction.sheet_labels import VALUES, Found, SheetLabels
from ceiba.exchange.extraction.sheet_values import SheetValues
from ceiba.kernel.indicator import Direction
from ceiba.kernel.methodology import Methodology, Role
from ceiba.kernel.quantity import PERCENT
from ceiba.kernel.text import fold, squeeze

_LONGEST = 400
_SHORT = 60
_LONGEST_NAME, _LEAST_WORDS = 160, 4  # of an indicator in a list that does not begin as one
_VALUE_SIGNS = frozenset(":–—-(")
_FEW_WORDS = 2  # a target of more words is kept as printed
_NEAR = 4  # lines between an indicator and the element that its sheet names below it
_HEADING_NEAR = 14  # lines between the title of a sheet and the plain label «Nombre»
_BELOW = frozenset({"measure_unit", "scope"})  # fields whose value may stand in capitals in the line below
_TEXTS = frozenset({"formula", "verification", "responsible", "denominator", "numerator", "direction", "frequency"})
_TITLE = re.compile(
    r"(?:ficha(?:\s+del?)?|indicador)\s+(?:indicador\s+)?(?:n[.º°o]{0,2}\s*)?\d{1,3}$"
    r"|(?:ficha|hoja\s+(?:de\s+vida|metodol[óo]gica)|c[ée]dula|metadatos?|protocolo)\b.{0,60}\bindicador(?:es)?\b"
    r"|ficha\s+(?:t[ée]cnica|metodol[óo]gica)|(?:elementos|datos|identificaci[óo]n)\s+del?\s+(?:la\s+)?(?:indicador|meta)"
    r"|meta\s+para\s+el\s+bienestar",
    re.IGNORECASE,
)
_PAIRED = re.compile(
    r"(?:pasar\s+|pasando\s+|llevar\s+|subir\s+|bajar\s+)?(?:de|desde|del)\s+(?:un\s+)?\d", re.IGNORECASE
)
_CODE = re.compile(r"^(?:[A-Z]{1,4}\.?\s?)?\d{1,3}(?:\.\d{1,3})*[.):\s–-]+\s*")
_LISTED = re.compile(r"(?P<name>.*[^\W\d_].*?)\s*:\s*(?P<value>[^:]+)", re.DOTALL)


class Sheets:
    """Takes the blocks that belong to indicator sheets, and gives the indicators that they make."""

    def __init__(self, methodology: Methodology, separator: str) -> None:
        self._methodology, self._separator = methodology, separator
        self._labels = prepared(SheetLabels, methodology.vocabulary)
        self._sheets: list[Sheet] = []
        self._known: dict[str, ElementDraft] = {}
        self._awaits: str | None = None
        self._open = False
        self._lists = False  # a label in the plural opened a list, so that further indicators stand below
        self._told: Found | None = None  # the label that says which value the items below print behind their names
        self._titled = 0  # the line of the title of the sheet at hand, 0 where none was met
        self._owner: ElementDraft | None = None
        self.named_again = False  # the block taken last ends a section: a title, or the element of an earlier sheet

    @property
    def awaits_value(self) -> bool:
        """Tell whether a baseline or target is to stand in the next line."""
        return self._open and self._awaits in VALUES

    def close(self) -> None:
        """End the sheet at hand: a heading came."""
        self._open, self._lists, self._awaits = False, False, None

    def adopt(self, element: ElementDraft) -> None:
        """Hang the indicator that opened its sheet right above from the element that the sheet names below it."""
        self._known.setdefault(fold(element.text), element)
        self._owner = None
        sheet = self._sheets[-1] if self._sheets else None
        if sheet is None or not sheet.is_bare or not (sheet.formal or element.level.role is Role.LINE):
            return
        if sheet.element is not None and not sheet.formal:
            return
        if sheet.plan is element.plan and 0 < element.line - sheet.lines[-1] <= _NEAR:
            sheet.element, self._open = element, True

    def take(
        self, text: str, lines: list[int], element: ElementDraft | None, plan: PlanDraft, *, item: bool, labelled: bool
    ) -> bool:
        """Take a block that is part of a sheet and tell so. ``labelled``: it begins with the label of a level."""
        self.named_again = False
        if _TITLE.match(text.strip(" .:•")) and len(text) < _LONGEST:
            self._titled, self._owner = lines[0], None
            self.close()
            self.named_again = True
            return True
        parts = self._labels.split(text)
        names = self._lists and not labelled  # «Número de pozos – Línea base: 3 – Meta: 9» in a list of indicators
        if len(parts) > 1 and (names or self._find(parts[0], lines[0]) is not None):
            taken = [
                self._take(part, lines, element, plan, item=item, labelled=labelled and not i)
                for i, part in enumerate(parts)
            ]
            return taken[0]
        return self._take(text, lines, element, plan, item=item, labelled=labelled)

    def _take(
        self, text: str, lines: list[int], element: ElementDraft | None, plan: PlanDraft, *, item: bool, labelled: bool
    ) -> bool:
        if labelled and self._awaits == "indicator":
            self._awaits = None
        found = self._find(text, lines[0])
        heads = labelled and found is not None and self._is_filled(found)  # «Metas» behind the last value of a sheet
        if found is not None and not heads and self._takes_label(found, text, lines, element, plan):
            return True
        if self._repeats_owner(text, lines, plan):
            return True
        if self._awaits == "indicator" and text and len(text) < _LONGEST and any(c.isalpha() for c in text):
            told = _LISTED.fullmatch(text) if self._told is not None else None
            self._add(told["name"] if told else text, lines, element, plan, formal=self._is_titled(lines[0]))
            if told and self._told:
                self._sheets[-1].figures.take(self._told.listed, told["value"], self._told.year)
            if not item:
                self._awaits = None
            return True
        if self._open and not labelled and _PAIRED.match(text) and self._take_pair(text):
            return True
        if self._open and self._awaits is not None and self._fills_field(text, found, labelled=labelled):
            return True
        if not labelled and found is None and self._is_listed(text):
            self._add(text, lines, element, plan, formal=False)
            self._sheets[-1].listed = not fold(text).startswith(MEASURES)
            return True
        self._awaits = None if self._awaits != "indicator" else self._awaits
        return False

    def _is_listed(self, text: str) -> bool:
        """Tell whether a text names the next indicator of a list: behind one that has its values, and as one begins."""
        last = self._sheets[-1] if self._lists and self._open else None
        if last is None or text.endswith(".") or len(text) > _LONGEST_NAME or not text[:1].isupper() or text.isupper():
            return False
        return fold(text).startswith(MEASURES) or not (last.figures.is_empty or len(text.split()) < _LEAST_WORDS)

    def _fills_field(self, text: str, found: Found | None, *, labelled: bool) -> bool:
        """Take a text for the field whose label stood alone above it."""
        awaits, sheet = self._awaits or "", self._sheets[-1]
        if awaits in VALUES or awaits.removesuffix("_year") in VALUES:
            return not labelled and self._fill_value(awaits, text)
        if awaits == "indicator" or found is not None:
            return False
        empty = not sheet.fields.get(awaits)
        if empty and ((awaits in _BELOW and len(text) < _SHORT) or (sheet.formal and not labelled)):
            sheet.fields[awaits] = squeeze(text)
            return True
        goes_on = not text[:1].isupper()
        if goes_on and not labelled and awaits in _TEXTS:
            sheet.fields[awaits] = squeeze(f"{sheet.fields.get(awaits, '')} {text}")[:_LONGEST]
        return goes_on

    def indicators(self) -> list[IndicatorDraft]:
        """Return what the sheets say; where they print no number, the promise that they measure says it."""
        order: dict[int, int] = {}
        drafts = []
        for sheet in self._sheets:
            nth = order.get(id(sheet.element), 0)
            order[id(sheet.element)] = nth + 1
            reading = self._reading(sheet, nth)
            if sheet.listed and reading.baseline_value is None and reading.target_value is None:
                continue
            draft = IndicatorDraft(reading, sheet.element, sheet.lines[0], sheet.plan, lines=tuple(sheet.lines))
            draft.target_text, draft.unit = sheet.target_text, sheet.responsible
            draft.details = sheet.fields
            draft.yearly = tuple(sorted(sheet.figures.yearly.items()))
            draft.missing_baseline = sheet.figures.missing.get("baseline")
            drafts.append(draft)
        return drafts

    def units(self) -> list[UnitDraft]:
        """Return the units that sheets name as responsible, each once."""
        named: dict[str, UnitDraft] = {}
        for sheet in self._sheets:
            name = sheet.responsible
            if name is not None:
                named.setdefault(fold(name), UnitDraft(name, None, (sheet.lines[0],), name, 0.75))
        return list(named.values())

    # --- labels -------------------------------------------------------------------------------------------------

    def _is_titled(self, line: int) -> bool:
        return 0 < self._titled <= line <= self._titled + _HEADING_NEAR

    def _find(self, text: str, line: int) -> Found | None:
        """Return the label of a text; «Nombre» alone names an indicator only below the title of a sheet."""
        found = self._labels.find(text)
        if found is None or found.group != "name":
            return found
        fresh = not self._sheets or self._sheets[-1].lines[0] < self._titled
        return replace(found, group="indicator") if self._is_titled(line) and fresh else None

    def stands_alone(self, text: str) -> bool:
        """Tell whether a line is a field's label and nothing else, so that its value stands in the lines below."""
        found = self._labels.find(text)
        return found is not None and not found.rest and found.group not in {"indicator", "name", *VALUES}

    def names_field(self, text: str) -> bool:
        """Tell whether a line is a field of a sheet or its label; such lines come back in every sheet."""
        found = self._labels.find(text)
        return found is not None and found.parted

    def below_labels(self, lines: Sequence[TextLine], announces: Callable[[str], bool]) -> set[int]:
        """Return the lines right below a label of a document of sheets: what comes back there is no running head."""
        printed = [line for line in lines if not line.is_blank]
        if not any(_TITLE.match(line.text) for line in printed):
            return set()
        pairs = pairwise(printed)
        return {below.number for above, below in pairs if self.stands_alone(above.text) or announces(above.text)}

    def breaks_off(self, text: str) -> bool:
        """Tell whether a line breaks off behind the label of a value, so that the next line begins with the value."""
        return self._labels.awaits_value(text)

    def opens(self, text: str) -> bool:
        """Tell whether a line begins a field of a sheet, so that it never goes on with the line before it."""
        found = self._labels.find(text)
        return found is not None and found.parted and found.group not in {"target", "name"}

    def _takes_label(
        self, found: Found, text: str, lines: list[int], element: ElementDraft | None, plan: PlanDraft
    ) -> bool:
        if not found.parted:
            return False
        if found.group == "indicator":
            self._awaits = "indicator"
            self._open = False
            self._told = found if found.listed else None
            self._lists = not found.rest and "indicador" not in fold(text).split()
            if found.rest:
                formal = fold(text).startswith(("nombre", "denominacion")) or self._is_titled(lines[0])
                self._add(_without_code(found.rest), lines, element, plan, formal=formal)
                self._awaits = None
            return True
        if not self._open:
            return False
        if found.group in VALUES:
            return self._takes_value(found)
        if found.group.removesuffix("_year") in VALUES:
            self._awaits = found.group
            rest = found.rest or str(found.year or "")  # «Año de la línea base 2016»
            return not rest or self._fill_value(found.group, rest)
        self._sheets[-1].fields.setdefault(found.group, squeeze(found.rest))
        self._awaits = found.group
        return True

    def _is_filled(self, found: Found) -> bool:
        """Tell whether a label without text names a value that the sheet at hand has already."""
        values = self._sheets[-1].figures.values if self._sheets and self._open else {}
        return not found.rest and found.year is None and found.group in values

    def _takes_value(self, found: Found) -> bool:
        """Take a baseline or target: its value stands behind the label, or in the lines below it.

        «Meta» alone also opens promises, so that it is a target only where the sheet has its baseline or other fields.
        """
        sheet, group, rest = self._sheets[-1], found.group, found.rest
        if group == "target" and _PAIRED.match(rest) and self._take_pair(rest):
            return True
        if rest and sheet.figures.take(group, rest, found.year):
            if group == "target" and len(re.findall(r"[^\W\d_]{2,}", rest)) > _FEW_WORDS:
                sheet.target_text = sheet.target_text or squeeze(rest)
            self._awaits = group
            return True
        if rest and not (sheet.formal and self._take_words(sheet, found)):
            return False
        if not rest and group == "target" and sheet.figures.is_empty and not (sheet.formal or sheet.fields):
            return False
        if not rest and found.year is not None:
            sheet.figures.years.setdefault(group, found.year)
        self._awaits = group
        return True

    def _take_pair(self, text: str) -> bool:
        """Read baseline and target of a sheet that has none yet: «De 4 en 2022 a 12 en 2027»."""
        sheet, methodology = self._sheets[-1], self._methodology
        if not sheet.figures.is_empty or len(text) > _LONGEST:
            return False
        read = read_promise(text, methodology.vocabulary, methodology.measure_units, self._separator, None)
        pair = next((r for r in read if r.baseline_value is not None and r.target_value is not None), None)
        if pair is None or pair.baseline_value is None or pair.target_value is None:
            return False
        sheet.figures.values = {"baseline": pair.baseline_value, "target": pair.target_value}
        years = {"baseline": pair.baseline_year, "target": pair.target_year}
        sheet.figures.years = {group: year for group, year in years.items() if year is not None}
        sheet.figures.percent = pair.measure_unit == PERCENT
        return True

    def _take_words(self, sheet: Sheet, found: Found) -> bool:
        """Read a value that a formal sheet prints in words: «Meta: reducir a 35 muertes al 2027»."""
        methodology = self._methodology
        read = read_promise(found.rest, methodology.vocabulary, methodology.measure_units, self._separator, None)
        if found.group == "target":
            sheet.target_text = sheet.target_text or squeeze(found.rest)
        goal = next((r for r in read if r.printed_goal is not None), None)
        if goal is not None and goal.printed_goal is not None:
            sheet.figures.values.setdefault(found.group, goal.printed_goal)
            year = found.year or goal.target_year
            if year is not None:
                sheet.figures.years.setdefault(found.group, year)
        return True

    def _fill_value(self, group: str, text: str) -> bool:
        awaits = self._sheets[-1].figures.fill(group, text)
        self._awaits = awaits or self._awaits
        return awaits is not None

    # --- the element that a sheet measures ----------------------------------------------------------------------

    def _repeats_owner(self, text: str, lines: list[int], plan: PlanDraft) -> bool:
        """Take the objective of a sheet where an earlier sheet named it: it is the same one."""
        sheet = self._sheets[-1] if self._sheets else None
        bare = sheet if sheet is not None and sheet.formal and sheet.is_bare else None
        if not self._known or not (self._is_titled(lines[0]) or (bare and lines[0] - bare.lines[-1] <= _NEAR)):
            return False
        label, colon, rest = text.partition(":")
        for named in (text, rest if colon and len(label) < _SHORT else ""):
            known = self._known.get(fold(_CODE.sub("", named.strip()))) or self._known.get(fold(named))
            if known is not None and known.plan is plan:
                self._owner, self.named_again = known, True
                if bare is not None and bare.lines[0] >= self._titled:
                    bare.element, self._open = known, True
                return True
        return False

    def _add(self, text: str, lines: list[int], element: ElementDraft | None, plan: PlanDraft, *, formal: bool) -> None:
        plan.used = True
        element = self._owner or element
        if self._sheets and (last := self._sheets[-1]).text == squeeze(text) and last.element is element is not None:
            self._open = True  # the head of the sheet comes back on its next page
            return
        self._sheets.append(Sheet(squeeze(text), element, plan, list(lines), SheetValues(self._separator), formal))
        self._open = True

    # --- what the sheet says ------------------------------------------------------------------------------------

    def _reading(self, sheet: Sheet, nth: int) -> IndicatorReading:
        figures = sheet.figures
        unit = measure_unit(sheet.fields.get("measure_unit", ""), sheet.text, self._methodology)
        unit = unit or (PERCENT if figures.percent else None)
        target, year = figures.target()
        if not figures.is_empty:
            baseline = figures.values.get("baseline")
            return IndicatorReading(
                sheet.text,
                baseline,
                figures.years.get("baseline"),
                target,
                year,
                unit,
                direction=self._direction(sheet, baseline, target),
                quote=sheet.text,
                confidence=0.85,
            )
        promised = self._promise(sheet, nth)
        if promised is None:
            direction = self._direction(sheet, None, None)
            return IndicatorReading(
                sheet.text, measure_unit=unit, direction=direction, quote=sheet.text, confidence=0.8
            )
        rest = sheet.text.removeprefix(promised.text).lstrip()
        name = promised.text if rest[:1] in _VALUE_SIGNS and promised.text != sheet.text else sheet.text
        return replace(
            promised, text=name, measure_unit=promised.measure_unit or unit, confidence=promised.confidence * 0.85
        )

    def _direction(self, sheet: Sheet, baseline: Decimal | None, target: Decimal | None) -> Direction:
        stated = direction_of(sheet.fields.get("direction", ""))
        if stated is not None:
            return stated
        return Direction.DOWN if baseline is not None and target is not None and target < baseline else Direction.UP

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


def _without_code(text: str) -> str:
    """Return the name of an indicator without the number that registers print before it («145   TASA DE …»)."""
    return re.sub(r"^\d{1,5}\s+(?=[A-ZÁÉÍÓÚÑ])", "", text)
