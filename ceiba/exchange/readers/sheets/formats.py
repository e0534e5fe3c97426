"""Numbers of cells as people see them: what a number format shows, without grouping marks and without float noise.

A percentage is «45 %», a date «2026-03-31» (the year alone where the format shows nothing else), a truth «sí» or «no».
The decimal mark is always a point.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]\-]*)[^\]]*\]|\[(?P<elapsed>[hms]+)\]|\[[^\]]*\]'
    r"|(?P<general>General|Estándar|Standard)|(?P<ampm>AM/PM|A/P)|(?P<date>[ymdhsYMDHS]+)|(?P<digits>[0#?][0#?,.]*)"
    r"|(?P<exponent>[Ee][+-])|(?P<percent>%)|(?P<slash>/)|(?P<literal>.)",
    re.DOTALL | re.IGNORECASE,
)
_SECTIONS = re.compile(r'(?:"[^"]*"?|\\.|\[[^\]]*\]|[^;"\\\[]|\[)*', re.DOTALL)
_LONGEST = 11  # signs of a number without a format, as sheets show it
_SHOWN_DIGITS = 10
_LONGEST_FORMAT = 300
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - cells know no zone
_LAST_DAY = 2_958_465  # 9999-12-31
_LEAP_1900 = 60  # the day that the first spreadsheets invented: 1900-02-29
_SURE = 15  # digits of a stored number that mean something
_FIFTEEN = Context(prec=_SURE, rounding=ROUND_HALF_UP)
_SIGNS = str.maketrans(dict.fromkeys("-−()"))
_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%",
    10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0",
    42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm", 47: "mm:ss",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a number format shows. ``kind`` is general, number, percent, date or elapsed.

    ``decimals`` are those shown; ``least`` is how many digits the whole part has at least («007»); ``before`` and
    ``after`` is the text around the digits; ``parts`` are the letters of what is shown of a date (n: minutes).
    """

    kind: str = "general"
    decimals: int = 0
    least: int = 1
    before: str = ""
    after: str = ""
    parts: frozenset[str] = frozenset()


GENERAL = Pattern()


@lru_cache(maxsize=4096)
def pattern(code: str) -> Pattern:
    """Return what a format code of a spreadsheet shows; only its first section is asked."""
    match = _SECTIONS.match(code[:_LONGEST_FORMAT])
    tokens = list(_TOKEN.finditer(match[0] if match else ""))
    kinds = {token.lastgroup for token in tokens}
    if "elapsed" in kinds:
        return Pattern("elapsed")
    if "digits" not in kinds:
        return _dated(tokens) if "date" in kinds else GENERAL
    if kinds & {"exponent", "slash", "general"} or ("date" in kinds and _is_time(tokens)):
        return _dated(tokens) if "date" in kinds else GENERAL
    return _counted(tokens)


def _is_time(tokens: list[re.Match[str]]) -> bool:
    """Tell whether the digits of a format are fractions of a second («ss.00»)."""
    return any(token["date"] and token["date"][0] in "sS" for token in tokens)


def _dated(tokens: list[re.Match[str]]) -> Pattern:
    letters = [token["date"][0].lower() for token in tokens if token["date"]]
    parts = set(letters)
    for i, letter in enumerate(letters):
        if letter == "m" and ("h" in letters[:i][-1:] or "s" in letters[i + 1 : i + 2]):
            parts.add("n")
            if letters.count("m") == 1:
                parts.discard("m")
    return Pattern("date", parts=frozenset(parts))


def _counted(tokens: list[re.Match[str]]) -> Pattern:
    before = after = ""
    digits = ""
    for token in tokens:
        if token["digits"]:
            if digits and after.strip():
                return GENERAL  # a mask («000-00-0»): the digits are not the number's own order of size
            digits += token["digits"]
            continue
        told = token["quoted"] or token["escaped"] or token["money"] or token["date"] or token["literal"] or ""
        if token["literal"] and told in "-+()":
            continue  # the sign is written from the number
        if digits:
            after += told
        else:
            before += told
    shown = digits.rstrip(",")
    whole, _point, fraction = shown.partition(".")
    if shown != digits:
        return GENERAL  # shown in thousands or millions: the number itself is what counts
    percent = any(token["percent"] for token in tokens)
    decimals = sum(sign in "0#?" for sign in fraction)
    around = (_affix(before).lstrip(), _affix(after).rstrip())
    return Pattern("percent" if percent else "number", decimals, max(1, whole.count("0")), *around)


def _affix(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def number_text(raw: str, shown: Pattern = GENERAL, *, since_1904: bool = False) -> str:
    """Return a number, given as it is stored («0.30000000000000004»), as its format shows it."""
    if shown is GENERAL and raw.isdigit() and len(raw) < _LONGEST:
        return raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    if shown.kind in {"date", "elapsed"}:
        return _date_text(value, shown, since_1904=since_1904) or _general(value)
    if shown.kind == "general" or abs(value) >= 1e15:
        return _general(value)
    exact = Decimal(f"{value:.15g}")
    if shown.kind == "percent":
        return f"{shown.before}{_rounded(exact * 100, shown.decimals, shown.least)}{shown.after.rstrip()} %"
    return f"{shown.before}{_rounded(exact, shown.decimals, shown.least)}{shown.after}"


def stored_text(raw: str) -> str:
    """Return a number as it is stored, all its decimals, without the noise of its binary form and without a float."""
    if len(raw) < _SURE:
        exact = raw.removeprefix("-")
        if exact.isdigit() or (exact.count(".") == 1 and exact.replace(".", "").isdigit() and exact[-3:-2] == "."):
            return raw
    try:
        return plain(_FIFTEEN.create_decimal(raw))
    except InvalidOperation:
        return raw


def _rounded(value: Decimal, decimals: int, least: int = 1) -> str:
    try:
        printed = f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    except InvalidOperation:
        return plain(value)
    sign, digits = ("-", printed[1:]) if printed.startswith("-") else ("", printed)
    whole, point, fraction = digits.partition(".")
    fraction = fraction.rstrip("0") if not fraction.strip("0") else fraction
    if not whole.strip("0") and not fraction:
        sign = ""
    return sign + unmistakable(whole.zfill(least) + (point + fraction if fraction else ""))


def unmistakable(printed: str) -> str:
    """Return a number whose point nobody takes for a thousands mark: «12.345» gets a fourth decimal, «12.3450»."""
    whole, _point, fraction = printed.partition(".")
    return f"{printed}0" if len(fraction) == 3 and len(whole.lstrip("-")) <= 3 and whole.strip("-0") else printed


def plain(value: Decimal) -> str:
    """Return the digits of a number without exponent and without zeros at the end of its decimals."""
    printed = f"{value:f}"
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return unmistakable("0" if printed in {"-0", ""} else printed)


def _general(value: float) -> str:
    if value != value or value in {float("inf"), float("-inf")}:
        return "0" if value != value else str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    exact = Decimal(f"{value:.15g}")
    if len(f"{exact:f}") <= _LONGEST:
        return plain(exact)
    # So many decimals are computed and not typed; digits before the point are never rounded away.
    decimals = max(0, _SHOWN_DIGITS - 1 - max(exact.adjusted(), 0)) if exact.adjusted() >= -_SHOWN_DIGITS else 12
    return plain(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) if decimals else plain(exact)


def _date_text(days: float, shown: Pattern, *, since_1904: bool) -> str:
    """Return the date or time that a count of days is, empty where it is none."""
    if not 0 <= days <= _LAST_DAY:
        return ""
    if shown.kind == "elapsed":
        seconds = round(days * 86_400)
        return f"{seconds // 3600}:{seconds // 60 % 60:02}"
    return moment_text(_moment(days, since_1904=since_1904, dated=bool(shown.parts & set("ymd"))), shown.parts)


def _moment(days: float, *, since_1904: bool, dated: bool = True) -> datetime:
    early = 0 if since_1904 or days >= _LEAP_1900 or not dated else 1
    return (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=early, seconds=round(days * 86_400))


def moment_of(raw: str, *, since_1904: bool = False) -> datetime | None:
    """Return the moment that a stored count of days is, None where it is none.

    In the system of 1900 day 60 is 29 February 1900, which never was; days before it are counted as if it had been.
    """
    try:
        days = float(raw)
    except ValueError:
        return None
    return _moment(days, since_1904=since_1904) if 0 <= days <= _LAST_DAY - (1_462 if since_1904 else 0) else None


def moment_text(moment: datetime, parts: frozenset[str]) -> str:
    """Return a moment by the parts that are shown: y, m, d, h, n (minutes), s."""
    if not parts & set("ymd"):
        return clock(moment.time())
    if "d" not in parts:
        if "y" not in parts:
            return _MONTHS[moment.month - 1]
        return f"{moment.year}-{moment.month:02}" if "m" in parts else str(moment.year)
    day = f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
    return f"{day} {clock(moment.time())}" if parts & set("hns") and moment.time() != time() else day


def clock(moment: time) -> str:
    """Return a time of day («14:30»), seconds only where there are any."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def truth(value: bool) -> str:
    """Return the word of a truth value."""
    return "sí" if value else "no"


def as_printed(value: float, printed: str) -> str:
    """Return a number by the text that its program printed for it, which may have any marks («Q1.234,50», «007»).

    The decimals and the words around are those printed; where the text does not say the number («1,2 M»), the number.
    """
    match = re.search(r"\d(?:[\d.,'’\s]*\d)?", printed)
    if match is None or abs(value) >= 1e15:
        return _general(value)
    digits = re.sub(r"\D", "", match[0])
    exact = abs(Decimal(f"{value:.15g}"))
    for decimals in range(min(len(digits), 15)):
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        own = f"{rounded:f}".replace(".", "")
        if own.lstrip("0") == digits.lstrip("0") and len(own) <= len(digits):
            least = len(digits) - decimals
            before, after = _affix(printed[: match.start()]).lstrip(), _affix(printed[match.end() :]).rstrip()
            if value < 0:
                before, after = before.translate(_SIGNS), after.translate(_SIGNS)
            sign = Decimal(-1 if value < 0 else 1)
            return f"{before}{_rounded(rounded * sign, decimals, least)}{after}"
    return _general(value)
