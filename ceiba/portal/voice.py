"""How the portal shows what people ask: links on the pages of things, and pages that follow every new question."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from ceiba.institutions.models import Institution
from ceiba.participation import queries_objections as queries
from ceiba.portal.edition import NUMBER, Edition
from ceiba.portal.pages import View, answering
from ceiba.portal.subjects import ABOUT


@dataclass(frozen=True)
class Voice:
    """What was asked about one thing of a publication: how much, where it is read, and where one asks."""

    edition: Edition
    subject: str

    @property
    def count(self) -> int:
        """Return how many questions about it anybody may read: one query."""
        return queries.about(self.edition.institution, self.subject)

    @property
    def read(self) -> str:
        """Return the address of those questions."""
        return f"{reverse('public_questions', args=[self.edition.slug])}?{urlencode({ABOUT: self.subject})}" + (
            self.edition.more.replace(f"&{NUMBER}={self.edition.asked}", "")
        )

    @property
    def ask(self) -> str:
        """Return the address at which one asks about it, as this publication tells it."""
        asked = {ABOUT: self.subject, NUMBER: self.edition.row.number}
        language = "&idioma=en" if "idioma=en" in self.edition.more else ""
        return f"{reverse('public_question_new', args=[self.edition.slug])}?{urlencode(asked)}{language}"


def following(stamp: Callable[[Institution], object]) -> Callable[[View], Callable[..., HttpResponse]]:
    """Return what makes a view one for anybody, as ``public`` does, made anew when its stamp changes, or the day."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        made = answering(view, lambda institution: (stamp(institution), timezone.localdate()))

        @wraps(made)
        def answer(request: HttpRequest, slug: str, **asked: object) -> HttpResponse:
            response = made(request, slug, **asked)
            if response.headers.get("Cache-Control", "").startswith("public"):
                # Whoever keeps it asks each time whether it still holds: an answer is seen when it is given.
                response["Cache-Control"] = "public, max-age=0, must-revalidate"
            return response

        return answer

    return decorate


voiced = following(queries.stamp)
"""What makes a view follow the questions of the public."""
