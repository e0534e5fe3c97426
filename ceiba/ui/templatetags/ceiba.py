"""Tags of every template: numbers, money, dates and sentences as the institution and the reader write them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, wraps

from django import template
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ceiba.charts.chart import Chart, coordinate
from ceiba.exchange.writers.page_findings import SEVERITY_WORDS
from ceiba.kernel.finding import Severity
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.states import Absent, Datum
from ceiba.ui import drawings, formats

register = template.Library()
_BARS = re.compile(r"\t+")  # what stands between the cells of a row


def writes(function: Callable[..., str]) -> Callable[..., str]:
    """Make a function a filter; what a template could not find comes as an empty text, and is missing, not a blank."""

    @wraps(function)
    def apply(value: object, *arguments: object) -> str:
        return function(None if value == "" else value, *arguments)

    register.filter(function.__name__, apply)
    return function


@writes
def number(amount: Decimal | int | None, decimals: int | None = None) -> str:
    """Write a number; ``{{ n|number:2 }}`` rounds it to so many decimals."""
    return formats.number(amount, decimals)


@writes
def money(amount: Money | None, decimals: int | None = None) -> str:
    """Write money with the sign of its currency; ``{{ m|money:0 }}`` leaves the hundredths out."""
    return formats.money(amount, decimals)


@writes
def percent(amount: Decimal | int | None, decimals: int | None = None) -> str:
    """Write a percentage: 58.4 is «58.4 %»."""
    return formats.percent(amount, decimals)


@writes
def datum(figure: Datum | None, unit: MeasureUnit | None = None) -> str:
    """Write a figure or the word of its absence; ``{{ d|datum:indicator.measure_unit }}`` adds the unit."""
    return formats.datum(figure, unit or None)


@writes
def figure(value: Datum | Money | Decimal | int | None, unit: MeasureUnit | None = None) -> str:
    """Write a figure for a cell: like ``datum``, ``money`` or ``number``, its absence also told by its look."""
    if value is None or isinstance(value, Absent):
        return format_html('<span class="absent">{}</span>', formats.datum(value))
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, Decimal | int):
        return formats.number(value)
    return formats.datum(value, unit or None)


@writes
def period(value: Period | None) -> str:
    """Write a period in words."""
    return formats.period(value)


@writes
def day(value: date | datetime | None) -> str:
    """Write a day in full."""
    return formats.day(value)


@writes
def moment(value: datetime | None) -> str:
    """Write a day and its time of the clock, shortly."""
    return formats.moment(value)


@register.filter
def said(sentence: str) -> str:
    """Say a sentence from below the Django line in the reader's language."""
    return formats.say()(sentence) if sentence else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is an ornament that nobody hears."""
    place = _sprite()
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, place, name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', place, name)


@cache
def _sprite() -> str:
    return static("vendor/icons.svg")


@register.simple_tag
def more(attrs: object) -> SafeString:
    """Write the attributes of a component that it has no name for, escaped whatever they came from."""
    given = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else attrs
    if not isinstance(given, Mapping):
        return SafeString()
    written = [
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in given.items()
        if value is not False and value is not None
    ]
    return mark_safe("".join(written))  # noqa: S308  # every value was escaped


_FIELDS = {
    "text": _("Texto"),
    "title": _("Título"),
    "name": _("Nombre"),
    "code": _("Código"),
    "level": _("Nivel"),
    "parent": _("De qué cuelga"),
    "period": _("Periodo"),
    "unit": _("Unidad"),
    "measure_unit": _("Unidad de medida"),
    "baseline": _("Línea base"),
    "target": _("Meta"),
    "targets": _("Metas"),
    "value": _("Cifra"),
    "amount": _("Monto"),
    "year": _("Año"),
    "formula": _("Fórmula"),
    "source": _("Fuente"),
    "verification": _("Medio de verificación"),
    "reason": _("Motivo"),
    "note": _("Nota"),
    "answer": _("Respuesta"),
    "email": _("Correo"),
    "role": _("Función"),
}
_TONES = {"error": "bad", "warning": "warn", "notice": "none", "ok": "ok"}


@register.filter
def tone(severity: str) -> str:
    """Return the tone of a severity: bad, warn, none or ok."""
    return _TONES.get(str(severity), "none")


@register.filter
def severity_word(severity: str) -> str:
    """Return the word of a severity, with a capital letter."""
    try:
        word = SEVERITY_WORDS[Severity(str(severity))][0]
    except ValueError:
        return str(severity)
    return formats.say()(word).capitalize()


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, number: int, name: str = "page") -> str:
    """Return the address of another page of the same list, with whatever else was asked for."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query[name] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def bar(value: Decimal | None, mark: Decimal | None = None, label: str = "") -> SafeString:
    """Draw a part of a hundred as a bar, with a mark where it should stand by now; its label says it in words."""
    if value is None or value == "":
        return format_html('<span class="absent">{}</span>', formats.absence())
    width = min(max(Decimal(value), Decimal(0)), Decimal(100))
    drawn = [format_html('<rect class="bar-done" width="{}" height="9"></rect>', coordinate(width * 2))]
    if mark is not None and mark != "":
        at = min(max(Decimal(mark), Decimal(0)), Decimal(100))
        drawn.append(format_html('<rect class="bar-mark" x="{}" width="1.5" height="9"></rect>', coordinate(at * 2)))
    return format_html(
        '<svg class="bar" viewBox="0 0 200 9" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="bar-rail" width="200" height="9"></rect>{}</svg>',
        label or formats.percent(Decimal(value)),
        mark_safe("".join(drawn)),  # noqa: S308  # each part was escaped
    )


@register.filter
def secret(name: str) -> bool:
    """Tell whether a field holds something that no page shows again."""
    return "password" in name or name == "csrfmiddlewaretoken"


@register.filter
def field_words(name: str) -> str:
    """Return what a field of a form is called: «elements-0-reason» is «Motivo»; its own name where nobody knows it."""
    last = name.rsplit("-", 1)[-1]
    return str(_FIELDS.get(last) or last.replace("_", " ").strip().capitalize())


@register.simple_tag
def chart_path(snapshot: Snapshot, indicator: Indicator) -> SafeString:
    """Draw an indicator from its baseline to its target, with the table behind; nothing where no path is known."""
    return drawings.figure(drawings.indicator_path(snapshot, indicator))


@register.simple_tag
def chart_bars(rows: Iterable[Sequence[object]], title: str, key: str = "", *words: str) -> SafeString:
    """Draw amounts as bars: rows of (name, amount[, ((words, amount), …)]); ``words`` name the parts in the key."""
    drawn = drawings.amounts(rows, title, f"g-{key or slugify(title)}")
    return drawings.figure(drawn, words)


@register.simple_tag
def chart(drawn: Chart | None) -> SafeString:
    """Show a chart that a view has drawn, with the table behind."""
    return drawings.figure(drawn)


@register.simple_tag
def tag(words: object, tone: str = "none", *, plain: bool = False) -> SafeString:
    """Write what ``<c-tag>`` writes, many times faster: for lists of thousands."""
    return format_html('<span class="tag {}{}">{}</span>', tone, " plain" if plain else "", words)


@register.simple_tag
def page_begins(number: int) -> SafeString:
    """Write where a page of a document begins, among its lines."""
    return format_html('<li class="page-begins">{}</li>', _("Página %(number)s") % {"number": number})


@register.simple_tag
def line(number: int, text: str, mark: object = "", *, selected: bool = False, href: str = "") -> SafeString:
    """Write what ``<c-line>`` writes, many times faster: for whole documents. Bars part the cells of a table."""
    text = _BARS.sub(" │ ", text.strip("\t"))
    css = f"line{f' mark-{mark}' if mark else ''}{' selected' if selected else ''}"
    return format_html(
        '<li id="l{}" class="{}"{}><a class="line-number" href="{}#l{}">{}</a><span>{}</span></li>',
        number,
        css,
        mark_safe(' aria-current="true"') if selected else "",
        href,
        number,
        number,
        text,
    )
