"""Writes a snapshot as text (``ceiba.exchange.plan_format`` describes it); reading it back gives the same snapshot.

Same snapshot, same bytes. Texts that another YAML reader would take for numbers are quoted; long texts are folded.
"""

import re
from typing import Any

import yaml

from ceiba.exchange.codecs import Desk, Row, Tree, Word
from ceiba.exchange.plan_format import SNAPSHOT, VERSION
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.text import squeeze

_WIDTH = 110
_LIKE_NUMBER = re.compile(r"[-+.]?\d[\d_.,:eExo+-]*")
_STRING = "tag:yaml.org,2002:str"


def write(snapshot: Snapshot) -> str:
    """Return the snapshot as text, one blank line between its parts."""
    desk = Desk(snapshot.methodology)
    SNAPSHOT.write(
        snapshot, desk
    )  # the first round learns what is named: only a thing that nobody names may lose its id
    final = Desk(snapshot.methodology, named=desk.named)
    tree: dict[str, Tree] = {"ceiba": VERSION, "methodology": Word(snapshot.methodology.reference)}
    tree |= SNAPSHOT.write(snapshot, final)
    parts = [_dumped({key: tree[key] for key in ("ceiba", "methodology")})]
    parts += [_dumped({key: value}) for key, value in tree.items() if key not in ("ceiba", "methodology")]
    return "\n".join(parts)


def _dumped(tree: dict[str, Tree]) -> str:
    return str(
        yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False)
    )


class _Dumper(yaml.CSafeDumper):
    """The safe dumper with our three styles, and without aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Write every value in its place."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar(_STRING, text, style=_style(text))


def _style(text: str) -> str | None:
    """Return a block style where it reads better and cannot change the text."""
    if _LIKE_NUMBER.fullmatch(text):
        return "'"
    lines = text.split("\n")
    if not text.isprintable() and not all(line.isprintable() for line in lines):
        return None
    if len(lines) > 1:
        return "|" if all(line == line.strip() and line for line in lines) else '"'
    return ">" if len(text) > _WIDTH - 20 and text == squeeze(text) else None


def _word(dumper: _Dumper, word: Word) -> yaml.Node:
    """Return the word with the tag that makes the emitter leave it without quotes."""
    tag = dumper.resolve(yaml.ScalarNode, str(word), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(word))


def _row(dumper: _Dumper, row: Row) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", row, flow_style=True)


def _list(dumper: _Dumper, items: list[Tree]) -> yaml.Node:
    one_line = all(isinstance(item, str) and len(item) < 40 for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=one_line)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Word, _word)
_Dumper.add_representer(Row, _row)
_Dumper.add_representer(list, _list)
