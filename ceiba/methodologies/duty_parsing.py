"""From the checked text of a duty to the kernel's values: the schema and the proof have been asked before."""

from datetime import date
from decimal import Decimal

from ceiba.kernel.duty import (
    AGED,
    FILES,
    Duty,
    DutyAnswerKind,
    DutyBand,
    DutyColumn,
    DutyInterval,
    DutyItem,
    DutyLine,
    DutyRecipient,
    DutyRule,
    DutyScore,
    DutyTable,
    RowKind,
    ScoreMeasure,
    ScorePart,
)
from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_type import DayCount
from ceiba.methodologies.reading import Raw


def duty_of(raw: Raw) -> Duty:
    """Return the duty that checked text stands for."""
    return Duty(
        id=raw["id"],
        edition=raw["edition"],
        title=raw["title"],
        short_title=raw["short_title"],
        country=raw["country"],
        binds=tuple(raw["binds"]),
        source=_source(raw["source"]),
        rule=_rule(raw["rule"]),
        items=tuple(map(_item, raw["items"])),
        text=raw.get("text", ""),
        tables=tuple(map(_table, raw.get("tables", ()))),
        score=_score(raw["score"]) if "score" in raw else None,
        recipients=tuple(DutyRecipient(one["key"], one["name"]) for one in raw.get("recipients", ())),
        since=date.fromisoformat(raw["since"]) if "since" in raw else None,
        until=date.fromisoformat(raw["until"]) if "until" in raw else None,
    )


def _source(raw: Raw) -> LegalSource:
    return LegalSource(raw["name"], raw.get("article"), Standing(raw["standing"]), raw.get("reference"))


def _known(raw: Raw) -> LegalSource | None:
    return _source(raw["source"]) if "source" in raw else None


def _rule(raw: Raw) -> DutyRule:
    return DutyRule(
        months=int(raw.get("months", "0")),
        due_day=int(raw["due_day"]) if "due_day" in raw else None,
        due_months_after=int(raw.get("due_months_after", "1")),
        days=int(raw["days"]) if "days" in raw else None,
        count=DayCount(raw.get("count", "calendar")),
        workday=Workday(raw.get("workday", "stays")),
        fresh_days=int(raw.get("fresh_days", AGED)),
        source=_known(raw),
    )


def _item(raw: Raw) -> DutyItem:
    named = next((kind for kind in ("table", "register") if kind in raw), None)
    kinds = {"table": DutyAnswerKind.PRODUCED, "register": DutyAnswerKind.RELEASED, None: DutyAnswerKind.DECLARED}
    interval = raw.get("interval")
    return DutyItem(
        key=raw["key"],
        title=raw["title"],
        text=raw.get("text", ""),
        kind=kinds[named],
        table=raw.get("table", ""),
        register=raw.get("register", ""),
        group=raw.get("group", ""),
        side=raw.get("side", ""),
        content=raw.get("content", ""),
        rule=_rule(raw["rule"]) if "rule" in raw else None,
        interval=DutyInterval(interval["item"], int(interval["days"]), interval["when"] == "before")
        if interval
        else None,
        source=_known(raw),
    )


def _table(raw: Raw) -> DutyTable:
    return DutyTable(
        key=raw["key"],
        title=raw["title"],
        rows=RowKind(raw["rows"]),
        columns=tuple(map(_column, raw["columns"])),
        lines=tuple(raw.get("lines", ())),
        roles=tuple(raw.get("roles", ())),
        requires=tuple(raw.get("requires", ())),
        bands=tuple(DutyBand(one["title"], tuple(one["processes"])) for one in raw.get("bands", ())),
        closing=tuple(map(_line, raw.get("closing", ()))),
        footer=tuple(map(_line, raw.get("footer", ()))),
        empty=raw["empty"],
        empty_text=raw.get("empty_text", ""),
        text=raw.get("text", ""),
        encoding=raw.get("encoding", "utf-8-sig"),
        separator=raw.get("separator", ","),
        files=tuple(raw["files"][each] for each in FILES) if "files" in raw else (),
        file_name=raw.get("file_name", ""),
        source=_known(raw),
    )


def _column(raw: Raw) -> DutyColumn:
    return DutyColumn(
        raw["heading"], tuple(raw.get("fields", ())), raw.get("fixed", ""), raw.get("empty", ""), raw.get("text", "")
    )


def _line(raw: Raw) -> DutyLine:
    return DutyLine(raw["label"], raw.get("fact", ""), raw.get("fixed", ""))


def _score(raw: Raw) -> DutyScore:
    parts = tuple(
        ScorePart(one["key"], one["title"], ScoreMeasure(one["measure"]), Decimal(one["weight"]), _known(one))
        for one in raw["parts"]
    )
    return DutyScore(raw["name"], parts, tuple(raw["formats"]), _known(raw), raw.get("text", ""))
