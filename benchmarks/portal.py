"""A portal that a country opens: its first page at saturation beside a static file, and everything at 50 requests/s.

The demonstration is made anew and served on loopback by two web processes. ``page_kb``: what Chromium, which has never
been there, transfers for the first page, in thousands of bytes. ``ratio_to_static``: answers per second of that page ÷
answers per second of a static file of as many bytes, each asked for by the same clients as fast as the server answers,
in turns in one run; the median of the pairs. ``p95_ms``: what 19 of 20 answers keep below when every public page that
links lead to is asked for, one after the other, 50 a second, each timed from the moment it was due, by readers of as
many addresses of the Internet; who scrapes from a single one is asked to wait, which is printed and is no key.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from shutil import which
from socket import create_connection, socket
from statistics import median, quantiles
from threading import local

ROOT = Path(__file__).resolve().parents[1]
LIMITS = {"page_kb": 100, "p95_ms": 500}
LEAST_RATIO = 0.5
WORKERS, CLIENTS = 2, 16
TURNS, SECONDS = 3, 5
RATE, ASKED, PAGES = 50, 1500, 400
STATIC = ROOT / "ceiba" / "ui" / "collected" / "as-many-bytes.bin"
GZIP = {"Accept-Encoding": "gzip"}


def ceiba(*words: str) -> list[str]:
    """Return the command of the product."""
    return [sys.executable, "-m", "ceiba.cli.main", *words]


@contextmanager
def served(port: int) -> Iterator[None]:
    """Serve the installation of the environment until the block ends."""
    process = subprocess.Popen(
        ceiba("serve", "--port", str(port), "--workers", str(WORKERS)), cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        for _attempt in range(240):
            try:
                create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError("nothing is served") from None
                time.sleep(0.25)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Asker:
    """Somebody who asks a server on loopback, in a connection of each thread."""

    def __init__(self, port: int) -> None:
        self.port, self._own = port, local()

    def get(self, path: str, reader: int = 0) -> tuple[int, bytes, str]:
        """Return status, bytes and kind of an answer to a reader; a connection that was closed is opened again.

        Each reader has an address of the network that is set apart for measuring (RFC 2544).
        """
        whence = {"X-Forwarded-For": f"198.18.{reader // 250}.{reader % 250 + 1}"}
        for attempt in (1, 2):
            try:
                if not hasattr(self._own, "line"):
                    self._own.line = HTTPConnection("127.0.0.1", self.port, timeout=30)
                self._own.line.request("GET", path, headers=GZIP | whence)
                answer = self._own.line.getresponse()
                return answer.status, answer.read(), answer.getheader("Content-Type", "")
            except OSError:
                del self._own.line
                if attempt == 2:
                    raise
        raise AssertionError


def walked(port: int, start: str) -> list[str]:
    """Return the public addresses that links lead to from the first page, which all answer: at most ``PAGES``."""
    asker, found, at = Asker(port), [start], 0
    while at < len(found):
        status, content, kind = asker.get(found[at], reader=at)
        assert status == 200, (status, found[at])
        at += 1
        if not kind.startswith("text/html"):
            continue
        for link in re.findall(r'href="(/publico/[^"#]*)', _plain(content)):
            path = link.replace("&amp;", "&")
            if path not in found and len(found) < PAGES:
                found.append(path)
    return found


def _plain(content: bytes) -> str:
    import gzip

    return (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode(errors="replace")


def transferred(port: int, path: str) -> float:
    """Return what a browser that was never there transfers for a page, in thousands of bytes, headers and fonts too."""
    from playwright.sync_api import sync_playwright

    total = 0.0

    def more(event: dict[str, float]) -> None:
        nonlocal total
        total += event["encodedDataLength"]

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        wire = tab.context.new_cdp_session(tab)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", more)
        tab.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
        browser.close()
    return total / 1000


def per_second(port: int, path: str) -> float:
    """Return how many answers a second come when clients ask as fast as they can; none may fail."""
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip"]
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True
    ).stdout
    assert "Non-2xx" not in said, said
    assert "Socket errors" not in said, said
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    assert found, said
    return float(found[1])


def paced(port: int, paths: list[str]) -> float:
    """Return the time that 19 of 20 answers keep below at ``RATE`` a second, in ms, each from when it was due."""
    asker, start = Asker(port), time.perf_counter() + 0.5

    def ask(number: int) -> float:
        due = start + number / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        path = paths[number % len(paths)]
        status, _content, _kind = asker.get(path, reader=number)
        assert status == 200, (status, path)
        return (time.perf_counter() - due) * 1000

    with ThreadPoolExecutor(CLIENTS * 2) as people:
        waits = sorted(people.map(ask, range(ASKED)))
    print(
        f"{ASKED} answers of {len(paths)} addresses at {RATE}/s: median {median(waits):.0f} ms, all {waits[-1]:.0f} ms"
    )
    return quantiles(waits, n=20)[-1]


def scraped(port: int, paths: list[str]) -> None:
    """Let one address ask for everything as fast as it can, and print what it is answered: a page, or to wait."""
    asker, answered = Asker(port), Counter[int]()
    for number in range(ASKED):
        answered[asker.get(f"{paths[number % len(paths)].partition('?')[0]}?q={number}", reader=40_000)[0]] += 1
    print(f"one address asks {ASKED} times: {dict(answered)}")
    assert set(answered) <= {200, 429}, answered


def measured(port: int, slug: str) -> dict[str, float]:
    """Return the figures of the portal of an institution, on a server that has just started."""
    home = f"/publico/{slug}/"
    page_kb = transferred(port, home)
    _status, content, _kind = Asker(port).get(home)
    pairs = []
    for _turn in range(TURNS):
        page, static = per_second(port, home), per_second(port, f"/static/{STATIC.name}")
        pairs.append(page / static)
        print(f"at saturation: page {page:.0f}/s, static file {static:.0f}/s, both of {len(content)} bytes")
    paths = walked(port, home)
    told = {
        "page_kb": round(page_kb, 1),
        "p95_ms": round(paced(port, paths)),
        "ratio_to_static": round(median(pairs), 2),
    }
    scraped(port, paths)
    return told


def main() -> int:
    """Print every figure; 1 where one is over its limit."""
    if which("wrk") is None:
        print("Falta wrk, con el que se mide a toda carga. En Debian: apt-get install wrk", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="ceiba-portal-") as home:
        os.environ |= {"CEIBA_HOME": home, "PYTHONPATH": str(ROOT), "CEIBA_PROXIES": "127.0.0.1"}
        os.environ.pop("CEIBA_DATABASE_URL", None)
        subprocess.run(ceiba("demo", "--no-serve"), cwd=ROOT, check=True, capture_output=True)
        slug, port = "municipalidad-valle-alto", free_port()
        with served(port):
            size = len(Asker(port).get(f"/publico/{slug}/")[1])
        STATIC.write_bytes(os.urandom(size))
        try:
            with served(port):
                figures = measured(port, slug)
        finally:
            STATIC.unlink()
    print(json.dumps(figures))
    return int(any(figures[key] > limit for key, limit in LIMITS.items()) or figures["ratio_to_static"] < LEAST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
