"""What plans measure: names of indicators, plausible values, and the ways in which the same numbers are printed."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tests.corpora.words import Words, upper_first

POINT_COUNTRIES = frozenset({"GT", "PE", "MX", "HN", "SV", "DO", "PA", "NI"})
MONEY = {
    "GT": "Q", "EC": "USD", "CO": "$",
    "PE": "S/", "MX": "$", "BO": "Bs", "HN": "L", "SV": "US$", "CR": "₡", "PY": "Gs.",
    "DO": "RD$", "PA": "B/.", "CL": "$", "AR": "$", "UY": "$",
}  # fmt: skip
_MAGNITUDES = {
    "hectáreas": "ha",
    "kilómetros": "km",
    "toneladas": "t",
    "metros": "m2",
    "caudal": "l/s",
    "tiempo": "minutos",
}
_SINGULAR = ("deserción", "ocupación", "ejecución", "disponibilidad", "rendimiento", "ingresos", "tasa")
_BAD = re.compile(
    r"(?i)deserción|homicidio|siniestro|dengue|desnutrición|pobreza|violencia intra|desempleo|tiempo de|incendios"
)
_COUNT = ("Número de {}", "Número de {}", "Cantidad de {}", "Total de {}", "N.º de {}", "Nro. de {}", "{}")
_SHARE = ("Porcentaje de {}", "% de {}", "Proporción de {}", "Porcentaje anual de {}", "Cobertura: porcentaje de {}")


@dataclass(frozen=True)
class Measure:
    """An indicator with its numbers. ``name`` opens with a capital; ``subject`` is it inside a sentence, with article.

    ``yearly`` are the targets of the years of the plan, the last of them being ``target``. ``unit`` is as printed in a
    column of units; percents have ``percent``.
    """

    name: str
    subject: str
    unit: str
    percent: bool
    baseline: Decimal | None
    baseline_year: int | None
    target: Decimal
    target_year: int
    yearly: tuple[tuple[int, Decimal], ...]
    falls: bool


@dataclass(frozen=True)
class Numbers:
    """How a country prints numbers: thousands and decimals apart, the sign of its money."""

    thousands: str
    decimal: str
    money: str

    def plain(self, value: Decimal, *, percent: bool = False, blank: bool = True) -> str:
        """Return a value as printed, with the sign of percent where it is one."""
        text = self._grouped(value)
        return f"{text}{' ' if blank else ''}%" if percent else text

    def amount(self, value: Decimal, *, sign: bool = True) -> str:
        """Return money with two decimals."""
        text = self._grouped(value.quantize(Decimal("0.01")))
        return f"{self.money} {text}" if sign else text

    def _grouped(self, value: Decimal) -> str:
        text = f"{value:,f}"
        return text.translate(str.maketrans({",": self.thousands, ".": self.decimal}))


def numbers(country: str) -> Numbers:
    """Return how a country prints its numbers."""
    point = country in POINT_COUNTRIES
    return Numbers("," if point else ".", "." if point else ",", MONEY.get(country, "$"))


class Measuring:
    """Makes indicators of a field for the years of a plan, no two with the same name."""

    def __init__(self, words: Words, years: tuple[int, int]) -> None:
        self.words, self.rng, self.years = words, words.rng, years
        self._seen: set[str] = set()

    def of(self, field: str) -> Measure:
        """Return a new indicator of a field."""
        for _attempt in range(40):
            made = self._made(field)
            if made.name.casefold() not in self._seen:
                break
        else:
            town = self.words.town()
            made = _with_place(made, town)
        self._seen.add(made.name.casefold())
        return made

    def _made(self, field: str) -> Measure:
        pick = self.rng.choice
        thing = pick(self.words.measures(field))
        head = thing.split()[0]
        rate = " por cada " in thing or " por hectárea" in thing or " por habitante" in thing
        if rate or head in _MAGNITUDES:
            unit = _MAGNITUDES.get(head, "tasa" if rate else head)
            return self._numbered(upper_first(thing), f"el valor de {thing}", unit, self._decimals)
        if head in _SINGULAR or self.rng.random() < 0.45:
            name = upper_first(thing) if head == "tasa" else pick(_SHARE).format(thing)
            subject = f"la {thing}" if head == "tasa" else f"el porcentaje de {thing}"
            return self._numbered(name, subject, pick(("Porcentaje", "%", "porcentaje")), self._shares, percent=True)
        if self.rng.random() < 0.06:
            return self._numbered(
                f"Índice de {thing}", f"el índice de {thing}", pick(("Índice", "índice")), self._index
            )
        name = upper_first(pick(_COUNT).format(thing))
        unit = upper_first(head) if self.rng.random() < 0.4 else pick(("Número", "Unidad", "número"))
        return self._numbered(name, f"el número de {thing}", unit, self._counts)

    def _numbered(
        self, name: str, subject: str, unit: str, draw: Callable[[], tuple[Decimal, Decimal]], *, percent: bool = False
    ) -> Measure:
        start, end = self.years
        if self.rng.random() < 0.15:
            town = self.words.town()
            name, subject = f"{name} en {town}", f"{subject} en {town}"
        low, high = draw()
        base, target = (high, low) if _BAD.search(name) and low != high else (low, high)
        years = list(range(max(start, end - 4), end + 1))
        steps = [_between(base, target, Decimal(i + 1) / len(years)) for i in range(len(years))]
        has_base = self.rng.random() < 0.85
        return Measure(
            name=name,
            subject=subject,
            unit=unit,
            percent=percent,
            baseline=base if has_base else None,
            baseline_year=start - self.rng.randint(1, 3) if has_base else None,
            target=target,
            target_year=end,
            yearly=tuple(zip(years, (*steps[:-1], target), strict=True)),
            falls=target < base,
        )

    def _shares(self) -> tuple[Decimal, Decimal]:
        base = self.rng.randint(0, 70)
        target = base + self.rng.randint(3, 95 - base)
        if self.rng.random() < 0.3:
            return Decimal(base) + Decimal(self.rng.randint(1, 9)) / 10, Decimal(target) + Decimal("0.5")
        return Decimal(base), Decimal(target)

    def _counts(self) -> tuple[Decimal, Decimal]:
        size = self.rng.choice((5, 20, 20, 90, 400, 3000, 48000))
        base = self.rng.choice((0, self.rng.randint(1, size)))
        return Decimal(base), Decimal(base + self.rng.randint(1, size))

    def _decimals(self) -> tuple[Decimal, Decimal]:
        base = Decimal(self.rng.randint(10, 900)) / 10
        return base, (base * Decimal(self.rng.choice((11, 14, 18, 25))) / 10).quantize(Decimal("0.1"))

    def _index(self) -> tuple[Decimal, Decimal]:
        base = self.rng.randint(20, 60)
        return Decimal(base) / 100, Decimal(base + self.rng.randint(5, 35)) / 100


def _between(base: Decimal, target: Decimal, share: Decimal) -> Decimal:
    step = max(-base.as_tuple().exponent, -target.as_tuple().exponent, 0)  # type: ignore[operator,type-var]
    return (base + (target - base) * share).quantize(Decimal(1).scaleb(-int(step)))


def _with_place(measure: Measure, town: str) -> Measure:
    changes = {"name": f"{measure.name} en {town}", "subject": f"{measure.subject} en {town}"}
    return Measure(**{**measure.__dict__, **changes})


def promise(measure: Measure, shown: Numbers, rng: random.Random) -> tuple[str, dict[str, object]]:
    """Return a goal as a sentence (no final point) and what it states: values and years as an indicator's fields."""
    base, target = (
        shown.plain(v, percent=measure.percent, blank=rng.random() < 0.5) if v is not None else ""
        for v in (measure.baseline, measure.target)
    )
    verb = rng.choice(
        ("Reducir", "Disminuir", "Bajar") if measure.falls else ("Incrementar", "Aumentar", "Elevar", "Llevar")
    )
    past = rng.choice(("reducido", "disminuido") if measure.falls else ("incrementado", "aumentado", "elevado"))
    year, from_year, what = measure.target_year, measure.baseline_year, measure.subject
    only = {"target_value": measure.target, "target_year": year}
    both = {**only, "baseline_value": measure.baseline, "baseline_year": from_year}
    frames: list[tuple[str, dict[str, object]]] = [
        (f"{verb} {what} a {target} al {year}", only),
        (f"{verb} a {target} {what} hasta el año {year}", only),
        (f"Al {year}, {what} alcanza {target}", only),
        (f"Alcanzar {target} en {what} para {year}", only),
        (f"Hasta {year}, {verb.lower()} {what} a {target}", only),
        (f"Para el año {year} se ha {past} {what} a {target}", only),
    ]
    if measure.baseline is not None:
        frames += [
            (f"{verb} de {base} en {from_year} a {target} en {year} {what}", both),
            (f"{verb} {what} de {base} en el {from_year} a {target} para el {year}", both),
            (f"Para el {year} se ha {past} {what} a {target} (de {base} en {from_year} a {target} en el {year})", both),
            (f"{verb} {what} de {base} a {target} al {year}", {**only, "baseline_value": measure.baseline}),
            (f"{verb} {what} a {target} en {year} (línea base {from_year}: {base})", both),
            (f"{verb} {what} desde {base} ({from_year}) hasta {target} ({year})", both),
            (f"Pasar de {base} en {from_year} a {target} en {year} en {what}", both),
        ]  # fmt: skip
    return rng.choice(frames)
