"""Documents with commands do what they say: files are written, commands run, output appears."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

DOCUMENTS = {
    "tutorials/first-problem.md": 15,
    "how-to/replay-and-regrade.md": 12,
}  # blocks at least
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
    return (done.stdout + done.stderr).replace(f"{folder}/", "")


def sessions(text: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it is said to print."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *expected = part.splitlines()
        yield command, expected


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_document_does_what_it_says(document, tmp_path):
    blocks = list(BLOCK.finditer((ROOT / "docs" / document).read_text(encoding="utf-8")))
    for block in blocks:
        if block["file"]:
            file = tmp_path / block["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block["text"], encoding="utf-8")
            continue
        for command, expected in sessions(block["session"]):
            output = run(command, tmp_path)
            shown = " ".join(normal(line) for line in output.splitlines())
            for line in expected:
                assert normal(line) in shown, (command, line, output)

    assert len(blocks) >= DOCUMENTS[document]
