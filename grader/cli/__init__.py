"""The command line. Each command is imported when it is called, so that none waits for another's imports."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from click_default_group import DefaultGroup

from grader import __version__
from grader.cli.console import EXIT_GRADER_FAILED, EXIT_PASSED, complain
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.sandbox.launcher import ZygoteProcess

DEFAULT = "run"
COMMANDS = {
    "run": "grader.cli.run:run",
    "new": "grader.cli.new:new",
    "list": "grader.cli.listing:list_",
    "show": "grader.cli.listing:show",
    "check": "grader.cli.check:check",
    "export": "grader.cli.export:export",
    "watch": "grader.cli.watch:watch",
    "replay": "grader.cli.replay:replay",
    "diff": "grader.cli.diff:diff",
    "similar": "grader.cli.similar:similar",
}


def main(spare: ZygoteProcess | None = None) -> NoReturn:
    """Run the command line; every failure becomes one sentence and an exit code.

    Args:
        spare: a process for students' code that was started ahead.
    """
    gc.set_threshold(100_000)  # a process this short makes too little garbage to look for it often
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without ✓ still gets its report
    code: object = EXIT_PASSED
    try:
        cli(prog_name="grade", obj=spare)
    except SystemExit as done:
        code = done.code
    except GraderError as error:
        complain(error)
        code = error.exit_code
    except Exception as error:  # noqa: BLE001 - the last line of defence: never a traceback of ours
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        what = f"{type(error).__name__}: {error} ({place})"
        complain(f"the grader failed, please report this: {what}")
        code = EXIT_GRADER_FAILED
    with contextlib.suppress(OSError):  # whoever was reading may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    if "multiprocessing" in sys.modules:  # it has files to remove
        sys.exit(code if isinstance(code, int) else EXIT_PASSED)
    # Taking numpy and rich down in good order would take 20 ms, a tenth of a run.
    os._exit(code if isinstance(code, int) else EXIT_PASSED)


class Commands(DefaultGroup):
    """Commands by name, each imported when it is looked at."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; what is none is a path to be graded."""
        found = cmd_name if cmd_name in COMMANDS else DEFAULT
        if found not in self.commands:
            module, _, name = COMMANDS[found].partition(":")
            self.add_command(getattr(importlib.import_module(module), name), found)
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=Commands,
    default=DEFAULT,
    default_if_no_args=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="grader %(version)s")
def cli() -> None:
    """Grade numerical homework and say what is wrong.

    \b
    grade mine/                  grade a folder (or a file) of Python functions
    grade class/                 grade a folder of submissions or an LMS download
    grade new HOMEWORK mine/     start a homework: stubs to fill in
    grade run --help             the options of grading

    Exit code of grading: 0 everything passed, 1 not everything, 2 the command or the submission cannot
    be used, 3 the grader failed.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
