"""The container of old Office files: a small file system whose sectors are chained; one stream is taken out of it."""

import struct
from collections.abc import Sequence

_HEADER = 512
_ENTRY = 128
_IN_HEADER = 109  # sectors of the allocation table that the header itself lists
_LAST = 0xFFFFFFFA  # from here on numbers are marks and no sectors
_ROOT = 5


class Damaged(Exception):
    """The chains of the container lead nowhere."""


class Compound:
    """The streams of a container, by name; ``Damaged`` where it is cut."""

    def __init__(self, content: bytes) -> None:
        try:
            head = struct.unpack_from("<HHHHHHIIIIIIIIII", content, 24)
        except struct.error as error:
            raise Damaged from error
        self._content = content
        self._size, self._small_size = 1 << min(head[3], 16), 1 << min(head[4], 12)
        if self._size < _HEADER:
            raise Damaged
        self._cutoff = head[11]
        self._table = self._allocation(head[14])
        entries = self._chain(head[9])
        self.streams: dict[str, tuple[int, int]] = {}
        self._small = b""
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, size = struct.unpack_from("<II", entries, at + 116)
            name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self._small = self._chain(start)
            self.streams.setdefault(name, (start, size))
        self._small_table = _numbers(self._chain(head[12]))

    def stream(self, name: str) -> bytes | None:
        """Return the bytes of a stream, None where there is none of that name."""
        if name not in self.streams:
            return None
        start, size = self.streams[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        places = _walk(self._small_table, start)
        return b"".join(self._small[p * self._small_size : (p + 1) * self._small_size] for p in places)[:size]

    def _allocation(self, more: int) -> Sequence[int]:
        listed = list(struct.unpack_from(f"<{_IN_HEADER}I", self._content.ljust(_HEADER, b"\xff"), 76))
        seen: set[int] = set()
        while more < _LAST and more not in seen:  # a large file lists further sectors in sectors of their own
            seen.add(more)
            numbers = _numbers(self._sector(more))
            listed += numbers[:-1]
            more = numbers[-1] if numbers else _LAST
        known = dict.fromkeys(number for number in listed if number < _LAST)
        return _numbers(b"".join(self._sector(number) for number in known))

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _walk(self._table, start))


def _numbers(content: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _walk(table: Sequence[int], start: int) -> list[int]:
    """Return the sectors of a chain; a ring ends where it closes."""
    found: dict[int, None] = {}
    while start < len(table) and start not in found:
        found[start] = None
        start = table[start]
    return list(found)
