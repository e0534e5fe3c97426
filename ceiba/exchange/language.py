"""The sentences of the product in the reader's language: elsewhere they are only marked, here they are said."""

import gettext
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from ceiba.kernel.text import Said

Translate = Callable[[str], str]

LANGUAGES = ("es", "en")
LOCALE = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "django"  # the one that Django reads too


class UnknownLanguage(ValueError):
    """A language without a catalogue; the message is in Spanish."""


@cache
def translator(language: str = "es") -> Translate:
    """Return the function that says a marked sentence in a language; ``UnknownLanguage`` where there is no catalogue.

    A sentence whose placeholders are already filled is said again from what it was made of (``kernel.text.Said``).
    The compiled catalogue is read; where it was not compiled (a checkout before set-up) the text one is, more slowly.
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(f"No hay catálogo para «{language}»: escriba {' o '.join(LANGUAGES)}")
    gettext_of = _catalogue(language).gettext

    def say(message: str) -> str:
        if not (isinstance(message, Said) and hasattr(message, "facts")):
            return gettext_of(message) if message else message
        facts = {name: say(fact) if isinstance(fact, str) else fact for name, fact in message.facts.items()}
        return gettext_of(message.template) % facts

    return say


def _catalogue(language: str) -> gettext.NullTranslations:
    compiled, text = (LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.{kind}" for kind in ("mo", "po"))
    if compiled.exists() and not (text.exists() and text.stat().st_mtime > compiled.stat().st_mtime):
        return gettext.GNUTranslations(BytesIO(compiled.read_bytes()))
    return _from_text(text) if text.exists() else gettext.NullTranslations()


def _from_text(path: Path) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as stream:
        catalogue = read_po(stream)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def plural(count: int, one: str, many: str) -> str:
    """Return the form for a count; Spanish and English agree that only one is singular."""
    return one if count == 1 else many
