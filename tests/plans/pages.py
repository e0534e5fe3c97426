"""What a person without script does with an editing page: open it, change fields, send it, follow where it leads."""

import html
import re
from dataclasses import dataclass

from django.test import Client

_INPUT = re.compile(r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<(?:input|textarea|select|/form)\b|\Z)", re.DOTALL)
_NAME = re.compile(r'\bname="([^"]*)"')
_VALUE = re.compile(r'\bvalue="([^"]*)"')


def fields_of(page: str) -> dict[str, str]:
    """Return what the last form of a page would send if nobody touched it."""
    form = re.findall(r"<form\b.*?</form>", page, re.DOTALL)[-1]
    found: dict[str, str] = {}
    for kind, attributes, rest in _INPUT.findall(form):
        name = _NAME.search(attributes)
        is_box = 'type="radio"' in attributes or 'type="checkbox"' in attributes
        if name is None or (is_box and " checked" not in attributes):
            continue
        if kind == "input":
            value = _VALUE.search(attributes)
            found[name[1]] = html.unescape(value[1]) if value else ""
        elif kind == "textarea":
            found[name[1]] = html.unescape(rest.split("</textarea>")[0].removeprefix("\n"))
        else:
            chosen = re.search(r'<option value="([^"]*)"[^>]* selected', rest)
            first = re.search(r'<option value="([^"]*)"', rest)
            found[name[1]] = html.unescape((chosen or first or [None, ""])[1])
    found.pop("csrfmiddlewaretoken", None)
    return found


@dataclass
class Desk:
    """A browser at an editing page, with the fields as the page gave them."""

    client: Client
    path: str

    def __post_init__(self) -> None:
        response = self.client.get(self.path)
        assert response.status_code == 200, response.content.decode()
        self.fields = fields_of(response.content.decode())

    def send(self, **changes: str) -> tuple[int, str]:
        """Send the form with some fields changed; return the status with where it leads, or the page that came back."""
        response = self.client.post(self.path, {**self.fields, **{k.replace("__", "-"): v for k, v in changes.items()}})
        if response.status_code == 302:
            return 302, response["Location"]
        page = response.content.decode()
        self.fields = fields_of(page)
        return response.status_code, page
