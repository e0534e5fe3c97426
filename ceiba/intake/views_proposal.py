"""Pages of one proposal: what was read beside the document, what is decided of it, and its end."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ceiba.documents.contents import lines_of
from ceiba.exchange.decisions import Verdict, things
from ceiba.exchange.document import Line, UnusableDocument
from ceiba.exchange.restructuring import GROUPS
from ceiba.exchange.writers.page_findings import SEVERITIES, SEVERITY_WORDS
from ceiba.exchange.writers.subjects import anchor
from ceiba.institutions.models import Job
from ceiba.institutions.verbs import NotAllowed, Refused
from ceiba.intake import queries, services, shaping
from ceiba.intake.forms import CorrectionForm
from ceiba.intake.listing import Asked, Listing
from ceiba.intake.models import STATES, Proposal, State
from ceiba.intake.review import Review, review_of
from ceiba.intake.words import counted
from ceiba.kernel.finding import Severity
from ceiba.rules.speech import label
from ceiba.snapshots import services as snapshots
from ceiba.ui import formats

_NOUNS = ("plan", "element", "indicator", "statement", "stakeholder", "citation", "unit", "funding", "project", "total")
_SOON = 3  # seconds after which a page without script asks again how far the reading is
_MISSING_SHOWN = 200


def graded(counts: Mapping[Severity, int]) -> list[tuple[str, str, int]]:
    """Return severity, word and count, the gravest first."""
    say = formats.say()
    return [(s.value, say(SEVERITY_WORDS[s][0 if counts[s] == 1 else 1]), counts[s]) for s in SEVERITIES]


def row_of(request: HttpRequest, pk: int) -> Proposal:
    """Return a proposal of the institution without its reading; 404 where there is none."""
    row: Proposal = get_object_or_404(queries.proposals(request.institution), pk=pk)
    return row


def review_for(request: HttpRequest, row: Proposal) -> Review:
    """Return the review of a proposal that was read. ``Refused`` where it was not."""
    if row.state in (State.READING, State.UNUSABLE):
        raise Refused(services.why_closed(row))
    return review_of(row, snapshots.current(request.institution))


def lines_for(row: Proposal) -> Sequence[Line]:
    """Return the lines of a proposal's document, none where the file is lost or can no longer be opened."""
    try:
        return lines_of(row.document)
    except (FileNotFoundError, UnusableDocument):
        return ()


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal: as far as its reading is, why it could not be read, or thing by thing beside the document."""
    row = row_of(request, pk)
    may = request.actor.may("document.import")
    context = {"row": row, "may": may, "state": STATES[State(row.state)], "current": "imports"}
    if row.state == State.READING:
        broken = row.job is None or row.job.state in (Job.State.DONE, Job.State.FAILED)
        response = render(request, "intake/reading.html", context | {"job": row.job, "broken": broken})
        if not broken:
            response.headers["Refresh"] = str(_SOON)
        return response
    if row.state == State.UNUSABLE:
        return render(request, "intake/unusable.html", context)
    review = review_for(request, row)
    listing = Listing(review, Asked.of(request.GET), lines_for(row))
    is_open = row.state == State.OPEN
    context |= {
        "review": review,
        "listing": listing,
        "graded": graded({severity: row.counts.get(severity.value, 0) for severity in Severity}),
        "counts": [counted(noun, review.counts[noun]) for noun in _NOUNS if review.counts.get(noun)],
        "may_decide": may and is_open,
        "is_open": is_open,
        "levels": [(level.key, level.term) for level in review.corrected.methodology.levels],
        "last_act": shaping.last_act(request.actor, row) if may and is_open else None,
        "closed": "" if is_open else services.why_closed(row),
        "missing": _missing(review) if listing.asked.filter == "diferencias" else (),
    }
    return render(request, "intake/proposal.html", context)


def _missing(review: Review) -> list[tuple[str, str, bool]]:
    """Return what the plan has and the document lacks: address, words, whether it is to be withdrawn."""
    shown = review.differences.missing[:_MISSING_SHOWN]
    return [
        (subject, label(subject, review.current), subject.partition("/")[2] in review.withdrawn) for subject in shown
    ]


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what was decided of one thing, of those that are marked, or of all that was read surely; go back there.

    A doubt that was decided above the list leads to the next one, so that one key each walks through them.
    """
    row, given = row_of(request, pk), request.POST
    asked, seen = Asked.of(given), _seen(given)
    if "sure" in given:
        count = services.accept_sure(request.actor, row)
        told = ngettext("Se aceptó %(count)s.", "Se aceptaron %(count)s.", count) % {"count": count}
        messages.success(request, told)
        return redirect(place_of(request, row, asked))
    if "back" in given:
        subject = shaping.undo_last(request.actor, row)
        return redirect(place_of(request, row, Asked(asked.filter, "", subject)))
    if "marked" in given:
        subject = _marked(request, row, seen)
        return redirect(place_of(request, row, Asked(asked.filter, asked.page, subject)))
    if subject := given.get("undo", ""):
        services.undecide(request.actor, row, [subject])
    else:
        verdict = next((v for v in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.WITHDRAWN) if given.get(v)), None)
        if verdict is None:
            raise Refused(_("No se entendió qué quería decidir. Nada se cambió."))
        subject = given[verdict]
        doubt = "arriba" in given and subject in review_for(request, row).doubts
        services.decide(request.actor, row, [subject], verdict, seen=seen)
        if doubt:
            return redirect(_after_doubt(request, row, asked))
    if "arriba" in given:
        return redirect(place_of(request, row, Asked(asked.filter, asked.page, subject)))
    fragment = f"#cosa-{anchor(subject)}" if ":" not in subject else ""
    return redirect(place_of(request, row, asked) + fragment)


def _seen(given: Mapping[str, str]) -> int | None:
    """Return the version of the page that a form was sent from."""
    told = given.get("v", "")
    return int(told) if told.isdecimal() and len(told) < 10 else None


def _after_doubt(request: HttpRequest, row: Proposal, asked: Asked) -> str:
    """Return the address of the doubt behind the one just decided, of the list where none is left."""
    left = Listing(review_for(request, row), asked, ()).next_doubt
    if left:
        return reverse("proposal", args=[request.institution.slug, row.pk]) + left
    return place_of(request, row, Asked(asked.filter))


def _marked(request: HttpRequest, row: Proposal, seen: int | None) -> str:
    """Do with the marked things what the button says; return the address of the thing to show then."""
    given = request.POST
    subjects = given.getlist("marca")
    match given["marked"]:
        case "merge":
            return shaping.merge(request.actor, row, subjects, seen=seen)
        case "level":
            shaping.alter(request.actor, row, subjects, level=given.get("level", ""), seen=seen)
        case "move":
            shaping.alter(request.actor, row, subjects, parent=given.get("parent", ""), seen=seen)
        case Verdict.ACCEPTED | Verdict.REJECTED as verdict if subjects:
            services.decide(request.actor, row, subjects, verdict, seen=seen)
        case _:
            raise Refused(_("Marque primero de qué se trata: las casillas están a la izquierda de cada renglón."))
    return subjects[0]


def place_of(request: HttpRequest, row: Proposal, asked: Asked) -> str:
    """Return the address of the list that the reader came from, with a thing open."""
    return reverse("proposal", args=[request.institution.slug, row.pk]) + asked.query()


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the fields of one thing beside its lines in the document."""
    row = row_of(request, pk)
    if not request.actor.may("document.import"):
        raise NotAllowed(_("Solo quien planifica corrige una propuesta. Nada se guardó."))
    review = review_for(request, row)
    asked = Asked.of(request.POST if request.method == "POST" else request.GET)
    item = review.by_subject.get(asked.subject)
    if item is None:
        raise Refused(_("Eso no está en la propuesta. Vuelva a cargar la página; nada se perdió."))
    original = next(thing for subject, thing in things(review.value.snapshot) if subject == item.subject)
    if request.method == "POST" and "split" in request.POST:
        parts = request.POST.get("parts", "").splitlines()
        shaping.split(request.actor, row, item.subject, parts, seen=_seen(request.POST))
        return redirect(place_of(request, row, asked))
    form = CorrectionForm(item, original, review.corrected, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.correct(request.actor, row, item.subject, *form.changes(), seen=_seen(request.POST))
        messages.success(request, _("Se guardó la corrección."))
        return redirect(place_of(request, row, asked))
    listing = Listing(review, asked, lines_for(row))
    context = {
        "row": row,
        "form": form,
        "item": item,
        "divisible": item.noun in GROUPS,
        "listing": listing,
        "back": place_of(request, row, asked),
        "current": "imports",
    }
    return render(request, "intake/correct.html", context, status=422 if form.errors else 200)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answer to a question; one that names another methodology reads the document again with it."""
    row, given = row_of(request, pk), request.POST
    number = int(given["question"]) if given.get("question", "").isdecimal() else -1
    reference = given.get("methodology", "")
    if reference and reference != row.read_as:
        again = services.read_again(request.actor, row, reference)
        return redirect("job", request.institution.slug, again.job_id)
    review = review_for(request, row)
    text = given.get("option") or given.get("text", "")
    services.answer(request.actor, row, number, text)
    asked = Asked.of(given)
    subject = review.about[number] if 0 <= number < len(review.about) else None
    return redirect(place_of(request, row, Asked(asked.filter, asked.page, subject or asked.subject)))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject a proposal, take it up again, or read its document once more."""
    row, given = row_of(request, pk), request.POST
    if "reject" in given:
        services.reject(request.actor, row, note=given.get("note", ""))
        messages.success(request, _("La propuesta quedó rechazada. Todo lo decidido se conserva."))
    elif "reopen" in given:
        services.reopen(request.actor, row)
    elif "retry" in given:
        services.retry(request.actor, row)
        return redirect("job", request.institution.slug, row.job_id)
    elif "again" in given:
        row = services.read_again(request.actor, row, given.get("methodology"))
        return redirect("job", request.institution.slug, row.job_id)
    else:
        raise Refused(_("No se entendió qué quería hacer. Nada se cambió."))
    return redirect("proposal", request.institution.slug, row.pk)
