"""The files for others to copy are valid, careful, and call commands that exist."""

import base64
import json
import os
import re
import shlex
import subprocess
import sys

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from pre_commit.clientlib import load_manifest

from grader.authoring.bundle import write_bundle
from grader.cli import cli
from grader.cli.formats import FORMATS
from grader.spec.load import find_homeworks, load_homework
from tests.paths import PROBLEMS, ROOT

CI = ROOT / "docs" / "ci"
GITHUB, GITLAB = CI / "github-actions.yml", CI / "gitlab-ci.yml"
HOW_TO = ROOT / "docs" / "how-to" / "continuous-integration.md"
COMMIT = r"[0-9a-f]{40}"


def load(file):
    return yaml.safe_load(file.read_text("utf-8"))


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        (GITHUB, "vendor.github-workflows"),
        (GITHUB, "custom.github-workflows-require-timeout"),
        (GITLAB, "vendor.gitlab-ci"),
    ],
)
def test_workflows_fit_the_published_schemas(file, schema):
    done = CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, str(file)])

    assert done.exit_code == 0, done.output


def steps():
    (job,) = load(GITHUB)["jobs"].values()
    return job["steps"]


def test_the_workflow_may_read_and_nothing_else():
    workflow = load(GITHUB)

    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets" not in GITHUB.read_text("utf-8").replace("your secrets", "")
    assert set(workflow[True]) == {"push", "pull_request"}  # YAML reads `on` as true
    (checkout,) = [step for step in steps() if step.get("uses", "").startswith("actions/checkout")]
    assert checkout["with"]["persist-credentials"] is False


def test_actions_and_the_grader_are_pinned_by_commit():
    used = [step["uses"] for step in steps() if "uses" in step]
    used += re.findall(r"uses: (\S+)", HOW_TO.read_text("utf-8"))

    assert len(used) == 4
    assert [name for name in used if not re.fullmatch(rf"[\w./-]+@{COMMIT}", name)] == []
    for variables in (load(GITHUB)["env"], load(GITLAB)["grade"]["variables"]):
        assert re.fullmatch(rf"git\+https://\S+@{COMMIT}", variables["GRADER"])
        assert variables["HOMEWORK"] in find_homeworks(PROBLEMS)


def test_no_value_from_outside_is_pasted_into_a_shell():
    """`${{ … }}` in a script is replaced before the shell reads it: a branch name could be a command."""
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


def test_gitlab_keeps_the_tests_also_of_a_failure():
    artifacts = load(GITLAB)["grade"]["artifacts"]

    assert artifacts["when"] == "always"
    assert artifacts["reports"] == {"junit": "grade.xml"}


def commands():
    """Every command line that begins with `grade`, in the files and on the page."""
    lines = [step["run"] for step in steps() if "run" in step]
    lines += load(GITLAB)["grade"]["script"]
    lines += re.findall(r"^    (grade .*)$", HOW_TO.read_text("utf-8"), re.MULTILINE)
    (hook,) = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    lines.append(shlex.join([hook["entry"], *hook["args"]]))
    return [line for line in lines if line.startswith("grade ")]


@pytest.mark.parametrize("line", commands())
def test_commands_have_options_that_exist(line):
    words = shlex.split(line.partition("||")[0])[1:]
    run = cli.get_command(None, "run")
    context = run.make_context("grade", words)

    assert context.params["paths"]


@pytest.mark.parametrize("file", [GITHUB, GITLAB], ids=lambda file: file.name)
def test_every_run_demands_a_sandbox(file):
    lines = re.findall(r"(?:run:|-) (grade .*)", file.read_text("utf-8"))

    assert len(lines) >= 2
    assert [line for line in lines if "--sandbox medium" not in line] == []


def test_the_step_grades_a_repository_that_has_a_bundle_and_two_folders(tmp_path):
    repository = write_bundle(load_homework(PROBLEMS / "uva-2017-hw1"), tmp_path / "repository")
    for folder in ("week1", "week2"):  # that define the same: no class
        (repository / folder).mkdir()
        answer = "def forward(X, W1, W2, y):\n    return 0\n"
        (repository / folder / "hw.py").write_text(answer)
    program = tmp_path / "grade"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m grader "$@"\n')
    program.chmod(0o755)
    (step,) = [step for step in steps() if step.get("id") == "grade"]
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "GITHUB_WORKSPACE": str(repository),
        "GITHUB_OUTPUT": str(tmp_path / "outputs"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        **load(GITHUB)["env"],
    }
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    name, _, result = (tmp_path / "outputs").read_text().partition("=")

    assert done.returncode == 1, done.stderr
    assert "::error file=week1/hw.py,line=1,title=worked-forward" in done.stdout
    assert "with a bundle for students" in (tmp_path / "summary").read_text("utf-8")
    assert (name, json.loads(base64.b64decode(result))["max_score"]) == ("result", 61)


def test_the_hook_is_a_hook_for_pre_commit():
    (hook,) = load_manifest(ROOT / ".pre-commit-hooks.yaml")

    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("grade", "python", False)
    assert re.search(hook["files"], "hw1/a.py")
    assert not re.search(hook["files"], "data.csv")


def test_the_page_names_every_format_but_that_for_the_terminal():
    table = re.findall(r"^\| `(\w+)` \|", HOW_TO.read_text("utf-8"), re.MULTILINE)

    assert {*table, "terminal"} == set(FORMATS)


def test_the_yaml_on_the_page_is_yaml():
    blocks = re.findall(r"```yaml\n(.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)

    step, hooks = map(yaml.safe_load, blocks)
    assert step[0]["env"] == {"GRADE_RESULTS": "${{ steps.grade.outputs.result }}"}
    assert [hook["id"] for hook in hooks["repos"][0]["hooks"]] == ["grade"]
