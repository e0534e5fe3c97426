"""Bring the front-end files that pages load into ``ceiba/ui/``: fonts, htmx, the icons in use; and collect them.

``python -m tools.static`` copies from ``node_modules/`` to ``ceiba/ui/static/vendor/`` and collects, with digests in
the names, into ``ceiba/ui/collected/``; where nothing changed it does nothing. Neither folder is committed.
"""

import hashlib
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ceiba"
LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
STATIC = PACKAGE / "ui" / "static"
VENDOR = STATIC / "vendor"
COLLECTED = PACKAGE / "ui" / "collected"
STAMP = COLLECTED / "stamp.txt"
ICONS = MODULES / "bootstrap-icons" / "icons"
MARK = STATIC / "ui" / "mark.svg"
SVG = "http://www.w3.org/2000/svg"

COPIES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "sans-400.woff2": "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2",
    "sans-600.woff2": "@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2",
    "serif-400.woff2": "@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2",
    "serif-600.woff2": "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2",
    "licence-htmx.txt": "htmx.org/LICENSE",
    "licence-icons.txt": "bootstrap-icons/LICENSE",
    "licence-sans.txt": "@fontsource/source-sans-3/LICENSE",
    "licence-serif.txt": "@fontsource/source-serif-4/LICENSE",
}
# What pages of every sort need, and what a view may name at run time.
ALWAYS = (
    "arrow-left", "arrow-right", "arrow-counterclockwise", "check-lg", "chevron-down", "download", "file-earmark-text",
    "pencil", "plus-lg", "printer", "search", "three-dots", "trash", "upload", "x-lg",
)  # fmt: skip
# An icon is named by a component, by a tag, or by the attribute of a component that draws it.
_USES = (
    re.compile(r"<c-icon\b[^>]*?\bname=[\"']([a-z0-9-]+)[\"']"),
    re.compile(r"{%\s*icon\s+[\"']([a-z0-9-]+)[\"']"),
    re.compile(r"<c-[a-z]+\b[^>]*?\bicon=[\"']([a-z0-9-]+)[\"']"),
    re.compile(r"\bicon=\"([a-z0-9-]+)\""),
)


def icons_in_use(package: Path) -> dict[str, str]:
    """Return the icons that templates name, each with one of the templates that does."""
    used = dict.fromkeys(ALWAYS, "tools/static.py")
    for path in sorted(package.glob("*/templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        for pattern in _USES:
            used.update(dict.fromkeys(pattern.findall(text), str(path.relative_to(package))))
    return dict(sorted(used.items()))


def sprite(names: Iterable[str]) -> str:
    """Return one SVG file with a symbol for each icon; ``FileNotFoundError`` for a name that there is not."""
    symbols = [_symbol(name, ICONS / f"{name}.svg") for name in names]
    return f'<svg xmlns="{SVG}">{"".join(symbols)}</svg>\n'


def _symbol(name: str, path: Path) -> str:
    drawing = ET.parse(path).getroot()  # our own pinned package
    shapes = "".join(ET.tostring(child, encoding="unicode").strip() for child in drawing)
    shapes = re.sub(r"\s+xmlns(:\w+)?=\"[^\"]*\"|\bns0:", "", shapes)
    return f'<symbol id="{name}" viewBox="{drawing.get("viewBox", "0 0 16 16")}">{shapes}</symbol>'


def digest(used: Iterable[str]) -> str:
    """Return the digest of everything that the collected files are made of."""
    found = hashlib.sha256()
    for path in _sources():
        found.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    found.update("\n".join(used).encode())
    return found.hexdigest()


def _sources() -> Iterator[Path]:
    yield Path(__file__)
    yield LOCK
    yield from sorted(path for path in (STATIC / "ui").rglob("*") if path.is_file())


def copy_vendor(used: Iterable[str]) -> None:
    """Fill the vendor folder anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name, source in COPIES.items():
        shutil.copyfile(MODULES / source, VENDOR / name)
    (VENDOR / "icons.svg").write_text(sprite(used), encoding="utf-8")


def collect() -> None:
    """Collect the files of ``ui`` as the product serves them; needs no database and no installation."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    fresh = ROOT / "build" / "collected"
    shutil.rmtree(fresh, ignore_errors=True)
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATIC_URL="static/",
        STATIC_ROOT=fresh,
        STATICFILES_DIRS=[STATIC],
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
        WHITENOISE_KEEP_ONLY_HASHED_FILES=True,
        USE_TZ=True,
    )
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    shutil.rmtree(COLLECTED, ignore_errors=True)
    fresh.rename(COLLECTED)


def main() -> int:
    """Make both folders where something changed; return 1, with words, where a piece is missing."""
    used = icons_in_use(PACKAGE)
    key = digest(used)
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == key:
        return 0
    unknown = {name: where for name, where in used.items() if not (ICONS / f"{name}.svg").exists()}
    for name, where in unknown.items():
        print(f"No hay icono «{name}» ({where}).", file=sys.stderr)
    if missing := [source for source in COPIES.values() if not (MODULES / source).exists()]:
        print(f"Falta {missing[0]}: npm ci --ignore-scripts", file=sys.stderr)
        return 1
    if unknown:
        return 1
    copy_vendor(used)
    collect()
    STAMP.write_text(key, encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
