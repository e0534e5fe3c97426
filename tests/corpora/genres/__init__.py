"""Third corpus: whole kinds of planning documents of Spanish-speaking countries, as text extraction gives them."""

import importlib
import json
from collections.abc import Iterator
from random import Random

from tests.corpora.genres.paper import Paper
from tests.corpora.truth import Case

FIRST = (
    "legal_articles",
    "indicator_sheets",
    "budget_dashboards",
    "panels",
    "pdot_ecuador",
    "ptdi_bolivia",
    "pmd_mexico",
    "pem_honduras",
    "guidelines_south",
    "caribbean",
    "flattened",
    "wide_headers",
    "plan_indicativo",
    "pei_peru",
    "poa_guatemala",
    "pdm_guatemala",
    "pnd_costa_rica",
    "pladeco_chile",
    "university_pei",
    "unit_objectives",
    "investment_plans",
    "project_lists",
    "alignment_matrices",
    "prose_plans",
    "actor_maps",
)
SECOND = (
    "acuerdo_tables",
    "mipg_action_plan",
    "poi_peru",
    "pdrc_peru",
    "pdot_projects",
    "poa_ecuador",
    "mir_stacked",
    "ped_mexico",
    "initiatives_chile",
    "performance_chile",
    "pao_costa_rica",
    "poa_quarterly",
    "poa_honduras",
    "poa_bolivia",
    "budget_argentina",
    "quinquennial_uruguay",
    "pei_paraguay",
    "annual_report",
    "bilingual",
    "slides",
    "web_page",
    "aired_cells",
    "cards",
    "memorandum",
    "ocr_scans",
    "patria_venezuela",
    "government_plan_peru",
)
THIRD = (
    "decree_articles",
    "sheets_tight",
    "execution_boards",
    "panels_triple",
    "rows_torn",
    "tall_headers",
    "end_dominicana",
    "quinquennial_salvador",
    "peg_panama",
    "guidelines_nicaragua_cuba",
    "subsidies_spain",
    "urban_agenda_spain",
    "agency_puerto_rico",
    "horizon_guinea",
    "provincial_argentina",
    "dtp_guatemala",
    "chains_andes",
    "sector_mexico",
    "interventions_central",
)
FOURTH = (
    "equality_spain",
    "open_government",
    "pledges_uruguay",
    "scorecard_hospital",
    "health_territory_colombia",
    "results_guatemala",
    "climate_chile",
    "cooperation_logframe",
)
WAVES = {1: FIRST, 2: SECOND, 3: THIRD, 4: FOURTH}  # all but the first: without a look at how documents are read
GENRES = (*FIRST, *SECOND, *THIRD, *FOURTH)
TRAPS = {1: "traps", 2: "further_traps", 3: "further_traps", 4: "further_traps"}  # as a genre all are «traps»
LENGTH = (30, 400)  # lines of a document, from and to
TRAP_EVERY = 20  # one document in so many only looks like a plan


def write(genre: str, rng: Random) -> Paper:
    """Write one document of the genre."""
    paper: Paper = importlib.import_module(f"tests.corpora.genres.{genre}").write(rng)
    return paper


def case(genre: str, name: str, rng: Random) -> Case:
    """Return one document of the genre as a case; one that is too short or too long is written anew."""
    paper = write(genre, rng)
    while not LENGTH[0] <= len(paper.lines) <= LENGTH[1]:
        paper = write(genre, rng)
    crlf = rng.random() < 0.1
    text = ("\r\n" if crlf else "\n").join(paper.lines) + ("\r\n" if crlf else "\n")
    gold = {"file": name, **paper.gold, "labelled_lines": [1, len(paper.lines)]}
    named = "traps" if genre in TRAPS.values() else genre
    wave = 4 if genre in FOURTH else 3 if genre in THIRD else 2 if genre in (*SECOND, TRAPS[2]) else 1
    features = (f"genre:{named}", f"wave:{wave}", *sorted(paper.features), *(["crlf"] if crlf else []))
    return Case(name, text.encode(), "txt", gold, paper.damaged, features, "genres")


def cases(seed: int, count: int, wave: int | None = None) -> Iterator[Case]:
    """Yield `count` documents, genre after genre in an order of the seed; the same seed gives the same documents.

    `wave` 1 to 4 asks for the genres of that wave only, None for all.
    """
    order = Random(f"genres/{seed}")
    genres = WAVES[wave] if wave else GENRES
    deck: list[str] = []
    for i in range(count):
        if not deck:
            deck = order.sample(genres, len(genres))
        trap = i % TRAP_EVERY == TRAP_EVERY - 1
        genre = TRAPS[wave or 1 + i // TRAP_EVERY % 2] if trap else deck.pop()
        named = "traps" if trap else genre
        yield case(genre, f"genres-{seed}-{i:04d}-{named}.txt", Random(f"genres/{seed}/{i}"))


def show(genre: str, seed: int) -> str:
    """Return a document of the genre with its truth, for a person to compare."""
    paper = write(genre, Random(f"{genre}/{seed}"))
    rows = [
        json.dumps(row, ensure_ascii=False)
        for key in paper.gold
        for row in (paper.gold[key] or [])
        if isinstance(row, dict)
    ]
    return "\n".join([f"{i:3} {line}" for i, line in enumerate(paper.lines, 1)] + rows)
