"""What may not stand in any file of the repository: addresses of machines and registries, other people's sentences."""

import os
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = frozenset(
    (".py", ".md", ".yaml", ".yml", ".html", ".css", ".txt", ".in", ".json", ".toml", ".csv", ".po", ".sh", ".cfg")
)
LOCKS = frozenset({"package-lock.json", ".npmrc", "base.txt", "dev.txt", "base.in", "dev.in"})
RUN = 12  # so many words in a row make a sentence of somebody else

# As patterns they do not match themselves, so this file keeps its own rule.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.|npmjs\.(?:org|com)|deb\.debian\.")
ADDRESS = re.compile('https?://|"resolved"|--(?:extra-)?index-url|--find-links')


def shared() -> Path:
    """Return the folder of founding and labelled documents, which is not part of the repository."""
    return Path(os.environ.get("CEIBA_SHARED", ROOT.parent / "shared"))


@cache
def kept_files() -> tuple[Path, ...]:
    """Return the files that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def text_lines(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield each line of the text files among the paths, with its place."""
    for path in paths:
        if path.suffix in TEXT or not path.suffix or path.name in LOCKS:
            text = path.read_text(encoding="utf-8", errors="replace")
            for number, line in enumerate(text.splitlines(), 1):
                yield f"{path}:{number}", line


def machine_paths(paths: Iterable[Path]) -> list[str]:
    """Lines that name a folder of one machine."""
    return [place for place, line in text_lines(paths) if MACHINE_PATH.search(line)]


def registry_hosts(paths: Iterable[Path]) -> list[str]:
    """Lines that name the host of a package registry."""
    return [place for place, line in text_lines(paths) if REGISTRY.search(line)]


def locked_addresses(paths: Iterable[Path]) -> list[str]:
    """Lines of lock files that hold an address: a lock says what and which hash, the client knows where.

    The address of those who maintain a package and ask for funds (npm) is no place to fetch from.
    """
    locks = [path for path in paths if path.name in LOCKS]
    return [place for place, line in text_lines(locks) if ADDRESS.search(line) and '"url":' not in line]


def words(text: str) -> list[str]:
    """Return the words of a text without accents or case, as sentences are compared here."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of twelve words of a text."""
    found = words(text)
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def official_names(catalogues: Path) -> Iterator[str]:
    """Yield the names of laws and institutions that the catalogues hold: a name may stay, however long it is."""
    for path in sorted(catalogues.rglob("*.yaml")):
        yield from named(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def named(data: object, *, naming: bool = False) -> Iterator[str]:
    """Yield the texts under ``name``, ``names``, ``title`` and ``titles``, at any depth."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from named(value, naming=key in {"name", "names", "title", "titles"})
    elif isinstance(data, list):
        for value in data:
            yield from named(value, naming=naming)
    elif naming:
        yield str(data)


def copied_sentences(paths: Iterable[Path], documents: Iterable[Path], names: Iterable[str] = ()) -> list[str]:
    """Places where twelve words in a row come from one of the documents, also across the ends of lines.

    ``names`` are official names, which may stay.
    """
    theirs: set[tuple[str, ...]] = set()
    for document in documents:
        theirs |= runs(document.read_text(encoding="utf-8", errors="replace"))
    for name in names:
        theirs -= runs(name)
    return [
        f"{path}: «{' '.join(min(common))}»"
        for path in paths
        if path.suffix in TEXT
        and path.name != "package-lock.json"
        and (common := runs(path.read_text(encoding="utf-8", errors="replace")) & theirs)
    ]
