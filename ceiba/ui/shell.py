"""The frame of every page as a value: whose page it is, who reads it, where they may go, how numbers are written."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class MenuItem:
    """A page of the menu; ``key`` is the name of its address, by which a page says that it is the current one."""

    label: str
    url: str
    key: str


@dataclass(frozen=True)
class Shell:
    """What surrounds a page. ``slug`` is empty outside an institution; ``locale`` is Babel's («es_GT»)."""

    path: str = ""
    institution: str = ""
    short_name: str = ""
    slug: str = ""
    logo: str = ""
    locale: str = "es_GT"
    invented: bool = False
    menu: tuple[MenuItem, ...] = ()
    person: str = ""
    shortcuts: bool = True


def shell(request: HttpRequest) -> dict[str, object]:
    """Put the shell that a middleware left on the request into every template; the plain one where none did."""
    return {"shell": getattr(request, "shell", None) or Shell(path=request.path)}
