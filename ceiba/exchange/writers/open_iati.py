"""Plans as results of the International Aid Transparency Initiative, version 2.03: one activity for each plan.

An element with indicators is a result, and each target and figure stands in its period. What is not known is not there,
and why stands in a comment: the standard has values and no states. A ratio keeps its numerator and denominator in a
comment, since nobody may average it. A publisher that IATI does not know yet is named by its country and its key here:
for the registry of IATI an institution needs an identifier of its own. The same publication gives the same bytes.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO

from lxml import etree

from ceiba.exchange.datasets.dataset import Issue, last_day
from ceiba.exchange.language import translator
from ceiba.exchange.writers.open_data import Imprint, moment
from ceiba.kernel.calendar import first_day
from ceiba.kernel.indicator import Direction, Indicator, Measurement
from ceiba.kernel.methodology import Role
from ceiba.kernel.period import Period
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.states import Datum, State, Value
from ceiba.kernel.text import _

VERSION = "2.03"
_RESULT = {Role.OUTPUT: "1", Role.SUBOUTPUT: "1", Role.OUTCOME: "2", Role.IMPACT: "3"}  # code list ResultType
_OTHER_RESULT = "9"
_GOVERNMENT, _IMPLEMENTS = "10", "4"  # code lists OrganisationType and OrganisationRole (implementing)
_GOES_ON, _CLOSED = "2", "4"  # code list ActivityStatus
_START, _END = "1", "3"  # code list ActivityDateType: planned start, planned end
_UNIT, _PERCENTAGE = "1", "2"  # code list IndicatorMeasure
_XML = "http://www.w3.org/XML/1998/namespace"
_LANGUAGE = f"{{{_XML}}}lang"
_BAD = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
_WHY = {
    State.NO_DATA: _("Sin dato: debía haberlo y nadie lo dio."),
    State.NOT_PROGRAMMED: _("No programado."),
    State.NOT_DUE: _("Aún no vence."),
    State.NOT_APPLICABLE: _("No aplica."),
}


def write(issue: Issue, imprint: Imprint) -> bytes | None:
    """Return the activities as XML in UTF-8; None where no plan has a period, which the standard asks for."""
    made = moment(imprint.publisher.changed)
    dated = [(plan, plan.period) for plan in issue.face.plans if plan.period and last_day(plan.period)]
    if not dated:
        return None
    out = BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("iati-activities", {"version": VERSION, "generated-datetime": made}):
            for plan, period in dated:
                activity = _Activity(issue, imprint, plan, period)
                with file.element("iati-activity", activity.attributes, nsmap={"xml": _XML}):
                    for part in activity.parts():  # one at a time: all together they would be far larger than the file
                        etree.indent(part)
                        part.tail = "\n"
                        file.write(part)
    return out.getvalue() + b"\n"


class _Activity:
    """A plan on its way into an activity."""

    def __init__(self, issue: Issue, imprint: Imprint, plan: Plan, period: Period) -> None:
        self.issue, self.face, self.imprint, self.plan = issue, issue.face, imprint, plan
        self.period, self.say = period, translator()
        self.organisation = "-".join(filter(None, (imprint.publisher.country, imprint.publisher.key)))

    @property
    def attributes(self) -> dict[str, str]:
        """Return the attributes of the activity."""
        changed = moment(self.imprint.publisher.changed)
        told = {_LANGUAGE: self.face.methodology.language, "last-updated-datetime": changed}
        if self.face.methodology.currency:
            told["default-currency"] = self.face.methodology.currency
        return told

    def parts(self) -> Iterator[etree._Element]:
        """Yield what stands in the activity, in the order of the standard."""
        yield from list(self._head())
        for element, indicators in self._measured():
            yield self._result(element, indicators)

    def _head(self) -> etree._Element:
        """Return an element that holds everything before the results."""
        here, told = self.imprint.publisher, etree.Element("head")
        etree.SubElement(told, "iati-identifier").text = f"{self.organisation}-{_clean(self.plan.id)}"
        who = {"ref": self.organisation, "type": _GOVERNMENT}
        _narrated(told, "reporting-org", here.name, **who)
        _narrated(told, "title", self.plan.title or self.plan.id)
        facts = {"number": self.imprint.number, "name": here.name, "until": self.imprint.until}
        says = self.say(_("Publicación %(number)s de %(name)s, con cifras hasta %(until)s.")) % facts
        _narrated(told, "description", says, type="1")
        _narrated(told, "participating-org", here.name, role=_IMPLEMENTS, **who)
        over = self.period.last_month <= self.issue.until.last_month
        etree.SubElement(told, "activity-status", code=_CLOSED if over else _GOES_ON)
        etree.SubElement(told, "activity-date", {"iso-date": _first(self.period), "type": _START})
        etree.SubElement(told, "activity-date", {"iso-date": _last(self.period), "type": _END})
        if here.country:
            etree.SubElement(told, "recipient-country", code=here.country, percentage="100")
        return told

    def _measured(self) -> Iterator[tuple[Element, list[Indicator]]]:
        found: dict[str, list[Indicator]] = {}
        for indicator in self.plan.indicators:
            found.setdefault(indicator.element or "", []).append(indicator)
        return ((one, found[one.id]) for one in self.plan.elements if one.id in found and not one.withdrawn)

    def _result(self, element: Element, indicators: Iterable[Indicator]) -> etree._Element:
        role = self.face.role(element)
        kind = _RESULT.get(role, _OTHER_RESULT) if role else _OTHER_RESULT
        result = etree.Element("result", {"type": kind, "aggregation-status": "0"})
        _narrated(result, "title", element.text or element.id)
        for indicator in indicators:
            self._indicator(result, indicator)
        return result

    def _indicator(self, result: etree._Element, indicator: Indicator) -> None:
        kind = indicator.measure_unit.kind if indicator.measure_unit else None
        rises = indicator.better_direction is not Direction.DOWN
        measure = _PERCENTAGE if kind is UnitKind.PERCENT else _UNIT
        attributes = {"measure": measure, "ascending": "1" if rises else "0", "aggregation-status": "0"}
        told = etree.SubElement(result, "indicator", attributes)
        _narrated(told, "title", indicator.text or indicator.id)
        _narrated(told, "description", "; ".join(filter(None, (indicator.definition, _unit(indicator)))))
        base = indicator.baseline
        if base is not None and base.year is not None and base.year > 0:
            line = etree.SubElement(told, "baseline", _valued(base.value, year=str(base.year)))
            self._comment(line, base.value, base.source or "")
        targets = {one.period: one.value for one in indicator.targets if one.period is not None}
        seen: dict[Period, list[Measurement]] = {}
        for one in self.face.measurements_of(indicator):
            seen.setdefault(one.period, []).append(one)
        for period in sorted({*targets, *seen}):
            if last_day(period) is not None:
                self._period(told, period, targets.get(period), seen.get(period, []))

    def _period(self, told: etree._Element, period: Period, target: Datum | None, seen: Iterable[Measurement]) -> None:
        at = etree.SubElement(told, "period")
        etree.SubElement(at, "period-start", {"iso-date": _first(period)})
        etree.SubElement(at, "period-end", {"iso-date": _last(period)})
        if target is not None:
            self._comment(etree.SubElement(at, "target", _valued(target)), target)
        for one in seen:
            actual = etree.SubElement(at, "actual", _valued(one.value))
            if one.disaggregation:
                etree.SubElement(actual, "dimension", name="parte", value=_clean(one.disaggregation))
            pair = f"{_plain(one.pair[0])} / {_plain(one.pair[1])}" if one.pair else ""
            self._comment(actual, one.value, pair)

    def _comment(self, told: etree._Element, value: Datum, more: str = "") -> None:
        why = self.say(_WHY[value.state]) if value.state in _WHY else ""
        _narrated(told, "comment", " ".join(filter(None, (why, more))))


def _narrated(above: etree._Element, name: str, text: str, **attributes: str) -> None:
    """Write an element that holds a text; nothing for no text."""
    if said := _clean(text):
        etree.SubElement(etree.SubElement(above, name, attributes), "narrative").text = said


def _valued(value: Datum, **attributes: str) -> dict[str, str]:
    return {**attributes, "value": _plain(value.amount)} if isinstance(value, Value) else attributes


def _plain(amount: Decimal) -> str:
    return format(amount, "f")


def _unit(indicator: Indicator) -> str:
    return indicator.measure_unit.name if indicator.measure_unit else ""


def _clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return text.translate(_BAD).encode("utf-8", "ignore").decode().strip()


def _first(period: Period) -> str:
    return first_day(period.first_month).isoformat()


def _last(period: Period) -> str:
    day = last_day(period)
    assert day is not None  # asked before
    return day.isoformat()
