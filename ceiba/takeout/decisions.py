"""What goes out of each table and what stays, and why: decided column by column in ``columns.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ceiba.institutions.models import Assignment, Entry, Institution

FILE = Path(__file__).with_name("columns.yaml")
ITSELF, PEOPLE = "pk", "people"


class Reason(StrEnum):
    """Why something stays."""

    SECRET = "secret"  # noqa: S105  a reason, no password
    PRIVATE = "private"
    DERIVED = "derived"
    OPERATION = "operation"
    FILE = "file"


REASON_WORDS = {
    Reason.SECRET: _("es un secreto: con él se abriría una puerta"),
    Reason.PRIVATE: _("es de quien lo dio, y solo para recibir cartas"),
    Reason.DERIVED: _("se calcula de lo demás"),
    Reason.OPERATION: _("es del funcionamiento de esta instalación"),
    Reason.FILE: _("va como archivo"),
}


@dataclass(frozen=True)
class Decision:
    """What was decided of a table: ``columns`` go out, ``left_out`` says why the others, or all (``whole``), stay."""

    model: type[models.Model]
    of: str = ""
    columns: tuple[str, ...] = ()
    left_out: Mapping[str, Reason] = field(default_factory=dict)
    whole: Reason | None = None

    @property
    def name(self) -> str:
        """Return the name of the table, as its files are called."""
        return str(self.model._meta.label_lower)

    def rows(self, institution: Institution) -> "models.QuerySet[Any]":
        """Return the rows of one institution and of no other, in the order in which they were written."""
        found = self.model._base_manager.filter(self._belonging(institution))
        return found.order_by("position", "pk") if self.model is Entry else found.order_by("pk")

    def _belonging(self, institution: Institution) -> Q:
        if self.of == ITSELF:
            return Q(pk=institution.pk)
        if self.of == PEOPLE:
            held = Assignment.objects.of(institution).order_by().values("person")
            acted = Entry.objects.of(institution).exclude(person=None).order_by().values("person")
            return Q(pk__in=held) | Q(pk__in=acted)
        return Q(**{self.of: institution})


@cache
def decisions() -> tuple[Decision, ...]:
    """Return what was decided of every table, in the order of their names."""
    raw: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_decision(apps.get_model(name), told) for name, told in sorted(raw.items()))


def _decision(model: type[models.Model], told: Mapping[str, Any]) -> Decision:
    left_out = told.get("left_out", {})
    if isinstance(left_out, str):
        return Decision(model, whole=Reason(left_out))
    reasons = {name: Reason(why) for name, why in left_out.items()}
    return Decision(model, told["of"], tuple(told["columns"].split()), reasons)


def taken() -> tuple[Decision, ...]:
    """Return the decisions of the tables that go out."""
    return tuple(one for one in decisions() if one.whole is None)
