"""Matrices of any layout: each header is read for itself, and the content decides where it says two things.

The labels of the methodology's levels are headers too, so that a matrix of another country needs no layout of its own.
A layout whose required columns are «level:» (any level) or that is ``open`` holds the words of the other columns.
"""

import re
from collections.abc import Mapping, Sequence

from ceiba.exchange.extraction.content import Content
from ceiba.exchange.extraction.headers import HEAD, NEARLY, Phrases, phrases_of, words_of
from ceiba.exchange.extraction.hierarchy import Hierarchy
from ceiba.exchange.extraction.prepared import prepared
from ceiba.exchange.extraction.usage import Usage
from ceiba.kernel.methodology import Framework, Level, Methodology, Role

LEVEL, CODE, ALIGNMENT = "level:", "code:", "alignment:"
_VALUES = frozenset({"baseline", "target", "yearly_target", "target_year", "baseline_year"})
_OF_INDICATORS = _VALUES | {"measure_unit", "formula", "verification", "direction"}
_OF_ELEMENTS = _OF_INDICATORS | {"indicator", "responsible", "amount", "yearly_amount"}
_PLANNED = frozenset({"target", "yearly_target"})
_SPENT = frozenset({"amount", "yearly_amount"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_YEARS = re.compile(r"(?:\b(?:al?|año|en)\s+)?(?<!\d)(?:19|20)\d{2}(?!\d)(?:\s?[-–/]\s?(?:19|20)?\d{2}(?!\d))?")
_TAIL = re.compile(r"\s+(?:del\s+plan|(?:vinculad|relacionad|asociad)[oa]s?|correspondientes?)\s*$", re.IGNORECASE)
_YEAR_ALONE = re.compile(r"\W*(?:19|20)\d{2}\W*")
_FRAMEWORK = HEAD + 150  # «Meta ODS» speaks of the goals, and not of the plan's own
_MOST_UNKNOWN = 0.6
_MARKED = "marked"  # a year in which something is done: nothing but a mark stands in its cells
_ALL_KNOWN = 3  # columns of which one whole name is enough, where all others begin with theirs
_SOME_MONEY = 0.2
_RESULTS = frozenset({Role.OUTCOME, Role.OUTPUT})


class OpenMatrix:
    """Gives the columns of any matrix of one methodology their fields."""

    def __init__(self, methodology: Methodology, usage: Usage) -> None:
        self.layout = next((lt for lt in methodology.vocabulary.layouts if LEVEL in lt.required), None)
        self._levels = {level.key: level for level in methodology.levels}
        self._usage = usage
        self._hierarchy = Hierarchy(methodology, usage)
        self._other = phrases_of(self.layout) if self.layout else Phrases(())
        self._named = prepared(_phrases_of_levels, methodology.levels)
        self._goals = prepared(_phrases_of_frameworks, methodology.frameworks)
        self._open_goals = frozenset(ALIGNMENT + f.key for f in methodology.frameworks if not f.complete)
        facets = {c.field: c.headers for c in (self.layout.columns if self.layout else ())}
        self._facets = {
            words_of(header)[0]: field
            for field in ("text", "code")
            for header in facets.get(field, ())
            if len(words_of(header)) == 1
        }

    def knows(self, header: str) -> bool:
        """Tell whether a header is, as a whole, the name of a column or of a level."""
        own = header.rpartition("\n")[2]
        return any(p.knows(own) for p in (self._other, self._named)) or _YEAR_ALONE.fullmatch(own) is not None

    def names(self, header: str) -> bool:
        """Tell whether a header is the name of a column, with a year or a note beside it at most."""
        return self.knows(header) or max(self._scored(header).values(), default=0) >= NEARLY

    def likeness(self, header: str) -> float:
        """Return how much of a header is the name of a column with which it begins: 1 the whole, 0 nothing."""
        if _YEAR_ALONE.fullmatch(header):
            return 1.0
        best = max(self._scored(header).values(), default=0)
        if best < HEAD or best >= NEARLY:
            return float(best >= NEARLY)
        return min(1.0, (best - HEAD) / max(1, sum(map(len, words_of(header)))))

    def read(
        self, headers: Sequence[str], contents: Sequence[Content], plan_kind: str = ""
    ) -> tuple[str | None, ...] | None:
        """Return the field of each column, None where the headers are not those of a matrix.

        ``headers`` are the words above a column, those of a group and its own parted by line feeds. Levels that only
        other kinds of plan have are left out, where ``plan_kind`` is known.
        """
        if self.layout is None:
            return None
        options = [self._options(h, c) if h.strip() else {} for h, c in zip(headers, contents, strict=True)]
        # a header that names nothing but another plan's level is printed here all the same
        options = [{f: s for f, s in found.items() if self._belongs(f, plan_kind)} or found for found in options]
        fields = self._settle(options, contents)
        self._years(fields, headers, contents)
        self._codes(fields, headers, contents)
        known = sum(field is not None for field in fields)
        printed = sum(bool(header.strip()) for header in headers)
        self._name_rows(fields, contents)
        if not self._is_matrix(fields) or printed - known > max(1, printed * _MOST_UNKNOWN):
            return None
        best = [max(o.values(), default=0) for o in options]
        sure = sum(score >= NEARLY for score in best)
        if sure < 2 and not (sure and known == printed and printed >= _ALL_KNOWN and min(filter(None, best)) >= HEAD):
            return None
        return tuple("ignored" if field == _MARKED else field for field in fields)

    def _belongs(self, field: str, plan_kind: str) -> bool:
        level = self._levels.get(field.removeprefix(LEVEL)) if field.startswith(LEVEL) else None
        return level is None or not plan_kind or not level.plan_kinds or plan_kind in level.plan_kinds

    def _is_matrix(self, fields: Sequence[str | None]) -> bool:
        met = {field for field in fields if field}
        levels = sum(field.startswith(LEVEL) for field in met)
        if levels:
            marked = sum(field == _MARKED for field in fields) > 1
            return levels > 1 or marked or bool(met & _OF_ELEMENTS) or any(f.startswith(ALIGNMENT) for f in met)
        return ("indicator" in met and bool(met & _OF_INDICATORS)) or {"level", "text"} <= met

    # --- one header ---------------------------------------------------------------------------------------------

    def _options(self, header: str, content: Content) -> dict[str, int]:
        """Return the fields that a header can mean, with scores; what its content contradicts is left out."""
        group, _sep, own = header.rpartition("\n")
        found = self._scored(header.replace("\n", " "))
        if group and max(found.values(), default=0) < NEARLY:
            found = self._in_group(self._scored(group.replace("\n", " ")), self._scored(own), own) or found
        spent = content.money > _SOME_MONEY  # «… programados» over money is no target
        return {
            field: score
            for field, score in found.items()
            if suits(field, content) and not (spent and score < HEAD and field in _VALUES)
        }

    def _scored(self, text: str) -> dict[str, int]:
        """Return what a header can mean; «Código de …» and «Nombre de …» say which part of it the column holds."""
        if _YEAR.search(text):
            text = re.sub(r"\(\W*\)", " ", _YEARS.sub(" ", text))
        found = dict(self._other.scores(text))
        if (bare := _TAIL.sub("", text)) != text and max(found.values(), default=0) < NEARLY:
            return self._scored(bare)
        words = words_of(text)
        facet = next((self._facets[w] for w in words if w in self._facets), None)
        bare = " ".join(w for w in words if w not in self._facets) if facet else ""
        for field, score in (self._other.scores(bare) if bare else {}).items():
            if score >= NEARLY and max(found.values(), default=0) < NEARLY:
                found["indicator_code" if (facet, field) == ("code", "indicator") else field] = score
        for field, score in self._named.scores(bare or text).items():
            if score >= HEAD:
                key = CODE + field.removeprefix(LEVEL) if facet == "code" and bare else field
                found[key] = max(found.get(key, 0), score)
        for field, likeness in self._goals.scores(text).items():
            score = likeness
            other = any(own >= HEAD for own in self._named.scores(text).values())  # «Meta ODS», «Eje PND»
            if score < NEARLY:
                score = _FRAMEWORK + (other or score >= HEAD)
                if other and field in self._open_goals:  # the goals of such a framework are printed in words
                    found = {f: max(s, score) if f.startswith(LEVEL) else s for f, s in found.items()}
            found[field] = score
        return found

    def _in_group(self, group: Mapping[str, int], own: dict[str, int], text: str) -> dict[str, int]:
        """Return what a header under that of a group can mean: a part of the group, or something of its own."""
        top = max(group, key=lambda f: group[f], default="")
        if group.get(top, 0) < HEAD:
            return own
        best = max(own, key=lambda f: own[f], default="")
        if _YEAR.search(text) and not own:
            return dict(group)
        if best in {"text", "code"} and top.startswith(LEVEL):
            return {(CODE + f.removeprefix(LEVEL) if best == "code" else f): s for f, s in group.items()}
        if top == "indicator" and best.startswith(LEVEL):
            return {"indicator": group[top]}
        if top == "baseline" and best in {"baseline_year", "target_year"}:
            return {"baseline_year": own[best]}
        if top == "baseline" and best in {"amount", "target", "text", "measure_unit"}:
            return {"measure_unit" if best == "measure_unit" else top: group[top]}
        if top in _PLANNED and best == "baseline_year":
            return {"target_year": own[best]}
        if top in _PLANNED and best in {"amount", "target", "text", ""}:
            return {"target": group[top]} if best else dict(group)
        if top in _SPENT and best not in _SPENT:
            return {"ignored": group[top]}
        if top in {"responsible", "ignored"}:
            return {top: group[top]}
        return own or dict(group)

    # --- all headers --------------------------------------------------------------------------------------------

    def _settle(self, options: Sequence[Mapping[str, int]], contents: Sequence[Content]) -> list[str | None]:
        fields: list[str | None] = []
        for i, found in enumerate(options):
            best = max(found.values(), default=0)
            first = [field for field, score in found.items() if score == best]
            levels = [level for key, level in self._levels.items() if LEVEL + key in first]
            if levels and any(f.startswith(ALIGNMENT) for f in first) and contents[i].codes < 0.5:
                first = [field for field in first if field.startswith(LEVEL)]
            other = [field for field in first if not field.startswith(LEVEL)]
            leads = other == ["ignored"] and not any(f and f.startswith(LEVEL) for f in fields)
            named = contents[i].words >= 0.5 and (leads or not _is_short(contents[i]))  # behind levels: «Ámbito: rural»
            if levels and (not other or named):
                taken = {field for field in fields if field}
                left = [self._levels[f.removeprefix(LEVEL)] for f in fields if f and f.startswith(LEVEL)]
                right = [
                    [self._levels[f.removeprefix(LEVEL)] for f in more if f.startswith(LEVEL)]
                    for more in map(_likest, options[i + 1 :])
                ]
                free = [level for level in levels if LEVEL + level.key not in taken]
                chosen = self._level(free, left, [r for r in right if r])
                fields.append(LEVEL + chosen.key if chosen else other[0] if other else None)
            else:
                fields.append(other[0] if other else None)
        for field in {f for f in fields if f and f.startswith(ALIGNMENT)}:
            own = [i for i, f in enumerate(fields) if f == field]
            best_of = max(own, key=lambda i: options[i][field])
            for i in own:
                fields[i] = field if i == best_of else None
        return fields

    def _level(
        self, candidates: Sequence[Level], left: Sequence[Level], right: Sequence[Sequence[Level]]
    ) -> Level | None:
        """Return the level, of those that share a label, that fits between the columns to its left and its right."""
        follow = [level for column in right for level in column]
        if any(level.role in _RESULTS for level in candidates):
            goals = [c for c in candidates if c.role is Role.GOAL and self._carries(c, left, follow)]
            candidates = goals or [level for level in candidates if level.role is not Role.GOAL] or candidates
        if {Role.AXIS, Role.LINE} <= {level.role for level in candidates}:
            wanted = Role.AXIS if any(level.role is Role.AXIS for level in follow) else Role.LINE
            candidates = [level for level in candidates if level.role is wanted]

        def rank(level: Level) -> tuple[int, int, int]:
            carried = sum(any(self._hierarchy.is_above(level, below) for below in column) for column in right)
            parents = [rule.level for rule in level.parents]
            nearest = next((parents.index(upper.key) for upper in reversed(left) if upper.key in parents), 99)
            if left and left[-1].key in parents:
                nearest -= 50
            return carried, -nearest, -len(level.plan_kinds)

        return max(candidates, key=rank, default=None)

    def _carries(self, goal: Level, left: Sequence[Level], right: Sequence[Level]) -> bool:
        """Tell whether a goal stands between its own parent and the results below it (pillar, goal, result).

        The parent may head the table instead, where the document says so.
        """
        parents = {rule.level for rule in goal.parents}
        below = [level for level in right if level.role is Role.OUTCOME]
        headed = not left and self._usage.goals_carry_results
        return (headed or any(upper.key in parents for upper in left)) and any(
            rule.level == goal.key for level in below for rule in level.parents
        )

    def _years(self, fields: list[str | None], headers: Sequence[str], contents: Sequence[Content]) -> None:
        """Give the columns of years theirs: targets of their years, or the money of their years."""
        dated = [i for i, h in enumerate(headers) if _YEAR.search(h.rpartition("\n")[2]) or _YEAR.search(h)]
        for i, field in enumerate(fields):
            if field == "baseline_year" and "\n" not in headers[i] and len(words_of(headers[i])) == 1:
                before = next((f for f in reversed(fields[:i]) if f in _VALUES), None)
                fields[i] = "target_year" if before in _PLANNED else field
        for kind, yearly in (("target", "yearly_target"), ("amount", "yearly_amount")):
            own = [i for i in dated if fields[i] in {kind, yearly}]
            for i in own:
                fields[i] = yearly if len(own) > 1 else kind
        alone = [i for i in dated if fields[i] is None and _YEAR_ALONE.fullmatch(headers[i].rpartition("\n")[2])]
        measured = any(field in {"indicator", "baseline", "target", "measure_unit"} for field in fields)
        for i in alone:
            before = next((fields[j] for j in range(i - 1, -1, -1) if j not in alone and fields[j]), None)
            spent = contents[i].money > 0.5 or (before in _SPENT and not contents[i].percent)
            if contents[i].filled and contents[i].marks > 0.9:
                fields[i] = _MARKED
            elif spent or measured:
                fields[i] = "yearly_amount" if spent else "yearly_target"

    def _name_rows(self, fields: list[str | None], contents: Sequence[Content]) -> None:
        """Tell which column names the rows: elements of the level beside them, or results that counted rows promise."""
        met = {field for field in fields if field}
        levels = [i for i, field in enumerate(fields) if field and field.startswith(LEVEL)]
        if "level" in met:  # single words beside it are of no level («Dimensión»: «Eficacia»)
            for i in [i for i in levels if contents[i].filled and _is_short(contents[i])]:
                fields[i] = "ignored"
                levels.remove(i)
            if "text" not in met and len(levels) == 1:
                fields[levels[0]] = "text"  # «Nivel | Objetivo | Indicador»: each row is of the level that it names
        if not {"text", "measure_unit", "target"} <= met or "indicator" in met or levels:
            return
        place = fields.index("text")
        outcomes = (level for level in self._levels.values() if level.role is Role.OUTCOME and level.kind == "result")
        level = next(outcomes, None)
        if level is not None and contents[place].words >= 0.5:
            fields[place] = LEVEL + level.key

    def _codes(self, fields: list[str | None], headers: Sequence[str], contents: Sequence[Content]) -> None:
        """Give columns of codes to the level or indicator next to them, and names to the level that is all codes."""
        for i, field in enumerate(fields):
            after = fields[i + 1] if i + 1 < len(fields) else None
            codes = contents[i].codes > 0.7 or not contents[i].filled
            if field in {"code", "number"} and after and after.startswith(LEVEL) and codes:
                plain = contents[i].distinct == 1 and field == "number"
                fields[i] = "number" if plain else CODE + after.removeprefix(LEVEL)
            elif field == "code" and "level" not in fields:
                fields[i] = "ignored"
            elif field is None and i + 1 < len(fields) and after in {None, "text"} and codes and headers[i].strip():
                named = [f for f, s in self._named.scores(headers[i].replace("\n", " ")).items() if s >= NEARLY]
                if named and contents[i + 1].words > 0.7 and named[0] not in fields:
                    fields[i], fields[i + 1] = CODE + named[0].removeprefix(LEVEL), named[0]
            elif field is None and contents[i].codes > 0.7 and headers[i].strip():
                named = [f for f, s in self._named.scores(headers[i].replace("\n", " ")).items() if s >= NEARLY]
                fields[i] = CODE + named[0].removeprefix(LEVEL) if named else None


def _likest(found: Mapping[str, int]) -> list[str]:
    """Return the fields that a header means most («Área responsable» is no area)."""
    best = max(found.values(), default=0)
    return [field for field, score in found.items() if score == best]


def _phrases_of_levels(levels: Sequence[Level]) -> Phrases:
    return Phrases((LEVEL + level.key, _names(level)) for level in levels)


def _phrases_of_frameworks(frameworks: Sequence[Framework]) -> Phrases:
    return Phrases((ALIGNMENT + f.key, (f.label, *f.names)) for f in frameworks)


def _names(level: Level) -> tuple[str, ...]:
    return (*level.labels, level.term, *((level.plural,) if level.plural else ()))


def is_value_column(field: str | None) -> bool:
    """Tell whether a column holds values: numbers, years, money."""
    return field in _VALUES | _SPENT


def _is_short(content: Content) -> bool:
    """Tell whether cells are single words, as those of a column of units are."""
    return content.length < 2.5 and not content.verbs


def suits(field: str, content: Content) -> bool:
    """Tell whether the content of a column can be what its header says; an empty column contradicts nothing."""
    if not content.filled:
        return True
    if field.startswith(LEVEL) or field == "indicator":
        return content.words >= 0.4
    if field == "responsible":
        return content.values < 0.5
    if field == "baseline":
        return content.words <= 0.8
    return content.words < 0.7 if field in _VALUES | _SPENT else True
