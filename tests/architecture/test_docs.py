"""What the documents say is true: commands, the report, the recipe, the code map."""

import json
import re
import subprocess
import sys

import pytest

from tests.examples import run
from tests.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
INSTALL, TEST = re.findall(r"^    (pip install .*)$", README, re.MULTILINE)


LISTED = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
# Those that people write: a build of the site leaves others in docs/.
PAGES = [
    ROOT / name
    for name in subprocess.run(
        LISTED, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    if name == "README.md" or name.startswith("docs/")
]


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if re.search(r"^ *\$ ", page.read_text("utf-8"), re.MULTILINE)],
    ids=lambda page: page.stem,
)
def test_the_examples_of_a_page_print_what_it_shows(page, tmp_path, request):
    (tmp_path / "here").mkdir()
    done = run(page.read_text(encoding="utf-8"), tmp_path / "here")
    if request.config.getoption("--update-golden"):
        page.write_text(done.text, encoding="utf-8")
    else:
        assert not done.wrong, "\n".join(["--update-golden writes what is printed:", *done.wrong])


def test_every_console_block_is_an_example():
    for page in PAGES:
        for first in re.findall(r"^ *```console\n(.*)", page.read_text("utf-8"), re.MULTILINE):
            assert first.startswith("$ "), (page, first)


def test_ci_runs_the_readmes_test_command():
    assert f"\n{TEST} || exit 1\n" in CI


@pytest.fixture(scope="module")
def fresh_environment(tmp_path_factory):
    """A virtual environment that has the dependencies but not the project."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (have,) = {path for path in sys.path if path.endswith("site-packages") and sys.prefix in path}
    (site / "dependencies.pth").write_text(have)
    return folder


def test_the_readmes_first_command_installs_and_grades(fresh_environment, tmp_path):
    """Literally, in a copy of what git would give, without the network: it is there already."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    for name in filter(None, tracked):
        if not name.startswith(("tests/", "submissions/")) or "/passed/everything/" in name:
            target = tmp_path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    environment = {
        "PATH": f"{fresh_environment}/bin:/usr/bin:/bin",
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this one backwards: 0 means "no isolation"
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_CONFIG_FILE": "/dev/null",
    }
    done = subprocess.run(
        ["bash", "-c", INSTALL],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "53 / 61 points  ·  8 points to be marked by hand" in done.stdout

    away = subprocess.run(
        [f"{fresh_environment}/bin/grade", "list"],
        cwd=fresh_environment,
        env={"PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "uva-2017-hw1/worked-example" in away.stdout


@pytest.mark.parametrize(
    "command", re.findall(r"^    grade (list|new .*?|show .*?|mine/) {2,}", README, re.MULTILINE)
)
def test_the_students_commands_of_the_readme_work(command, tmp_path):
    if command == "mine/":
        run_grade("new uva-2017-hw1 mine/", tmp_path)
    done = run_grade(command, tmp_path)

    assert done.returncode == (1 if command == "mine/" else 0), done.stderr
    assert done.stdout


def run_grade(command, folder):
    return subprocess.run(
        [sys.executable, "-m", "grader", *command.split()],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_module_is_in_the_code_map():
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "grader").rglob("*.py")
        if path.name != "__init__.py"
    }

    assert {name for name in modules if f"`{name}`" not in ARCHITECTURE} == set()
    assert set(re.findall(r"`(grader\.[\w.]+)`", ARCHITECTURE)) - modules <= {
        "grader.sandbox",
        "grader.cli",
        "grader.submission",
    }


def test_the_layers_in_the_architecture_are_those_that_are_enforced():
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (listed,) = re.findall(
        r'containers = \["grader"\]\nlayers = \[\n(.*?)\]\nexhaustive', pyproject, re.DOTALL
    )
    enforced = re.findall(r'"(.*?)"', listed)
    (shown,) = re.findall(r"checks it in CI\.\n\n((?:    .*\n)+)", ARCHITECTURE)

    assert [line.strip() for line in shown.splitlines()] == enforced[1:]  # not __main__


def test_tests_named_in_the_architecture_exist():
    for path in re.findall(r"`((?:tests|docs)/[\w./-]+)`", ARCHITECTURE):
        assert (ROOT / path).exists(), path


def test_every_property_of_a_spec_is_in_the_reference():
    text = (ROOT / "docs" / "reference" / "problem-format.md").read_text(encoding="utf-8")
    schema = json.loads((ROOT / "grader" / "spec" / "problem.schema.json").read_text("utf-8"))
    names = {name for name in schema["properties"] if not name.startswith("$")}
    for definition in schema["$defs"].values():
        names |= set(definition.get("properties", {}))

    assert {name for name in names if not re.search(rf"\b{name}\b", text)} == set()


def test_links_of_the_documents_lead_somewhere():
    for file in {*ROOT.glob("*.md"), *PAGES}:
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
            assert "://" in target or (file.parent / target).exists(), (file, target)
