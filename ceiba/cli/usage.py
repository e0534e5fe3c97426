"""How the option parser speaks: its headings and complaints in the reader's language, each naming the mend.

Typer words some of its sentences in English where no catalogue reaches, so they are said again here. The pieces of a
help page come from ``HELP_WORDS``; a complaint is recognised by its class, never by reading its English sentence,
except the two that have no class of their own.
"""

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from ceiba.exchange.language import Translate, translator
from ceiba.kernel.text import _


class Mistake(Exception):
    """Something that the person who typed the command can mend; the sentence is already in their language."""


HELP_WORDS = (
    ("Usage:", _("Uso:")),
    ("[OPTIONS]", _("[OPCIONES]")),
    ("COMMAND [ARGS]...", _("ORDEN [ARGUMENTOS]...")),
    ("Arguments:", _("Argumentos:")),
    ("Options:", _("Opciones:")),
    ("Commands:", _("Órdenes:")),
    ("Show this message and exit.", _("Muestra esta ayuda y termina.")),
    ("[required]", _("[obligatorio]")),
    ("[default:", _("[por defecto:")),
    (" <str>", ""),
)


_BRACES = re.compile(r"\{(\w+)\}")  # the parser's sign for an argument that must be there


def said(help_page: str, translate: Translate) -> str:
    """Return a help page with the parser's own words in the reader's language."""
    for english, words in HELP_WORDS:
        help_page = help_page.replace(english, translate(words) if words else "")
    return _BRACES.sub(r"\1", help_page)


class Command(TyperCommand):
    """A command whose help page speaks the reader's language; ``ctx.obj`` is the session."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return said(super().get_help(ctx), _translate(ctx))


class Group(TyperGroup):
    """The group of all commands, with the same manners."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return said(super().get_help(ctx), _translate(ctx))


def _translate(ctx: Any) -> Translate:
    return ctx.obj.translate if ctx.obj is not None else translator()


def localise(command: Any, translate: Translate) -> None:
    """Put the marked help texts of a command, its parameters and its subcommands into the reader's language."""
    for name in ("help", "short_help", "epilog"):
        if getattr(command, name, None):
            setattr(command, name, translate(getattr(command, name)))
    for parameter in command.params:
        for name in ("help", "metavar"):
            if getattr(parameter, name, None):
                setattr(parameter, name, translate(getattr(parameter, name)))
    for below in getattr(command, "commands", {}).values():
        localise(below, translate)


def complaint(error: TyperException, translate: Translate) -> str:
    """Return what is wrong with a command line and how to mend it, in the reader's language."""
    command = _command_of(error)
    hint = translate(_("Vea la ayuda: %(command)s --help")) % {"command": command}
    return f"{_complaint(error, translate)}\n{hint}"


def _complaint(error: TyperException, translate: Translate) -> str:
    kind, message = type(error).__name__, error.format_message()
    if kind == "MissingParameter":
        return translate(_("Falta %(name)s.")) % {"name": _parameter_of(error)}
    if kind == "NoSuchOption":
        text = translate(_("No existe la opción «%(option)s».")) % {"option": getattr(error, "option_name", "")}
        similar = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        return f"{text} {translate(_('¿Quiso decir %(similar)s?')) % {'similar': similar}}" if similar else text
    if kind == "BadOptionUsage":
        name = getattr(error, "option_name", "")
        if "does not take" in message:
            return translate(_("La opción «%(option)s» no lleva un valor.")) % {"option": name}
        return translate(_("La opción «%(option)s» necesita un valor detrás.")) % {"option": name}
    if kind == "BadParameter":
        return translate(_("El valor de %(name)s no sirve.")) % {"name": _parameter_of(error)}
    unknown = re.match(r"No such command '(.*?)'\.(?: Did you mean (.*)\?)?", message)
    if unknown:
        text = translate(_("No existe la orden «%(name)s».")) % {"name": unknown[1]}
        similar = (unknown[2] or "").replace("'", "")
        return f"{text} {translate(_('¿Quiso decir %(similar)s?')) % {'similar': similar}}" if similar else text
    extra = re.fullmatch(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", message)
    if extra:
        return translate(_("Sobra esto: %(words)s. Si un nombre lleva espacios, escríbalo entre comillas.")) % {
            "words": extra[1]
        }
    return translate(_("La orden no se entiende."))


def _parameter_of(error: TyperException) -> str:
    parameter: Any = getattr(error, "param", None)
    if parameter is None:
        return "?"
    return str(parameter.metavar or parameter.name) if parameter.param_type_name == "argument" else parameter.opts[-1]


def _command_of(error: TyperException) -> str:
    context: Any = getattr(error, "ctx", None)
    return str(context.command_path) if context is not None else "ceiba"
