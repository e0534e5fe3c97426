"""The records of registers in the plan's text form: what they counted, and the indicators that they measure."""

from ceiba.exchange.codecs import Key, Pairs, Record
from ceiba.exchange.plan_scalars import NUMBER, TEXT, Figure, Name, When
from ceiba.exchange.reporting_records import DAY
from ceiba.kernel.register import MeasureBinding, RegisterMeasure

_INDICATOR = Name("indicator")

REGISTER_MEASURE = Record(
    RegisterMeasure,
    (
        Key("register", TEXT),
        Key("measure", TEXT),
        Key("period", When()),
        Key("value", Figure()),
        Key("numerator", NUMBER),
        Key("denominator", NUMBER),
        Key("indicator", _INDICATOR),
    ),
    in_line=True,
)

BINDING = Record(
    MeasureBinding,
    (
        Key("indicator", _INDICATOR),
        Key("register", TEXT),
        Key("measure", TEXT),
        Key("since", DAY),
        Key("until", DAY),
        Key("where", Pairs(TEXT, TEXT, lambda dimension, part: (dimension, part), lambda pair: pair)),
        Key("note", TEXT),
    ),
    in_line=True,
)
