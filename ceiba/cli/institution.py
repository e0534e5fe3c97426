"""The commands that need an installation: its settings are read, Django is set up, and its errors become sentences."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from ceiba.cli import output
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate, translator
from ceiba.kernel.text import Said

SETTINGS = "ceiba.server.settings"


@contextmanager
def _house(lang: str) -> Iterator[Translate]:
    """Set up the installation that the environment describes; ``Mistake`` where it cannot be had, in words."""
    translate = translator(lang)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        # A sentence of ours names the variable and the mend; one of Django's own is a fault of the program.
        if error.args and isinstance(error.args[0], Said):
            raise Mistake(translate(error.args[0])) from error
        raise
    with translation.override(lang):
        yield translate


def serve(host: str, port: str, workers: str, lang: str) -> int:
    """Serve the installation until it is stopped; return 0."""
    with _house(lang) as translate:
        from ceiba.cli import serving

        return serving.serve(host, port, workers, translate)


def check(lang: str) -> int:
    """Look at every promise of the installation; return 0 where all is well, else 1."""
    with _house(lang) as translate:
        from ceiba.cli import checking

        return checking.check(translate)


def backup(folder: str, lang: str) -> int:
    """Write the whole installation into a new folder; return 0."""
    with _house(lang) as translate:
        from ceiba.cli import backup as copying

        return copying.backup(Path(folder), translate)


def restore(folder: str, lang: str) -> int:
    """Make an empty installation the one of a backup; return 0 where all is well with it."""
    with _house(lang) as translate:
        from ceiba.cli import restore as bringing

        return bringing.restore(Path(folder), translate)


def export(slug: str, target: str, lang: str) -> int:
    """Write everything that an institution owns into one archive; return 0, or 1 where files are lost."""
    with _house(lang) as translate:
        from ceiba.cli import exporting

        return exporting.export(slug, Path(target), translate)


def password(email: str, lang: str) -> int:
    """Print a link with which a person sets a new password once; return 0. ``Mistake`` where nobody has that e-mail."""
    with _house(lang) as translate:
        from ceiba.cli import accounts

        return accounts.password(email, translate)


def demo(port: str, lang: str, *, serve: bool) -> int:
    """Make the demonstration where the home is empty, say who may sign in, and serve it unless told otherwise.

    An installation that has its institution already is served as it is; with nothing to serve that is a ``Mistake``.
    """
    with _house(lang) as translate:
        from ceiba.cli import demo as showing
        from ceiba.cli import serving

        if serve:
            serving.usable("127.0.0.1", port, translate)
        try:
            showing.demo(translate)
        except showing.Taken as taken:
            if not serve:
                raise
            output.remark(str(taken))
        if serve:
            return serving.serve("127.0.0.1", port, "1", translate)
        showing.tell(translate)
        return 0
