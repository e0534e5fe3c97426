"""Files that LibreOffice makes: a text written here in its flat form, converted by the program itself."""

import shutil
import subprocess
from pathlib import Path

import pytest

_PREFIXES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _PREFIXES.items())
_MIME = "application/vnd.oasis.opendocument.text"


def flat(body: str, styles: str = "", automatic: str = "", masters: str = "") -> str:
    """Return an OpenDocument text in one piece of XML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document {SPACES} office:version="1.3" office:mimetype="{_MIME}">'
        f"<office:styles>{styles}</office:styles><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def converted(folder: Path, form: str, source: str, ending: str = "fodt") -> bytes:
    """Return a text (flat OpenDocument, or «html») as LibreOffice saves it in a form; skip where it is missing."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed: files of its making cannot be read")
    path = folder / f"plan.{ending}"
    path.write_text(source, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    opened = ["--infilter=HTML (StarWriter)"] if ending == "html" else []
    command = [program, profile, "--headless", *opened, "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"plan.{form}").read_bytes()
