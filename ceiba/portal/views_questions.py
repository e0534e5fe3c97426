"""Questions and objections of the public: the list with its counts, one at its address, the form, and a feed."""

from dataclasses import replace
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.addresses import counted
from ceiba.kernel.answer_term import AnswerMatter
from ceiba.kernel.quantity import MeasureUnit
from ceiba.kernel.states import Datum
from ceiba.participation import limits, services_objections
from ceiba.participation import queries_objections as queries
from ceiba.participation.secrets import Seal, Sealed, is_secret_of, opened, sealed_form, secret_of
from ceiba.participation.terms import offered, setting_of
from ceiba.portal.asking import QuestionForm
from ceiba.portal.edition import Edition
from ceiba.portal.pages import Told, page
from ceiba.portal.senders import shown, takes_forms
from ceiba.portal.subjects import ABOUT, PERIOD, Subject, subject_of
from ceiba.portal.voice import voiced
from ceiba.publications import queries as publications

ROWS, FED = 30, 50
PURPOSE, SEAL, TRAP = "pregunta", "sello", "sitio"  # what a form is signed for, and two of its fields
_PUBLICATION = "publication"


@voiced
def questions(request: HttpRequest, edition: Edition) -> Told:
    """List what was asked, all or about one thing or of the publication that the address names, by how it stands."""
    today, wanted, about = timezone.localdate(), request.GET.get("estado", ""), request.GET.get(ABOUT, "")
    if "\0" in about:
        raise Http404
    which: dict[str, object] = {"subject": about} if about else {}
    if edition.asked is not None:
        which["publication"] = edition.asked
    rows = queries.of_standing(queries.shown(edition.institution).filter(**which), wanted, today)
    context = {
        "rows": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "counts": queries.counts(edition.institution, today, **which),
        "about": rows[0].about if about and rows else "",
        "asked_about": about,
        "wanted": wanted,
        "standings": _standings(),
        "today": today,
        "promise": queries.promise(edition.institution),
    }
    return page(request, edition, "questions.html", **context)


def _standings() -> list[tuple[str, str]]:
    return [
        ("", _("Todas")),
        (queries.Standing.WAITING.value, _("Esperan respuesta")),
        (queries.Standing.ANSWERED.value, _("Respondidas")),
        (queries.Standing.LATE.value, _("Vencidas")),
    ]


@voiced
def question(request: HttpRequest, edition: Edition, number: int) -> Told:
    """Show one question with its answer and its term, at the address that stays its own."""
    row = queries.numbered(edition.institution, number)
    if row is None:
        raise Http404
    return page(request, edition, "question.html", **_told(edition, queries.ObjectionPage(row)))


def _told(edition: Edition, seen: queries.ObjectionPage) -> dict[str, object]:
    row = seen.row
    then = publications.numbered(edition.institution, row.publication)
    asked = replace(edition, row=then, asked=then.number) if then else edition
    subject = subject_of(asked, "" if row.subject.startswith(_PUBLICATION) else row.subject)
    return {
        "row": row,
        "page": seen,
        "subject": subject,
        "figures": _figures(seen, asked, edition),
        "unit": _measured_in(asked, row.subject),
        "today": timezone.localdate(),
    }


def _measured_in(edition: Edition, subject: str) -> MeasureUnit | None:
    found = edition.face.indicator(subject.partition("/")[2])
    return found.measure_unit if found else None


def _figures(seen: queries.ObjectionPage, asked: Edition, now: Edition) -> list[tuple[int, Datum | None]]:
    """Return what the publication that is spoken of says of one figure, and what the last one says."""
    if not seen.row.period:
        return []
    last = replace(now, row=now.last, asked=None)
    found = {one.row.number: _figure(one, seen) for one in (asked, last)}
    return list(found.items())


def _figure(edition: Edition, seen: queries.ObjectionPage) -> Datum | None:
    row = seen.row
    found = edition.face.indicator(row.subject.partition("/")[2])
    start = edition.face.methodology.fiscal_start
    told = edition.face.measurements_of(found) if found else ()
    return next(
        (one.value for one in told if one.period.notation(start) == row.period and not one.disaggregation), None
    )


@takes_forms
def question_new(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Show the form about one thing of the publication, and take it: what is wrong is said, nothing typed is lost."""
    subject = subject_of(edition, request.GET.get(ABOUT, ""))
    if subject is None:
        raise Http404
    start = edition.face.methodology.fiscal_start
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(sent, subject.periods, start, request.GET.get(PERIOD, ""))
    seal, status, problem = sealed_form(edition.institution, PURPOSE), HTTPStatus.OK, ""
    if sent is not None:
        given = opened(edition.institution, PURPOSE, sent.get(SEAL, ""))
        problem, status = _problem(request, edition, form, given)
        if not problem and form.is_valid():
            return _taken(edition, subject, form, given.nonce)
        if given.wrong not in (Seal.OLD, Seal.FORGED):
            seal = sent.get(SEAL, "")  # it is still good: sending again goes through
    context = {
        "form": form,
        "subject": subject,
        "about": _called(edition, subject),
        "seal": seal,
        "problem": problem,
        "action": request.get_full_path(),
        "terms": offered(edition.institution, AnswerMatter.QUESTION),
        "days": setting_of(edition.institution).contact_days,
    }
    response = shown(page(request, edition, "question_new.html", **context), status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(limits.retry_after(timezone.now()))
    return response


def _problem(request: HttpRequest, edition: Edition, form: QuestionForm, given: Sealed) -> tuple[str, HTTPStatus]:
    """Return what is wrong beyond the fields, in words that say the mend, and with which status it is answered."""
    if given.wrong is Seal.FORGED:
        return _(
            "No se pudo comprobar que este formulario es el nuestro. Revise lo que escribió y envíelo otra vez."
        ), (HTTPStatus.BAD_REQUEST)
    if given.wrong is Seal.OLD:
        return _("La página estuvo abierta mucho tiempo. Lo que escribió sigue aquí: envíelo otra vez."), (
            HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if given.wrong is Seal.FAST or request.POST.get(TRAP):
        return _(
            "Se envió más rápido de lo que se escribe, como hacen los programas. Si es una persona, envíelo otra vez."
        ), (HTTPStatus.UNPROCESSABLE_ENTITY)
    if not form.is_valid():
        return "", HTTPStatus.UNPROCESSABLE_ENTITY
    if not limits.passes(edition.institution, counted(request)):
        return _(
            "Desde esta conexión ya llegaron muchas preguntas. Lo que escribió sigue aquí: envíelo dentro de una hora."
        ), (HTTPStatus.TOO_MANY_REQUESTS)
    return "", HTTPStatus.OK


def _taken(edition: Edition, subject: Subject, form: QuestionForm, nonce: str) -> HttpResponse:
    given = form.cleaned_data
    asked = services_objections.Asked(
        kind=given["kind"],
        publication=edition.row.number,
        digest=edition.row.digest,
        subject=subject.address,
        about=_called(edition, subject),
        text=given["text"],
        nonce=nonce,
        period=given.get("period", ""),
        unit=subject.unit,
        name=given["name"],
        show_name=given["show_name"],
        email=given["email"],
        language=get_language() or "es",
    )
    row = services_objections.receive(Actor.system(edition.institution), asked)
    where = reverse("public_question_follow", args=[edition.slug, row.number, secret_of(row)])
    language = "?idioma=en" if get_language() == "en" else ""
    return HttpResponseRedirect(where + language, status=HTTPStatus.SEE_OTHER)


def _called(edition: Edition, subject: Subject) -> str:
    return subject.name or _("Publicación %(n)s") % {"n": edition.row.number}


@takes_forms
def question_follow(request: HttpRequest, edition: Edition, number: int, secret: str) -> HttpResponse:
    """Show who asked how their question goes, at the address that only they have; take their e-mail address out."""
    row = queries.numbered(edition.institution, number)
    if row is None or not is_secret_of(row, secret):
        raise Http404
    if request.method == "POST":
        services_objections.drop_contact(Actor.system(edition.institution), row)
        return HttpResponseRedirect(request.get_full_path(), status=HTTPStatus.SEE_OTHER)
    context = _told(edition, queries.ObjectionPage(row)) | {
        "address": request.build_absolute_uri(request.path),
        "action": request.get_full_path(),
        "days": setting_of(edition.institution).contact_days,
    }
    response = shown(page(request, edition, "question_follow.html", **context))
    response["X-Robots-Tag"] = "noindex"
    return response


@voiced
def feed(request: HttpRequest, edition: Edition) -> Told:
    """Give the questions as an Atom feed (RFC 4287), the last first; what is hidden is not in it."""
    here = edition.institution
    atom = Atom1Feed(
        title=_("Preguntas a %(institution)s") % {"institution": here.name},
        link=request.build_absolute_uri(reverse("public_questions", args=[edition.slug])),
        feed_url=request.build_absolute_uri(request.path),
        description=_("Lo que cualquiera preguntó u objetó, y lo que se respondió."),
        language=get_language(),
        author_name=here.name,
    )
    for row in queries.shown(here)[:FED]:
        where = request.build_absolute_uri(reverse("public_question", args=[edition.slug, row.number]))
        title = _("%(kind)s %(n)s: %(about)s") % {
            "kind": row.get_kind_display(),
            "n": row.number,
            "about": row.about[:120],
        }
        state = row.get_outcome_display() if row.outcome else row.get_state_display()
        atom.add_item(
            title=title, link=where, description=f"{row.text}\n\n{state}", pubdate=row.at,
            updateddate=row.answered or row.at, unique_id=where,
        )  # fmt: skip
    return Told(atom.writeString("utf-8").encode(), "application/atom+xml; charset=utf-8")
