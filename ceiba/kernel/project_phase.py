"""How far a public work has come: the last phase of which anything is known, and the day it was handed over."""

from collections.abc import Iterable, Iterator
from datetime import date

from ceiba.kernel.classifier import ProjectPhase, ProjectStep
from ceiba.kernel.project import ContractKind, DisbursementStep, Project

_ORDER = tuple(ProjectPhase)


def phase_reached(project: Project, steps: Iterable[ProjectStep]) -> ProjectPhase | None:
    """Return the last phase in which something happened, None where nothing is known.

    A step began or ended, a contract was signed, works were paid or built: plans alone are no evidence. Contracting is
    part of the implementation, as in the Open Contracting for Infrastructure Data Standard.
    """
    return max(_evidence(project, steps), key=_ORDER.index, default=None)


def handed_over(project: Project, steps: Iterable[ProjectStep]) -> date | None:
    """Return the day on which the first step of the completion ended, None where nobody wrote it."""
    first = next((step.key for step in steps if step.phase is ProjectPhase.COMPLETION), None)
    return next((stage.end for stage in project.stages if stage.key == first and stage.end), None)


def _evidence(project: Project, steps: Iterable[ProjectStep]) -> Iterator[ProjectPhase]:
    phases = {step.key: step.phase for step in steps}
    for stage in project.stages:
        phase = phases.get(stage.key)
        if phase is not None and (stage.start or stage.end):
            yield phase
    built = any(report.physical is not None and report.physical > 0 for report in project.progress)
    paid = any(one.step is DisbursementStep.PAID and one.amount.amount > 0 for one in project.disbursements)
    if built or paid or any(one.kind is ContractKind.CONTRACT for one in project.contracts):
        yield ProjectPhase.IMPLEMENTATION
