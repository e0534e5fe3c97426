"""A publication is a file that anybody can check: no byte of it changes unseen, and no link of the chain."""

import re
import runpy
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ceiba.exchange import publication
from ceiba.exchange.publication import GENESIS, PublicationHeader, UnreadablePublication, compose, parse, verify

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
TEXT = "ceiba: '1'\nmethodology: base@1\ninstitution: {name: Municipalidad Inventada, invented: true}\n"
MANUAL = Path(publication.__file__).parent.parent / "manual"


def header(number: int = 1, previous: str = GENESIS, key: Ed25519PrivateKey = KEY, **more: str) -> PublicationHeader:
    facts = {
        "institution": "inventada",
        "name": "Municipalidad «Inventada»",
        "number": str(number),
        "at": "2026-11-21T10:00:00-06:00",
        "until": "2026-Q3",
        "previous": previous,
        "key": publication.public_key(key),
    }
    return PublicationHeader(**{**facts, **more})


FIRST = compose(header(), TEXT, KEY)
SECOND = compose(header(2, parse(FIRST).digest, reason="Meta 3 leía mal el acta", corrects="1"), TEXT, KEY)
HEAD, FINGERPRINT = parse(SECOND).digest, publication.fingerprint(publication.public_key(KEY))


def holds(content: bytes, **known: object) -> bool:
    try:
        return all(check.holds for check in verify(parse(content), **known))
    except UnreadablePublication:
        return False


def test_what_was_composed_is_read_back() -> None:
    read = parse(SECOND)
    assert read.header == header(2, parse(FIRST).digest, reason="Meta 3 leía mal el acta", corrects="1")
    assert read.text == TEXT
    assert read.is_signed
    assert holds(SECOND, expected=HEAD, key=FINGERPRINT, previous=parse(FIRST))


words = st.text(st.characters(codec="utf-8"), max_size=30)


@given(name=words, reason=words, title=words, text=st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_words_come_back_as_they_were(name: str, reason: str, title: str, text: str) -> None:
    given_ = header(name=name, reason=reason, title=title)
    read = parse(compose(given_, text, KEY))
    assert read.header == given_
    assert read.text == (text if f"---\n{text}".endswith("\n") else text + "\n")
    assert read.is_signed


def script(language: str) -> str:
    """Return the script that the manual prints, taken from the page itself."""
    page = (MANUAL / language / "verificar.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return found[1]


def script_accepts(content: bytes, folder: Path, *, head: str = HEAD, known: str = FINGERPRINT) -> bool:
    (folder / "check.py").write_text(script("es"), encoding="utf-8")
    (folder / "file").write_bytes(content)
    before, sys.argv = sys.argv, ["check.py", str(folder / "file"), head, known]
    try:
        runpy.run_path(str(folder / "check.py"))
    except Exception:  # noqa: BLE001  whatever stops the script is its answer
        return False
    finally:
        sys.argv = before
    return True


def test_the_script_of_the_manual_is_short_and_the_same_in_both_languages() -> None:
    assert script("es") == script("en")
    assert len([line for line in script("es").splitlines() if line]) <= 10
    assert "ceiba" not in script("es").replace("# ", "")


@pytest.mark.slow
def test_every_changed_byte_is_seen_by_verify_and_by_the_script(tmp_path: Path) -> None:
    assert script_accepts(SECOND, tmp_path)
    for place, byte in enumerate(SECOND):
        for other in {byte ^ 1, byte ^ 0x20, byte ^ 0x80, 0x0A, 0x30}:
            if other != byte:
                forged = SECOND[:place] + bytes([other]) + SECOND[place + 1 :]
                assert not holds(forged), (place, other)
                assert not script_accepts(forged, tmp_path), (place, other)


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(SECOND + b"\n", id="something after the signature"),
        pytest.param(SECOND[:-1], id="cut by one byte"),
        pytest.param(SECOND.replace(b"\n", b"\r\n"), id="line ends of another system"),
        pytest.param(b"\xef\xbb\xbf" + SECOND, id="a mark before the first line"),
        pytest.param(SECOND.replace(b'number: "2"', b'number: "\\u0032"'), id="the same number written otherwise"),
        pytest.param(SECOND + SECOND.rpartition(b"# signature: ")[1] + b"0" * 128 + b"\n", id="a second signature"),
    ],
)
def test_another_file_that_says_the_same_is_refused(forged: bytes, tmp_path: Path) -> None:
    assert not holds(forged)
    assert not script_accepts(forged, tmp_path)


def test_a_forger_who_writes_the_whole_chain_anew_is_told_by_head_and_key() -> None:
    first = compose(header(key=OTHER), TEXT.replace("Inventada", "Mejorada"), OTHER)
    second = compose(header(2, parse(first).digest, OTHER), TEXT, OTHER)
    assert holds(second, previous=parse(first)), "the forged chain is sound in itself"
    assert not holds(second, expected=HEAD)
    assert not holds(second, key=FINGERPRINT)


def test_the_script_needs_hash_and_key_too(tmp_path: Path) -> None:
    forged = compose(header(2, parse(FIRST).digest, OTHER), TEXT, OTHER)
    assert not script_accepts(forged, tmp_path, head=parse(forged).digest)
    again = compose(header(2, GENESIS), TEXT, KEY)
    assert not script_accepts(again, tmp_path)


def test_a_chain_with_a_missing_or_exchanged_link_does_not_hold() -> None:
    third = compose(header(3, HEAD), TEXT, KEY)
    chain = [parse(FIRST), parse(SECOND), parse(third)]
    assert all(check.holds for checks in publication.verify_chain(chain) for check in checks)
    for wrong in ([chain[0], chain[2]], [chain[1], chain[0]], [chain[1], chain[1]]):
        last = publication.verify_chain(wrong)[-1]
        assert not all(check.holds for check in last)


def test_the_first_follows_none() -> None:
    assert not holds(compose(header(1, "1" * 64), TEXT, KEY))


def test_a_new_key_counts_where_the_old_one_announced_it() -> None:
    announced = compose(header(next_key=publication.public_key(OTHER)), TEXT, KEY)
    assert holds(compose(header(2, parse(announced).digest, OTHER), TEXT, OTHER), previous=parse(announced))
    assert not holds(compose(header(2, parse(announced).digest), TEXT, KEY), previous=parse(announced))
    silent = compose(header(2, parse(FIRST).digest, OTHER), TEXT, OTHER)
    assert not holds(silent, previous=parse(FIRST))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "No termina con la firma"),
        (b"hola", "No termina con la firma"),
        (FIRST.replace(b"\n---\n", b"\n"), "El renglón"),
        (FIRST.replace(b'publication: "1"', b'publication: "9"'), "versión «9»"),
        (FIRST.replace(b'until: "2026-Q3"', b'color: "verde"'), "color, until"),
        (FIRST.replace(b'number: "1"', b'number: "0"'), "no tienen su forma"),
        (FIRST.replace("«".encode(), b"\xff"), "UTF-8"),
    ],
)
def test_what_is_no_publication_says_where_it_breaks(content: bytes, said: str) -> None:
    with pytest.raises(UnreadablePublication, match=said):
        parse(content)


def test_a_header_that_names_another_key_is_not_signed() -> None:
    with pytest.raises(ValueError, match="another key"):
        compose(header(), TEXT, OTHER)
