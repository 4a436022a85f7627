"""What the documents say is true: commands, the report, the recipe, the code map."""

import json
import re
import subprocess
import sys

import pytest

from grader.grading import grade
from grader.report import terminal
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission
from tests.paths import PROBLEMS, ROOT, SUBMISSIONS

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
INSTALL, TEST = re.findall(r"^    (pip install .*)$", README, re.MULTILINE)


def without_machine(text):
    """The report without what differs from machine to machine: the sandbox's level and the time."""
    return re.sub(
        r"sandbox .*?  ·  \d+\.\d\d s$", "sandbox strong  ·  0.05 s", text, flags=re.MULTILINE
    )


def readme_with_report():
    """README.md as it should be: its report is the one that this version prints."""
    name, only = re.search(r"<!-- report: (\S+) --only (\S+) -->", README).groups()
    folder = SUBMISSIONS / name
    homework = load_homework(PROBLEMS / name.partition("/")[0])
    problems = [problem for problem in homework.problems if problem.name == only]
    with Sandbox() as sandbox:
        report = grade(read_submission(folder), homework, sandbox, problems=problems)
    shown = terminal.render(report, width=100)
    shown = without_machine(shown.replace(str(folder), f"submissions/{name}"))
    command = f"$ grade submissions/{name} --only {only}\n"
    return re.sub(
        r"(?s)(-->\n```)\n.*?(```)", lambda m: f"{m[1]}\n{command}{shown}{m[2]}", README, count=1
    )


def test_the_report_in_the_readme_is_the_one_that_is_printed(request):
    expected = readme_with_report()
    if request.config.getoption("--update-golden"):
        (ROOT / "README.md").write_text(expected, encoding="utf-8")

    assert (ROOT / "README.md").read_text(encoding="utf-8") == expected


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
    }


def test_the_layers_in_the_architecture_are_those_that_are_enforced():
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (listed,) = re.findall(r"layers = \[\n(.*?)\]\nexhaustive", pyproject, re.DOTALL)
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
    for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
            assert "://" in target or (file.parent / target).exists(), (file, target)
