"""From the checked text of a register type to the kernel's values: the schema has been asked before."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.methodology import Workday
from ceiba.kernel.register_measure import Condition, Measure, MeasureKind, PeopleBy, Statistic
from ceiba.kernel.register_record import FieldValue, Record, RecordProblem, StateChange
from ceiba.kernel.register_text import UnreadableValue, read_value
from ceiba.kernel.register_type import (
    LONGEST_TEXT,
    Case,
    CountDimension,
    DayCount,
    Deadline,
    DeadlineVariant,
    Field,
    FieldKind,
    LinkTarget,
    Masking,
    Option,
    Privacy,
    Prolongation,
    PublicView,
    RegisterState,
    RegisterType,
    Requirement,
    Silence,
    Transition,
)
from ceiba.kernel.text import _
from ceiba.methodologies.reading import Raw

Choices = Mapping[str, tuple[Option, ...]]  # the options of each field by its key


def register_type(raw: Raw) -> RegisterType:
    """Return the register type that checked text stands for."""
    options = {entry["key"]: tuple(map(_option, entry.get("options", ()))) for entry in raw["fields"]}
    return RegisterType(
        id=raw["id"],
        edition=raw["edition"],
        title=raw["title"],
        plural=raw["plural"],
        fields=tuple(_field(entry, options) for entry in raw["fields"]),
        states=tuple(map(_state, raw["states"])),
        transitions=tuple(way for entry in raw.get("transitions", ()) for way in _transitions(entry)),
        deadlines=tuple(_deadline(entry, options) for entry in raw.get("deadlines", ())),
        measures=tuple(map(_measure, raw.get("measures", ()))),
        privacy=Privacy(raw.get("privacy", "internal")),
        readers=tuple(raw.get("readers", ())),
        public=_public(raw["public"]) if "public" in raw else None,
        country=raw.get("country"),
        help=raw.get("help", ""),
        sources=tuple(map(_source, raw.get("sources", ()))),
    )


def example_row(raw: Raw, register: RegisterType) -> tuple[Record, tuple[RecordProblem, ...]]:
    """Return the row that an example stands for, and a problem for each value that its field cannot read.

    A row without history entered its state on no day.
    """
    values: dict[str, FieldValue] = {}
    problems = []
    for key, text in raw.get("values", {}).items():
        field = register.field_by_key.get(key)
        if field is None:
            values[key] = text  # the check of the row says that there is no such field
            continue
        try:
            values[key] = read_value(field, text)
        except UnreadableValue as unreadable:
            problems.append(RecordProblem(raw["key"], key, text, unreadable.message, unreadable.facts))
    history = []
    for change in raw.get("history", ()):
        try:
            at = datetime.fromisoformat(change["at"])
        except ValueError:
            message = _("«%(at)s» es un momento que no existe; corríjalo.")
            problems.append(RecordProblem(raw["key"], "", change["at"], message, {"at": change["at"]}))
            continue
        history.append(StateChange(change["state"], at, change.get("reason", "")))
    return Record(raw["key"], register.id, raw["state"], values, tuple(history)), tuple(problems)


def day(text: str) -> date | None:
    """Return the day that a text of the right shape stands for; None where there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _source(raw: Raw) -> LegalSource:
    return LegalSource(raw["name"], raw.get("article"), Standing(raw["standing"]), raw.get("reference"))


def _truth(raw: Raw, key: str) -> bool:
    return raw.get(key) == "true"


def _number(raw: Mapping[str, str], key: str) -> Decimal | None:
    return Decimal(raw[key]) if key in raw else None


def _field(raw: Raw, options: Choices) -> Field:
    kind, sensitive = FieldKind(raw["kind"]), _truth(raw, "sensitive")
    usual = Privacy.RESTRICTED if sensitive or kind is FieldKind.PERSON else Privacy.INTERNAL
    return Field(
        key=raw["key"],
        label=raw["label"],
        kind=kind,
        privacy=Privacy(raw.get("privacy", usual)),
        help=raw.get("help", ""),
        required=_requirement(raw.get("required", "false"), options),
        sensitive=sensitive,
        measure_unit=raw.get("measure_unit", ""),
        currency=raw.get("currency", ""),
        minimum=_number(raw, "minimum"),
        maximum=_number(raw, "maximum"),
        decimals=int(raw["decimals"]) if "decimals" in raw else None,
        longest=int(raw.get("longest", LONGEST_TEXT)),
        mask=raw.get("mask", ""),
        sequence=raw.get("sequence", ""),
        unique=_truth(raw, "unique"),
        unmixed=_truth(raw, "unmixed"),
        options=options[raw["key"]],
        dimensions=tuple(map(_dimension, raw.get("dimensions", ()))),
        target=LinkTarget(raw["target"]) if "target" in raw else None,
        target_register=raw.get("target_register", ""),
        masking=Masking(raw["masking"]) if "masking" in raw else None,
        keeps=raw.get("keeps", "true") == "true",
    )


def _requirement(raw: Raw | str, options: Choices) -> Requirement:
    if isinstance(raw, str):
        return Requirement(always=raw == "true")
    return Requirement(False, tuple(raw.get("states", ())), raw.get("field"), _cases(raw, options))


def _cases(raw: Raw, options: Choices) -> tuple[str, ...]:
    """Return the values that are written, and those of ``within`` with every narrower option below them."""
    inside = list(raw.get("within", ()))
    known = options.get(raw.get("field", ""), ())
    for key in inside:  # grows while it is walked, and ends: no option enters twice
        inside += [option.key for option in known if option.parent == key and option.key not in inside]
    return (*raw.get("values", ()), *inside)


def _option(raw: Raw) -> Option:
    return Option(raw["key"], raw["label"], raw.get("parent"), _truth(raw, "retired"))


def _dimension(raw: Raw) -> CountDimension:
    return CountDimension(raw["key"], raw["label"], tuple(map(_option, raw["options"])))


def _state(raw: Raw) -> RegisterState:
    return RegisterState(raw["key"], raw["label"], _truth(raw, "initial"), _truth(raw, "final"), _truth(raw, "sealed"))


def _transitions(raw: Raw) -> tuple[Transition, ...]:
    rest = (raw["to"], tuple(raw["roles"]), tuple(raw.get("requires", ())), _truth(raw, "reason"))
    return tuple(Transition(raw["key"], raw["label"], origin, *rest) for origin in raw["from"])


def _deadline(raw: Raw, options: Choices) -> Deadline:
    more = raw.get("prolongation")
    return Deadline(
        key=raw["key"],
        label=raw["label"],
        starts=raw["starts"],
        ends=tuple(raw["ends"]),
        days=int(raw["days"]),
        count=DayCount(raw["count"]),
        suspended_in=tuple(raw.get("suspended_in", ())),
        prolongation=Prolongation(more["state"], int(more["days"]), int(more.get("times", "1"))) if more else None,
        silence=Silence(raw.get("silence", "none")),
        source=_source(raw["source"]),
        runs_from=raw.get("from", ""),
        before=_truth(raw, "before"),
        when=_case(raw["when"], options) if "when" in raw else None,
        variants=tuple(_variant(entry, options) for entry in raw.get("variants", ())),
        workday=Workday(raw.get("workday", "stays")),
    )


def _case(raw: Raw, options: Choices) -> Case:
    return Case(raw["field"], _cases(raw, options))


def _variant(raw: Raw, options: Choices) -> DeadlineVariant:
    return DeadlineVariant(
        _case(raw["when"], options), int(raw["days"]), DayCount(raw["count"]), _source(raw["source"])
    )


def _measure(raw: Raw) -> Measure:
    kind = MeasureKind(raw["kind"])
    usual = {MeasureKind.RATIO: "100", MeasureKind.RATE: "100000"}.get(kind, "1")
    return Measure(
        key=raw["key"],
        title=raw["title"],
        kind=kind,
        moment=raw.get("moment", ""),
        field=raw.get("field", ""),
        filters=tuple(map(_condition, raw.get("filters", ()))),
        by=tuple(raw.get("by", ())),
        numerator=raw.get("numerator", ""),
        denominator=raw.get("denominator", ""),
        factor=Decimal(raw.get("factor", usual)),
        population=raw.get("population", ""),
        people={name: PeopleBy(by) for name, by in raw.get("people", {}).items()},
        deadline=raw.get("deadline", ""),
        start=raw.get("start", ""),
        end=raw.get("end", ""),
        statistic=Statistic(raw.get("statistic", "median")),
        measure_unit=raw.get("measure_unit", ""),
        help=raw.get("help", ""),
    )


def _condition(raw: Raw) -> Condition:
    return Condition(raw["field"], tuple(raw.get("equals", ())), tuple(raw.get("within", ())))


def _public(raw: Raw) -> PublicView:
    usual = PublicView()
    return PublicView(
        tuple(raw.get("columns", ())),
        tuple(raw.get("measures", ())),
        tuple(raw.get("states", ())),
        int(raw.get("smallest", usual.smallest)),
        int(raw.get("place_decimals", usual.place_decimals)),
    )
