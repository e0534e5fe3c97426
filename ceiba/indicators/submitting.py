"""The verb by which a unit sends its report to review: nothing missing in silence, nothing short without a word."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.indicators.cells import Cell
from ceiba.indicators.desk import Desk, Row, desk
from ceiba.indicators.entering import opened, save_measurements, unit_of
from ceiba.indicators.models import Report
from ceiba.institutions.actor import Actor
from ceiba.institutions.verbs import Part, Refused, changed, verb
from ceiba.kernel.states import NO_DATA


class Incomplete(Refused):
    """A report that cannot be sent yet: the cells without figure, and the indicators that need an explanation."""

    def __init__(self, message: str, missing: Sequence[Row], unexplained: Sequence[Row]) -> None:
        super().__init__(message)
        self.missing, self.unexplained = tuple(missing), tuple(unexplained)


@verb("report.submit", needs="report.enter", touches=[Part.REPORTING, Part.MEASUREMENTS], unit_of=unit_of)
def submit_report(actor: Actor, report: Report, *, missing_as_no_data: bool = False) -> Report:
    """Send a report to review. ``Incomplete`` lists what is missing, and what fell short without an explanation.

    ``missing_as_no_data`` says on purpose that there is no datum where nothing was entered: each such cell then holds
    «sin dato». ``Locked`` where the report takes nothing now.
    """
    row = opened(report)
    here = desk(row)
    missing = here.missing
    if (missing and not missing_as_no_data) or here.unexplained or here.torn:
        raise Incomplete(_message(here, missing_as_no_data), missing, here.unexplained)
    if missing:
        cells = [Cell(one.pk, part, NO_DATA) for one in missing for part in one.missing_parts]
        save_measurements(actor, row, cells)
    before = {"state": row.state}
    row.state = Report.State.REPORTED
    row.reported_by, row.reported_at, row.version = actor.person, timezone.now(), row.version + 1
    row.save(update_fields=["state", "reported_by", "reported_at", "version"])
    changed(f"report/{row.key}", before, {"state": row.state})
    return row


def _message(here: Desk, missing_as_no_data: bool) -> str:
    said = [_("El informe no se ha enviado.")]
    if here.missing and not missing_as_no_data:
        names = "; ".join(f"«{row.indicator.text}»" for row in here.missing)
        said.append(_("Falta la cifra de: %(names)s. Si no la hay, envíela como «sin dato».") % {"names": names})
    if here.unexplained:
        names = "; ".join(f"«{row.indicator.text}»" for row in here.unexplained)
        said.append(
            _("Quedó por debajo de %(percent)s %% y falta explicarlo (análisis, dificultad y próximo paso): %(names)s.")
            % {"percent": here.explain_below, "names": names}
        )
    said += [f"«{row.indicator.text}»: {words}" for row in here.torn for words in row.torn]
    return " ".join(said)
