"""One document may hold several plans: headings that name one open it, with the period that they print."""

import re
from collections.abc import Sequence

from ceiba.exchange.extraction.drafts import ElementDraft, PlanDraft
from ceiba.kernel.methodology import Methodology, PlanKind
from ceiba.kernel.period import Period
from ceiba.kernel.text import fold

_TITLE_PAGE = 60  # lines
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?(?:[-–—/]|al?|AL?|hasta)\s?((?:19|20)\d{2})(?!\d)")
_MONTHS = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|se[pt]+iembre|octubre|noviembre|diciembre"
_MONTH = rf"(?:(?:\d{{1,2}}\s+de\s+)?(?:{_MONTHS})\s+(?:de\s+|del\s+)?)"
_DATED = re.compile(
    rf"(?<!\d)((?:19|20)\d{{2}})\s?(?:[-–—/]|al?|hasta)\s?(?:el\s)?{_MONTH}((?:19|20)\d{{2}})(?!\d)", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:per[íi]odo|vigencia|bienio|trienio|cuatrienio|quinquenio|sexenio|decenio|años)\W{1,3}(?:de\s|del\s|entre\s)?"
    r"((?:19|20)\d{2})(?:\s+|\s?(?:y|hasta|al)\s(?:el\s)?(?:año\s)?)((?:19|20)\d{2})(?!\s*(?:19|20)\d{2})",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:per[íi]odo|vigencia|año|años|ejercicio(?:\s+fiscal)?|gesti[óo]n|cuatrienio|quinquenio|trienio|bienio)"
    r"(?:\s+de\s+(?:gobierno|gesti[óo]n|vigencia))?\s*:?\s*((?:19|20)\d{2}.{0,30})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?![\d.,]\d|\d)")


def period_in(text: str, *, single: bool = False) -> Period | None:
    """Return the years that a heading prints («2021-2025»; with ``single`` also one year alone), None for none."""
    if match := _SPAN.search(text) or _DATED.search(text) or _NAMED.search(text):
        start, end = int(match[1]), int(match[2])
        return Period.of_years(start, end) if start <= end else None
    if single and (match := _YEAR.search(text)):
        return Period.of_year(int(match[1]))
    return None


def labelled_period(text: str) -> Period | None:
    """Return the years of a line that says nothing but which ones it is for («Vigencia: 2027», «Periodo 2020-2024»)."""
    match = _LABELLED.fullmatch(text.strip())
    return period_in(text, single=True) if match else None


class Shelf:
    """The plans met so far, and the one whose text is being read."""

    def __init__(self, methodology: Methodology) -> None:
        words = sorted(methodology.vocabulary.institution_words, key=len, reverse=True)
        begin = "|".join(map(re.escape, words)) or "(?!)"
        self._institution = re.compile(rf"(?<!\w)(?:{begin})\s+\w.*", re.IGNORECASE)
        self._unnamed = PlanDraft(_default_kind(methodology), "", 0, named=False)
        self.plans: list[PlanDraft] = [self._unnamed]
        self.current = self._unnamed
        self._awaiting: PlanDraft | None = None

    def open(self, kind: PlanKind, title: str, line: int, *, chapter: bool = False) -> PlanDraft:
        """Open the plan that a heading names: a known one of that kind again, a new one the first time.

        A kind that develops none and that documents hold in number (a policy) is told apart by its title. A numbered
        ``chapter`` is never part of the title page.
        """
        period = period_in(title, single=kind.maximum_years == 1)
        known = next((p for p in self.plans if p.named and p.kind is kind and self._is_same(p, title, period)), None)
        if known is None and self._unnamed.kind is kind and self._unnamed.used:
            known = self._unnamed
            known.named, known.title, known.line = True, title, line
        if known is None:
            known = PlanDraft(kind, title, line, period)
            self.plans.append(known)
        elif period is not None and known.period is None:
            known.period = period
        self._awaiting = known if known.period is None and kind.maximum_years == 1 else None
        if chapter or not self._on_title_page(line):
            self.current = known
        return known

    def year_below(self, text: str) -> bool:
        """Take a year printed alone below the title of a plan of one year; tell whether it was one."""
        plan, self._awaiting = self._awaiting, None
        match = re.fullmatch(r"(?:19|20)\d{2}", text)
        found = Period.of_year(int(text)) if match else labelled_period(text)
        if plan is None or found is None or found.months > 12:
            return False
        plan.period = found
        return True

    def _on_title_page(self, line: int) -> bool:
        """Tell whether a title only joins others on the first page: what follows is the first one's own text."""
        return line <= _TITLE_PAGE and self.current.named and not any(plan.used for plan in self.plans)

    def _is_same(self, plan: PlanDraft, title: str, period: Period | None) -> bool:
        if plan.period and period and plan.period != period:
            return False
        if (one := self._name_in(plan.title)) and (other := self._name_in(title)) and one != other:
            return False
        single = plan.kind.key != _POLICY
        return single or plan.title == title

    def _name_in(self, title: str) -> str:
        """Return the institution that a title names, folded; "" where it names none."""
        match = self._institution.search(title)
        return fold(match[0]) if match else ""


_POLICY = "policy"


def settle(plans: list[PlanDraft], elements: Sequence[ElementDraft], methodology: Methodology) -> None:
    """Move every tree of the plan without a title to the kind of plan that its level belongs to, adding that plan.

    A document that lists strategic and operational objectives without naming any plan holds two plans all the same.
    """
    kinds = {kind.key: kind for kind in methodology.plan_kinds}
    homes: dict[str, PlanDraft] = {plan.kind.key: plan for plan in plans if not plan.named}
    for element in elements:
        if element.plan.named:
            continue
        allowed = _root(element).level.plan_kinds
        if not allowed or element.plan.kind.key in allowed or allowed[0] not in kinds:
            continue
        if allowed[0] not in homes:
            homes[allowed[0]] = PlanDraft(kinds[allowed[0]], "", 0, named=False, used=True)
            plans.append(homes[allowed[0]])
        element.plan = homes[allowed[0]]


def _root(element: ElementDraft) -> ElementDraft:
    while element.parent is not None:
        element = element.parent
    return element


def _default_kind(methodology: Methodology) -> PlanKind:
    """Return the kind under which text without any plan's title is read: the first that develops no other plan."""
    kinds = methodology.plan_kinds
    tops = (kind for kind in kinds if kind.parent is None and kind.key != _POLICY)
    return next(tops, kinds[0] if kinds else PlanKind("plan", "Plan"))
