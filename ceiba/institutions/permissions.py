"""Who may do what: the roles of an office, and the permissions that each carries. Data, in one table."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What somebody is in a unit."""

    PLANNER = "planner"
    UNIT_HEAD = "unit_head"
    REVIEWER = "reviewer"
    AUDITOR = "auditor"
    FINANCE = "finance"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"


ROLES = {
    Role.PLANNER: _("Planificación"),
    Role.UNIT_HEAD: _("Jefatura de unidad"),
    Role.REVIEWER: _("Revisión"),
    Role.AUDITOR: _("Auditoría"),
    Role.FINANCE: _("Finanzas"),
    Role.CLERK: _("Registro"),
    Role.ADMINISTRATOR: _("Administración"),
}
ROLE_CHOICES = [(role.value, words) for role, words in ROLES.items()]

_EVERYBODY = frozenset(Role)

PERMISSIONS: Mapping[str, frozenset[Role]] = {
    "plan.view": _EVERYBODY,
    "plan.edit": frozenset({Role.PLANNER}),
    "plan.comment": frozenset({Role.PLANNER, Role.UNIT_HEAD, Role.REVIEWER, Role.FINANCE, Role.CLERK}),
    "plan.approve": frozenset({Role.REVIEWER}),
    "cycle.manage": frozenset({Role.PLANNER}),
    "report.enter": frozenset({Role.UNIT_HEAD, Role.PLANNER, Role.CLERK}),
    "report.validate": frozenset({Role.REVIEWER}),
    "finding.answer": frozenset({Role.PLANNER, Role.UNIT_HEAD, Role.REVIEWER, Role.FINANCE}),
    "rules.manage": frozenset({Role.PLANNER, Role.ADMINISTRATOR}),
    "publication.publish": frozenset({Role.REVIEWER}),
    "duty.answer": frozenset({Role.PLANNER, Role.UNIT_HEAD, Role.CLERK}),
    "duty.manage": frozenset({Role.PLANNER, Role.REVIEWER}),
    "webhook.manage": frozenset({Role.REVIEWER, Role.ADMINISTRATOR}),
    "objection.answer": frozenset({Role.UNIT_HEAD, Role.PLANNER}),
    "objection.assign": frozenset({Role.PLANNER}),
    "objection.moderate": frozenset({Role.REVIEWER, Role.PLANNER}),
    "own_data.handle": frozenset({Role.PLANNER, Role.ADMINISTRATOR}),
    "voice.manage": frozenset({Role.PLANNER, Role.ADMINISTRATOR}),
    "document.view": _EVERYBODY,
    "document.import": frozenset({Role.PLANNER}),
    "money.edit": frozenset({Role.FINANCE, Role.PLANNER}),
    "project.edit": frozenset({Role.PLANNER, Role.FINANCE}),
    "register.manage": frozenset({Role.PLANNER, Role.ADMINISTRATOR}),
    "record.write": frozenset({Role.CLERK, Role.UNIT_HEAD, Role.PLANNER}),
    "record.move": _EVERYBODY,  # which of them, says each transition of the register's type
    "history.view": frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.PLANNER, Role.REVIEWER}),
    "territory.manage": frozenset({Role.PLANNER, Role.ADMINISTRATOR}),
    "people.view": _EVERYBODY,
    "people.manage": frozenset({Role.ADMINISTRATOR}),
    "institution.edit": frozenset({Role.ADMINISTRATOR}),
    "role.delegate": _EVERYBODY - {Role.ADMINISTRATOR},
    "token.own": _EVERYBODY,
    # No role carries it: what comes from the portal is kept by the system.
    "objection.receive": frozenset(),
    # No role carries these: founding an institution and an invitation that is being accepted grant them, once.
    "institution.found": frozenset(),
    "invitation.accept": frozenset(),
    # Of who reads the portal and has no name here: the house does it for them.
    "subscription.keep": frozenset(),
}
