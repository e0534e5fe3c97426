"""The database of the installation as commands meet it: within reach or not, and brought up to this version."""

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from ceiba.cli import output
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate
from ceiba.kernel.text import _


def reach(translate: Translate) -> None:
    """Connect to the database; ``Mistake`` with its reason and the mend where that fails."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        facts = {"place": place(), "reason": str(error).strip().splitlines()[0]}
        if connection.vendor == "postgresql":
            text = _(
                "No se pudo entrar a la base de datos %(place)s (%(reason)s). "
                "Revise que PostgreSQL esté encendido y que CEIBA_DATABASE_URL diga su usuario, clave y servidor."
            )
        else:
            text = _(
                "No se pudo abrir la base de datos %(place)s (%(reason)s). "
                "Revise el permiso y el espacio de esa carpeta, o recupere una copia con ceiba restore."
            )
        raise Mistake(translate(text) % facts) from error


def unsaid(sentence: str) -> str:
    """Return a marked sentence as it is, for a ``Mistake`` that somebody else will say in the reader's language."""
    return sentence


def place() -> str:
    """Return where the database is, without its password."""
    here = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return str(here["NAME"])
    return f"postgres://{here['USER']}@{here['HOST'] or 'localhost'}:{here['PORT'] or 5432}/{here['NAME']}"


def pending() -> list[str]:
    """Return the names of the migrations that the database lacks, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate(translate: Translate) -> None:
    """Bring the database up to this version, where it is not, and say so."""
    reach(translate)
    wanted = pending()
    if wanted:
        output.remark(translate(_("Preparando la base de datos (%(count)s pasos)…")) % {"count": len(wanted)})
        call_command("migrate", interactive=False, verbosity=0)


def need_migrated(translate: Translate) -> None:
    """Reach the database; ``Mistake`` where this version has not prepared it yet."""
    reach(translate)
    if pending():
        text = _("La base de datos %(place)s no está al día con esta versión. Arranque primero: ceiba serve")
        raise Mistake(translate(text) % {"place": place()})
