"""A methodology: one edition of one norm, as a value. The rooms of ``ceiba/methodologies`` hold the data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ceiba.kernel.answer_term import AnswerMatter, AnswerTerm
from ceiba.kernel.catalogue import CatalogueProduct, UsualDisaggregation
from ceiba.kernel.check import AuditProfile, Check
from ceiba.kernel.classifier import Classifier, ClassifierUse, MoneyStage, ProjectSector, ProjectStep, ReportColumn
from ceiba.kernel.law import LegalSource
from ceiba.kernel.procurement import ProcurementMethod
from ceiba.kernel.project_name import ProjectWord
from ceiba.kernel.vocabulary import Vocabulary


class Role(StrEnum):
    """What a level is, in the terms that all countries share (results chain and planning units)."""

    AXIS = "axis"
    GOAL = "goal"
    IMPACT = "impact"
    OUTCOME = "outcome"
    OUTPUT = "output"
    SUBOUTPUT = "suboutput"
    LINE = "line"
    PROJECT = "project"
    ACTIVITY = "activity"
    TASK = "task"
    UNIT_GOAL = "unit_goal"


@dataclass(frozen=True, slots=True)
class ParentRule:
    """One level that may carry another, with how many; the first of several is the preferred one."""

    level: str
    minimum: int = 0
    maximum: int = 1


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the chain. ``labels`` are the words that open such an element in a document, singular and plural.

    ``kind`` is its name in the exchange schema; ``plan_kinds`` are the plans that use it, empty where every plan may;
    ``parents`` are alternatives, and an element needs one where a rule's minimum is above zero. ``required`` names
    fields of the element, or of its indicators (``indicator.measure_unit``). ``minimum_indicators`` and
    ``minimum_alignments`` say how many an element needs at least.
    """

    key: str
    term: str
    role: Role
    kind: str
    plan_kinds: tuple[str, ...] = ()
    parents: tuple[ParentRule, ...] = ()
    labels: tuple[str, ...] = ()
    code_pattern: str | None = None
    required: tuple[str, ...] = ()
    minimum_indicators: int = 0
    minimum_alignments: int = 0
    plural: str | None = None


@dataclass(frozen=True, slots=True)
class PlanKind:
    """A kind of plan: its names in documents, how many years it lasts, and the kind that it develops."""

    key: str
    label: str
    names: tuple[str, ...] = ()
    minimum_years: int = 1
    maximum_years: int = 1
    parent: str | None = None
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a framework, with its code and name; targets hang from their goal by ``parent``.

    ``source`` says where its wording was read and how well it is known.
    """

    code: str
    name: str | None = None
    parent: str | None = None
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework that plans align with: key as documents write it («ODS», «PND»), other names, goals.

    ``complete`` is False where only some of its goals could be verified: a code that is missing here may still exist.
    ``valid_from`` and ``valid_until`` are the first and last year of this edition, ``superseded_by`` names the next.
    """

    key: str
    label: str
    names: tuple[str, ...] = ()
    goals: tuple[Goal, ...] = ()
    source: LegalSource | None = None
    complete: bool = True
    valid_from: int | None = None
    valid_until: int | None = None
    superseded_by: str | None = None

    def goal(self, code: str) -> Goal | None:
        """Return the goal of a code, None where the framework has none such."""
        return next((goal for goal in self.goals if goal.code == code), None)


@dataclass(frozen=True, slots=True)
class Band:
    """A band of a semaphore over percent of achievement: from ``lower`` (None: no end) to ``upper``."""

    key: str
    label: str
    colour: str
    lower: Decimal | None = None
    upper: Decimal | None = None
    includes_lower: bool = True
    includes_upper: bool = False

    def holds(self, percent: Decimal) -> bool:
        """Tell whether a percentage falls into this band."""
        above = self.lower is None or percent > self.lower or (self.includes_lower and percent == self.lower)
        below = self.upper is None or percent < self.upper or (self.includes_upper and percent == self.upper)
        return above and below


@dataclass(frozen=True, slots=True)
class Semaphore:
    """Bands that partition the number line, so that every percentage has exactly one."""

    key: str
    bands: tuple[Band, ...]
    source: LegalSource | None = None

    def band(self, percent: Decimal) -> Band:
        """Return the band of a percentage; the loader has proved that there is exactly one."""
        return next(band for band in self.bands if band.holds(percent))


class MissingPolicy(StrEnum):
    """What a missing achievement does in a roll-up."""

    SKIP = "skip"
    ZERO = "zero"


class ZeroTarget(StrEnum):
    """What achievement is where its quotient has no whole: the target is zero, or equals its baseline.

    ``FULL_IF_REACHED`` answers 100 where the value is as good as the target or better, and 0 where it is not.
    """

    NOT_APPLICABLE = "not_applicable"
    FULL_IF_REACHED = "full_if_reached"


class KeptRule(StrEnum):
    """What a promise to keep a level is worth where a period fell short: nothing, or the part that was kept."""

    ALL_OR_NOTHING = "all_or_nothing"
    BY_DISTANCE = "by_distance"


@dataclass(frozen=True, slots=True)
class AchievementPolicy:
    """The stated answers for the corners of achievement, in percent; ``achievement`` says how each is used.

    ``floor`` is the least achievement (None: a step back shows as negative); nothing caps it above, except that a
    roll-up takes each at no more than ``rollup_cap`` (None: as it is). ``missing`` is what an achievement that nobody
    reported counts in a roll-up. ``zero_value`` answers where a falling indicator without baseline comes down to zero.
    ``kept`` judges what is to be maintained, within ``tolerance`` percent of its level. ``sums_from_baseline`` tells
    that sums of flows, too, are measured from their baseline, and not as parts of their target.
    """

    zero_target: ZeroTarget = ZeroTarget.FULL_IF_REACHED
    target_equals_baseline: ZeroTarget = ZeroTarget.FULL_IF_REACHED
    floor: Decimal | None = Decimal(0)
    rollup_cap: Decimal | None = Decimal(100)
    missing: MissingPolicy = MissingPolicy.SKIP
    zero_value: ZeroTarget = ZeroTarget.FULL_IF_REACHED
    kept: KeptRule = KeptRule.ALL_OR_NOTHING
    tolerance: Decimal = Decimal(0)
    sums_from_baseline: bool = False


@dataclass(frozen=True, slots=True)
class AmendmentPolicy:
    """What a resolution may change in an approved plan: where ``retroactive``, targets of what is over, too."""

    retroactive: bool = True
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class FundingRule:
    """The legal split of a funding source: least percent for investment, most percent for operating.

    They are minimum and maximum, not equalities. ``names`` are the wordings by which documents call the source.
    """

    key: str
    label: str
    names: tuple[str, ...]
    minimum_investment: Decimal | None = None
    maximum_operating: Decimal | None = None
    source: LegalSource | None = None


class Workday(StrEnum):
    """Where a due day moves that is no working day."""

    NEXT = "next"
    PREVIOUS = "previous"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A holiday of a country: a day of a month, or so many days from Easter Sunday (Good Friday: -2)."""

    key: str
    name: str
    month: int = 1
    day: int = 1
    from_easter: int | None = None
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """A duty to report: every so many months, due on a day some months after the period ends.

    ``collects_indicators`` tells that in this duty the units report their indicators (others publish, or send money).
    ``workday`` is where a due day moves that is no working day. Below ``explain_below`` percent of achievement the unit
    owes an analysis, the difficulty and the next step; None where nobody asks for one.
    """

    key: str
    label: str
    months: int
    due_day: int | None = None
    due_months_after: int = 1
    collects_indicators: bool = False
    workday: Workday = Workday.NEXT
    explain_below: Decimal | None = None
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class Norm:
    """A law of the dictionary: kind («decreto»), number («27-2003»), the titles that are right for it.

    ``valid_from`` and ``valid_until`` are its first and its last day, None where it is not known or has none;
    ``superseded_by`` names what replaced it. ``note`` says what whoever cites it should know.
    """

    norm: str
    number: str
    titles: tuple[str, ...]
    source: LegalSource | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    superseded_by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownInstitution:
    """An institution of the dictionary: its right name, its acronym, and names that are wrong but seen."""

    name: str
    acronym: str | None = None
    mistaken_names: tuple[str, ...] = ()
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit of measure of the dictionary: the words that name it, its kind, and the denominator of a rate.

    ``family`` is what it measures («longitud», «superficie»): only units of one family can be told in one another.
    """

    name: str
    kind: str
    words: tuple[str, ...]
    per: Decimal | None = None
    family: str = ""
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True)
class Methodology:
    """One edition of one norm. ``id`` is ``country.name``; ``reference`` adds the edition: what a plan stores.

    ``classifications`` are lists that tag units and elements without being goals: process types, competences.
    ``acronyms`` maps an acronym to the name that it stands for, ``acronym_sources`` to who says so.
    """

    id: str
    edition: str
    title: str
    country: str | None = None
    language: str = "es"
    decimal_separator: str = "."
    currency: str = ""
    fiscal_start: int = 1
    legal_basis: tuple[LegalSource, ...] = ()
    plan_kinds: tuple[PlanKind, ...] = ()
    levels: tuple[Level, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    classifications: tuple[Framework, ...] = ()
    semaphores: tuple[Semaphore, ...] = ()
    achievement: AchievementPolicy = AchievementPolicy()
    amendments: AmendmentPolicy = AmendmentPolicy()
    funding_rules: tuple[FundingRule, ...] = ()
    money_stages: tuple[MoneyStage, ...] = ()
    report_columns: tuple[ReportColumn, ...] = ()
    classifiers: tuple[Classifier, ...] = ()
    project_steps: tuple[ProjectStep, ...] = ()
    project_words: tuple[ProjectWord, ...] = ()
    project_sectors: tuple[ProjectSector, ...] = ()
    procurement_methods: tuple[ProcurementMethod, ...] = ()
    reporting: tuple[ReportingPeriod, ...] = ()
    holidays: tuple[HolidayRule, ...] = ()
    answer_terms: tuple[AnswerTerm, ...] = ()
    disaggregations: tuple[UsualDisaggregation, ...] = ()
    products: tuple[CatalogueProduct, ...] = ()
    norms: tuple[Norm, ...] = ()
    institutions: tuple[KnownInstitution, ...] = ()
    acronyms: Mapping[str, str] = field(default_factory=dict)
    acronym_sources: Mapping[str, LegalSource] = field(default_factory=dict)
    measure_units: tuple[NamedUnit, ...] = ()
    checks: tuple[Check, ...] = ()
    audit_profiles: tuple[AuditProfile, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    @property
    def reference(self) -> str:
        """Return the identifier with its edition, as plans store it."""
        return f"{self.id}@{self.edition}"

    def level(self, key: str) -> Level | None:
        """Return the level of a key, None where the methodology has none such."""
        return next((level for level in self.levels if level.key == key), None)

    def plan_kind(self, key: str) -> PlanKind | None:
        """Return the kind of plan of a key, None where the methodology has none such."""
        return next((kind for kind in self.plan_kinds if kind.key == key), None)

    def framework(self, key: str) -> Framework | None:
        """Return the framework of a key, None where the methodology has none such."""
        return next((framework for framework in self.frameworks if framework.key == key), None)

    def funding_rule(self, key: str | None) -> FundingRule | None:
        """Return the funding rule of a source's key, None where the law of the land says nothing."""
        return next((rule for rule in self.funding_rules if rule.key == key), None)

    def answer_term(self, matter: AnswerMatter) -> AnswerTerm | None:
        """Return how long an institution has to answer a matter, None where the methodology says nothing."""
        return next((term for term in self.answer_terms if term.matter is matter), None)

    def classifier(self, use: ClassifierUse) -> Classifier | None:
        """Return the classifier that tells something apart, None where the methodology has none for it."""
        return next((classifier for classifier in self.classifiers if classifier.use is use), None)

    def check(self, rule: str) -> Check:
        """Return how this methodology uses a rule: as the catalogue has it, unless it says otherwise."""
        return next((check for check in self.checks if check.rule == rule), Check(rule))

    def audit_profile(self, key: str) -> AuditProfile | None:
        """Return the purpose of a key, None where the methodology has none such."""
        return next((profile for profile in self.audit_profiles if profile.key == key), None)
