"""What can be done with the history: see whether anybody rewrote it. Nothing else."""

from django.utils.translation import gettext as _

from ceiba.institutions import history
from ceiba.institutions.actor import Actor
from ceiba.institutions.jobs import Progress
from ceiba.institutions.verbs import Refused, verb


@verb("history.check", needs="history.view")
def check(actor: Actor, *, progress: Progress | None = None) -> history.ChainState:
    """Recompute the chain of the institution's history. ``Refused``, with the place, where a row does not fit."""
    total = history.state(actor.institution).length

    def seen(length: int) -> None:
        if progress is not None:
            progress(length, total, _("Se comprueba cada fila de la historia"))

    found = history.walk(actor.institution, seen)
    if found.broken is not None:
        raise Refused(
            _(
                "La historia fue alterada: la fila %(place)s de la cadena no corresponde. Las anteriores están "
                "enteras. Guarde una copia de la base de datos y avise a quien audita."
            )
            % {"place": found.broken}
        )
    if progress is not None:
        words = _("La cadena está entera: %(count)s filas, huella %(head)s.")
        progress(total, total, words % {"count": found.length, "head": found.head[:16]})
    return found
