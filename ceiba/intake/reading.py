"""The reading of a document as a job: it takes seconds and holds no transaction; what it writes, it writes by verbs."""

from collections import Counter
from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.documents.contents import content_of, text_of
from ceiba.exchange import stored
from ceiba.exchange.decisions import things
from ceiba.exchange.document import Document, UnusableDocument
from ceiba.exchange.language import translator
from ceiba.exchange.proposal import Proposal as ProposalValue
from ceiba.exchange.reader import Format, proposed
from ceiba.exchange.readers import plan_text
from ceiba.institutions.actor import Actor
from ceiba.institutions.jobs import Progress, errand
from ceiba.institutions.models import Institution, Revision
from ceiba.institutions.verbs import NotAllowed, changed, verb
from ceiba.intake.carrying import carry
from ceiba.intake.models import Proposal, State
from ceiba.intake.queries import layouts_of
from ceiba.intake.words import SURE
from ceiba.kernel.finding import Severity
from ceiba.methodologies.loader import UnknownMethodology
from ceiba.rules.engine import audit

STEPS = 5


def reading_page(slug: str, pk: int) -> str:
    """Return the address of the page of a proposal, to which its reading leads."""
    return reverse("proposal", args=[slug, pk])


@errand("intake.read")
def read(actor: Actor, *, proposal: int, progress: Progress) -> None:
    """Read the document of a proposal and open it; nothing where that is done. A reading cut short begins anew."""
    if not actor.may("document.import"):
        raise NotAllowed(_("Usted ya no tiene permiso para traer documentos. El archivo se conserva."))
    row = Proposal.objects.of(actor.institution).select_related("document", "follows", "institution").get(pk=proposal)
    if row.state != State.READING:
        return
    progress(0, STEPS, _("Recibido: «%(file)s»") % {"file": row.document.name})
    try:
        progress(1, STEPS, _("Se lee el texto, con sus tablas"))
        text = text_of(row.document)
        progress(2, STEPS, _("Se buscan el plan, sus indicadores y su dinero"))
        value = _proposed(row, text)
    except (UnusableDocument, UnknownMethodology) as problem:
        unusable(actor, row, translator(get_language() or "es")(problem.args[0]))
        return
    except FileNotFoundError:
        unusable(actor, row, _("El archivo ya no está en esta instalación. Vuelva a subirlo."))
        return
    progress(3, STEPS, _("Se anota cada cosa con su lugar en el documento"))
    kept = stored.dump(value)
    progress(4, STEPS, _("Se hacen las preguntas de las reglas"))
    counts = counts_of(value)
    open_(actor, row, value, kept, counts)
    progress(STEPS, STEPS, _("Listo para revisar"))


def _proposed(row: Proposal, text: Document) -> ProposalValue:
    if row.document.media_type == Format.PLAN:
        return plan_text.read(row.document.name, content_of(row.document))
    value = proposed(text, row.methodology or None, layouts_of(row.institution))
    if not settings.LANGUAGE_MODEL_URL:
        return value
    from ceiba.exchange.suggestions import completed
    from ceiba.intake.language_model import LanguageModel

    model = LanguageModel(settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL_NAME, settings.LANGUAGE_MODEL_KEY)
    return completed(value, text, model)


def counts_of(value: ProposalValue) -> Mapping[str, int]:
    """Return how much was read of each noun, how much of it surely, what is asked, and what the rules would say."""
    counts = Counter(subject.partition("/")[0] for subject, _thing in things(value.snapshot))
    doubts = sum(source.confidence < SURE for source in value.snapshot.sources if not source.field)
    found = Counter(finding.severity.value for finding in audit(value.snapshot).findings)
    graded = {severity.value: found[severity.value] for severity in Severity}
    return {**counts, "doubts": doubts, "questions": len(value.questions), **graded}


@verb("intake.open", needs="document.import")
def open_(actor: Actor, row: Proposal, value: ProposalValue, text: str, counts: Mapping[str, int]) -> None:
    """Put a reading before the people who will review it."""
    del actor  # the verb has asked whether they may
    fields = {
        "state": State.OPEN,
        "problem": "",
        "reading": text,
        "read_as": value.snapshot.methodology.reference,
        "counts": dict(counts),
    }
    if Proposal.objects.filter(pk=row.pk, state=State.READING).update(**fields):
        kept = carry(row.follows, row, value) if row.follows else 0
        taken = {"decisions_kept": kept} if kept else {}
        changed(f"proposal/{row.pk}", {"state": State.READING}, {"state": State.OPEN, **counts, **taken})


@verb("intake.unusable", needs="document.import")
def unusable(actor: Actor, row: Proposal, problem: str) -> None:
    """Keep why a document could not be read, in the words of who brought it."""
    del actor  # the verb has asked whether they may
    if Proposal.objects.filter(pk=row.pk, state=State.READING).update(state=State.UNUSABLE, problem=problem):
        changed(f"proposal/{row.pk}", {"state": State.READING}, {"state": State.UNUSABLE})


def revisions(institution: Institution) -> dict[str, int]:
    """Return how often each part of the plan has changed."""
    return dict(Revision.objects.filter(institution=institution).values_list("part", "number"))
