"""What was read of a document as text for a terminal: counts first, then the plan, its money and its doubts."""

from collections.abc import Iterator

from ceiba.exchange.language import plural, translator
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.writers.page_figures import Figures
from ceiba.kernel.indicator import Indicator
from ceiba.kernel.plan import Element, Plan
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from ceiba.kernel.text import _


def write(proposal: Proposal, lang: str = "es") -> str:
    """Return the reading as lines of text in the reader's language; every row ends with its line in the document."""
    figures = Figures(proposal.snapshot.methodology, translator(lang))
    return "\n".join(_lines(proposal, figures))


def _lines(proposal: Proposal, figures: Figures) -> Iterator[str]:
    snapshot, say = proposal.snapshot, figures.translate
    yield snapshot.institution.name or say(_("Institución sin nombre en el documento"))
    if snapshot.institution.invented:
        yield say(_("Datos inventados: esta institución es un ejemplo y ninguna cifra es real."))
    yield say(_("Metodología: %(title)s (%(reference)s)")) % {
        "title": snapshot.methodology.title,
        "reference": snapshot.methodology.reference,
    }
    yield ""
    yield from _counts(proposal, figures)
    for plan in snapshot.plans:
        yield ""
        yield from _plan(plan, snapshot, figures)
    yield from _money(snapshot, figures)
    if proposal.questions:
        yield ""
        yield say(_("Preguntas de la lectura"))
        yield from (f"  ? {say(q.text)}{_at(q.place.line, figures)}" for q in proposal.questions)


def _counts(proposal: Proposal, figures: Figures) -> Iterator[str]:
    snapshot = proposal.snapshot
    people = sum(len(plan.stakeholders) for plan in snapshot.plans)
    counts = (
        (len(snapshot.plans), _("plan"), _("planes")),
        (sum(1 for _element in snapshot.elements), _("elemento"), _("elementos")),
        (sum(1 for _indicator in snapshot.indicators), _("indicador"), _("indicadores")),
        (len(snapshot.funding), _("fuente de dinero"), _("fuentes de dinero")),
        (len(snapshot.projects), _("proyecto"), _("proyectos")),
        (people, _("actor"), _("actores")),
        (len(snapshot.units), _("unidad"), _("unidades")),
        (len(proposal.questions), _("pregunta"), _("preguntas")),
    )
    for count, one, many in counts:
        yield f"{count:6}  {figures.translate(plural(count, one, many))}"


def _plan(plan: Plan, snapshot: Snapshot, figures: Figures) -> Iterator[str]:
    kind = snapshot.methodology.plan_kind(plan.kind)
    yield f"{plan.title or (kind.label if kind else plan.kind)} · {figures.period(plan.period)}"
    elements = [element for element in plan.elements if not element.withdrawn]
    depths: dict[str, int] = {}
    for element in elements:
        depth = depths[element.id] = depths.get(element.parent or "", -1) + 1
        yield f"{'  ' * (depth + 1)}{_element(element, snapshot)}{_line(snapshot, 'element', element.id, figures)}"
        for indicator in snapshot.indicators_of(element):
            where = _line(snapshot, "indicator", indicator.id, figures)
            yield f"{'  ' * (depth + 2)}{_indicator(indicator, figures)}{where}"
    for indicator in (i for i in plan.indicators if i.element is None):
        yield f"  {_indicator(indicator, figures)}{_line(snapshot, 'indicator', indicator.id, figures)}"


def _element(element: Element, snapshot: Snapshot) -> str:
    level = snapshot.level(element)
    return " ".join(filter(None, (f"[{level.term if level else element.level}]", element.code, element.text)))


def _indicator(indicator: Indicator, figures: Figures) -> str:
    say = figures.translate
    base = indicator.baseline
    start = figures.datum(base.value) if base else say(_("sin línea base"))
    final = indicator.final_target
    end = figures.datum(final.value, indicator.measure_unit) if final else indicator.target_text or say(_("sin meta"))
    years = (
        str(base.year) if base and base.year else "",
        figures.period(final.period) if final and final.period else "",
    )
    when = [f" ({year})" if year else "" for year in years]
    return f"◇ {indicator.text}: {start}{when[0]} → {end}{when[1]}"


def _money(snapshot: Snapshot, figures: Figures) -> Iterator[str]:
    say = figures.translate
    if snapshot.funding:
        yield ""
        yield say(_("Fuentes de financiamiento"))
        for source in snapshot.funding:
            where = _line(snapshot, "funding", source.id, figures)
            yield f"{figures.money(source.amount):>22}  {source.name}{where}"
    if snapshot.projects:
        yield ""
        yield say(_("Proyectos"))
        for project in snapshot.projects:
            amount = figures.money(project.amount) if project.amount is not None else say(_("sin dato"))
            name = " ".join(filter(None, (project.code, project.name)))
            yield f"{amount:>22}  {name}{_line(snapshot, 'project', project.id, figures)}"


def _line(snapshot: Snapshot, noun: str, identifier: str, figures: Figures) -> str:
    source = snapshot.source_of(address(noun, identifier))
    return _at(source.place.line if source else None, figures)


def _at(line: int | None, figures: Figures) -> str:
    return f"  · {figures.translate(_('línea %(place)s')) % {'place': line}}" if line else ""
