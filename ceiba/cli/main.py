"""The way in: finds the language, lets the parser read the command line, and turns what happens into an exit code.

0 is well, 1 means that errors were found in the plan, 2 that the command or its file is unusable, 70 that Ceiba failed.
Commands are imported when they are called, so that ``ceiba --help`` is quick.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from typer.exceptions import TyperException

from ceiba.cli import output
from ceiba.cli.usage import Command, Group, Mistake, complaint, localise
from ceiba.exchange.language import LANGUAGES, Translate, translator
from ceiba.kernel.text import _

UNUSABLE, FAILED, INTERRUPTED = 2, 70, 130


@dataclass(frozen=True, slots=True)
class Session:
    """What every command knows of who called it: the language, and how to say a sentence in it."""

    lang: str

    @property
    def translate(self) -> Translate:
        """Return how sentences are said."""
        return translator(self.lang)


def _version(wanted: bool) -> None:
    if wanted:
        import ceiba as package

        output.result(f"ceiba {package.__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=_("Ceiba lee el plan de una institución, lo cuestiona y lo muestra con el renglón que sostiene cada dato."),
)

File = Annotated[str, typer.Argument(metavar=_("ARCHIVO"), help=_("El documento: texto, o un plan en YAML de Ceiba."))]
Methodology = Annotated[
    str | None,
    typer.Option(
        metavar="ID", help=_("La metodología, con su edición o sin ella; si no la da, el texto mismo decide.")
    ),
]
Folder = Annotated[str, typer.Argument(metavar=_("CARPETA"), help=_("La carpeta de la copia."))]


@app.callback()
def ceiba(
    lang: Annotated[
        str, typer.Option(metavar="es|en", help=_("El idioma; también con la variable CEIBA_LANG."))
    ] = "es",
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help=_("Muestra la versión y termina.")),
    ] = False,
) -> None:
    """Announce what may stand before a command; ``main`` has taken the language out before the parser runs."""
    del lang, version


@app.command(
    cls=Command, help=_("Lee un documento y muestra el plan que trae. Sale con 0 si se pudo leer, con 2 si no.")
)
def read(
    context: typer.Context,
    file: File,
    methodology: Methodology = None,
    form: Annotated[str, typer.Option("--format", metavar="table|yaml|json", help=_("Cómo se muestra."))] = "table",
) -> int:
    """Read a document and print the plan that it holds."""
    from ceiba.cli import files

    return files.read(file, methodology, form, context.obj.lang)


@app.command(
    cls=Command,
    help=_(
        "Lee documentos y los cuestiona. Sale con 0 si no halla errores, con 1 si los halla, con 2 si algo no se pudo "
        "leer. Con --explain explica una regla y no lee nada."
    ),
)
def audit(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar=_("ARCHIVO..."), help=_("Uno o varios documentos: texto, o planes en YAML de Ceiba.")),
    ] = None,
    methodology: Methodology = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="text|json|sarif|html|pdf|xlsx", help=_("Cómo se muestra; pdf y xlsx piden --out.")
        ),
    ] = "text",
    out: Annotated[str | None, typer.Option("--out", metavar=_("SALIDA"), help=_("En qué archivo se guarda."))] = None,
    profile: Annotated[
        str | None,
        typer.Option(metavar="ID", help=_("Con qué propósito: approval, publication o full, o los de su metodología.")),
    ] = None,
    settings: Annotated[
        str | None,
        typer.Option(metavar=_("AJUSTES"), help=_("Un YAML con lo que su institución decidió de las reglas.")),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar=_("CONOCIDOS"), help=_("Un archivo de hallazgos conocidos: solo cuentan los demás.")),
    ] = None,
    write_baseline: Annotated[
        str | None,
        typer.Option(metavar=_("CONOCIDOS"), help=_("Guarda lo que se halle como conocido, y sale con 0.")),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help=_("Un renglón por hallazgo, y nada donde todo está bien."))
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help=_("También por qué pregunta cada regla y cuántas veces preguntó."))
    ] = False,
    explain: Annotated[
        str | None, typer.Option(metavar=_("REGLA"), help=_("Explica una regla, como F003, y cómo se usa."))
    ] = None,
) -> int:
    """Read documents, ask them every rule and print what was found; or explain a rule."""
    from ceiba.cli import auditing

    wanted = auditing.Wanted(
        tuple(files or ()), methodology, form, out, profile, settings, baseline, write_baseline, quiet, verbose
    )
    if explain is not None:
        return auditing.explain(explain, wanted, context.obj.lang)
    return auditing.audit(wanted, context.obj.lang)


@app.command(
    cls=Command,
    help=_(
        "Comprueba publicaciones, de la más antigua a la más nueva. Sale con 0 si todo vale, con 1 si algo no, con 2 "
        "si un archivo no es una publicación."
    ),
)
def verify(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar=_("ARCHIVO..."), help=_("Una o varias publicaciones descargadas."))
    ],
    expect: Annotated[
        str, typer.Option("--expect", metavar=_("HUELLA"), help=_("La huella que usted conoce de la última."))
    ] = "",
    key: Annotated[
        str, typer.Option("--key", metavar=_("LLAVE"), help=_("La huella de la llave de la institución."))
    ] = "",
) -> int:
    """Check publications: signature, hash, key, and that each follows the one before."""
    from ceiba.cli import verifying

    return verifying.verify(files, expect, key, context.obj.lang)


@app.command(cls=Command, help=_("Abre la institución en el navegador de esta máquina, hasta que usted la termine."))
def serve(
    context: typer.Context,
    port: Annotated[str, typer.Option(metavar=_("PUERTO"), help=_("El puerto."))] = "8000",
    host: Annotated[
        str, typer.Option(metavar=_("DIRECCIÓN"), help=_("La dirección; 0.0.0.0 deja entrar a otras máquinas."))
    ] = "127.0.0.1",
    workers: Annotated[str, typer.Option(metavar="N", help=_("Cuántos procesos responden a la vez."))] = "1",
) -> int:
    """Serve the installation: web and worker."""
    from ceiba.cli import institution

    return institution.serve(host, port, workers, context.obj.lang)


@app.command(
    cls=Command, help=_("Revisa la instalación. Sale con 0 si todo está bien, con 1 si hay algo que arreglar.")
)
def check(context: typer.Context) -> int:
    """Look at every promise of the installation."""
    from ceiba.cli import institution

    return institution.check(context.obj.lang)


@app.command(
    cls=Command,
    help=_("Escribe una copia entera en una carpeta nueva. Lleva datos, documentos y los secretos de la instalación."),
)
def backup(context: typer.Context, folder: Folder) -> int:
    """Write the whole installation into a new folder."""
    from ceiba.cli import institution

    return institution.backup(folder, context.obj.lang)


@app.command(cls=Command, help=_("Devuelve una copia a una instalación vacía, la revisa y dice si quedó igual."))
def restore(context: typer.Context, folder: Folder) -> int:
    """Make an empty installation the one of a backup."""
    from ceiba.cli import institution

    return institution.restore(folder, context.obj.lang)


@app.command(
    cls=Command,
    help=_(
        "Escribe todo lo de una institución en un ZIP de formatos abiertos, que se lee y se comprueba sin Ceiba. Sale "
        "con 0, o con 1 si falta algún documento."
    ),
)
def export(
    context: typer.Context,
    institution: Annotated[
        str, typer.Argument(metavar=_("INSTITUCIÓN"), help=_("Su dirección corta, como está en cada página."))
    ],
    file: Annotated[str, typer.Argument(metavar=_("ARCHIVO"), help=_("El archivo nuevo, como todo.zip."))],
) -> int:
    """Write everything that an institution owns into one archive."""
    from ceiba.cli import institution as house

    return house.export(institution, file, context.obj.lang)


@app.command(cls=Command, help=_("Hace un enlace, que sirve una vez, para que una persona ponga una contraseña nueva."))
def password(
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar=_("CORREO"), help=_("El correo con que entra la persona."))],
) -> int:
    """Make a link with which somebody sets a new password."""
    from ceiba.cli import institution

    return institution.password(email, context.obj.lang)


@app.command(
    cls=Command,
    help=_("Abre una demostración. La primera vez crea un municipio inventado y, a su lado, tres planes públicos."),
)
def demo(
    context: typer.Context,
    port: Annotated[str, typer.Option(metavar=_("PUERTO"), help=_("El puerto."))] = "8000",
    no_serve: Annotated[bool, typer.Option("--no-serve", help=_("Solo la crea y dice cómo entrar."))] = False,
) -> int:
    """Make the demonstration and serve it."""
    from ceiba.cli import institution

    return institution.demo(port, context.obj.lang, serve=not no_serve)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; never a traceback, unless CEIBA_DEBUG=1 asks for it."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code, having said in the reader's language what went wrong."""
    try:
        lang, rest = _language(arguments)
    except Mistake as error:
        output.remark(str(error))
        return UNUSABLE
    session = Session(lang)
    try:
        command = typer.main.get_command(app)
        localise(command, session.translate)
        code = command.main(rest or ["--help"], prog_name="ceiba", standalone_mode=False, obj=session)
    except Mistake as error:
        if os.environ.get("CEIBA_DEBUG") == "1" and error.__cause__ is not None:
            traceback.print_exception(error.__cause__)
        output.remark(str(error))
        return UNUSABLE
    except TyperException as error:
        output.remark(complaint(error, session.translate))
        return UNUSABLE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  the last door: whoever called gets a sentence, not a traceback
        return _apologise(error, session.translate)
    return code if isinstance(code, int) else 0


def _language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Take ``--lang`` out of a command line, wherever it stands before ``--``; without it CEIBA_LANG speaks."""
    lang, rest = os.environ.get("CEIBA_LANG") or LANGUAGES[0], list(arguments)
    end = rest.index("--") if "--" in rest else len(rest)
    for index in reversed(range(end)):
        if rest[index].startswith("--lang="):
            lang = rest.pop(index).removeprefix("--lang=")
        elif rest[index] == "--lang":
            lang = "".join(rest[index + 1 : index + 2])
            del rest[index : index + 2]
    if lang not in LANGUAGES:
        words = {"lang": lang, "languages": " o ".join(LANGUAGES)}
        raise Mistake(translator()(_("No hay idioma «%(lang)s»: escriba --lang %(languages)s.")) % words)
    return lang, rest


def _apologise(error: Exception, translate: Translate) -> int:
    if os.environ.get("CEIBA_DEBUG") == "1":
        raise error
    text = _(
        "Ceiba falló; la culpa es del programa, no suya, y su archivo no cambió (%(kind)s: %(reason)s).\n"
        "Para avisarnos, repita la orden con CEIBA_DEBUG=1 delante y envíe lo que imprima, con el archivo si puede."
    )
    output.remark(translate(text) % {"kind": type(error).__name__, "reason": error})
    return FAILED


if __name__ == "__main__":
    main()
