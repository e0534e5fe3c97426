"""The example institutions that every copy of Ceiba carries: files of the folder ``ceiba/examples``, by name."""

from importlib import resources

_FOLDER = "examples"
_KINDS = (".yaml", ".txt")


def names() -> tuple[str, ...]:
    """Return the names of the example files in alphabetical order."""
    return tuple(sorted(file.name for file in _folder().iterdir() if file.name.endswith(_KINDS)))


def content(name: str) -> bytes:
    """Return the bytes of an example; ``KeyError`` names the ones there are."""
    if name not in names():
        raise KeyError(f"no example «{name}»; there are {', '.join(names())}")
    return _folder().joinpath(name).read_bytes()


def _folder() -> resources.abc.Traversable:
    return resources.files("ceiba").joinpath(_FOLDER)
