"""Numbers as Spanish-speaking offices print them: both national marks, percent signs, rates, years, words.

A number keeps its printed decimals in the exponent of its ``Decimal``. Years, ordinals and codes are no amounts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ceiba.exchange.extraction.number_words import find_word_numbers
from ceiba.exchange.extraction.shares import find_shares
from ceiba.kernel.text import unaccented

FIRST_YEAR, LAST_YEAR = 1980, 2100
_MARKED = re.compile(r"\d[.,]\d")
_DECISIVE = 4000  # weight of evidence for one mark, after which the rest of a long document is not asked


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands: ``text[start:end]``, its percent sign or rate included.

    ``per`` is the denominator of a printed rate: 1000 in «4.3*1000» and in «4,3 por mil».
    """

    value: Decimal
    start: int
    end: int
    percent: bool = False
    per: Decimal | None = None
    text: str = ""


# the signs that offices print before or behind amounts; ``numbers.py`` reads them wherever they stand
CURRENCY_SIGN = (
    r"(?:(?:US|RD|MX|AR|CL|CO|MM|M|C|R|U|N|A)?\s?\$\s?U?|Q\.?|B/\.?|Bs\.?F?|S/\.?|L(?:ps)?\.?|₡|₲|Gs?\.|€|¢"
    r"|USD|GTQ|COP|MXN|PEN|BOB|HNL|CRC|DOP|PYG|CLP|ARS|UYU|NIO|PAB|CUP|VES|EUR)"
)
_BLANK_GROUPS = (
    r"[1-9]\d{0,2}(?:(?: \d{3}){2,}+|(?: \d{3})(?=\s+(?!mil)[a-záéíóúñ]{4,}|\s*%))(?:[.,]\d{1,2})?(?![\d.,]*\d)"
)
_TOKEN = re.compile(
    r"(?:(?<![\w.,/])|(?<=\b[QL])|(?<=\bBs)|(?<=\b[BS]/)|(?<=[BS]/\.)|(?<=\bBs\.)|(?<=\b[QL]\.)|(?<=\bUSD)|(?<=\bGTQ)|(?<=\bCOP))"
    r"(?<![^\W\d_][-–])(?P<sign>[-−](?=[\d.]))?"
    rf"(?P<digits>{_BLANK_GROUPS}|\d++(?:[.,'’\u00a0\u2009\u202f]\d++)*+|[.,]\d++)"
    r"(?P<glued>[^\W\d_]*+[²³º°ª23]?+)(?!/\d\d?(?:/|\b(?![.,]\d)))"
)
_ORDINAL = re.compile(r"(?:er|r[oa]s?|d[oa]s?|t[oa]s?|m[oa]s?|v[oa]s?|n[oa]s?|[aeo]|[º°ª])$", re.IGNORECASE)
_GLUED_UNIT = re.compile(
    r"(?:[mhltx]|[mk]?m[²³23]?|has?|[km]g|t[nm]|ton|lts?|[mkg]wh?|gb|msnm|por|de|\w{4,})$", re.IGNORECASE
)
_PERCENT = re.compile(r"\s*(?:%|por\s?cien(?:to)?\b)", re.IGNORECASE)
_POWERS = (
    r"1[.,\s]?000[.,\s]?000|100[.,\s]?000|10[.,\s]?000|1[.,\s]?000|100\s?mil|10\s?mil|mil\b|cien\s+mil\b|diez\s+mil\b"
    r"|un\s+mill[oó]n\b|mill[oó]n\b|100(?=\s+(?:habitante|vivienda|hogar|nacid|persona|estudiante))|cien\b"
)
_RATE = re.compile(rf"\s*(?:‰|(?:[*x×]|(?:/|por\s+(?:cada\s+)?))\s*(?P<per>{_POWERS}))(?!\d)", re.IGNORECASE)
_LOOSE_RATE = re.compile(rf"\bpor\s+(?:cada\s+)?(?P<per>{_POWERS})", re.IGNORECASE)
_SCALE = re.compile(
    r"\s+(?P<scale>(?:miles\s+de|mil)\s+millones|mill[oó]n(?:es)?|bill[oó]n(?:es)?|miles(?=\s+de\s)|mil"
    r"|m\.?d\.?[pd]\.?|MM)(?!\w)(?P<half>\s+y\s+medio\b)?",
    re.IGNORECASE,
)
_SCALED_SIGN = re.compile(r"(?<!\w)(?P<scale>MM?)\s?\$\s*$")
_NOTE_DIGITS = re.compile(r"(?<=[\d)%*/])[⁰¹⁴⁵⁶⁷⁸⁹]+|(?<=\d)[²³]+(?![^\W\d_])")
_NOTES = re.compile(r"(?:\s*(?:[*†‡]+/?|(?<=\s)[a-z]/|(?<=\d)\s?[a-z]/|\([a-z]\)|(?<=[\d%])\s?\(\d\)))+$")
_NOTE_ENDS = ("*", "†", "‡", "/", ")")
_IN_DIGITS = re.compile(r"\s*\(\s*(?P<digits>\d[\d.,]*)\s*(?P<percent>%)?\s*\)")
_IN_WORDS = re.compile(r"\s*\(\s*(?P<words>[a-záéíóúñ\s]{2,60})\)", re.IGNORECASE)
_CURRENCY = re.compile(rf"(?<![^\W\d_]){CURRENCY_SIGN}\s*$")
_YEAR = re.compile(
    r"(?<![\w.,$])(?<!\b\d[-/])(?<!\b\d\d[-/])(?<!\b\d{3}[-/])(?P<year>(?:19[89]|20\d|21[0])\d)(?![\d%‰]|[.,]\d|\w|\s*%|\s+por\s?cien)"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:años?|al|en|del?|desde|hasta|hacia|para|entre|periodo|período|gesti[óo]n|vigencia|antes|enero|febrero|"
    r"marzo|abril|mayo|junio|julio|agosto|(?:sept|nov|dic)iembre|octubre)\s+(?:el\s+|de\s+)?(?:año\s+)?|[-–/(:]\s*)$",
    re.IGNORECASE,
)
_YEAR_FIRM = re.compile(
    r"\b(?:años?|al|en el|(?:para|hacia|desde|hasta|del|en) (?:el )?año|para el|para|desde el)\s+$", re.IGNORECASE
)
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:al?|hasta|y|o|e|u|en|del?|con|respecto|para|por|se|el|la|los|las|un|una|que|como|ha|han|es|son|su|sus|fue"
    r"|cuando|comparado|frente|según|versus|vs)\b)(?![a-zñáéíóú]+(?:ar|er|ir|arse|erse)\b)[a-zñáéíóú³²]{2,}"
)
_GROUP = re.compile(r"\d{1,3}(?:\D\d{3})+$")
_OUTLINE = re.compile(r"\d{1,2}[.,]\d{1,2}[.)]?\s")
_AMOUNT_CELL = re.compile(
    rf"(?:[≥≤><≈~±]=?\s*)?\(?\s*(?P<minus>[-−]\s?)?(?:{CURRENCY_SIGN}\s?){{0,2}}"
    r"(?P<number>[-−]?\s?(?:\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d[\d.,'’\u00a0\u2009\u202f]*|[.,]\d+))"
    rf"\s*(?:%|‰|{CURRENCY_SIGN})?\s*\)?(?:\.-|\.|,)?$"
)
_PER_WORDS = {
    "mil": 1000, "cien mil": 100_000, "diez mil": 10_000, "100 mil": 100_000, "10 mil": 10_000,
    "millon": 1_000_000, "un millon": 1_000_000,
}  # fmt: skip
_SCALE_WORDS = {
    "mil": 1000, "miles": 1000, "millon": 10**6, "millones": 10**6, "mil millones": 10**9, "miles de millones": 10**9,
    "billon": 10**12, "billones": 10**12, "mdp": 10**6, "mdd": 10**6, "mm": 10**6,
}  # fmt: skip
_SIGN_SCALES = {"M": 1000, "MM": 10**6}  # «M$», «MM$»: thousands and millions of pesos
_BARE = re.compile(rf"[≥≤><≈~±=\s]*(?:{CURRENCY_SIGN})?\s*(?:de\s+)?(?:{CURRENCY_SIGN})?[.\s]*")
_NOISY_DIGITS, _NOISE_LOST = 15, 4


def find_numbers(text: str, decimal_separator: str | None = None) -> tuple[Number, ...]:
    """Return the amounts of a text in order, those in words included; years, ordinals and codes are left out.

    ``decimal_separator`` is the mark of the document, used where a number does not decide itself; None takes three
    digits after a single mark for a group of thousands. «tres (3)» is one number.
    """
    text = _without_notes(text)
    years = {year.start for year in find_years(text)}
    digits = (m for m in _TOKEN.finditer(text) if m.start("digits") not in years)
    found = [number for match in digits for number in _numbers(text, match, decimal_separator)]
    found += (_worded(text, word.value, word.start, word.end) for word in find_word_numbers(text))
    found += (Number(s.part, s.start, s.end, per=s.whole, text=text[s.start : s.end]) for s in find_shares(text))
    kept: list[Number] = []
    for number in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(kept)


def find_years(text: str) -> tuple[Number, ...]:
    """Return the years of a text (1980 to 2100, four digits without marks) that are not the count of something."""
    found = []
    text = _without_notes(text)
    for match in _YEAR.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        if _CURRENCY.search(before):
            continue
        counted = _NOUN_AFTER.match(text, match.end()) is not None
        if (
            counted
            and not _YEAR_FIRM.search(before)
            and not (_YEAR_BEFORE.search(before) and before.rstrip()[-1:] not in "(:")
        ):
            continue
        value = Decimal(match.group("year"))
        if FIRST_YEAR <= value <= LAST_YEAR:
            found.append(Number(value, match.start(), match.end(), text=match.group()))
    return tuple(found)


def parse_amount(text: str, decimal_separator: str | None = None) -> Decimal | None:
    """Return the amount that a cell holds alone, None where it holds none, several, or other words.

    Currency and percent signs are passed over; brackets around money are a negative amount; the letter «o», a common
    slip for the digit in baselines, is zero; a dash is nothing.
    """
    cell = _without_notes(text).strip()
    if cell.isascii() and cell.isdigit():
        return Decimal(cell)
    if cell.endswith(_NOTE_ENDS):
        cell = _NOTES.sub("", cell).strip()
    if cell in ("o", "O"):
        return Decimal(0)
    match = _AMOUNT_CELL.match(cell)
    if match is None:
        numbers = find_numbers(cell, decimal_separator)
        whole = len(numbers) == 1 and _BARE.fullmatch(cell[: numbers[0].start] + cell[numbers[0].end :]) is not None
        return numbers[0].value if whole else None
    printed = match.group("number").replace(" ", "").rstrip(".,'’")
    mark = None if _CURRENCY.search(cell[: match.start("number")]) else decimal_separator
    negative = bool(match["minus"]) or printed[:1] in "-−" or (cell.startswith("(") and cell.endswith(")"))
    value = _value(printed.lstrip("-−"), mark)
    value = _value(printed.lstrip("-−"), None) if value is None else value  # alone in its cell it is no list
    if value is None:
        return None
    scale = _SCALED_SIGN.search(cell[: match.start("number")])
    value = value * _SIGN_SCALES[scale["scale"]] if scale else value
    return -value if negative else value


def decimal_separator(texts: Iterable[str], default: str = ".") -> str:
    """Return the decimal mark of a document, "." or ",", by the evidence of all its numbers.

    A number with both marks or with two groups of three decides for itself and weighs most; a mark before one, two or
    more than three digits speaks for decimals; one before exactly three speaks weakly for thousands. ``default`` is
    the answer without evidence (the mark of the methodology).
    """
    weight = {".": 0, ",": 0}
    for text in texts:
        if not _MARKED.search(text):
            continue
        for match in _TOKEN.finditer(text):
            mark, strength = _evidence(text, match)
            if mark:
                weight[mark] += strength
        if max(weight.values()) > _DECISIVE:
            break
    if weight["."] == weight[","]:
        return default
    return max(weight, key=lambda mark: weight[mark])


def rate_denominator(text: str) -> Decimal | None:
    """Return 1000 for a text that says «por mil», «por cada 1,000»…, None where it names no rate."""
    match = _LOOSE_RATE.search(text)
    return _per(match.group("per")) if match else None


def _numbers(text: str, match: re.Match[str], mark: str | None) -> list[Number]:
    """Make the numbers of one run of digits and marks: none for a code, two for «1,2» where the comma only parts."""
    glued = match.group("glued")
    if glued and (_ORDINAL.match(glued) or not _GLUED_UNIT.match(glued)):
        return []
    digits, start = match.group("digits"), match.start("digits")
    end = start + len(digits)
    mark = None if _CURRENCY.search(text[max(0, start - 6) : start]) else mark  # money has groups, not three decimals
    value = _value(digits, None if _PERCENT.match(text, end) and mark != digits[-4:-3] else mark)
    if value is not None:
        if match.group("sign") and not text[: match.start()].rstrip()[-1:].isdigit():
            return [_signed(text, -value, match.start("sign"), end)]
        return [_signed(text, value, start, end)]
    parts = digits.split(",")
    if len(parts) < 2 or not all(part.isdigit() for part in parts):
        return []
    found = []
    for part in parts:
        found.append(_signed(text, Decimal(part), start, start + len(part)))
        start += len(part) + 1
    return found


def _signed(text: str, value: Decimal, start: int, end: int) -> Number:
    """Make a number of digits, with the scale, the percent sign or the rate that follows it."""
    scale = _SCALE.match(text, end)
    sign = _SCALED_SIGN.search(text[max(0, start - 6) : start])
    if scale:
        times = _SCALE_WORDS[_plain(scale.group("scale")).replace(".", "")]
        value = _scaled(value, times) + (times // 2 if scale["half"] else 0)
        end = scale.end()
    elif sign:
        value = _scaled(value, _SIGN_SCALES[sign["scale"]])
    return _worded(text, value, start, end)


def _worded(text: str, value: Decimal, start: int, end: int) -> Number:
    repeated = _IN_DIGITS.match(text, end)
    if repeated and _value(repeated.group("digits").rstrip(".,"), None) == value:
        end = repeated.end()
        if repeated["percent"]:
            return Number(value, start, end, percent=True, text=text[start:end])
    worded = None if repeated else _IN_WORDS.match(text, end)
    if worded and _says(worded["words"], value):
        end = worded.end()
    percent = _PERCENT.match(text, end)
    if percent:
        return Number(value, start, percent.end(), percent=True, text=text[start : percent.end()])
    rate = _RATE.match(text, end)
    if rate:
        per = _per(rate.group("per")) if rate.group("per") else Decimal(1000)
        return Number(value, start, rate.end(), per=per, text=text[start : rate.end()])
    return Number(value, start, end, text=text[start:end])


def _says(words: str, value: Decimal) -> bool:
    """Tell whether words in brackets repeat a number: «27 (veintisiete)», «1 (un)»."""
    found = [word.value for word in find_word_numbers(words)]
    return found == [value] or (value == 1 and words.strip().lower() in ("un", "uno", "una"))


def _scaled(value: Decimal, scale: int) -> Decimal:
    product = value * scale
    return product.to_integral_value() if product == product.to_integral_value() else product


def _plain(words: str) -> str:
    return " ".join(unaccented(words).lower().split())


def _per(printed: str) -> Decimal:
    words = _plain(printed)
    return Decimal(_PER_WORDS[words]) if words in _PER_WORDS else Decimal(re.sub(r"\D", "", words))


def _value(digits: str, mark: str | None) -> Decimal | None:
    """Return the value of digits with marks; None for what is a date, a code or a list."""
    marks = [c for c in digits if not c.isdigit()]
    if not marks:
        return Decimal(digits)
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if marks[0] in "'’" and _GROUP.match(digits):
        return _grouped(digits)  # «1'250.000»: the apostrophe parts millions, the point thousands
    if len(set(marks)) > 1:  # the last mark is the decimal one, the others must part groups of three
        if marks.count(last) > 1:
            return _grouped(digits)
        whole = _grouped(head)
        return None if whole is None or last not in ".," else _decimal(f"{whole}.{tail}")
    if len(marks) > 1:
        return _grouped(digits)
    if last not in ".,":
        return _grouped(digits)
    if len(tail) == 3 and head.strip("0") and len(head) <= 3 and last != mark:
        return Decimal(head + tail)
    if (mark, last) == (".", ",") and len(head) == len(tail) == 1:
        return None  # «1,2» in a document that writes decimals with a point: a list without its blank
    return _decimal(f"{head or '0'}.{tail}")


def _without_notes(text: str) -> str:
    """Return a text of the same length with the raised digits of its footnotes blanked («45¹», «2030²»)."""
    return text if text.isascii() else _NOTE_DIGITS.sub(lambda match: " " * len(match.group()), text)


def _grouped(digits: str) -> Decimal | None:
    return Decimal(re.sub(r"\D", "", digits)) if _GROUP.match(digits) else None


def _decimal(printed: str) -> Decimal:
    """Return the decimal, mended where a float left its noise (0.09500000000000001)."""
    value = Decimal(printed)
    if len(value.as_tuple().digits) <= _NOISY_DIGITS:
        return value
    mended = Decimal(f"{value:.{_NOISY_DIGITS - 1}e}").normalize()
    if len(value.as_tuple().digits) - len(mended.as_tuple().digits) < _NOISE_LOST:
        return value
    return Decimal(f"{mended:f}")


def _evidence(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return the mark that a number shows to be the decimal one and how strongly, ("", 0) where it shows nothing."""
    digits = match.group("digits")
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return "", 0
    last = marks[-1]
    other = "," if last == "." else "."
    head, _, tail = digits.rpartition(last)
    if len(set(marks)) > 1:
        return (last, 6) if marks.count(last) == 1 and _grouped(head) is not None else ("", 0)
    if len(marks) > 1:
        return (other, 6) if _GROUP.match(digits) else ("", 0)
    if len(tail) == 3 and head.strip("0") and len(head) <= 3:
        return other, 2
    if _OUTLINE.match(text, match.start()) and not text[: match.start()].strip(" \t-•■([*"):
        return "", 0
    return last, 3 if len(tail) > 1 or _PERCENT.match(text, match.end()) else 1
