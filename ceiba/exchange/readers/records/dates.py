"""Days and moments as people type them: 31/03/2026, 31-mar-26, 31 de marzo de 2026, 2026-03-31 2:05 p. m., 46112."""

import re
from calendar import monthrange
from datetime import date, time
from functools import lru_cache

from ceiba.exchange.readers.sheets.formats import moment_of
from ceiba.kernel.register_text import UnreadableValue
from ceiba.kernel.text import _, unaccented

_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAY = re.compile(r"^(?:lun|mar|mie|jue|vie|sab|dom)[a-z]*\.?,?\s+(?=\d)")
_TIME = re.compile(
    r"(?:^|[\st,]+|\s*a las?\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?(?:\s*(?:h|hrs?|horas)\.?)?z?$"
)
_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_FIGURES = re.compile(r"(?P<first>\d{1,2})\s?[-/. ]\s?(?P<second>\d{1,2})\s?[-/. ]\s?(?P<year>\d{4}|\d{2})")
_WORDS = re.compile(
    r"(?P<day>\d{1,2})\s?(?:º|°|o|ro)?\.?\s?(?:[-/. ]|de )\s?(?P<name>[a-z]{3,10})\.?"
    r"\s?(?:[-/., ]|de |del )\s?(?:de |del )?(?P<year>\d{4}|\d{2})"
)
_NAME_FIRST = re.compile(r"(?P<name>[a-z]{3,10})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_COMPACT = re.compile(r"(?P<year>19\d\d|2[01]\d\d)(?P<month>\d{2})(?P<day>\d{2})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,12})?")
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # 1927 to 2119: a count of days outside them is some other number
_PIVOT = 69  # of years in two figures, as POSIX has it: 69 is 1969, 68 is 2068


@lru_cache(maxsize=16_384)
def read_moment(text: str, *, month_first: bool = False, since_1904: bool = False) -> tuple[date, time | None]:
    """Return the day that a text tells, and the time of day where it tells one.

    ``month_first`` reads 03/04/2026 as 4 March. ``UnreadableValue`` where it tells none, or one that never was.
    """
    plain = " ".join(unaccented(text).lower().replace("\u00a0", " ").split())
    if _SERIAL.fullmatch(plain):
        return _counted(plain, since_1904=since_1904)
    if not _NAME_FIRST.match(plain):
        plain = _WEEKDAY.sub("", plain)
    found = _TIME.search(plain)
    clock = _clock(found) if found else None
    day = plain[: found.start()].rstrip(" ,") if found else plain
    return _day(day, month_first=month_first), clock


def _counted(plain: str, *, since_1904: bool) -> tuple[date, time | None]:
    moment = moment_of(plain.replace(",", "."), since_1904=since_1904)
    if moment is None or not _FIRST_SERIAL <= float(plain.replace(",", ".")) <= _LAST_SERIAL:
        raise _unknown()
    return moment.date(), moment.time() if "." in plain or "," in plain else None


def _day(plain: str, *, month_first: bool) -> date:
    if (found := _ISO.fullmatch(plain) or _COMPACT.fullmatch(plain)) is not None:
        return _made(int(found["year"]), int(found["month"]), int(found["day"]))
    if (found := _FIGURES.fullmatch(plain)) is not None:
        one, other = int(found["first"]), int(found["second"])
        day, month = (other, one) if month_first else (one, other)
        return _made(_year(found["year"]), month, day)
    found = _WORDS.fullmatch(plain) or _NAME_FIRST.fullmatch(plain)
    month = _month(found["name"]) if found is not None else 0
    if found is None or not month:
        raise _unknown()
    return _made(_year(found["year"]), month, int(found["day"]))


def _unknown() -> UnreadableValue:
    return UnreadableValue(_("no se entiende como fecha; escríbala como 31/03/2026 o 2026-03-31."))


def _month(name: str) -> int:
    if "setiembre".startswith(name):
        return 9
    for names in (_MONTHS, _ENGLISH):
        for number, month in enumerate(names, 1):
            if month.startswith(name):
                return number
    return 0


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= _PIVOT else 2000)


def _made(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        message = _("no hay mes %(month)s; si la hoja escribe el día antes que el mes, o al revés, dígalo en «Fechas».")
        raise UnreadableValue(message, {"month": str(month)})
    if year < 1 or not 1 <= day <= monthrange(year, month)[1]:
        message = _("ese día no existe: %(month)s tiene %(last)s días; corrija el día o el mes.")
        last = monthrange(max(year, 1), month)[1]
        raise UnreadableValue(message, {"month": f"{month:02}/{year}", "last": str(last)})
    return date(year, month, day)


def _clock(found: re.Match[str]) -> time:
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = (found["half"] or " ")[0]
    if half in "ap" and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half in "ap":
        hour = 24
    if hour > 23 or minute > 59 or second > 59:
        raise UnreadableValue(_("esa hora no existe; escríbala de 00:00 a 23:59."))
    return time(hour, minute, second)
