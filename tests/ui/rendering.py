"""Markup of templates given as text, their components compiled as the loader would."""

from django.http import HttpRequest
from django.template import RequestContext, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from ceiba.ui.shell import Shell


def request(path: str = "/", shell: Shell | None = None) -> HttpRequest:
    """Return a request whose shell the doors have already set."""
    asked = RequestFactory().get(path)
    asked.shell = shell or Shell(path=path)
    return asked


def rendered(source: str, asked: HttpRequest | None = None, **context: object) -> str:
    """Return what a template gives, blanks squeezed."""
    template = Template(CottonCompiler().process(source))
    return " ".join(template.render(RequestContext(asked or request(), context)).split())
