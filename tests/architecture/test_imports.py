"""The import linter reads source; these tests start the programs and look at what they loaded."""

import json
import subprocess
import sys

import grimp
import pytest

OURS = {
    "grader",
    "grader.sandbox",
    "grader.sandbox.child",
    "grader.sandbox.confinement",
    "grader.sandbox.derivation",
    "grader.sandbox.kernel",
    "grader.sandbox.raised",
    "grader.sandbox.scripted",
    "grader.sandbox.seccomp",
    "grader.sandbox.stand_ins",
    "grader.sandbox.wire",
    "grader.sandbox.zygote",
}
HEAVY = {"numpy", "torch", "jsonschema", "rich"}


def modules_after(program):
    """Names of the modules that are loaded after *program* has run in a fresh interpreter."""
    code = f"{program}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_students_program_loads_the_wire_and_nothing_else_of_ours():
    loaded = modules_after("import grader.sandbox.zygote")

    assert {name for name in loaded if name.partition(".")[0] == "grader"} == OURS
    assert not loaded & {"torch", "jsonschema", "click", "rich"}


def test_the_check_above_would_see_a_module_too_many():
    loaded = modules_after("import grader.sandbox.zygote, grader.comparison")

    assert {name for name in loaded if name.partition(".")[0] == "grader"} > OURS


def test_the_students_program_imports_nothing_else_later_either():
    """What it loads at its start is above; this is every import statement, wherever it stands."""
    graph = grimp.build_graph("grader", include_external_packages=True)
    imported = {name for module in OURS for name in graph.find_modules_directly_imported_by(module)}

    assert imported - sys.stdlib_module_names == (OURS | {"numpy"}) - {
        "grader",
        "grader.sandbox",
        "grader.sandbox.zygote",
    }


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments):
    program = (
        "import grader.__main__\n"
        "from grader.cli import cli\n"
        f"try: cli({arguments!r}, prog_name='grade')\n"
        "except SystemExit: pass"
    )

    assert not modules_after(program) & HEAVY


def test_starting_a_sandbox_loads_no_numpy_yet():
    """The student's process imports its numpy while the grader imports its own."""
    program = (
        "from grader.sandbox.host import Sandbox\n"
        "from grader.submission import read_submission\n"
        "with Sandbox() as sandbox: sandbox.start([])"
    )

    assert not modules_after(program) & HEAVY


def test_grading_loads_no_torch():
    assert "torch" not in modules_after("import grader.grading, grader.report.terminal")


def test_grading_loads_nothing_that_a_right_answer_of_numpy_does_not_need():
    needless = {
        "grader.chance",
        "grader.crashes.advice",
        "grader.crashes.environment",
        "grader.explanation",
        "grader.own_loss",
        "grader.spec.script",
    }

    assert not modules_after("import grader.grading, grader.report.terminal") & needless


def test_the_oracle_does_load_torch():
    """Or the test above would prove nothing."""
    assert "torch" in modules_after("import grader.oracle")
