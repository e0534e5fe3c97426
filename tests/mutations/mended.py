"""The invented municipality of the examples put right: each mistake that it carries on purpose, with its mend."""

from functools import cache
from pathlib import Path

import yaml

from ceiba.exchange.examples import content
from ceiba.exchange.readers import plan_text
from ceiba.kernel.snapshot import Snapshot

NAME = "valle-alto.yaml"
_MENDS = Path(__file__).with_name("mended.yaml")


@cache
def valle_alto() -> Snapshot:
    """Return the municipality without its mistakes; ``ValueError`` where the example no longer has one of them."""
    text = content(NAME).decode()
    for mend in yaml.safe_load(_MENDS.read_text(encoding="utf-8")):
        if mend["wrong"] not in text:
            raise ValueError(f"the example no longer says: {mend['wrong']}")
        text = text.replace(mend["wrong"], mend["right"])
    return plan_text.read(NAME, text.encode()).snapshot
