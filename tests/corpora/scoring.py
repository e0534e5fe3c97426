"""How well a document was read: elements, parents and indicators against the truth, and what confidence is worth.

Elements pair one to one, best first: a text ratio of 0.9 (case, accents, punctuation and broken words folded, label
words in front or not) and a kind of the same group. A parent is right where the nearest matched element above it is the
true one. Indicators need their values and years exact and a text that is close.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from tests.corpora.truth import Entry

ENOUGH = 0.9
BINS = 10
GROUPS = (
    {"axis", "theme"},
    {"objective", "strategic_objective", "operational_objective", "policy_objective", "unit_objective"},
    {"strategic_line"},
    {"action_line", "action", "activity"},
    {"result", "product"},
)
GROUP = {kind: place for place, kinds in enumerate(GROUPS) for kind in kinds}
NUMBERS = ("baseline_value", "baseline_year", "target_value", "target_year")
_NUMBER = r"(?:[a-z]{0,4}\d+[a-z]?|[ivx]+|[a-z])"
_LABEL = re.compile(
    r"(?:(?:articulo \d+[oa]? )?(?:\d+ )*)"
    r"(?:ejes?|pilar(?:es)?|areas?|sector(?:es)?|componentes?|tematicas?|temas?|objetivos?|lineas?|lineamientos?|estrategias?|"
    r"(?:sub ?)?programas?|proyectos?|accion(?:es)?|actividad(?:es)?|resultados?|productos?|metas?)"
    r"(?: (?:estrategic[oa]s?|institucional(?:es)?|general(?:es)?|especificos?|operativ[oa]s?|tematicos?|esperados?|"
    r"de (?:accion|producto|resultado|desarrollo|inversion)|producto|resultado))*"
    rf"(?: {_NUMBER})*? (?!de |del |para )(?=.{{3}})"
)


@dataclass
class Score:
    """Counts that add up over documents: right, wanted and read; ``weighed`` are confidences with whether each held."""

    documents: int = 0
    elements: list[int] = field(default_factory=lambda: [0, 0, 0])
    parents: list[int] = field(default_factory=lambda: [0, 0])
    indicators: list[int] = field(default_factory=lambda: [0, 0, 0])
    weighed: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Take in the counts of another score."""
        self.documents += other.documents
        for mine, theirs in (
            (self.elements, other.elements),
            (self.parents, other.parents),
            (self.indicators, other.indicators),
        ):
            mine[:] = [a + b for a, b in zip(mine, theirs, strict=True)]
        self.weighed += other.weighed

    @property
    def f1(self) -> float:
        """Return F1 over the elements, 1.0 where there was nothing to read and nothing was read."""
        return _f1(*self.elements)

    @property
    def f1_indicators(self) -> float:
        """Return F1 over the indicators."""
        return _f1(*self.indicators)

    @property
    def parents_right(self) -> float:
        """Return the share of the matched elements that hang from the right one."""
        right, matched = self.parents
        return right / matched if matched else 1.0

    @property
    def calibration_error(self) -> float:
        """Return the expected calibration error: the weighed gap between confidence and what held, in ten bins."""
        bins: list[list[tuple[float, bool]]] = [[] for _i in range(BINS)]
        for confidence, held in self.weighed:
            bins[min(int(confidence * BINS), BINS - 1)].append((confidence, held))
        gaps = [abs(sum(c for c, _h in b) - sum(h for _c, h in b)) for b in bins]
        return sum(gaps) / len(self.weighed) if self.weighed else 0.0


def _f1(right: int, wanted: int, read: int) -> float:
    return 2 * right / (wanted + read) if wanted + read else 1.0


def _inside(rows: Sequence[Entry], span: tuple[float, float]) -> list[Entry]:
    """Return the entries within the labelled lines, and those that name no line."""
    return [row for row in rows if row.get("line") is None or span[0] <= row["line"] <= span[1]]


def scored(gold: Entry, prediction: Mapping[str, Any]) -> Score:
    """Return the score of a prediction (the object that ``ceiba read --format json`` prints) against the gold."""
    found = Score(documents=1)
    span = gold.get("labelled_lines") or (1, math.inf)
    elements, read = gold["elements"], _inside(prediction["elements"], span)
    pairs = _paired(elements, read, _element_likeness(elements, read))
    found.elements = _tally(elements, read, pairs, found.weighed)
    found.parents = _parents(gold["elements"], prediction["elements"], [(elements[i], read[j]) for i, j in pairs])
    wanted, got = gold["indicators"], _inside(prediction["indicators"], span)
    pairs = _paired(wanted, got, lambda i, j: _indicator_likeness(wanted[i], got[j]))
    found.indicators = _tally(wanted, got, pairs, found.weighed)
    return found


def folded(text: object) -> str:
    """Return a text without case, accents, punctuation and the hyphens of broken words."""
    plain = unicodedata.normalize("NFKD", str(text or "")).lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"(?<=[a-z]) ?- (?=[a-z])", "", plain)
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", plain).split())


def shapes(entry: Mapping[str, Any]) -> list[str]:
    """Return the folded texts under which an element may stand: as it is, with its code, without its label."""
    texts = [entry.get("text"), *entry.get("text_alt", ()), f"{entry.get('code') or ''} {entry.get('text') or ''}"]
    found: list[str] = []
    for text in map(folded, texts):
        label = _LABEL.match(text)
        found += [shape for shape in (text, text[label.end() :] if label else "") if shape and shape not in found]
    return found


def _element_likeness(gold: list[Entry], read: Sequence[Mapping[str, Any]]) -> Callable[[int, int], float]:
    wanted, got = [shapes(e) for e in gold], [shapes(e) for e in read]
    kinds = [[e["kind"], *e.get("kind_alt", ())] for e in gold]
    groups = [{GROUP.get(kind) for kind in group} for group in kinds]

    def likeness(i: int, j: int) -> float:
        kind = read[j].get("kind")
        if GROUP.get(str(kind)) not in groups[i]:
            return 0.0
        best = max((_ratio(a, b, ENOUGH) for a in wanted[i] for b in got[j]), default=0.0)
        same_code = bool(gold[i].get("code")) and gold[i]["code"] == read[j].get("code")
        return best + 0.001 * (kind in kinds[i]) + 0.001 * same_code if best >= ENOUGH else 0.0

    return likeness


def _ratio(one: str, other: str, floor: float = 0.0) -> float:
    return 1.0 if one == other else fuzz.ratio(one, other, score_cutoff=floor * 100) / 100


def _indicator_likeness(gold: Entry, read: Mapping[str, Any]) -> float:
    if not all(_same(gold.get(key), read.get(key), gold.get(f"{key}_alt", ())) for key in NUMBERS):
        return 0.0
    wanted = [folded(t) for t in (gold.get("text"), gold.get("stated_change"), *gold.get("text_alt", ())) if t]
    got = [folded(t) for t in (read.get("text"), read.get("stated_change")) if t]
    ratio = max((_ratio(a, b) for a in wanted for b in got), default=0.0)
    if all(gold.get(key) is None for key in NUMBERS):
        return ratio if ratio >= 0.85 else 0.0
    held = max((_held(a, b) for a in wanted for b in got), default=0.0)
    return max(ratio, held) if ratio >= 0.6 or held >= 0.8 else 0.0


def _held(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the longer one has."""
    short, long = sorted((one.split(), other.split()), key=len)
    return sum(word in set(long) for word in short) / len(short) if short else 0.0


def _same(gold: object, read: object, alternatives: Iterable[object] = ()) -> bool:
    return any(_equal(value, read) for value in (gold, *alternatives))


def _equal(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    try:
        return math.isclose(float(str(one)), float(str(other)), rel_tol=1e-12, abs_tol=1e-9)
    except ValueError:
        return str(one).strip() == str(other).strip()


def _paired(
    gold: list[Entry], read: Sequence[Mapping[str, Any]], likeness: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Return the places that belong together, each used once, the likest first and required before optional."""
    ranked = []
    for i, entry in enumerate(gold):
        for j, other in enumerate(read):
            like = likeness(i, j)
            if like > 0:
                apart = abs((entry.get("line") or 0) - (other.get("line") or 0)) if entry.get("line") else abs(i - j)
                ranked.append((-like, bool(entry.get("optional")), apart, i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _like, _optional, _apart, i, j in sorted(ranked):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return list(pairs.items())


def _tally(
    gold: list[Entry],
    read: Sequence[Mapping[str, Any]],
    pairs: list[tuple[int, int]],
    weighed: list[tuple[float, bool]],
) -> list[int]:
    """Return right, wanted and read without what met an optional entry; append each confidence with whether it held."""
    held = {j for i, j in pairs if not gold[i].get("optional")}
    free = {j for i, j in pairs if gold[i].get("optional")}
    weighed += [
        (float(entry["confidence"]), j in held)
        for j, entry in enumerate(read)
        if j not in free and entry.get("confidence") is not None
    ]
    return [len(held), sum(not e.get("optional") for e in gold), len(read) - len(free)]


def _parents(
    gold: list[Entry], read: Sequence[Mapping[str, Any]], pairs: Sequence[tuple[Entry, Mapping[str, Any]]]
) -> list[int]:
    """Return how many of the matched elements hang from the right one, and how many were matched."""
    truth, told = ({e["id"]: e.get("parent") for e in rows} for rows in (gold, read))
    gold_of = {other["id"]: entry["id"] for entry, other in pairs}
    matched = set(gold_of.values())
    passable = {e["id"] for e in gold if e.get("optional")} - matched
    right = wanted = 0
    for entry, other in pairs:
        if entry.get("optional"):
            continue
        wanted += 1
        above = _nearest(other.get("parent"), told, set(gold_of))
        got = gold_of.get(above) if above is not None else None
        for parent in (entry.get("parent"), *entry.get("parent_alt", ())):
            near = _nearest(parent, truth, matched)
            rootless = got is None and _nearest(parent, {k: truth.get(k) for k in passable}, set()) is None
            if got == near or (got is None and rootless):
                right += 1
                break
    return [right, wanted]


def _nearest(start: str | None, parent: Mapping[str, str | None], stops: set[str]) -> str | None:
    """Return the nearest stop from start upwards; None at the root, and what is unknown as it is."""
    seen: set[str] = set()
    while start is not None and start not in stops:
        if start in seen or start not in parent:
            return start
        seen.add(start)
        start = parent[start]
    return start
