"""Bring the catalogues in ceiba/locale/ up to date with the marked sentences of ceiba/; untranslated ones stay empty.

The Spanish sentence is its own key, so the Spanish catalogue only exists to let an institution reword one.
"""

import io
import re
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "ceiba" / "locale"
LANGUAGES = ("es", "en")
# Below the Django line pages are made with Jinja, above it with Django's templates; the first pattern that fits counts.
METHODS = [
    ("**.py", "python"),
    ("exchange/writers/templates/**.html", "jinja2"),
    ("**.html", "tools.messages:extract_template"),
    ("**.txt", "tools.messages:extract_template"),
]
IGNORED = ["**/examples/**", "**/node_modules/**", "**/collected/**", "**/static/**"]
_FACT = re.compile(r"%\(\w+\)")  # a place for a fact, as every sentence here writes it
HEADER = "# What Ceiba says. After a change in ceiba/: make messages"


def extract_template(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Any
) -> Iterator[object]:
    """Yield the sentences of a Django template, which Django itself turns into Python for that purpose."""
    del keywords
    # Python's tokens would take the indentation of a page for that of a program.
    source = "\n".join(line.lstrip() for line in templatize(file.read().decode("utf-8")).splitlines())
    marks = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "_": None}
    yield from extract_python(io.BytesIO(source.encode()), marks, comment_tags, options)


def extracted(package: Path) -> Catalog:
    """Return the sentences that the package marks with ``_("…")``, with the place of each, in modules and templates."""
    catalog = Catalog(charset="utf-8")
    marks: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
    # In the order of the names, so that a catalogue is the same whatever order the folders are walked in.
    found = sorted(extract_from_dir(package, METHODS, keywords=marks), key=lambda message: (message[0], message[1]))
    for filename, line, message, comments, context in found:
        catalog.add(message, locations=[(f"{package.name}/{filename}", line)], auto_comments=comments, context=context)
    return catalog


def path_of(language: str, locale: Path = LOCALE) -> Path:
    """Return where the catalogue of a language stands."""
    return locale / language / "LC_MESSAGES" / "django.po"


def existing(language: str, locale: Path = LOCALE) -> Catalog:
    """Return the catalogue of a language as it stands, empty where there is none yet."""
    path = path_of(language, locale)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", project="Ceiba", header_comment=HEADER, fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def updated(language: str, found: Catalog, locale: Path = LOCALE) -> bytes:
    """Return the text of a catalogue with the sentences that were found, keeping the translations that it has.

    Line numbers are left out: they would change the catalogue with every edit above a sentence.
    """
    catalog = existing(language, locale)
    catalog.update(found, no_fuzzy_matching=True, update_creation_date=False)
    _unmark(catalog)
    stream = io.BytesIO()
    write_po(stream, catalog, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def _unmark(catalog: Catalog) -> None:
    """Take the mark of a format from sentences without a place for a fact: «6 % funcionamiento» is none."""
    for message in catalog:
        if not _FACT.search(message.id if isinstance(message.id, str) else message.id[0]):
            message.flags.discard("python-format")


def compiled(language: str, locale: Path = LOCALE) -> bytes:
    """Return a catalogue as programs read it; ``SystemExit`` names the sentences whose translation lost a fact."""
    catalog = existing(language, locale)
    _unmark(catalog)
    wrong = [f"«{message.id}»: {error}" for message, errors in catalog.check() for error in errors]
    if wrong:
        raise SystemExit("\n".join([f"{path_of(language, locale).name} ({language}):", *wrong]))
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main() -> None:
    """Write both catalogues and say how many sentences each still lacks."""
    found = extracted(ROOT / "ceiba")
    for language in LANGUAGES:
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(updated(language, found))
        lacking = sum(1 for message in existing(language) if message.id and not message.string)
        note = "" if language == "es" else f", faltan {lacking} por traducir"
        print(f"{path.relative_to(ROOT)}: {len(found)} textos{note}")


if __name__ == "__main__":
    if "--compile" in sys.argv:
        for known in LANGUAGES:
            path_of(known).with_suffix(".mo").write_bytes(compiled(known))
    else:
        main()
