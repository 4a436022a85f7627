"""The documentation site builds without a warning, holds together and asks no other machine for anything."""

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import click
import pytest

from grader.cli import cli
from grader.results import Ending, Verdict
from tests.paths import PROBLEMS, ROOT

LOADS = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}
OUTSIDE = re.compile(r"(?:[a-z]+:)?//")
HARMLESS = {"canonical", "index", "search", "next", "prev", "author"}  # links that load nothing


class Page(HTMLParser):
    """What a page links to, what it loads and which anchors it has."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in LOADS and given.get(LOADS[tag]) and given.get("rel") not in HARMLESS:
            self.loads.append(given[LOADS[tag]])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The built site."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-b", "html"]
    command += ["-d", str(folder / "doctrees"), str(ROOT / "docs"), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site):
    """Every page of the site, by its file."""
    return {file: Page(file) for file in site.rglob("*.html")}


def test_links_and_anchors_of_the_site_lead_somewhere(pages):
    for file, page in pages.items():
        for link in page.links:
            if OUTSIDE.match(link) or link.startswith("mailto:"):
                continue
            path, anchor = urldefrag(link)
            target = (file.parent / unquote(path)).resolve() if path else file
            assert target.exists(), (file, link)
            if anchor and target.suffix == ".html":
                assert unquote(anchor) in pages[target].anchors, (file, link)


def test_the_site_loads_nothing_from_elsewhere(site, pages):
    for file, page in pages.items():
        assert [load for load in page.loads if OUTSIDE.match(load)] == [], file
    for style in site.rglob("*.css"):
        loaded = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", style.read_text("utf-8"))
        assert [item for item in loaded if OUTSIDE.match(item)] == [], style


def text_of(site, page):
    return re.sub(r"<[^>]+>", "", (site / f"{page}.html").read_text(encoding="utf-8"))


def test_every_command_and_option_is_on_the_page_of_commands(site):
    text = text_of(site, "reference/commands")
    context = click.Context(cli, info_name="grade")
    waiting = [("grade", cli)]
    while waiting:
        path, command = waiting.pop()
        assert path in text
        for option in command.params:
            assert all(name in text for name in option.opts if name.startswith("-")), (path, option)
        if isinstance(command, click.Group):
            names = command.list_commands(context)
            waiting += [(f"{path} {name}", command.get_command(context, name)) for name in names]


def test_every_verdict_and_ending_is_told(site):
    text = text_of(site, "reference/verdicts")

    assert {str(member) for member in (*Verdict, *Ending) if str(member) not in text} == set()
    assert "costs no marks" in text


def properties(schema):
    """Every name of a property in a schema, however deep."""
    if isinstance(schema, dict):
        named = schema.get("properties")
        yield from named if isinstance(named, dict) else ()
        schema = schema.values()
    if not isinstance(schema, str | int | float | bool | None):
        for inner in schema:
            yield from properties(inner)


@pytest.mark.parametrize(
    ("page", "schema"),
    [
        ("problem-json", "grader/spec/problem.schema.json"),
        ("homework-json", "grader/spec/homework.schema.json"),
        ("report-json", "grader/report/report.schema.json"),
    ],
)
def test_every_property_of_a_schema_is_on_its_page(site, page, schema):
    text = text_of(site, f"reference/{page}")
    names = set(properties(json.loads((ROOT / schema).read_text(encoding="utf-8"))))

    assert {
        name for name in names if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    } == set()


def test_every_shipped_problem_has_its_statement_on_the_site(site):
    for statement in PROBLEMS.glob("*/*/statement.md"):
        page = site / "reference" / "problems" / f"{statement.parent.parent.name}.html"
        title = statement.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        html = page.read_text(encoding="utf-8")

        assert f"{statement.parent.parent.name}/{statement.parent.name}" in html
        assert title.replace("`", "") in re.sub(r"<[^>]+>", "", html), statement
