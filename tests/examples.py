"""Documents as sessions: their files are written, their commands run, and what they show is what is printed.

A document starts in an empty folder, in which the submissions that its commands name are at hand.

- `<!-- file: PATH -->` above a fenced block: the block is that file.
- A block whose first line starts with `$ `: each such line is a command; the lines below it are its output, up to the
  next command. Variables may be set before one. A line `…` stands for lines that are left out.

Levels of the sandbox and times differ from machine to machine, and count as equal. Blank lines in a row are one.
"""

import itertools
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tests import within
from tests.paths import ROOT

BLOCK = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n)?^(?P<fence>```+)(?P<language>[\w-]*)\n(?P<text>.*?)^(?P=fence)$"
    r"|(?P<indented>(?:^    \$ .*\n(?:^    .*\n|^\n(?=    ))*)+)",
    re.DOTALL | re.MULTILINE,
)
ASSIGNMENT = re.compile(r"[A-Z_]+=.*")
PROMPT = "$ "
LEFT_OUT = "…"
WIDTH = "100"


@dataclass
class Run:
    """A document that was run: its text as it should be, and each command whose output it does not show."""

    text: str
    wrong: list[str] = field(default_factory=list)


def run(text: str, folder: Path) -> Run:
    """Carry out what a document says, in an empty folder."""
    done = Run("")
    end = 0
    for block in BLOCK.finditer(text):
        done.text += text[end : block.start()]
        done.text += _block(block, folder, done.wrong)
        end = block.end()
    done.text += text[end:]
    return done


def _block(block: re.Match[str], folder: Path, wrong: list[str]) -> str:
    """The block as it should be."""
    if block["file"]:
        target = folder / block["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block["text"], encoding="utf-8")
        return block[0]
    indent = "    " if block["indented"] else ""
    session = re.sub(
        r"^    ", "", block["indented"] or block["text"], flags=re.MULTILINE * bool(indent)
    )
    if not session.startswith(PROMPT):
        return block[0]
    told = ""
    for part in re.split(r"^(?=\$ )", session, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        printed = _run(line.removeprefix(PROMPT), folder)
        if not _is_shown(printed, shown):
            wrong.append(f"{line}\n{printed}")
            shown = shown if LEFT_OUT in shown.splitlines() else _usual(printed)
        told += f"{line}\n{shown}"
    if indent:
        return "".join(f"{indent}{line}".rstrip() + "\n" for line in told.splitlines())
    assert block["fence"] not in told, f"{told}: fence it with more backticks, or leave lines out"
    return block[0].replace(block["text"], told)


def _is_shown(printed: str, shown: str) -> bool:
    """Whether *shown* is what was printed, but for lines that are left out."""
    lines = map(re.escape, _comparable(shown).splitlines())
    gap = re.escape(LEFT_OUT)
    pattern = "".join(r"(?:.*\n)*?" if line == gap else f"{line}\n" for line in lines)
    return re.fullmatch(pattern, _comparable(printed)) is not None


def _usual(printed: str) -> str:
    """What was printed, as on a machine that has the strongest sandbox; blank lines in a row are one."""
    text = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    text = re.sub(r"\n{3,}", "\n\n", text).lstrip("\n")
    text = re.sub(r"sandbox (medium|basic( \([^)]*\))?)", "sandbox strong", text)
    return re.sub(r"\b\d+\.\d\d s$", "0.05 s", text, flags=re.MULTILINE)


def _comparable(printed: str) -> str:
    # The last column of `grade check`.
    return re.sub(r"^([✓✗] .*\S) +\d+\.\d$", r"\1", _usual(printed), flags=re.MULTILINE)


def _run(command: str, folder: Path) -> str:
    """What a command prints to both streams; `grade` runs within this process."""
    words = shlex.split(command)
    given = list(itertools.takewhile(ASSIGNMENT.fullmatch, words))
    program, *words = words[len(given) :]
    for word in words:
        source = ROOT / word
        if word.startswith("submissions/") and source.exists() and not (folder / word).exists():
            shutil.copytree(source, folder / word) if source.is_dir() else shutil.copy(
                source, folder / word
            )
    if program != "grade":
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False
        )
        return done.stdout + done.stderr
    environment = {"COLUMNS": WIDTH, "XDG_CACHE_HOME": str(folder.parent / "cache")}
    environment |= dict(word.split("=", 1) for word in given)
    done = within.grade(*words, folder=folder, both=True, **environment)
    return done.stdout.replace(f"{folder}/", "")
