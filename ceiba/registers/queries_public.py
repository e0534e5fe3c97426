"""What registers made public: every release, and the newest of each register with its headlines."""

from django.db.models import F, Max, QuerySet, Window

from ceiba.institutions.models import Institution
from ceiba.registers.models_release import RegisterRelease
from ceiba.registers.release_page import ReleasePage, ShownFigure

HEADLINES = 2
Headline = tuple[str, ShownFigure]


def published(institution: Institution) -> QuerySet:
    """Return the releases of an institution that anybody may read, without the tables behind them."""
    rows = RegisterRelease.objects.of(institution).filter(published__isnull=False)
    return rows.select_related("register").defer("tables")


def newest(institution: Institution) -> list[RegisterRelease]:
    """Return the newest release of each register, by the name of the register: one query."""
    last = Window(Max("number"), partition_by=F("register"))
    rows = published(institution).annotate(last_number=last).filter(number=F("last_number"))
    return sorted(rows, key=lambda one: str(one.content["register"]["plural"]))


def headlines(release: RegisterRelease) -> list[Headline]:
    """Return the first known figures of a release, each with what it measures."""
    measures = ReleasePage(release).measures
    told = [(one.title, one.headline) for one in measures if one.headline and one.headline.known]
    return told[:HEADLINES]
