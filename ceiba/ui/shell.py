"""The frame of every page as a value: whose page it is, who reads it, where they may go, how numbers are written."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class MenuItem:
    """A page of the menu; ``key`` is the name of its address, by which a page says that it is the current one.

    What is ``aside`` is needed now and then: on a wide screen it waits folded at the end of the line.
    """

    label: str
    url: str
    key: str
    aside: bool = False


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

    @property
    def daily(self) -> tuple[MenuItem, ...]:
        """Return the pages of the menu that stand in its line."""
        return tuple(item for item in self.menu if not item.aside)

    @property
    def aside(self) -> tuple[MenuItem, ...]:
        """Return the pages of the menu that are folded away on a wide screen."""
        return tuple(item for item in self.menu if item.aside)


def shell(request: HttpRequest) -> dict[str, object]:
    """Put the shell that a middleware left on the request into every template; the plain one where none did."""
    return {"shell": getattr(request, "shell", None) or Shell(path=request.path)}
