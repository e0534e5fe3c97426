"""Scanned plans as character recognition gives them: 1 for l, rn for m, lost accents, specks; light, and all legible.

A word is misread in the same way wherever it stands, so that the truth is what is printed; the clean text is an
alternative. Figures of values and years are left as they are.
"""

import re
from random import Random

from tests.corpora.genres.front import closing, opening, prose, years
from tests.corpora.genres.ground import start
from tests.corpora.genres.outline import Level, Outline
from tests.corpora.genres.paper import Paper

MISREAD = (
    ("m", "rn"),
    ("l", "1"),
    ("ll", "11"),
    ("o", "0"),
    ("rn", "m"),
    ("cl", "d"),
    ("ó", "6"),
    ("í", "i"),
    ("á", "a"),
    ("é", "e"),
    ("ñ", "fi"),
    ("h", "b"),
    ("e", "c"),
    ("i", "l"),
    ("u", "ü"),
    ("ci", "d"),
)
SPECKS = (".", "'", "~", "|", "-  .", "·", ", ,", "_")
HEADS = re.compile(
    r"^((?:eje|pilar|objetivo|programa|acción|línea|meta|resultado)[^\d:]{0,30} )(1|10|11)(?=[.:\s])", re.IGNORECASE
)
ACTION = Level("action", "Acción", "Acciones", "act", (1, 3), alt=("activity", "action_line"))
GOAL = Level("result", "Meta", "Metas", "goal", (1, 2), styles=("inline",), loose=True)
OBJECTIVE = Level(
    "objective",
    "Objetivo|Objetivo específico",
    "Objetivos",
    "objective",
    (1, 2),
    styles=("inline", "below"),
    alt=("strategic_objective",),
    measured=0.4,
    below=(ACTION, GOAL),
)
AXIS = Level(
    "axis", "Eje|Eje estratégico|Pilar", "Ejes", "axis", (2, 4), styles=("inline", "below"), below=(OBJECTIVE,)
)
PROGRAMME = Level(
    "strategic_line", "Programa", "Programas", "programme", (3, 5), styles=("inline", "below"), below=(OBJECTIVE,)
)


class Scan:
    """Misreads the words of a paper."""

    def __init__(self, rng: Random) -> None:
        """Choose how bad the scan is."""
        self.rng = rng
        self.rate = rng.choice([0.02, 0.04, 0.07])
        self.words: dict[str, str] = {}

    def word(self, word: str) -> str:
        """Return a word as it was read; short words and capitals stay."""
        if word not in self.words:
            self.words[word] = self.misread(word) if len(word) > 5 and self.rng.random() < self.rate else word
        return self.words[word]

    def misread(self, word: str) -> str:
        """Return the word with one misread place behind its first letter."""
        found = [(a, b) for a, b in MISREAD if a in word[1:]]
        if not found or not word[1:].islower():
            return word
        a, b = self.rng.choice(found)
        places = [i for i in range(1, len(word)) if word.startswith(a, i)]
        i = self.rng.choice(places)
        return word[:i] + b + word[i + len(a) :]

    def text(self, text: str) -> str:
        """Return a text as it was read."""
        return re.sub(r"[^\W\d_]+", lambda m: self.word(m[0]), text)

    def line(self, line: str) -> str:
        """Return a line as it was read, with specks and misread numbers of headings."""
        line = self.text(line)
        if self.rng.random() < 0.4:
            line = HEADS.sub(lambda m: m[1] + m[2].replace("1", "l").replace("0", "O"), line)
        if line and self.rng.random() < self.rate:
            line += " " + self.rng.choice(SPECKS)
        return line


def _misread(p: Paper, scan: Scan) -> None:
    """Misread all lines and the truth with them."""
    before = " ".join(" ".join(p.lines).split())
    p.lines = [scan.line(line) for line in p.lines]
    for key in ("elements", "indicators"):
        for row in p.gold[key]:
            clean = row["text"]
            row["text"] = clean if clean.upper() in before else scan.text(clean)  # capitals are read well
            if row["text"] != clean:
                row["text_alt"] = [clean]
    name = p.gold["institution"]["name"]
    p.gold["institution"] |= {"name": scan.text(name), "name_alt": [name]}
    for key in ("mission", "vision"):
        if p.gold[key]:
            p.gold[key] = scan.text(p.gold[key])


def write(rng: Random) -> Paper:
    """Write one scanned plan."""
    p = start(
        rng, rng.choice(["PY", "BO", "HN", "NI", "SV", "AR", "PE", "EC", "VE", "GT"]), rng.choice([72, 80, 88, 96])
    )
    p.damaged = True
    p.features.add("ocr")
    first, last = years(rng, rng.choice([4, 5]))
    opening(p, rng.choice(["Plan de Desarrollo", "Plan Estratégico", "Plan de Gobierno Municipal"]), first, last)
    prose(p, rng.choice(["Marco estratégico", "EJES Y OBJETIVOS"]), 1)
    Outline(p, first, last).levels(rng.choice([AXIS, PROGRAMME]), None, None, ())
    p.gap()
    closing(p)
    _misread(p, Scan(rng))
    return p
