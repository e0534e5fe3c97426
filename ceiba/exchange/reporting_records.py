"""The records of reporting in the plan's text form: cycles, reports, narratives, evidence and restatements."""

from datetime import date, datetime
from functools import partial

from yaml import Node

from ceiba.exchange.codecs import ANY_SCALAR, Codec, Key, Many, Record, Word, scalar, wrong
from ceiba.exchange.plan_scalars import FLAG, NUMBER, TEXT, Figure, Name, Scalar, When, choice
from ceiba.kernel.reporting import Evidence, Narrative, Report, ReportingCycle, ReportState, Restatement
from ceiba.kernel.text import _

_WHEN, _FIGURE = When(), Figure()
_UNIT, _INDICATOR, _CYCLE = Name("unit"), Name("indicator"), Name("cycle")


def _moment(kind: type[date], node: Node) -> date:
    text = scalar(node, _("una fecha"))
    try:
        return kind.fromisoformat(text)
    except ValueError:
        told = _("«%(text)s» no es una fecha de este formato; escriba 2026-11-30") % {"text": text}
        raise wrong(node, told) from None


DAY: Codec = Scalar(partial(_moment, date), lambda day: Word(day.isoformat()), ANY_SCALAR)
INSTANT: Codec = Scalar(partial(_moment, datetime), lambda at: Word(at.isoformat()), ANY_SCALAR)

CYCLE = Record(
    ReportingCycle,
    (Key("duty", TEXT), Key("period", _WHEN), Key("opens", DAY), Key("due", DAY), Key("closed", FLAG)),
    noun="cycle",
    prefix="c",
    in_line=True,
)

REPORT = Record(
    Report,
    (
        Key("cycle", _CYCLE),
        Key("unit", _UNIT, default=None),
        Key("state", choice(ReportState)),
        Key("due", DAY),
        Key("reported_at", INSTANT),
        Key("reported_by", TEXT),
        Key("reviewed_at", INSTANT),
        Key("reviewed_by", TEXT),
        Key("remark", TEXT),
    ),
    in_line=True,
)

NARRATIVE = Record(
    Narrative,
    (
        Key("indicator", _INDICATOR),
        Key("period", _WHEN),
        Key("analysis", TEXT),
        Key("difficulty", TEXT),
        Key("next_step", TEXT),
    ),
)

EVIDENCE = Record(
    Evidence,
    (
        Key("indicator", _INDICATOR),
        Key("period", _WHEN),
        Key("document", TEXT),
        Key("name", TEXT),
        Key("disaggregation", TEXT),
        Key("note", TEXT),
    ),
    in_line=True,
)

_PAIR = Many(NUMBER, exactly=2, in_line=True)

RESTATEMENT = Record(
    Restatement,
    (
        Key("indicator", _INDICATOR),
        Key("period", _WHEN),
        Key("disaggregation", TEXT),
        Key("before", _FIGURE),
        Key("after", _FIGURE),
        Key("before_pair", _PAIR),
        Key("after_pair", _PAIR),
        Key("reason", TEXT),
        Key("act", TEXT),
        Key("by", TEXT),
        Key("at", INSTANT),
    ),
)
