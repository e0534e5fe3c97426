"""The fields of a proposed thing as text that a person types, read by the codecs of the plan's text form.

What is wrong is said in the same words as in a file: the line is missing, the mend is there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from yaml import MappingNode, ScalarNode, SequenceNode

from ceiba.exchange import money_records
from ceiba.exchange import plan_records as records
from ceiba.exchange.codecs import Codec, Desk, Many, Mistake, Mistakes, Pairs, Record
from ceiba.exchange.plan_scalars import Cash
from ceiba.kernel.indicator import Baseline
from ceiba.kernel.methodology import Methodology
from ceiba.kernel.money import Money
from ceiba.kernel.plan import Alignment
from ceiba.kernel.states import State
from ceiba.kernel.text import _

RECORDS: Mapping[str, Record] = {
    "plan": records.PLAN,
    "element": records.ELEMENT,
    "indicator": records.INDICATOR,
    "statement": records.STATEMENT,
    "stakeholder": records.STAKEHOLDER,
    "citation": records.CITATION,
    "unit": records.UNIT,
    "funding": money_records.FUNDING,
    "total": money_records.TOTAL,
    "budget_line": money_records.BUDGET_LINE,
    "modification": money_records.MODIFICATION,
    "income": money_records.INCOME,
    "procurement": money_records.PROCUREMENT,
    "project": money_records.PROJECT,
    "demand": records.DEMAND,
    "risk": records.RISK,
    "population": records.POPULATION,
}
BASELINE = ("baseline_value", "baseline_year", "baseline_source")


def codec_of(noun: str, field: str) -> Codec:
    """Return how a field of a noun is read and written."""
    return next(key.codec for key in RECORDS[noun].keys if key.name == field)


def written(noun: str, field: str, value: Any, methodology: Methodology) -> str:
    """Return the value of a field as the text that a person may change; blank where there is none."""
    if value is None or value == ():
        return ""
    if field == "alignments":
        return "\n".join(f"{one.framework}: {', '.join(one.codes)}" for one in value)
    tree = codec_of(noun, field).write(value, Desk(methodology))
    return "\n".join(_lines(tree))


def _lines(tree: Any) -> Iterable[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for item in tree:
            yield from _lines(item)
    else:
        yield from (f"{key}: {value}" for key, value in tree.items())


def written_baseline(value: Baseline | None, methodology: Methodology) -> dict[str, str]:
    """Return value, year and source of a baseline as three texts."""
    if value is None:
        return dict.fromkeys(BASELINE, "")
    tree = codec_of("indicator", "baseline").write(value, Desk(methodology))
    assert isinstance(tree, dict)
    return {name: str(tree.get(name.removeprefix("baseline_"), "")) for name in BASELINE}


def read(noun: str, field: str, text: str, before: Any, methodology: Methodology) -> Any:
    """Return the value that a text, not blank, stands for; ``Mistakes`` where it stands for none."""
    codec, desk = codec_of(noun, field), Desk(methodology)
    if field == "alignments":
        return _alignments(text, before)
    if isinstance(codec, Pairs):
        return codec.read(_mapping(_pair(line) for line in text.splitlines() if line.strip()), desk)
    if isinstance(codec, Many):
        items = [_scalar(line) for line in text.splitlines() if line.strip()]
        return codec.read(SequenceNode("", items, _NOWHERE, _NOWHERE), desk)
    value = codec.read(_scalar(text), desk)
    if isinstance(codec, Cash) and isinstance(before, Money) and not before.currency and value.amount == before.amount:
        return before
    return value


def read_baseline(texts: Mapping[str, str], methodology: Methodology) -> Baseline | None:
    """Return the baseline of three texts, None where all are blank; a year alone is a baseline without a figure."""
    given = {name: texts[name].strip() for name in BASELINE if texts[name].strip()}
    if not given:
        return None
    given.setdefault("baseline_value", State.NO_DATA.value)
    pairs = ((_scalar(name.removeprefix("baseline_")), _scalar(text)) for name, text in given.items())
    value: Baseline = codec_of("indicator", "baseline").read(_mapping(pairs), Desk(methodology))
    return value


def _alignments(text: str, before: tuple[Alignment, ...]) -> tuple[Alignment, ...]:
    shares = {one.framework: one.share for one in before}
    made = []
    for line in text.splitlines():
        if line.strip():
            framework, codes = (str(node.value) for node in _pair(line))
            listed = tuple(code.strip() for code in codes.split(",") if code.strip())
            made.append(Alignment(framework, listed, shares.get(framework)))
    return tuple(made)


def _pair(line: str) -> tuple[ScalarNode, ScalarNode]:
    key, colon, value = line.partition(":")
    if not (colon and key.strip() and value.strip()):
        told = _("«%(line)s» no se entiende: cada cosa va en su línea, con dos puntos en medio, como «2028: 65»")
        raise Mistakes(Mistake(1, told % {"line": line.strip()}))
    return _scalar(key), _scalar(value)


def _mapping(pairs: Iterable[tuple[ScalarNode, ScalarNode]]) -> MappingNode:
    return MappingNode("", list(pairs), _NOWHERE, _NOWHERE)


def _scalar(text: str) -> ScalarNode:
    return ScalarNode("", text.strip(), _NOWHERE, _NOWHERE)


class _Nowhere:
    """The place of a text that stands in no file."""

    line = 0


_NOWHERE: Any = _Nowhere()
