"""What a number measures: the noun phrase beside it and its unit of measure; and which numbers measure nothing."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ceiba.exchange.extraction.numbers import CURRENCY_SIGN, Number, find_numbers, find_years, rate_denominator
from ceiba.kernel.methodology import NamedUnit
from ceiba.kernel.quantity import PERCENT, MeasureUnit, UnitKind
from ceiba.kernel.text import fold, squeeze, unaccented
from ceiba.kernel.vocabulary import Vocabulary

YEAR_PHRASE = (
    r"(?:(?:a|para|hasta)\s+(?:fin(?:al)?es|el\s+(?:final|t[ée]rmino|cierre))\s+(?:del?|en)|al\s+(?:finalizar|t[ée]rmino|"
    r"final|cierre)(?:\s+del?)?|a\s+m[áa]s\s+tardar\s+(?:en|al?)|antes\s+del?|durante|entre|en|para|al?|hacia|hasta|desde|del?)"
    r"\s+(?:el\s+|la\s+)?(?:a[ñn]os?\s+|(?:per[ií]odo|cuatrienio|quinquenio|trienio|bienio)\s+)?(?:19[89]|20\d|210)\d\b"
    r"(?:\s*(?:-|–|y|al?)\s*(?:19[89]|20\d|210)\d\b)?"
)
HORIZON = (
    r"(?:en|durante|al\s+final(?:izar)?\s+del?|para)\s+(?:el|este|la)\s+(?:presente\s+)?"
    r"(?:cuatrienio|quinquenio|trienio|bienio|per[ií]odo|periodo|gesti[óo]n\s+(?:municipal|de\s+gobierno)|vigencia\s+del\s+plan)"
)
_PERSONS = (
    r"menor(?:es)?|mayor(?:es)?|niñ[oa]s?|adolescentes?|j[óo]venes|personas?|mujer(?:es)?|hombres?|adult[oa]s?|"
    r"poblaci[óo]n|edad(?:es)?|estudiantes|habitantes|ancian[oa]s"
)
_NUMBER = r"(?:\d[\d.,]*|[a-zñáéíóú]+)"
_QUALIFIER = re.compile(
    rf"[<>≤≥]\s*\d[\d.,]*(?=\s*(?:años|meses|d[íi]as|kg|g\b|km|horas)\b)"
    rf"|\b(?:{_PERSONS})\b[^.;()\d]{{0,24}}?\b{_NUMBER}\s+(?:(?:al?|y|hasta)\s+{_NUMBER}\s+)?(?:años|meses|d[íi]as)\b"
    r"|\d+\s+(?:años|meses|d[íi]as)\s+(?:de\s+edad|y\s+m[áa]s|o\s+m[áa]s|cumplidos|en\s+adelante)"
    r"|\d[\d.,]*\s*%\s+m[áa]s\s+(?!de\b|que\b|en\b|anual)\w+"
    r"|\b\d{1,2}\s+de\s+(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
    r"|\b\d{1,2}:\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b(?:ley(?:es)?|decretos?|acuerdos?|art[íi]culos?|arts?\.|resoluci[óo]n|ordenanza|normas?|n[oº°]\.|n[º°]"
    r"|incisos?|literal|numeral|cap[íi]tulo|t[íi]tulo|tablas?|cuadros?|figura|p[áa]ginas?|p[áa]g\.|c[óo]digo|ods|ejes?"
    r"|objetivos?|zonas?|fases?|etapas?|estratos?|grados?|nivel(?:es)?|distritos?|comuna|lote|anexo|ruta|versi[óo]n"
    r"|inen|iso|ntcgp|ntc|nte|iec|iram|covid|snip|cui|bpin)"
    r"(?:\s+(?:gubernativo|ministerial|municipal|legislativo|de|del|estado|educativo|n[úu]mero|n[oº°]\.?|nos\.))*"
    r"[\s.:-]*\d[\d.,/-]*(?:\s*(?:,|y|e|o|al?)\s*\d[\d./-]*(?![\d.,]*\s*%))*",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"\W*(?:\(?\d{1,3}(?:\.\d+)*[.)]+|\(\w{1,3}\)|[a-z]\))\s+")
_GERUND = r"[a-zñáéíóú]{2,}(?:ando|iendo|yendo|éndo|ándo)(?:se|l[oa]s?)?\b"
_PHRASE_END = re.compile(
    r"[;:()“”\"\n|→]|\.\s|\.$"
    rf"|,\s*(?=(?:[ye]\s+)?(?:{_GERUND}|d[óo]nde|en|para|con|así|a|lo|cuy\w+|mediante|por|e|según|que|respecto)\b)"
    rf"|\s+(?=(?:[ye]\s+)?{_GERUND})"
    r"|\s+(?=[ye]\s+(?!(?:mujer|hogar|familiar|escolar|militar|lugar|bienestar|similar|regular|particular|auxiliar)\b)"
    r"[a-záéíóú]{2,}(?:ar|er|ir)(?:se|l[oa]s?)?\b)"
    rf"|\s+(?=(?:{YEAR_PHRASE}|{HORIZON}\b))"
    r"|\s+(?=(?:pasando|siendo|respecto|frente|versus|vs)\b)"
    r"|\s+(?=(?:así\s+como|as[íi]\s+mismo|a\s+trav[ée]s|mediante|con\s+el\s+fin|con\s+respecto|respecto\s+al?|"
    r"a\s+fin\s+de|en\s+relaci[óo]n|en\s+comparaci[óo]n|por\s+año|al\s+año|cada\s+año|para\s+que|en\s+donde|seg[úu]n|anualmente)\b)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:se\s+(?:espera|proyecta|prev[eé]|busca|pretende|propone|estima|quiere)|nos\s+(?:proponemos|comprometemos\s+a)"
    r"|l[ao]s?\s+(?:metas?|prop[óo]sitos?|objetivos?)\s+(?:es|son))\s+(?:que\s+)?|[\s,.:;·•*\-–+]|(?:el|la|los|las|lo|un|una|unos|unas|del?|al|su|sus|dich[oa]s?|y|e|en|por\s+lo\s+menos|"
    r"\w+mente|cada\s+año|que)(?:\s+|$))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,.:;(\-–≥≤><=~]|\s(?:y|e|o|a|al|del?|en|el|la|los|las|un|una|para|con|por|desde|hasta|entre|que|se|ha|han|habr[áa]n?"
    r"|haya[n]?|pase[n]?|pas[óo]|pasaron|pasar[áa]n?|ser[áa]n?|sea[n]?|era[n]?|fue(?:ron)?|llegue[n]?|llegar[áa]n?|alcance[n]?"
    r"|alcanzar[áa]n?|aumente[n]?|suba[n]?|baje[n]?|disminuya[n]?|se\s+(?:ubique|sit[úu]e|incremente|reduzca)[n]?))+$",
    re.IGNORECASE,
)
_FUNCTION_WORDS = frozenset(
    [
        "a",
        "al",
        "con",
        "cada",
        "como",
        "de",
        "del",
        "desde",
        "donde",
        "durante",
        "e",
        "el",
        "en",
        "entre",
        "hacia",
        "hasta",
        "la",
        "las",
        "lo",
        "los",
        "mas",
        "menos",
        "no",
        "o",
        "para",
        "por",
        "que",
        "respecto",
        "se",
        "segun",
        "sin",
        "sobre",
        "su",
        "sus",
        "u",
        "un",
        "una",
        "unos",
        "unas",
        "y",
        "año",
        "años",
        "anual",
        "anuales",
        "anualmente",
        "es",
        "son",
        "fue",
        "eran",
        "era",
        "ha",
        "han",
        "esta",
        "estan",
        "sera",
        "seran",
        "ser",
        "debe",
        "deben",
        "puede",
        "pueden",
        "cuenta",
        "tiene",
        "tienen",
    ]
)
_MOST_WORDS, _LEAST_RATE = 30, 100
_DATED = re.compile(rf"\s*,?\s*(?:{YEAR_PHRASE}|\([^()]{{0,30}}(?:19|20|21)\d\d[^()]{{0,6}}\))\s*,?", re.IGNORECASE)
_CURRENCY = re.compile(rf"(?<!\w)({CURRENCY_SIGN})\s*$")
_WORD = re.compile(r"[^\W\d_][\w.³²º/-]*")


@dataclass(frozen=True)
class Sentence:
    """A sentence with the vocabulary that reads it; its amounts, and its years, are found once."""

    text: str
    vocabulary: Vocabulary
    units: tuple[NamedUnit, ...]
    mark: str

    @cached_property
    def amounts(self) -> tuple[Number, ...]:
        """Return the numbers that can measure something: no ages, legal references, dates, enumerators."""
        hidden = [m.span() for m in _QUALIFIER.finditer(self.text)]
        enumerator = _ENUMERATOR.match(self.text)
        if enumerator:
            hidden.append(enumerator.span())
        return tuple(
            n for n in find_numbers(self.text, self.mark) if not any(s <= n.start and n.end <= e + 1 for s, e in hidden)
        )

    @cached_property
    def years(self) -> tuple[Number, ...]:
        """Return the years of the sentence."""
        return find_years(self.text)

    @cached_property
    def _unit_words(self) -> tuple[tuple[str, NamedUnit], ...]:
        pairs = [(fold(word), unit) for unit in self.units for word in unit.words if fold(word)]
        return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))

    def year_between(self, start: int, end: int) -> int | None:
        """Return the first year that stands between two places, None where there is none."""
        return next((int(y.value) for y in self.years if start <= y.start < end), None)

    def phrase(self, start: int, end: int) -> str:
        """Return the noun phrase that begins at a place, up to where it ends by grammar or at ``end``."""
        dated = _DATED.match(self.text, start, end)
        start = dated.end() if dated else start
        lead = len(self.text[start:end]) - len(self.text[start:end].lstrip(" ,"))
        stop = _PHRASE_END.search(self.text, start + lead, end)
        return noun_phrase(self.text[start : stop.start() if stop else end])

    def measure_unit(self, number: Number, end: int | None = None) -> MeasureUnit | None:
        """Return the unit that a number is printed with: its sign, a unit of the dictionary, or the noun counted."""
        if number.percent:
            return PERCENT
        currency = _CURRENCY.search(self.text[max(0, number.start - 6) : number.start])
        if currency:
            return MeasureUnit(currency.group(1).removeprefix("MM").removeprefix("M").strip(), UnitKind.MONEY)
        after = self.text[number.end : end if end is not None else len(self.text)]
        if number.per is not None:
            return self._rate(after, number.per)
        named = self.named_unit(after) or self.named_unit(re.sub(r"^\s*de\s", " ", after))
        if named is not None and (named.kind is UnitKind.MONEY or not re.match(r"\s*de\s", after)):
            return named
        word = _WORD.match(after.lstrip())
        if word is None or fold(word.group()) in _FUNCTION_WORDS or after[:1] in (",", ";", ")"):
            return None
        return MeasureUnit(word.group().rstrip(".-"))

    def named_unit(self, after: str) -> MeasureUnit | None:
        """Return the unit of the dictionary that a text begins with; a noun counted keeps its own word."""
        folded = fold(after[:80])
        for words, unit in self._unit_words:
            if folded.startswith(words) and (len(folded) == len(words) or not folded[len(words)].isalnum()):
                per = (
                    unit.per if unit.per is not None else rate_denominator(after[:80]) if unit.kind == "rate" else None
                )
                printed = re.match(rf"\s*((?:\S+\s+){{{len(words.split()) - 1}}}[^\W\d_]+)", after)
                name = printed.group(1) if unit.kind == UnitKind.COUNT and printed else unit.name
                return MeasureUnit(name, UnitKind(unit.kind), per)
        return None

    def unit_end(self, number: Number) -> int:
        """Return where a unit other than a noun counted ends after a number; the number's end where there is none."""
        folded = fold(self.text[number.end : number.end + 80])
        for words, unit in self._unit_words:
            if unit.kind != UnitKind.COUNT and (folded == words or folded.startswith(words + " ")):
                tokens = re.compile(rf"(?:\s*[^\s]+){{{len(words.split())}}}").match(self.text, number.end)
                return tokens.end() if tokens else number.end
        return number.end

    def _rate(self, after: str, per: Decimal) -> MeasureUnit:
        stop = _PHRASE_END.search(after)
        if per < _LEAST_RATE:  # «dos de cada tres hogares»
            noun = _WORD.match(re.sub(r"^\s*(?:de\s+)?(?:el\s+|l[ao]s?\s+)?", "", after))
            return MeasureUnit(f"de cada {per} {noun.group() if noun else ''}".strip(), UnitKind.RATE, per)
        counted = _TRAILING.sub("", squeeze(after[: stop.start() if stop else len(after)]))
        return MeasureUnit(f"por {per} {counted}".strip(), UnitKind.RATE, per)


def noun_phrase(text: str) -> str:
    """Return a phrase without the articles and prepositions at its ends, cut after thirty words."""
    words = _LEADING.sub("", squeeze(text)).split()[:_MOST_WORDS]
    return _TRAILING.sub("", " ".join(words)).strip()


def stems(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase that carry meaning, without plurals and genders, to compare phrases."""
    return tuple(
        re.sub(r"(?:es|os|as|s|a|o)$", "", w)
        for w in fold(unaccented(phrase)).split()
        if w not in _FUNCTION_WORDS and len(w) > 2
    )
