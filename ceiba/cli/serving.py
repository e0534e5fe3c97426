"""``ceiba serve``: web processes that answer, and in the one that watches over them the worker that does the rest."""

import errno
import json
import multiprocessing
import os
import signal
import socket
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from wsgiref.types import WSGIApplication

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.module_loading import import_string
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from ceiba.cli import output
from ceiba.cli.database import migrate
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate
from ceiba.kernel.text import _

# The roof is reached by name, as any web server reaches it: no floor imports it.
APPLICATION, WORKER = "ceiba.server.wsgi:application", "ceiba.server.worker.start"
PORTS, LOCAL = range(1, 65536), frozenset({"127.0.0.1", "localhost", "::1"})
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  only compared: whoever types it asks for it
THREADS = 8  # requests that one web process answers at the same time; SQLite and PostgreSQL like few connections
SIGN_INS = "demo.json"
# What the web server itself has to say goes where everything else goes.
LOGGING = {"formatters": {}, "handlers": {}, "loggers": {"_granian": {"handlers": [], "propagate": True}}}


def serve(host: str, port: str, workers: str, translate: Translate) -> int:
    """Serve the installation until Ctrl+C or SIGTERM; return 0. ``Mistake`` where port or address cannot be used."""
    number = usable(host, port, translate)
    sentence = _("«%(value)s» no sirve en --workers: escriba un número de 1 a 64.")
    processes = _whole(workers, range(1, 65), sentence, translate)
    migrate(translate)
    # A process that was forked beside a running thread may inherit a lock that nobody will open.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        APPLICATION,
        address=host,
        port=number,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
    )
    work = import_string(WORKER)()
    server.on_startup(Thread(target=_announce, args=(host, number, translate), daemon=True).start)
    try:
        server.serve(target_loader=application)
    except SystemExit as error:
        text = _("Los procesos que responden se detienen al arrancar. El motivo está al final de %(file)s")
        raise Mistake(translate(text) % {"file": settings.LOGS / "ceiba.log"}) from error
    finally:
        work.stop()
    output.remark(translate(_("Terminado.")))
    return 0


def application(target: str) -> WSGIApplication:
    """Return the application for a web process, which ends by itself when nobody watches over it any more."""
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    module, _colon, name = target.partition(":")
    found: WSGIApplication = getattr(import_module(module), name)
    return found


def _end_with(watcher: int) -> None:
    while os.getppid() == watcher:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _announce(host: str, port: int, translate: Translate) -> None:
    """Say where the institution is, as soon as somebody answers there."""
    if not _answers(host, port):
        return
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    if get_user_model()._default_manager.exists():
        output.result(translate(_("Ceiba está en %(address)s (Ctrl+C termina)")) % {"address": address})
        _tell_sign_ins(settings.HOME, translate)
    else:
        text = _("Abra %(address)s para crear su institución (Ctrl+C termina)")
        output.result(translate(text) % {"address": address})
    if host not in LOCAL and not settings.HOSTS:
        text = _(
            "Otras máquinas entran por un nombre: dígalo antes con CEIBA_HOSTS, por ejemplo CEIBA_HOSTS=ceiba.lan."
        )
        output.remark(translate(text))


def _tell_sign_ins(home: Path, translate: Translate) -> None:
    path = home / SIGN_INS
    if path.exists():
        output.result(sign_ins(json.loads(path.read_text(encoding="utf-8")), translate))


def sign_ins(demo: dict[str, list[dict[str, str]]], translate: Translate) -> str:
    """Return the table of who may sign in to a demonstration, and with which password."""
    rows = demo["people"]
    widths = [max(len(row[key]) for row in rows) for key in ("email", "password")]
    lines = [f"  {r['email']:<{widths[0]}}  {r['password']:<{widths[1]}}  {r['role']}, {r['where']}" for r in rows]
    return "\n".join([translate(_("Para entrar a la demostración (correo, clave, papel):")), *lines])


def _whole(value: str, allowed: range, sentence: str, translate: Translate) -> int:
    if not (value.isascii() and value.isdigit() and int(value) in allowed):
        raise Mistake(translate(sentence) % {"value": value})
    return int(value)


def _answers(host: str, port: int) -> bool:
    door = EVERYWHERE.get(host, host)
    for _attempt in range(600):
        with suppress(OSError), socket.create_connection((door, port), timeout=1):
            return True
        time.sleep(0.05)
    return False


def usable(host: str, said: str, translate: Translate) -> int:
    """Return the number of a port that nobody uses; ``Mistake`` with another to try where it is none or busy.

    Web processes share their port, so a second server would share it unasked.
    """
    sentence = _("«%(value)s» no es un puerto: escriba un número, por ejemplo --port 8001.")
    port = _whole(said, PORTS, sentence, translate)
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            text = _("El puerto %(port)s está ocupado o no se puede usar. Elija otro: ceiba serve --port %(other)s")
            raise Mistake(
                translate(text) % {"port": port, "other": port + 1 if 1023 < port < 65535 else 8000}
            ) from error
        text = _("«%(host)s» no es una dirección de esta máquina. Use --host 127.0.0.1, o 0.0.0.0 para todas.")
        raise Mistake(translate(text) % {"host": host}) from error
    return port
