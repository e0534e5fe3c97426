"""From checked text to the kernel's values: the schema has been asked before, so every shape is known here."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from ceiba.kernel.answer_term import AnswerMatter, AnswerTerm
from ceiba.kernel.budget import Nature, Stage
from ceiba.kernel.catalogue import CatalogueProduct, UsualDisaggregation
from ceiba.kernel.check import AuditProfile, Check, typed
from ceiba.kernel.classifier import (
    Classifier,
    ClassifierCode,
    ClassifierUse,
    MoneyStage,
    ProjectPhase,
    ProjectSector,
    ProjectStep,
    ReportColumn,
    Segment,
)
from ceiba.kernel.finding import Dimension, Severity
from ceiba.kernel.law import LegalSource, Standing
from ceiba.kernel.methodology import (
    AchievementPolicy,
    AmendmentPolicy,
    Band,
    Framework,
    FundingRule,
    Goal,
    HolidayRule,
    KnownInstitution,
    Level,
    Methodology,
    MissingPolicy,
    NamedUnit,
    Norm,
    ParentRule,
    PlanKind,
    ReportingPeriod,
    Role,
    Semaphore,
    Workday,
    ZeroTarget,
)
from ceiba.kernel.procurement import ProcurementMethod
from ceiba.kernel.project_name import NamePart, ProjectWord, WorkKind
from ceiba.kernel.vocabulary import Column, Layout, Vocabulary
from ceiba.methodologies.reading import Raw

_WORD_LISTS = (
    "rising", "falling", "keeping", "totals", "evidence", "skipped", "chapters", "structured", "aligned",
    "institution_words", "unit_words",
    "indicator_labels", "baseline_labels", "target_labels", "norms", "grades", "currency_signs",
)  # fmt: skip
_WORD_MAPS = ("statements", "project_status", "indicator_fields", "countries")


def methodology(raw: Raw) -> Methodology:
    """Return the methodology that checked and merged text stands for. Its mappings are read-only: it is shared."""
    return Methodology(
        id=raw["id"],
        edition=raw["edition"],
        title=raw["title"],
        country=raw.get("country"),
        language=raw.get("language", "es"),
        decimal_separator=raw.get("decimal_separator", "."),
        currency=raw.get("currency", ""),
        fiscal_start=int(raw.get("fiscal_start", "1")),
        legal_basis=tuple(_legal_source(entry) for entry in raw.get("legal_basis", ())),
        plan_kinds=tuple(map(_plan_kind, raw.get("plan_kinds", ()))),
        levels=tuple(map(_level, raw.get("levels", ()))),
        frameworks=tuple(map(_framework, raw.get("frameworks", ()))),
        classifications=tuple(map(_framework, raw.get("classifications", ()))),
        semaphores=tuple(map(_semaphore, raw.get("semaphores", ()))),
        achievement=_achievement(raw.get("achievement", {})),
        amendments=_amendments(raw.get("amendments", {})),
        funding_rules=tuple(map(_funding_rule, raw.get("funding_rules", ()))),
        money_stages=tuple(map(_money_stage, raw.get("money_stages", ()))),
        report_columns=tuple(map(_report_column, raw.get("report_columns", ()))),
        classifiers=tuple(map(_classifier, raw.get("classifiers", ()))),
        project_steps=tuple(map(_project_step, raw.get("project_steps", ()))),
        project_words=tuple(map(_project_word, raw.get("project_words", ()))),
        project_sectors=tuple(map(_project_sector, raw.get("project_sectors", ()))),
        procurement_methods=tuple(map(_procurement_method, raw.get("procurement_methods", ()))),
        disaggregations=tuple(map(_disaggregation, raw.get("disaggregations", ()))),
        products=tuple(map(_product, raw.get("products", ()))),
        reporting=tuple(map(_reporting, raw.get("reporting", ()))),
        holidays=tuple(map(_holiday, raw.get("holidays", ()))),
        answer_terms=tuple(map(_answer_term, raw.get("answer_terms", ()))),
        norms=tuple(map(_norm, raw.get("norms", ()))),
        institutions=tuple(map(_institution, raw.get("institutions", ()))),
        acronyms=MappingProxyType({entry["acronym"]: entry["name"] for entry in raw.get("acronyms", ())}),
        acronym_sources=MappingProxyType(
            {entry["acronym"]: source for entry in raw.get("acronyms", ()) if (source := _source(entry))}
        ),
        measure_units=tuple(map(_measure_unit, raw.get("measure_units", ()))),
        checks=tuple(map(_check, raw.get("checks", ()))),
        audit_profiles=tuple(map(_audit_profile, raw.get("audit_profiles", ()))),
        vocabulary=_vocabulary(raw.get("vocabulary", {})),
    )


def _disaggregation(raw: Raw) -> UsualDisaggregation:
    return UsualDisaggregation(raw["key"], raw["label"], tuple(raw["parts"]), _source(raw))


def _product(raw: Raw) -> CatalogueProduct:
    return CatalogueProduct(raw["key"], raw["label"], raw["measure_unit"], raw.get("competence"), _source(raw))


def _legal_source(raw: Raw) -> LegalSource:
    return LegalSource(raw["name"], raw.get("article"), Standing(raw["standing"]), raw.get("reference"))


def _source(raw: Raw) -> LegalSource | None:
    return _legal_source(raw["source"]) if "source" in raw else None


def _plan_kind(raw: Raw) -> PlanKind:
    years = (int(raw.get("minimum_years", "1")), int(raw.get("maximum_years", "1")))
    return PlanKind(raw["key"], raw["label"], tuple(raw.get("names", ())), *years, raw.get("parent"), _source(raw))


def _level(raw: Raw) -> Level:
    return Level(
        key=raw["key"],
        term=raw["term"],
        role=Role(raw["role"]),
        kind=raw["kind"],
        plan_kinds=tuple(raw.get("plan_kinds", ())),
        parents=tuple(map(_parent, raw.get("parents", ()))),
        labels=tuple(raw.get("labels", ())),
        code_pattern=raw.get("code_pattern"),
        required=tuple(raw.get("required", ())),
        minimum_indicators=int(raw.get("minimum_indicators", "0")),
        minimum_alignments=int(raw.get("minimum_alignments", "0")),
        plural=raw.get("plural"),
    )


def _parent(raw: Raw | str) -> ParentRule:
    if isinstance(raw, str):
        return ParentRule(raw)
    return ParentRule(raw["level"], int(raw.get("minimum", "0")), int(raw.get("maximum", "1")))


def _framework(raw: Raw) -> Framework:
    goals = tuple(goal for entry in raw.get("goals", ()) for goal in _goals(entry))
    names = tuple(raw.get("names", ()))
    return Framework(
        raw["key"],
        raw["label"],
        names,
        goals,
        _source(raw),
        raw.get("complete", "true") == "true",
        int(raw["valid_from"]) if "valid_from" in raw else None,
        int(raw["valid_until"]) if "valid_until" in raw else None,
        raw.get("superseded_by"),
    )


def _goals(raw: Raw | str) -> Iterable[Goal]:
    if isinstance(raw, str):
        yield Goal(raw)
        return
    source = _source(raw)
    yield Goal(raw["code"], raw.get("name"), raw.get("parent"), source)
    for target in raw.get("targets", ()):
        yield Goal(target, None, raw["code"], source)


def _semaphore(raw: Raw) -> Semaphore:
    return Semaphore(raw["key"], tuple(map(_band, raw["bands"])), _source(raw))


def _band(raw: Raw) -> Band:
    return Band(
        raw["key"],
        raw["label"],
        raw["colour"],
        _number(raw, "lower"),
        _number(raw, "upper"),
        raw.get("includes_lower", "true") == "true",
        raw.get("includes_upper", "false") == "true",
    )


def _achievement(raw: Raw) -> AchievementPolicy:
    usual = AchievementPolicy()
    return AchievementPolicy(
        ZeroTarget(raw.get("zero_target", usual.zero_target)),
        ZeroTarget(raw.get("target_equals_baseline", usual.target_equals_baseline)),
        _limit(raw, "floor", usual.floor),
        _limit(raw, "rollup_cap", usual.rollup_cap),
        MissingPolicy(raw.get("missing", usual.missing)),
    )


def _amendments(raw: Raw) -> AmendmentPolicy:
    return AmendmentPolicy(raw.get("retroactive", "true") == "true", _source(raw))


def _limit(raw: Raw, field: str, usual: Decimal | None) -> Decimal | None:
    if field not in raw:
        return usual
    return None if raw[field] == "none" else Decimal(raw[field])


def _funding_rule(raw: Raw) -> FundingRule:
    shares = (_number(raw, "minimum_investment"), _number(raw, "maximum_operating"))
    return FundingRule(raw["key"], raw["label"], tuple(raw.get("names", ())), *shares, _source(raw))


def _money_stage(raw: Raw) -> MoneyStage:
    return MoneyStage(Stage(raw["stage"]), raw["label"], tuple(raw.get("headers", ())), _source(raw))


def _report_column(raw: Raw) -> ReportColumn:
    ways = tuple(map(tuple, raw.get("ways", ())))
    report = ClassifierUse(raw["report"])
    return ReportColumn(raw["key"], raw["label"], report, tuple(raw.get("headers", ())), ways, _source(raw))


def _classifier(raw: Raw) -> Classifier:
    segments = tuple(map(_segment, raw["segments"]))
    optional = int(raw.get("optional", "0"))
    use = ClassifierUse(raw["use"])
    return Classifier(raw["key"], raw["label"], use, segments, raw.get("separator", "-"), optional, _source(raw))


def _segment(raw: Raw) -> Segment:
    codes = tuple(map(_code, raw.get("codes", ())))
    return Segment(raw["key"], raw["label"], int(raw["digits"]), codes, raw.get("column_type", ""))


def _code(raw: Raw) -> ClassifierCode:
    nature = Nature(raw["nature"]) if "nature" in raw else None
    return ClassifierCode(raw["code"], raw["label"], nature, raw.get("carried_over") == "true", _source(raw))


def _project_step(raw: Raw) -> ProjectStep:
    phase = ProjectPhase(raw["phase"]) if "phase" in raw else None
    return ProjectStep(raw["key"], raw["label"], raw.get("document", ""), _source(raw), phase)


def _project_word(raw: Raw) -> ProjectWord:
    work = WorkKind(raw["work"]) if "work" in raw else None
    return ProjectWord(raw["key"], NamePart(raw["part"]), raw["label"], _source(raw), work)


def _project_sector(raw: Raw) -> ProjectSector:
    return ProjectSector(raw["key"], tuple(raw["labels"]), _source(raw))


def _procurement_method(raw: Raw) -> ProcurementMethod:
    return ProcurementMethod(raw["key"], raw["label"], tuple(raw["names"]), _source(raw))


def _reporting(raw: Raw) -> ReportingPeriod:
    day = int(raw["due_day"]) if "due_day" in raw else None
    after = int(raw.get("due_months_after", "1"))
    return ReportingPeriod(
        raw["key"],
        raw["label"],
        int(raw["months"]),
        day,
        after,
        raw.get("collects_indicators") == "true",
        Workday(raw.get("workday", Workday.NEXT)),
        _number(raw, "explain_below"),
        _source(raw),
    )


def _holiday(raw: Raw) -> HolidayRule:
    if "from_easter" in raw:
        return HolidayRule(raw["key"], raw["name"], from_easter=int(raw["from_easter"]), source=_source(raw))
    month, day = map(int, raw["on"].split("-"))
    return HolidayRule(raw["key"], raw["name"], month, day, source=_source(raw))


def _answer_term(raw: Raw) -> AnswerTerm:
    working = raw["count"] == "working"
    return AnswerTerm(AnswerMatter(raw["matter"]), raw["label"], int(raw["days"]), working, _source(raw))


def _norm(raw: Raw) -> Norm:
    return Norm(
        raw["norm"],
        raw["number"],
        tuple(raw["titles"]),
        _source(raw),
        date.fromisoformat(raw["valid_from"]) if "valid_from" in raw else None,
        date.fromisoformat(raw["valid_until"]) if "valid_until" in raw else None,
        raw.get("superseded_by"),
        raw.get("note", ""),
    )


def _institution(raw: Raw) -> KnownInstitution:
    return KnownInstitution(raw["name"], raw.get("acronym"), tuple(raw.get("mistaken_names", ())), _source(raw))


def _measure_unit(raw: Raw) -> NamedUnit:
    return NamedUnit(
        raw["name"], raw["kind"], tuple(raw["words"]), _number(raw, "per"), raw.get("family", ""), _source(raw)
    )


def _check(raw: Raw) -> Check:
    severity = Severity(raw["severity"]) if "severity" in raw else None
    settings = {name: typed(value) for name, value in raw.get("settings", {}).items()}
    return Check(raw["rule"], raw.get("enabled", "true") == "true", severity, MappingProxyType(settings), _source(raw))


def _audit_profile(raw: Raw) -> AuditProfile:
    severities, whole = map(Severity, raw.get("severities", ())), map(Dimension, raw.get("whole", ()))
    return AuditProfile(raw["key"], raw["label"], raw["purpose"], tuple(severities), tuple(whole))


def _vocabulary(raw: Raw) -> Vocabulary:
    lists = {name: tuple(raw.get(name, ())) for name in _WORD_LISTS}
    maps: dict[str, Mapping[str, tuple[str, ...]]] = {
        name: MappingProxyType({key: tuple(words) for key, words in raw.get(name, {}).items()}) for name in _WORD_MAPS
    }
    return Vocabulary(**lists, **maps, layouts=tuple(map(_layout, raw.get("layouts", ()))))  # type: ignore[arg-type]


def _layout(raw: Raw) -> Layout:
    columns = tuple(Column(column["field"], tuple(column["headers"])) for column in raw["columns"])
    return Layout(raw["key"], raw["row"], columns, tuple(raw.get("required", ())))


def _number(raw: Raw, field: str) -> Decimal | None:
    return Decimal(raw[field]) if field in raw else None
