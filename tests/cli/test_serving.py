"""``ceiba serve``: one process tree with web and worker, that says where it is, and ends when it is told to."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ceiba.cli.serving import sign_ins
from ceiba.exchange.language import translator
from tests.cli.terminal import Terminal, clean_environment

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A ``ceiba serve`` of its own; ``said`` is the first line that it printed."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ceiba.cli.main", "serve", "--port", str(self.port), *arguments],
            env=clean_environment() | {"CEIBA_HOME": str(home)},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.said = self.process.stdout.readline()

    def answer(self, path: str) -> http.client.HTTPResponse:
        """Ask for a page; return its status and headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            return connection.getresponse()
        finally:
            connection.close()

    def below(self) -> list[int]:
        """Return the processes that it started."""
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in listed.stdout.split()]

    def end(self, how: signal.Signals) -> tuple[int, str]:
        """Send a signal; return the exit code and what it said on standard error."""
        self.process.send_signal(how)
        _out, err = self.process.communicate(timeout=30)
        return self.process.returncode, err


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a home that nobody has used."""
    served = Served(tmp_path_factory.mktemp("home"))
    yield served
    served.end(signal.SIGTERM)


def alive(pid: int) -> bool:
    """Tell whether a process is still there and no corpse."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


@pytest.mark.slow
def test_a_fresh_home_is_prepared_and_says_how_to_begin(fresh: Served) -> None:
    assert fresh.said == f"Abra http://127.0.0.1:{fresh.port}/ para crear su institución (Ctrl+C termina)\n"
    response = fresh.answer("/")
    assert response.status == 302
    assert response.headers["Location"] == "/primera-vez/"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.slow
def test_a_name_that_is_not_this_machine_is_not_answered(fresh: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", fresh.port, timeout=20)
    connection.request("GET", "/", headers={"Host": "evil.example"})
    assert connection.getresponse().status == 400
    connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_everything(how: signal.Signals, home: Path) -> None:
    served = Served(home, "--workers", "2")
    below = served.below()
    assert len([pid for pid in below if alive(pid)]) >= 2
    code, err = served.end(how)
    assert (code, err.splitlines()[-1]) == (0, "Terminado.")
    deadline = time.monotonic() + 10
    while any(map(alive, below)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, below))
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", served.port))


@pytest.mark.slow
def test_a_web_process_that_dies_is_replaced(home: Path) -> None:
    served = Served(home)
    try:
        before = [pid for pid in served.below() if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()]
        os.kill(before[0], signal.SIGKILL)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                assert served.answer("/primera-vez/").status == 200
                break
            except OSError:
                time.sleep(0.1)
        assert served.answer("/primera-vez/").status == 200
    finally:
        served.end(signal.SIGTERM)


@pytest.mark.slow
def test_nobody_is_left_behind_by_one_who_was_killed(home: Path) -> None:
    served = Served(home)
    below = served.below()
    code, _err = served.end(signal.SIGKILL)  # waits until the last of them has let go of standard error
    assert code == -signal.SIGKILL
    assert not any(map(alive, below))


def test_a_busy_port_is_told_with_another_to_try(ceiba: Terminal) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        outcome = ceiba("serve", "--port", str(port))
    assert (outcome.code, outcome.out) == (2, "")
    assert f"El puerto {port} está ocupado" in outcome.err
    assert "--port" in outcome.err


def test_a_port_that_other_servers_share_is_busy_too(ceiba: Terminal) -> None:
    with socket.socket() as busy:
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        assert "está ocupado" in ceiba("serve", "--port", str(busy.getsockname()[1])).err


@pytest.mark.parametrize("host", ["no.es.una.direccion", "192.0.2.77"])
def test_an_address_of_another_machine_is_refused(ceiba: Terminal, host: str) -> None:
    outcome = ceiba("serve", "--host", host, "--port", str(free_port()))
    assert outcome.code == 2
    assert f"«{host}» no es una dirección de esta máquina" in outcome.err


def test_sign_ins_of_a_demonstration_are_a_table() -> None:
    people = [
        {"email": "a@b.example", "password": "una-clave", "role": "Planificación", "where": "Valle Alto"},
        {"email": "larga@b.example", "password": "otra", "role": "Auditoría", "where": "Valle Alto"},
    ]
    said = sign_ins({"people": people}, translator("es")).splitlines()
    assert said[1] == "  a@b.example      una-clave  Planificación, Valle Alto"
    assert said[2].index("otra") == said[1].index("una-clave")
