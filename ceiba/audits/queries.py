"""What can be asked about findings: those of things, those of a list with its filters, how many there are of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Max, OuterRef, Q, Subquery

from ceiba.audits.facts import restored
from ceiba.audits.models import Answer, AnswerKind, Finding, FindingQuerySet, Gone, Run
from ceiba.exchange.stems import stems
from ceiba.institutions.models import Institution, Person, RuleSetting
from ceiba.kernel.check import AuditProfile
from ceiba.kernel.finding import Dimension, Severity
from ceiba.kernel.finding import Finding as FindingValue

STATES = ("unanswered", "under_way", "settled", "gone", "mended", "unasked", "back")


def last_run(institution: Institution) -> Run | None:
    """Return the last run, None where the rules were never asked."""
    run = Run.objects.of(institution).first()
    if run is not None:
        run.institution = institution  # known already: nobody asks for it again
    return run


def value_of(row: Finding) -> FindingValue:
    """Return a kept finding as the kernel's value, from which its sentence is made."""
    return FindingValue(
        rule=row.rule,
        version=row.version,
        severity=Severity(row.severity),
        dimension=Dimension(row.dimension),
        subject=row.subject,
        facts=restored(row.facts),
        source=row.source or None,
    )


def about(institution: Institution, subjects: Iterable[str]) -> list[Finding]:
    """Return the present findings of things, the gravest first: one query."""
    return list(Finding.objects.of(institution).present().filter(subject__in=list(subjects)).gravest_first())


def answers_to(findings: Iterable[Finding]) -> dict[int, list[Answer]]:
    """Return the answers to findings by the finding's number, in the order in which they were given: one query."""
    grouped: dict[int, list[Answer]] = defaultdict(list)
    wanted = [finding.pk for finding in findings]
    if wanted:
        for answer in Answer.objects.filter(finding__in=wanted).select_related("person", "assignee", "attachment"):
            grouped[answer.finding_id].append(answer)
    return dict(grouped)


def assigned_to(institution: Institution, person: Person) -> list[Answer]:
    """Return the assignments that wait for a person, with their findings: the overdue first, then by day; one query.

    Only the last answer of a finding counts, and only while the finding is there and its sum has not changed.
    """
    last = Answer.objects.filter(finding=OuterRef("finding")).order_by("-pk").values("pk")[:1]
    waiting = Finding.objects.of(institution).present().filter(answer=AnswerKind.ASSIGN)
    rows = Answer.objects.filter(pk=Subquery(last), assignee=person, finding__in=waiting)
    return list(rows.select_related("finding__unit", "person").order_by(F("due").asc(nulls_last=True), "pk"))


def answered_last(institution: Institution) -> int:
    """Return the number of the last answer in an institution, zero for none: it grows when anybody answers."""
    return Answer.objects.filter(finding__institution=institution).aggregate(last=Max("pk"))["last"] or 0


def unsettled_by_subject(institution: Institution) -> list[tuple[str, str, int]]:
    """Return address, severity and how many findings of it still ask something: one query."""
    rows = Finding.objects.of(institution).unsettled().order_by()
    return list(rows.values_list("subject", "severity").annotate(count=Count("pk")))


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see of the list; blank means everything. ``words`` are looked for as stems."""

    severity: str = ""
    dimension: str = ""
    rule: str = ""
    state: str = ""
    unit: str = ""
    words: str = ""
    profile: AuditProfile | None = None

    def rows(self, institution: Institution) -> FindingQuerySet:
        """Return the findings that are asked for, the gravest first; without a state those that are present."""
        found = Finding.objects.of(institution)
        found = getattr(found, self.state)() if self.state in STATES else found.present()
        exact = {"severity": self.severity, "dimension": self.dimension, "rule": self.rule, "unit__key": self.unit}
        found = found.filter(**{name: wanted for name, wanted in exact.items() if wanted})
        if self.profile is not None:
            found = found.filter(Q(severity__in=self.profile.severities) | Q(dimension__in=self.profile.whole))
        for stem in stems(self.words):
            found = found.filter(words__contains=f" {stem}")
        return found.gravest_first()


@dataclass(frozen=True)
class Counts:
    """How many findings there are by where they stand, by severity and by dimension; the last two of those present."""

    states: dict[str, int]
    severities: dict[str, int]
    dimensions: dict[str, int]

    @property
    def present(self) -> int:
        """Return how many the last run found."""
        return sum(self.severities.values())


def counts(institution: Institution) -> Counts:
    """Return the counts of an institution's findings: two queries."""
    mine = Finding.objects.of(institution).order_by()
    rows = mine.present().values_list("severity", "dimension").annotate(count=Count("pk"))
    severities: dict[str, int] = {severity.value: 0 for severity in Severity}
    dimensions: dict[str, int] = {dimension.value: 0 for dimension in Dimension}
    for severity, dimension, count in rows:
        severities[severity] += count
        dimensions[dimension] += count
    here = Q(gone_since__isnull=True)
    settled = here & Q(answer__in=("justify", "dismiss"))
    states = mine.aggregate(
        unanswered=Count("pk", filter=here & Q(answer="")),
        settled=Count("pk", filter=settled),
        gone=Count("pk", filter=~here),
        mended=Count("pk", filter=~here & Q(gone_as=Gone.MENDED)),
        back=Count("pk", filter=here & Q(returned__isnull=False)),
        present=Count("pk", filter=here),
    )
    states["under_way"] = states.pop("present") - states["unanswered"] - states["settled"]
    return Counts(states, severities, dimensions)


def present_by_rule(institution: Institution) -> dict[str, int]:
    """Return how many findings each rule has here today: one query."""
    return by_rule(Finding.objects.of(institution).present())


def decided_rules(institution: Institution) -> dict[str, RuleSetting]:
    """Return what the institution decided about rules, by rule, with who decided it: one query."""
    return {row.key: row for row in RuleSetting.objects.of(institution).select_related("decided_by")}


def by_rule(rows: FindingQuerySet) -> dict[str, int]:
    """Return how many of the findings each rule gave, the gravest first: one query."""
    return dict(rows.order_by("rule").values_list("rule").annotate(count=Count("pk")))
