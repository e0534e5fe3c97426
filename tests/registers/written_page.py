"""The page of the manual that teaches how to declare a register, and the documents that stand in it."""

import re

from ceiba.ui import manual

SLUG = "declarar-un-registro"
_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def blocks(language: str = "es") -> list[str]:
    """Return every piece of YAML of the page, in order."""
    return _BLOCK.findall(manual.page(SLUG, language).text)


def document(language: str = "es") -> str:
    """Return the one piece of the page that is a whole document."""
    (whole,) = [block for block in blocks(language) if re.search(r"^id:", block, re.MULTILINE)]
    return whole
