"""Pages of a document: its text with numbered lines, and the file as it came in."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ceiba.documents import queries
from ceiba.documents.contents import file_of, lines_of
from ceiba.documents.forms import LineForm
from ceiba.documents.models import Document
from ceiba.exchange.document import UnusableDocument

LINES = 500  # of one page: what a browser without haste shows, and a person scrolls


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text of a document; ``?linea=N`` opens the page of that line and marks it."""
    rows = Document.objects.of(request.institution).filter(reserved=False)
    found = get_object_or_404(rows.select_related("uploaded_by"), pk=pk)
    context = {"document": found, "current": "imports", "asked": _number(request.GET.get("linea"))}
    context["form"] = LineForm(initial={"linea": context["asked"]})
    try:
        lines = lines_of(found)
    except FileNotFoundError:
        return render(request, "documents/lost.html", context, status=404)
    except UnusableDocument as problem:
        return render(request, "documents/unread.html", context | {"problem": problem.args[0]})
    pages = Paginator(lines, LINES)
    page = pages.get_page(_page_of(context["asked"], len(lines)) or request.GET.get("page"))
    read = queries.read_lines(found, page.start_index(), page.end_index())
    context |= {
        "page": page,
        "read": read,
        "count": len(lines),
    }
    return render(request, "documents/document.html", context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def _page_of(line: int | None, count: int) -> int | None:
    """Return the page of a line, None where the document has no such line."""
    return (line - 1) // LINES + 1 if line and line <= count else None


def document_file(request: HttpRequest, pk: int) -> FileResponse:
    """Give back the file as it came in, byte by byte."""
    found = get_object_or_404(Document.objects.of(request.institution).filter(reserved=False), pk=pk)
    path = file_of(found.sha256)
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type)
