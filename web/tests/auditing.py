"""What axe and a browser say of a page, for the tests of the library and of the site.

The rules are those of WCAG 2.2 at level AA, and good practice. What axe cannot decide without
somebody looking (`incomplete`) is no violation.
"""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
    const found = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
    return found.violations.map(
        rule => `${rule.id}: ${rule.nodes.map(node => node.html).slice(0, 3).join(" | ")}`);
}"""


def violations_of(page: Any) -> list[str]:
    """Run axe on the page as it stands."""
    page.evaluate(f"window.axe || (() => {{ {AXE} }})()")
    return list(page.evaluate(RUN, TAGS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What is wrong with a page that should stand alone.

    Attributes
    ----------
    violations : list of str
        The rules of axe that it breaks, with the elements that do.
    is_too_wide : bool
        Whether it must be moved sideways to be read.
    fetched : list of str
        The addresses that it asked for, but for its own.
    said : list of str
        What it wrote on the browser's console.
    """

    violations: list[str]
    is_too_wide: bool
    fetched: list[str]
    said: list[str]


SOUND = Audit(violations=[], is_too_wide=False, fetched=[], said=[])


def audit_report(browser: Any, path: Path, *, width: int, scheme: str = "light") -> Audit:
    """Open a file with everything in it unfolded, and say what is wrong with it."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    fetched, said = [], []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    violations = violations_of(page)
    is_too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.close()
    return Audit(violations=violations, is_too_wide=is_too_wide, fetched=fetched[1:], said=said)
