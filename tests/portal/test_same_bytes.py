"""Whichever web process answers, a public page has the same bytes: caches and permanent addresses rest on it.

Two processes of a server differ in the order in which they walk a set; so the pages are made twice, with two seeds.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PAGES = """
import hashlib, re
import django
django.setup()
from django.test import Client
client, found, at = Client(), ["/publico/municipalidad-valle-alto/"], 0
while at < len(found):
    answer = client.get(found[at], HTTP_HOST="localhost")
    content = b"".join(answer) if answer.streaming else answer.content
    print(answer.status_code, hashlib.sha256(content).hexdigest(), found[at])
    for link in re.findall(rb'href="(/publico/[^"#]*)', content):
        path = link.decode().replace("&amp;", "&")
        if path not in found and len(found) < 120:
            found.append(path)
    at += 1
"""


def run(seed: int, home: Path, *command: str) -> str:
    """Return what a process of the product prints that walks sets in an order of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "CEIBA_DATABASE_URL"}
    own = {"PYTHONHASHSEED": str(seed), "CEIBA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "ceiba.server.settings"}
    done = subprocess.run([sys.executable, *command], env=kept | own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_process_writes_the_same_page(tmp_path: Path) -> None:
    run(0, tmp_path, "-m", "ceiba.cli.main", "demo", "--no-serve")
    first, second = (run(seed, tmp_path, "-c", PAGES).splitlines() for seed in (1, 2))
    assert len(first) > 30
    assert all(line.startswith("200 ") for line in first), [line for line in first if not line.startswith("200 ")]
    assert first == second
