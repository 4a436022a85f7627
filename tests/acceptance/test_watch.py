"""`grade watch` at a terminal: saves as editors make them, a folder that comes and goes, Ctrl-C."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bank import BANK
from tests.paths import ROOT, SUBMISSIONS

WRONG = (SUBMISSIONS / "uva-2017-hw1/wrong_answer/factor-2/worked_example.py").read_text("utf-8")
RIGHT = (SUBMISSIONS / "uva-2017-hw1/passed/vectorised/worked_example.py").read_text("utf-8")
PATIENCE = 60.0  # only a failure waits so long
# Python with these arguments, which Ctrl-C at its terminal reaches.
ITS_OWN = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


class Terminal:
    """A terminal that `grade watch` runs at."""

    def __init__(self, folder):
        self.screen, theirs = pty.openpty()
        words = ["-m", "grader", "watch", str(folder), "--problems", str(BANK)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", ITS_OWN, *words, "--homework", "uva-2017-hw1"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def read(self, until):
        """What is written up to *until*."""
        seen, deadline = "", time.monotonic() + PATIENCE
        while until not in seen and time.monotonic() < deadline:
            if select.select([self.screen], [], [], 1.0)[0]:
                try:
                    seen += os.read(self.screen, 65536).decode("utf-8", "replace")
                except OSError:  # it has ended
                    break
        assert until in seen
        return seen

    def report(self):
        """The next screen."""
        return self.read("Ctrl-C ends")


def children(pid):
    """The processes whose parent is *pid*."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = entry.read_text("utf-8", "replace").rpartition(")")[2].split()[1]
        except OSError:
            continue
        if parent == str(pid):
            found.append(int(entry.parent.name))
    return found


@pytest.mark.skipif(sys.platform == "darwin", reason="looks at processes by /proc")
@pytest.mark.usefixtures("ctrl_c")
def test_every_save_is_graded_until_ctrl_c(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    file = folder / "worked.py"
    file.write_text(WRONG)
    terminal = Terminal(folder)

    assert "7 / 8 points" in terminal.report()

    (folder / ".worked.py.part").write_text(RIGHT)
    (folder / ".worked.py.part").replace(file)  # as many editors save
    assert "✗ → ✓  worked-example" in terminal.report()

    file.write_text(RIGHT.replace("return {", "return {{"))
    assert "does not parse" in terminal.report()

    shutil.rmtree(folder)
    assert "no such file or directory" in terminal.report()

    folder.mkdir()
    file.write_text(RIGHT)
    screen = terminal.report()
    if "expected a folder with .py files" in screen:  # looked at before the file was there
        screen = terminal.report()
    assert "8 / 8 points" in screen

    family = children(terminal.process.pid)
    os.write(terminal.screen, b"\x03")
    code = terminal.process.wait(PATIENCE)
    os.close(terminal.screen)

    assert code == 0
    assert len(family) == 1  # one zygote for all of them
    assert not any(Path(f"/proc/{pid}").exists() for pid in family)
