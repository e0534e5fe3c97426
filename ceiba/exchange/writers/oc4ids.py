"""Projects as a package of the Open Contracting for Infrastructure Data Standard (OC4IDS) 0.9.

Field by field what the published schema of version 0.9.5 defines, and only what is known: nothing is null, nothing is
derived from silence. A day without an hour is written as its first second where something begins, and as its last
second where something ends. Same snapshot and same publisher, same bytes.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ceiba.exchange.language import Translate
from ceiba.exchange.writers.exact_json import Tree, exact_json, known
from ceiba.exchange.writers.oc4ids_contracts import Contracts, Parties, value
from ceiba.exchange.writers.open_data import Publisher, begin, end, moment
from ceiba.kernel.classifier import ProjectPhase, ProjectStep
from ceiba.kernel.money import Money
from ceiba.kernel.period import Period
from ceiba.kernel.project import Contract, ContractKind, Progress, Project
from ceiba.kernel.project_name import WorkKind, split_name
from ceiba.kernel.project_phase import handed_over, phase_reached
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _, distinct, fold

VERSION = "0.9"
_PERCENT: Tree = {"name": "percent", "scheme": "UNCEFACT", "id": "P1"}  # UN/CEFACT recommendation 20
_LATITUDE, _LONGITUDE = Decimal(90), Decimal(180)
_SERIES = (
    ("forecasts", "planned_physical", "planned_financial"),
    ("metrics", "physical", "financial"),
)
_METRICS = (("physicalProgress", _("Avance físico")), ("financialProgress", _("Avance financiero")))


def write(snapshot: Snapshot, publisher: Publisher, say: Translate) -> bytes | None:
    """Return the package as JSON in UTF-8; None where there is no project, which the standard does not allow."""
    if not snapshot.projects:
        return None
    parts = (publisher.prefix, publisher.key)
    ids = distinct("-".join(filter(None, (*parts, p.code or p.id))) for p in snapshot.projects)
    goals = {address("element", element.id): element.text for element in snapshot.elements}
    projects: list[Tree] = [
        _Project(snapshot, publisher, project, key, goals, say).tree
        for key, project in zip(ids, snapshot.projects, strict=True)
    ]
    package = known(
        version=VERSION,
        uri=publisher.address,
        publishedDate=moment(publisher.changed),
        publisher={"name": publisher.name},
        license=publisher.license,
        projects=projects,
    )
    return exact_json(package).encode()


@dataclass(frozen=True)
class _Project:
    """A project on its way into a package; ``goals`` are the texts of elements by address."""

    snapshot: Snapshot
    publisher: Publisher
    project: Project
    id: str
    goals: Mapping[str, str]
    say: Translate

    @property
    def tree(self) -> dict[str, Tree]:
        """Return the project as the standard has it, its fields in the order of the standard."""
        project = self.project
        parties = Parties(self.publisher)
        contracts = Contracts(project, self.id, parties, self.currency)
        budget = self._budget(parties)
        processes = contracts.processes
        return known(
            id=self.id,
            identifiers=[{"id": project.code}] if project.code else None,
            title=project.name,
            status=_text(phase_reached(project, self.steps)),
            period=_period(project.period),
            sector=self._sector(),
            purpose="; ".join(filter(None, (self.goals.get(subject, "") for subject in project.serves))),
            additionalClassifications=[{"description": project.function}] if project.function else None,
            type=_text(self._work()),
            locations=self._locations(),
            budget=budget,
            **{series: self._series(*fields) for series, *fields in _SERIES},
            parties=parties.written,
            publicAuthority=parties.authority,
            documents=self._documents(),
            contractingProcesses=processes,
            transactions=contracts.loose_payments,
            milestones=self._milestones(),
            completion=self._completion(),
            language=self.snapshot.methodology.language,
            policyAlignment=known(description=project.priority),
            benefits=self._benefits(),
        )

    @property
    def currency(self) -> str:
        """Return the currency of amounts that name none."""
        return self.snapshot.methodology.currency

    @cached_property
    def steps(self) -> tuple[ProjectStep, ...]:
        """Return the steps of a project's file in the country."""
        return self.snapshot.methodology.project_steps

    def _sector(self) -> list[Tree]:
        """Return the sector that the project's function or priority names, after the one that it is part of."""
        named = {fold(self.project.function), fold(self.project.priority)}
        for sector in self.snapshot.methodology.project_sectors:
            if any(fold(label) in named for label in sector.labels):
                above = sector.key.split(".")[0]
                return [above, sector.key] if above != sector.key else [above]
        return []

    def _work(self) -> WorkKind | None:
        words = self.snapshot.methodology.project_words
        process = fold(split_name(self.project.name, words, self.project.place).process)
        return next((word.work for word in words if process and fold(word.label) == process), None)

    def _locations(self) -> list[Tree]:
        project = self.project
        point = _point(project.latitude, project.longitude)
        if point is None and not project.place:
            return []
        country = self.publisher.country
        nation: Tree | None = {"scheme": "ISO2", "identifiers": [country]} if country else None
        return [known(id="1", description=project.place, geometry=point, gazetteer=nation)]

    def _budget(self, parties: Parties) -> dict[str, Tree]:
        """Return the money of the project: the sum of its years where they are known, else that of the plan's year."""
        project = self.project
        groups: list[Tree] = []
        if project.amounts:
            ids = distinct(str(year.year) for year in project.amounts)
            years: list[Tree] = [
                known(id=key, amount=value(one.amount, self.currency), period=_period(self._year(one.year)))
                for key, one in zip(ids, project.amounts, strict=True)
            ]
            groups.append({"id": "years", "description": self.say(_("Por año")), "budgetBreakdown": years})
        if project.contribution is not None:
            groups.append(self._contribution(project.contribution, parties))
        printed = [project.amount] if project.amount is not None else []
        whole = _sum([year.amount for year in project.amounts] or printed)
        return known(amount=value(whole, self.currency), budgetBreakdowns=groups)

    def _contribution(self, amount: Money, parties: Parties) -> dict[str, Tree]:
        """Return what another body gives, with its name where the project has one agreement with one party."""
        givers = {fold(one.party): one.party for one in self._agreements() if one.party}
        giver = parties.take(next(iter(givers.values())), "funder") if len(givers) == 1 else None
        row = known(id="contribution", amount=value(amount, self.currency), sourceParty=giver)
        return {"id": "sources", "description": self.say(_("Por origen")), "budgetBreakdown": [row]}

    def _year(self, year: int) -> Period | None:
        try:
            return Period.of_year(year, self.snapshot.methodology.fiscal_start)
        except ValueError:  # a year that no calendar has: a rule tells of it
            return None

    def _series(self, physical: str, financial: str) -> list[Tree]:
        """Return the two metrics of progress from two fields of its reports."""
        metrics: list[Tree] = []
        for (key, title), field in zip(_METRICS, (physical, financial), strict=True):
            seen: list[Tree] = []
            for report in self.project.progress:
                if (percent := _percent(report, field)) is not None:
                    span = _period(report.period)
                    seen.append(known(id=str(len(seen) + 1), period=span, measure=percent, unit=_PERCENT))
            if seen:
                metrics.append({"id": key, "title": self.say(title), "observations": seen})
        return metrics

    def _agreements(self) -> Iterator[Contract]:
        return (one for one in self.project.contracts if one.kind is ContractKind.AGREEMENT)

    def _documents(self) -> list[Tree]:
        """Return the papers of the file and the agreements with other bodies, by their names or numbers."""
        labels = {step.key: step.label for step in self.steps}
        papers = [(s.key or "step", s.document, labels.get(s.key, s.key)) for s in self.project.stages if s.document]
        papers += [("agreement", one.number, self.say(_("Convenio"))) for one in self._agreements() if one.number]
        ids = distinct(key for key, _title, _what in papers)
        return [
            known(id=key, title=title, description=what) for key, (_key, title, what) in zip(ids, papers, strict=True)
        ]

    def _milestones(self) -> list[Tree]:
        labels = {step.key: step.label for step in self.steps}
        dated = [stage for stage in self.project.stages if stage.planned_end or stage.end]
        return [
            known(
                id=key,
                title=labels.get(stage.key, stage.key),
                dueDate=end(stage.planned_end) if stage.planned_end else None,
                dateMet=end(stage.end) if stage.end else None,
                status="met" if stage.end else "scheduled",
            )
            for key, stage in zip(distinct(stage.key or "step" for stage in dated), dated, strict=True)
        ]

    def _completion(self) -> dict[str, Tree]:
        day = handed_over(self.project, self.steps)
        return known(endDate=end(day) if day else None)

    def _benefits(self) -> list[Tree]:
        counts = ((_("Mujeres"), self.project.women), (_("Hombres"), self.project.men))
        people: list[Tree] = [
            {"description": self.say(who), "numberOfPeople": count} for who, count in counts if count is not None
        ]
        return [{"beneficiaries": people}] if people else []


def _text(code: ProjectPhase | WorkKind | None) -> str | None:
    return code.value if code else None


def _point(latitude: Decimal | None, longitude: Decimal | None) -> dict[str, Tree] | None:
    """Return a place on the earth, longitude first; None where it is not known or lies nowhere."""
    if latitude is None or longitude is None or abs(latitude) > _LATITUDE or abs(longitude) > _LONGITUDE:
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _percent(report: Progress, field: str) -> Decimal | None:
    percent: Decimal | None = getattr(report, field)
    return percent


def _sum(amounts: list[Money]) -> Money | None:
    """Return the sum, None for no amounts and for two currencies, which no sum holds."""
    try:
        return Money.total(amounts) if amounts else None
    except ValueError:
        return None


def _period(period: Period | None) -> dict[str, Tree] | None:
    if period is None:
        return None
    try:
        first = date(period.first_month // 12, period.first_month % 12 + 1, 1)
        year, month = period.last_month // 12, period.last_month % 12 + 1
        return {"startDate": begin(first), "endDate": end(date(year, month, monthrange(year, month)[1]))}
    except ValueError:  # before the first year or after the last one that a calendar has
        return None
