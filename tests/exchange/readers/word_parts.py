"""Word files put together part by part, for what no library writes."""

import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{RELATIONS}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """Return a paragraph: plain text, or runs where the content begins with a tag."""
    inside = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    """Return a paragraph of an automatic list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def tc(content: str, properties: str = "") -> str:
    """Return a cell: plain text, or blocks where the content begins with a tag."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a row; plain texts become cells."""
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    """Return the runs of a field with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word(
    body: str, parts: dict[str, str] | None = None, strict: bool = False, extra: dict[str, bytes] | None = None
) -> bytes:
    """Return a file with that body; ``parts`` (styles, numbering, footnotes, header1…) are the insides of others.

    Each part is reached from the main one by a relation whose identifier is its name.
    """
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    roots |= {"comments": "comments", "header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    texts = {"word/document.xml": _part("document", f"<w:body>{body}</w:body>")}
    relations = ""
    for name, inside in (parts or {}).items():
        texts[f"word/{name}.xml"] = _part(roots[name], inside)
        kind = name.rstrip("12")
        relations += f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>'
    relations += f'<Relationship Id="away" Type="{RELATIONS}/image" Target="http://x.invalid/i" TargetMode="External"/>'
    space = f'xmlns="{_PACKAGE}/relationships"'
    main = f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    texts["_rels/.rels"] = f"<Relationships {space}>{main}</Relationships>"
    texts["word/_rels/document.xml.rels"] = f"<Relationships {space}>{relations}</Relationships>"
    if strict:
        texts = {path: _strict(text) for path, text in texts.items()}
    return zipped({path: text.encode() for path, text in texts.items()} | (extra or {}))


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return an archive of parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in parts.items():
            made.writestr(path, content)
    return out.getvalue()


def _part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_SPACES}>{inside}</w:{root}>'


def _strict(text: str) -> str:
    text = text.replace(MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    return text.replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
