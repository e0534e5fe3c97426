"""The values of an indicator sheet: a baseline, a target, targets of many years, and what says that one is missing."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ceiba.exchange.extraction.numbers import Number, find_numbers, find_years
from ceiba.kernel.states import NO_DATA, NOT_APPLICABLE, Absent

_NOTE = re.compile(r"(?:\s*(?:[*/†]+|\([a-z]\)|\s[a-z]/))+$")
_LONGEST = 60
_NOT_APPLICABLE = re.compile(r"(?:no\s+aplica|n\s?\.?\s?/?\s?a\.?)\W*$", re.IGNORECASE)
_MISSING = re.compile(
    r"(?:n\s?/\s?d|n\.\s?d\.?|nd|s\s?/\s?[di]|s\.\s?d\.?|sd|no\s+(?:existe|hay|disponible|determinad[oa]|se\s+(?:cuenta|tiene)).*"
    r"|por\s+(?:definir|establecer|determinar|levantar|construir)\w*|a\s+definir|sin\s+(?:dato|l[ií]nea|informaci[óo]n|registro|medici[óo]n).*"
    r"|pendiente|en\s+construcci[óo]n|[-–—.]+)\W*$",
    re.IGNORECASE,
)
_PART = re.compile(r"(?P<name>valor|dato|a[ñn]o|fecha)\s*(?:[:=]?\s+(?=\d)|[:=]?$)", re.IGNORECASE)
_PAIR = re.compile(r"\(?(?P<year>(?:19|20|21)\d\d)\)?\s*[:=→-]\s*(?P<value>[^\s|;]+(?:\s?%)?)")


@dataclass(slots=True)
class SheetValues:
    """What a sheet prints of figures, by «baseline» and «target»; ``yearly`` are the targets of single years."""

    separator: str
    values: dict[str, Decimal] = field(default_factory=dict)
    years: dict[str, int] = field(default_factory=dict)
    missing: dict[str, Absent] = field(default_factory=dict)
    yearly: dict[int, Decimal] = field(default_factory=dict)
    percent: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was printed."""
        return not (self.values or self.years or self.yearly or self.missing)

    def take(self, group: str, text: str, year: int | None = None) -> bool:
        """Read a short text of year and value («2024», «39.8», «2030*/», «12 puntos», «ND»); tell whether it was one.

        ``year`` is the one that the label itself carries.
        """
        bare = _NOTE.sub("", text.strip()).strip(" .")
        if group == "target" and self._take_pairs(f"{year}: {bare}" if year else bare):
            return True
        if len(bare) > _LONGEST:
            return False
        if bare in ("o", "O"):
            return self._keep(group, Decimal(0), year)
        if (absent := absence(text)) is not None:
            self.missing.setdefault(group, absent)
            return True
        years, number = self._figures(bare)
        if years and number is None and year is None and group not in self.years:
            self.years[group] = years[0]
            return True
        if years and number is None and group not in self.values:
            return self._keep(group, Decimal(years[0]), year)
        if number is None:
            return False
        self.percent = self.percent or number.percent
        return self._keep(group, number.value, year or (years[0] if years else None))

    def fill(self, group: str, text: str) -> str | None:
        """Read the line below a label (``group``, or its «…_year»): a value, or «Valor», «Año» with it or alone.

        Return what the next line may hold, None where this one was neither.
        """
        dated = group.endswith("_year")
        bare = group.removesuffix("_year")
        name = _PART.match(text)
        if name is not None:
            dated, text = name["name"].lower() not in ("valor", "dato"), text[name.end() :]
        awaits = f"{bare}_year" if dated else bare
        taken = not text or (self.take_year(bare, text) if dated else self.take(bare, text))
        return awaits if taken else None

    def take_year(self, group: str, text: str) -> bool:
        """Read the year of a value printed in a field of its own."""
        years = find_years(f"año {text.strip()}")
        if years:
            self.years.setdefault(group, int(years[0].value))
        return bool(years)

    def target(self) -> tuple[Decimal | None, int | None]:
        """Return the final target and its year: the one that is printed as such, else the last of the yearly ones."""
        if "target" in self.values or not self.yearly:
            return self.values.get("target"), self.years.get("target")
        last = max(self.yearly)
        return self.yearly[last], last

    def _take_pairs(self, text: str) -> bool:
        """Read «2024: 48 | 2025: 52 | 2026: 55»."""
        pairs = [(int(m["year"]), find_numbers(m["value"], self.separator)) for m in _PAIR.finditer(text)]
        if len(pairs) < 2 or not all(len(numbers) == 1 for _year, numbers in pairs):
            return False
        for year, numbers in pairs:
            self.yearly.setdefault(year, numbers[0].value)
            self.percent = self.percent or numbers[0].percent
        return True

    def _figures(self, text: str) -> tuple[list[int], Number | None]:
        years = find_years(text)
        numbers = find_numbers(text, self.separator)
        return [int(y.value) for y in years], next((n for n in numbers if all(n.start != y.start for y in years)), None)

    def _keep(self, group: str, value: Decimal, year: int | None) -> bool:
        if group == "target" and year is not None and (self.yearly or "target" in self.values):
            known, known_year = self.values.pop("target", None), self.years.pop("target", None)
            if known is not None and known_year is not None:
                self.yearly.setdefault(known_year, known)
            elif known is not None:
                self.values["target"] = known
            self.yearly.setdefault(year, value)
            return True
        if group not in self.values:
            self.values[group] = value
            if year is not None:
                self.years.setdefault(group, year)
        return True


def absence(text: str) -> Absent | None:
    """Return the state that words for a missing value stand for; zero is a value and none of them."""
    bare = text.strip().strip("()").strip()
    if _NOT_APPLICABLE.fullmatch(bare):
        return NOT_APPLICABLE
    return NO_DATA if _MISSING.fullmatch(bare) else None
