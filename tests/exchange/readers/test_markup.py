"""XML from outside is parsed within bounds, and nothing that it names is opened."""

import pytest

from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.readers import markup


def test_a_part_that_no_memory_holds_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnusableDocument, match=r"plan\.docx es demasiado grande"):
        markup.parsed("plan.docx", b"<a>" + b'<b c="1"/>' * 2_000_000 + b"</a>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused_in_any_encoding(encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    with pytest.raises(UnusableDocument, match="dañado"):
        markup.parsed("plan.docx", text.encode(encoding))


def test_nesting_without_end_is_refused_and_not_followed() -> None:
    with pytest.raises(UnusableDocument, match="dañado"):
        markup.parsed("plan.docx", b"<a>" * 100_000 + b"</a>" * 100_000)
