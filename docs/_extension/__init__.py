"""Pages that are made from the code, so that nothing in them is typed twice.

A page of `docs/` may say `<!-- made from the code: NAME -->`; the site shows there what NAME in `MADE` gives. Whole
pages, which need not be read on their own, are written before a build: the shipped problems, and the documents that
lie above `docs/`. They are not committed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

from _extension import catalogue, commands, outcomes, schemas
from grader.cli.bank import bank_folder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]
MARK = re.compile(r"^<!-- made from the code: ([\w-]+) -->$", re.MULTILINE)
LINK = re.compile(r"(!?)\[([^\]]+)\]\(([^)#:\s]+)(#[\w-]+)?\)")
MADE: dict[str, Callable[[], str]] = {
    "commands": commands.markdown,
    "verdicts": outcomes.verdicts,
    "endings": outcomes.endings,
    "exit-codes": outcomes.exit_codes,
    "problem": lambda: schemas.markdown(ROOT / "grader" / "spec" / "problem.schema.json"),
    "homework": lambda: schemas.markdown(ROOT / "grader" / "spec" / "homework.schema.json"),
    "report": lambda: schemas.markdown(ROOT / "grader" / "report" / "report.schema.json"),
    "problems": lambda: catalogue.overview(bank_folder(ROOT / "problems")),
}
ABOVE = {  # documents that lie above docs/, and the pages that they become
    "CHANGELOG.md": "project/changelog",
    "CONTRIBUTING.md": "project/contributing",
    "SECURITY.md": "project/security",
    "benchmarks/results.md": "project/measured",
}
LEADS = {  # what else of the repository has a page that is made from it
    **ABOVE,
    "README.md": "index",
    "problems": "reference/problems",
    "grader/spec/problem.schema.json": "reference/problem-json",
    "grader/spec/homework.schema.json": "reference/homework-json",
    "grader/report/report.schema.json": "reference/report-json",
}


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.connect("builder-inited", write_pages)
    app.connect("source-read", complete)
    return {"parallel_read_safe": True}


def write_pages(app: Sphinx) -> None:
    """Write the pages that are made as a whole, where they are not what they should be."""
    folder = Path(app.srcdir)
    pages = catalogue.pages(bank_folder(ROOT / "problems"))
    for path, page in ABOVE.items():
        pages[page] = relink((ROOT / path).read_text(encoding="utf-8"), path, page)
    for page, text in pages.items():
        file = folder / f"{page}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
    for old in {p.parent for p in map(Path, pages)}:
        for file in (folder / old).glob("*.md"):
            if str(old / file.stem) not in pages:
                file.unlink()


def complete(app: Sphinx, page: str, source: list[str]) -> None:  # noqa: ARG001 - Sphinx's signature
    """Put in what is made from the code, and turn links out of `docs/` to where the site has it."""
    for name in MARK.findall(source[0]):
        if name not in MADE:
            raise ExtensionError(f"{page}: {name!r}: expected one of {', '.join(MADE)}")
    text = MARK.sub(lambda mark: MADE[mark[1]](), source[0])
    source[0] = text if page in ABOVE.values() else relink(text, f"docs/{page}.md", page)


def relink(text: str, origin: str, page: str) -> str:
    """The text of the file *origin* as *page* of the site, with links that lead to the same things.

    What the site does not have, such as code, is named without a link.
    """

    def link(match: re.Match[str]) -> str:
        image, words, target, anchor = match.groups(default="")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), target))
        if path in LEADS:
            leads = f"{LEADS[path]}.md"
        elif path.startswith("docs/"):
            leads = path.removeprefix("docs/")
        else:
            return words
        return (
            f"{image}[{words}]({posixpath.relpath(leads, posixpath.dirname(page) or '.')}{anchor})"
        )

    return LINK.sub(link, text)
