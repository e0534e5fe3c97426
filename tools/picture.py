"""Draw docs/ceiba.png, the picture of the README: a branch of the invented municipality's plan, seen in Chromium."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from ceiba.exchange import examples
from ceiba.exchange.reader import read
from ceiba.exchange.writers import page
from ceiba.kernel.finding import Severity
from ceiba.rules.engine import audit

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "ceiba.png"
EXAMPLE = "valle-alto.yaml"
WIDTH, HEIGHT = 1360, 1130

# Everything folded but the branch of the one finding.
SHOW = """subject => {
  document.querySelectorAll('#plan details').forEach(fold => { fold.open = false; });
  const thing = document.getElementById(subject);
  for (let at = thing; at; at = at.parentElement) { if (at.tagName === 'DETAILS') at.open = true; }
  window.scrollTo(0, document.getElementById('plan').getBoundingClientRect().top + window.scrollY - 70);
}"""


def main() -> None:
    """Draw the picture; says what is missing where there is no browser."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Hace falta Chromium: apt-get install chromium")
    proposal = read(EXAMPLE, examples.content(EXAMPLE))
    found = audit(proposal.snapshot)
    subject = next(
        f.subject for f in found.findings if f.severity is Severity.ERROR and f.subject.startswith("indicator/")
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text(page.write(proposal, found), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(file.as_uri())
        tab.evaluate(SHOW, subject.replace("/", "-"))
        tab.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
