"""The command line. Imports stand inside the commands, so that `grade --help` loads nothing heavy."""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import io
import os
import shutil
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from click_default_group import DefaultGroup

from grader import __version__
from grader.cache import cache_folder
from grader.errors import GraderError, UsageError, printable

if TYPE_CHECKING:
    from rich.console import Console

    from grader.results import Report
    from grader.sandbox.launcher import ZygoteProcess
    from grader.spec.model import Homework, Problem

EXIT_PASSED, EXIT_BELOW, EXIT_GRADER_FAILED = 0, 1, 3  # 2 comes with the error: unusable

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")

PROBLEMS_OPTION = click.option(
    "--problems",
    "problems_folder",
    type=click.Path(path_type=Path),
    help="Folder of the homeworks; else problems/ here or above, else the shipped ones.",
)


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
        _complain(error)
        code = error.exit_code
    except Exception as error:  # noqa: BLE001 - the last line of defence: never a traceback of ours
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        what = f"{type(error).__name__}: {error} ({place})"
        _complain(f"the grader failed, please report this: {what}")
        code = EXIT_GRADER_FAILED
    with contextlib.suppress(OSError):  # whoever was reading may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    # Taking numpy and rich down in good order would take 20 ms, a tenth of a run.
    os._exit(code if isinstance(code, int) else EXIT_PASSED)


@click.group(
    cls=DefaultGroup,
    default="run",
    default_if_no_args=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="grader %(version)s")
def cli() -> None:
    """Grade numerical homework and say what is wrong.

    \b
    grade mine/                  grade a folder (or a file) of Python functions
    grade new HOMEWORK mine/     start a homework: stubs to fill in
    grade run --help             the options of grading

    Exit code of grading: 0 everything passed, 1 not everything, 2 the command or the submission cannot
    be used, 3 the grader failed.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--homework", metavar="ID", help="The homework; else the one that fits best.")
@click.option("--only", metavar="PROBLEM", multiple=True, help="Grade only this problem.")
@PROBLEMS_OPTION
@click.option("--seed", type=click.IntRange(min=0), default=0, help="Seed of all cases.")
@click.option(
    "--student", metavar="KEY", default="", help="Key that gives a student their own cases."
)
@click.option("--cases", type=click.IntRange(1, 10_000), help="Random cases of each problem.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "json", "html"]),
    default="terminal",
    help="terminal (the default), json, or html: one file with pictures.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)
@click.option(
    "--sandbox",
    "level",
    type=click.Choice(["strong", "medium", "basic"]),
    help="Refuse to run student code on less than this.",
)
@click.option("--min-score", type=float, metavar="X", help="Exit with 0 from this many points on.")
@click.pass_obj
def run(
    spare: ZygoteProcess | None,
    paths: tuple[Path, ...],
    homework: str | None,
    only: tuple[str, ...],
    problems_folder: Path | None,
    seed: int,
    student: str,
    cases: int | None,
    format_: str,
    output: Path | None,
    level: str | None,
    min_score: float | None,
) -> NoReturn:
    """Grade submissions: folders of .py files, or single files."""
    # Cases are small: a second thread for each matrix product would only cost its start.
    for name in THREADS:
        os.environ.setdefault(name, "1")
    from grader.sandbox.host import Level, Sandbox
    from grader.submission import choose_homework, read_submission

    folder = _problems_folder(problems_folder)
    reports: list[Report] = []
    codes: list[int] = []
    with Sandbox(Level(level or "basic"), hidden=[folder, cache_folder()], spare=spare) as sandbox:
        for path in paths:
            try:
                submission = read_submission(path)
                # The student's process imports its numpy while this one imports ours.
                sandbox.start(submission.imports)
                from grader.grading import grade
                from grader.spec.load import asked_names, find_homeworks

                homeworks = find_homeworks(folder)
                if homework is None:
                    named = {name: asked_names(path) for name, path in homeworks.items()}
                    chosen = _homework(folder, choose_homework(submission, named))
                else:
                    chosen = _homework(folder, homework)
                report = grade(
                    submission,
                    chosen,
                    sandbox,
                    seed=seed,
                    student=student,
                    cases=cases,
                    problems=_only(chosen, only),
                    figures=format_ == "html",
                )
            except GraderError as error:
                _complain(error)
                codes.append(error.exit_code)
                continue
            reports.append(report)
            codes.append(_exit_code(report, min_score))
        sandbox.stop()  # it ends while the report is written
        several = len(paths) > 1
        if reports or several:
            _write(_render(reports, format_, several=several, to_terminal=output is None), output)
    sys.exit(max(codes))


@cli.command()
@click.argument("homework", required=False)
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="DIR"
)
@click.option("--problem", metavar="HOMEWORK/PROBLEM", help="Start a problem instead.")
@PROBLEMS_OPTION
def new(
    homework: str | None, folder: Path | None, problem: str | None, problems_folder: Path | None
) -> None:
    """Start a homework: write stubs with signatures and shapes into DIR.

    For instructors: --problem HOMEWORK/PROBLEM starts a problem in problems/, to be filled in.
    """
    from grader.authoring.scaffold import write_problem, write_stubs

    if problem is not None:
        if homework is not None:
            raise UsageError("grade new: expected HOMEWORK DIR or --problem, found both")
        written = write_problem(problem, problems_folder or Path("problems"))
        then = f"grade check {problem}"
    elif homework is None or folder is None:
        raise UsageError("grade new: expected HOMEWORK DIR, or --problem HOMEWORK/PROBLEM")
    else:
        written = write_stubs(_homework(_problems_folder(problems_folder), homework), folder)
        then = f"grade {folder}"
    for path in written:
        click.echo(f"{path}: fill this in")
    click.echo(f"Then: {then}")


@cli.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@PROBLEMS_OPTION
def list_(as_json: bool, problems_folder: Path | None) -> None:
    """List homeworks, problems, points and kinds."""
    import json

    homeworks = _homeworks(_problems_folder(problems_folder))
    if as_json:
        items = [
            {
                "id": homework.id,
                "title": homework.title,
                "source": homework.source,
                "points": homework.points,
                "problems": [
                    {
                        "id": problem.id,
                        "title": problem.title,
                        "kind": problem.kind.value,
                        "points": problem.points,
                        "functions": [function.name for function in problem.functions],
                    }
                    for problem in homework.problems
                ],
            }
            for homework in homeworks
        ]
        click.echo(json.dumps(items, indent=1, ensure_ascii=False))
        return
    for homework in homeworks:
        click.echo(f"{homework.id}  {homework.title}, {homework.points:g} points")
        width = max(len(problem.id) for problem in homework.problems)
        for problem in homework.problems:
            row = f"{problem.id:{width}}  {problem.points:>3g}  {problem.kind.value:9}"
            click.echo(f"  {row}  {problem.title}")


@cli.command()
@click.argument("problem")
@PROBLEMS_OPTION
def show(problem: str, problems_folder: Path | None) -> None:
    """Show the statement of PROBLEM: its full id, or the last part of it."""
    from rich.console import Console
    from rich.markdown import Markdown

    from grader.authoring.scaffold import signature

    found = _problem(_homeworks(_problems_folder(problems_folder)), problem)
    try:
        text = found.statement.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise UsageError(f"{found.statement}: cannot be read: {reason}") from None
    console = Console(width=min(_width(), 100), highlight=False)
    console.print(Markdown(text, code_theme="ansi_dark"))
    functions = ", ".join(signature(function) for function in found.functions)
    if not found.autograd:
        console.print("\nThe exercise asks for the formula: autograd is not allowed.")
    facts = [found.id, functions, f"{found.points:g} points"]
    console.print("\n" + "  ·  ".join(fact for fact in facts if fact), style="dim")


@cli.command()
@click.argument("problems", nargs=-1, metavar="[PROBLEM…]")
@PROBLEMS_OPTION
def check(problems: tuple[str, ...], problems_folder: Path | None) -> NoReturn:
    """Prove problems: all, or each PROBLEM by its full id or the last part of it.

    Compares references with torch, finite differences and printed numbers, and makes sure that listed
    mistakes and mutants of the references lose points. Exit code 0 if everything is proved, else 1.
    """
    if importlib.util.find_spec("torch") is None:
        raise UsageError("grade check needs torch: pip install 'grader[torch]'")
    for name in THREADS:
        os.environ.setdefault(name, "1")
    from rich.progress import Progress

    from grader.authoring.check import check as prove_all
    from grader.authoring.check import table

    homeworks = _homeworks(_problems_folder(problems_folder))
    named = [_problem(homeworks, name) for name in problems]
    every = [problem for homework in homeworks for problem in homework.problems]
    chosen = [problem for problem in every if problem in named] if named else every
    order = {problem.id: index for index, problem in enumerate(chosen)}
    proofs = []
    with Progress(console=_error_console(), transient=True) as progress:
        task = progress.add_task("proving", total=len(chosen))
        for proof in prove_all(chosen):
            proofs.append(proof)
            progress.update(task, advance=1, description=printable(proof.problem))
    proofs.sort(key=lambda proof: order[proof.problem])
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    click.echo(table(proofs, width=_width(), color=color), nl=False, color=True)
    sys.exit(EXIT_PASSED if all(proof.proved for proof in proofs) else EXIT_BELOW)


def _error_console() -> Console:
    from rich.console import Console

    return Console(stderr=True)


def _complain(message: object) -> None:
    click.echo(f"grade: {printable(str(message))}", err=True)


def _problems_folder(given: Path | None) -> Path:
    """The given folder, else `problems/` from here upwards, else the shipped one."""
    if given is not None:
        if not given.is_dir():
            raise UsageError(f"--problems {given}: expected a folder, found none")
        return given
    package = Path(__file__).parent
    candidates = [Path("problems"), *(folder / "problems" for folder in Path.cwd().parents)]
    candidates += [package / "problems", package.parent / "problems"]  # installed, or a checkout
    for candidate in candidates:
        if any(candidate.glob("*/homework.json")):
            return candidate
    raise UsageError("no problems found: name their folder with --problems")


def _homeworks(folder: Path) -> list[Homework]:
    from grader.spec.load import find_homeworks, load_homework

    return [load_homework(path) for path in find_homeworks(folder).values()]


def _homework(folder: Path, name: str) -> Homework:
    from grader.spec.load import find_homeworks, load_homework

    homeworks = find_homeworks(folder)
    if name not in homeworks:
        raise UsageError(f"{name!r}: expected a homework of {folder}: {', '.join(homeworks)}")
    return load_homework(homeworks[name])


def _problem(homeworks: list[Homework], name: str) -> Problem:
    problems = [problem for homework in homeworks for problem in homework.problems]
    found = [problem for problem in problems if name in (problem.id, problem.name)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(problem.id for problem in found or problems)
    raise UsageError(f"{name!r}: expected one problem of: {known}")


def _only(homework: Homework, names: tuple[str, ...]) -> list[Problem] | None:
    return list(dict.fromkeys(_problem([homework], name) for name in names)) or None


def _render(reports: list[Report], format_: str, *, several: bool, to_terminal: bool) -> str:
    if format_ == "json":
        from grader.report.json import document, dump

        documents = [document(report) for report in reports]
        return dump(documents if several else documents[0]) + "\n"
    if format_ == "html":
        from grader.report import html

        return html.render(reports)
    from grader.report import terminal

    color = to_terminal and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return "\n".join(terminal.render(report, width=_width(), color=color) for report in reports)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False, color=True)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--output {output}: cannot be written: {error.strerror}") from None


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns


def _exit_code(report: Report, min_score: float | None) -> int:
    if report.grader_failed:
        return EXIT_GRADER_FAILED
    reached = min_score is not None and report.score >= min_score
    return EXIT_PASSED if report.passed or reached else EXIT_BELOW
