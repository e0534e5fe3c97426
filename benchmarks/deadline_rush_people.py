"""The people of the deadline: each opens the page of their unit, types its figures one by one, and answers it.

They know nothing of the program but its pages, and wait for every answer. Whoever meets a conflict reads both figures
and chooses: every second time their own, otherwise what is there.
"""

import html
import json
import random
import re
import time
from dataclasses import dataclass, field
from decimal import Decimal
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

ARRIVE, THINK, PATIENCE = 30.0, (5.0, 15.0), 60.0  # seconds
_WAS = re.compile(r'name="was-([0-9]+-[0-9]+)" value="([^"]*)"')
_ANSWER = re.compile(r'id="s([0-9]+-[0-9]+)" data-answer="([a-z]*)"')
_SAID = re.compile(r"data-said>(.*?)</small>", re.DOTALL)
_MINE = re.compile(r'name="mine" value="([^"]*)"')
_THERE = re.compile(r"quedó aquí: ([0-9.]+)")
_TOKEN = "Sembrar1Ceiba2Crece3Lenta4Firme5"


@dataclass
class Person:
    """Somebody who reports: where, signed in with which cookie, and what they type into which indicator."""

    number: int
    address: str
    cookie: str
    figures: dict[int, int]
    sends: bool
    kept: list[tuple[int, Decimal]] = field(default_factory=list)  # what the page said it kept, in order
    seen: dict[int, set[Decimal]] = field(default_factory=dict)  # what the page showed of others, by indicator
    conflicts: int = 0
    sent: int = 0
    waits: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    finished: bool = False


class Browser:
    """One connection that is kept, as a browser keeps it; every wait is noted."""

    def __init__(self, person: Person, port: int) -> None:
        self.person, self.port = person, port
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, path: str = "", form: dict[str, str] | None = None, *, part: bool = False) -> tuple[int, str]:
        """Open a page, or send a form; return status and text. What fails is tried again, as people do."""
        headers = {"Cookie": f"sessionid={self.person.cookie}; csrftoken={_TOKEN}", "X-CSRFToken": _TOKEN}
        headers |= {"Accept-Language": "es", "Accept-Encoding": "identity"} | ({"HX-Request": "true"} if part else {})
        body = None
        if form is not None:
            body, headers["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        for _attempt in range(3):
            start = time.perf_counter()
            try:
                self.connection.request(
                    "POST" if form is not None else "GET", self.person.address + path, body, headers
                )
                answer = self.connection.getresponse()
                text = answer.read().decode()
            except (OSError, HTTPException) as problem:
                self._failed(repr(problem))
                continue
            finally:
                self.person.waits.append(time.perf_counter() - start)
            if answer.status < 500:
                return answer.status, text
            self._failed(str(answer.status))
        return 0, ""

    def _failed(self, why: str) -> None:
        self.person.failures.append(why)
        self.connection.close()
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)


def report(person: Person, port: int) -> None:
    """Report as one person does, from opening the page to sending it to review."""
    chance = random.Random(person.number)
    time.sleep(chance.uniform(0, ARRIVE))
    browser = Browser(person, port)
    _status, page = browser.ask()
    cells = dict(_WAS.findall(page))
    for name, was in cells.items():
        time.sleep(chance.uniform(*THINK))
        indicator = int(name.split("-")[0])
        if shown := json.loads(html.unescape(was))[2]:
            person.seen.setdefault(indicator, set()).add(Decimal(shown))
        if indicator in person.figures:
            _type(browser, chance, name, html.unescape(was))
    if person.sends:
        time.sleep(chance.uniform(*THINK))
        status, page = browser.ask("enviar/", {})
        if status != 302:
            person.failures.append(f"report not sent: {status}")
    browser.connection.close()
    person.finished = True


def _type(browser: Browser, chance: random.Random, name: str, was: str) -> None:
    """Type a figure into a cell, and go on until the page says what became of it."""
    person, indicator = browser.person, int(name.split("-", maxsplit=1)[0])
    amount = person.figures[indicator]
    form = {f"value-{name}": str(amount), f"state-{name}": "", f"was-{name}": was}
    more: dict[str, str] = {}
    for _attempt in range(6):
        person.sent += "theirs" not in more
        status, text = browser.ask("cifra/", form | more, part=True)
        fate = dict(_ANSWER.findall(text)).get(name, "")
        if "theirs" in more and status == 200:
            return
        if fate in ("stored", "unchanged"):
            person.kept.append((indicator, Decimal(amount)))
            return
        if fate == "conflict":
            more = _choice(person, chance, name, html.unescape(text))
            time.sleep(chance.uniform(1, 3))
        elif fate == "asked":
            more = {**more, "sure": name}
        else:
            person.failures.append(f"{status} {fate} {_SAID.findall(text)}")
            return


def _choice(person: Person, chance: random.Random, name: str, text: str) -> dict[str, str]:
    there, mine = _THERE.search(text), _MINE.search(text)
    if there is None or mine is None:
        person.failures.append(f"a conflict without both figures: {_SAID.findall(text)}")
        return {"theirs": name}
    person.conflicts += 1
    person.seen.setdefault(int(name.split("-", maxsplit=1)[0]), set()).add(Decimal(there[1]))
    return {"mine": mine[1]} if chance.random() < 0.5 else {"theirs": name}
