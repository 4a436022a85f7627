"""The tutorial does what it says: its files are written, its commands run, its output appears."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT

TUTORIAL = (ROOT / "docs" / "tutorials" / "first-problem.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"<!-- file: (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)```|```console\n(?P<session>.*?)```",
    re.DOTALL,
)


def normal(line: str) -> str:
    """A line without what differs from run to run: white space and seconds."""
    return " ".join(re.sub(r"\d+\.\d$", "", line).split())


def run(command: str, folder: Path) -> str:
    program, *words = shlex.split(command)
    start = [sys.executable, "-m", "grader"] if program == "grade" else [program]
    environment = {**os.environ, "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*start, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.replace(f"{folder}/", "")


def test_the_tutorial_does_what_it_says(tmp_path):
    blocks = list(BLOCK.finditer(TUTORIAL))
    for block in blocks:
        if block["file"]:
            (tmp_path / block["file"]).write_text(block["text"], encoding="utf-8")
            continue
        command, *expected = block["session"].splitlines()
        output = run(command.removeprefix("$ "), tmp_path)
        shown = " ".join(normal(line) for line in output.splitlines())
        for line in expected:
            assert normal(line) in shown, (command, line, output)

    assert len(blocks) >= 15


HOW_TO = (ROOT / "docs" / "how-to" / "find-copies.md").read_text(encoding="utf-8")


def test_the_how_to_on_copies_does_what_it_says():
    sessions = re.findall(r"```console\n(.*?)```", HOW_TO, re.DOTALL)
    for session in sessions:
        command, *expected = session.splitlines()
        shown = " ".join(
            normal(line) for line in run(command.removeprefix("$ "), ROOT).splitlines()
        )
        for line in expected:
            assert normal(line) in shown, (command, line, shown)

    assert len(sessions) == 3
