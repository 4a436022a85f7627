"""The canaries of the hostile suite see what they are for: each is tripped on purpose here.

The programs run in the grader's own process, in a sandbox that is none, so that all they try works.
"""

import os
import random
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from grader.errors import SandboxLost
from grader.results import Ending, Outcome
from tests.hostile.canaries import SHARED_FOLDERS, Arena, Canaries

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the canaries are written for Linux"
)


class Nothing:
    """A sandbox that keeps nothing apart."""

    def open(self, files, _imports, *, cpu_seconds):
        """A session in this very process."""
        assert cpu_seconds
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002, TID251 - as every process of a student starts
        return NothingSession(files)

    def close(self):
        """Nothing was started."""


class NothingSession:
    """Runs a submission where it is."""

    def __init__(self, files):
        self.files = files

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Nothing was opened."""

    def load(self, file, _limits):
        """Execute *file*."""
        self.module = types.ModuleType("submission")
        exec(self.files[file], self.module.__dict__)  # noqa: S102 - hostile code is what is tested here
        return Outcome(Ending.RETURNED)

    def calls(self, function, arguments):
        """Call *function*; what it raises, or returns as an outcome, is the grader's to deal with."""
        for items in arguments:
            value = getattr(self.module, function)(*items)
            if isinstance(value, Outcome):
                yield value
            else:
                yield Outcome(Ending.RETURNED, value, items)


@pytest.fixture(scope="module")
def canaries():
    """One set of them for all tests."""
    canaries = Canaries()
    yield canaries
    canaries.close()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """What the programs write, they write into a folder that goes."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(canaries):
    """Runs the body of an attack, and gives the breaches that were seen."""
    # Submissions of this process find other things in it than those of a fresh one.
    arena = Arena(Nothing, canaries, {})
    arena.bound = 1.0

    def run(body):
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        program = f"import os, signal, socket, sys, time\nfrom pathlib import Path\ndef attack(a):\n{lines}"
        return arena.run(program, patience=0.05).breaches

    yield run
    arena.close()


def test_an_honest_program_trips_nothing(run):
    """Or the canaries would be of no use."""
    assert run("return [1, 2.5, 'text', None]") == ()


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        # What comes back.
        ("return Path(a['secret_file']).read_text()", "the secret in file"),
        ("return {'x': [Path(a['private_file']).read_bytes()]}", "the secret in private"),
        ("return os.environ[a['variable']]", "the secret in environment"),
        (
            "return Path(f'/proc/{a[\"bystander_pid\"]}/cmdline').read_text()",
            "the secret in argument",
        ),
        (
            "import numpy\nreturn numpy.fromfile(a['reference'], numpy.uint8)",
            "the secret in reference",
        ),
        ("import ctypes\nreturn ctypes.string_at(a['grader_address'], 46)", "the secret in memory"),
        ("a['x'] = Path(a['home'], 'notes.txt').read_text()", "the secret in home"),
        ("return 'BREACH: forked'", "forked"),
        ("import decimal\nreturn [decimal.Decimal(1)]", "a Decimal came back"),
        ("class Liar(float): pass\nreturn {'x': (Liar(1),)}", "a Liar came back"),
        # The network.
        ("socket.create_connection(('127.0.0.1', a['tcp4'])).close()", "a connection to tcp4"),
        (
            (
                "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                "s.sendto(b'', ('127.0.0.1', a['udp4']))\ns.close()"
            ),
            "a connection to udp4",
        ),
        (
            "s = socket.socket(socket.AF_UNIX)\ns.connect(a['unix_path'])\ns.close()",
            "a connection to unix_path",
        ),
        (
            "s = socket.socket(socket.AF_UNIX)\ns.connect(chr(0) + a['unix_abstract'])\ns.close()",
            "a connection to unix_abstract",
        ),
        (
            (
                "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
                "s.sendto(b'', chr(0) + a['unix_datagram'])\ns.close()"
            ),
            "a connection to unix_datagram",
        ),
        # Other processes.
        ("os.kill(a['grader_pid'], signal.SIGUSR1)", "a signal reached the grader: 10"),
        ("os.kill(a['bystander_pid'], signal.SIGSTOP)", "the process beside stands still"),
        (
            (
                "os.kill(a['bystander_pid'], signal.SIGKILL)\nos.waitid(os.P_PID, a['bystander_pid'], "
                "os.WEXITED | os.WNOWAIT)"
            ),
            "the process beside ended: -9",
        ),
        ("os.setpriority(os.PRIO_PROCESS, a['bystander_pid'], 1)", "changed: priority"),
        (
            "os.write(os.open(a['terminal'], os.O_WRONLY | os.O_NOCTTY), b'x')",
            "b'x' in the terminal",
        ),
        # Things that are left, or changed.
        ("open(a['temporary'] + '/new', 'w').close()", "left: "),
        ("open('/dev/shm/' + a['token'], 'w').close()", "left: /dev/shm/planted-"),
        ("open(a['home'] + '/.config/' + a['token'], 'w').close()", "left: "),
        ("os.mkdir(a['problems'] + '/another')", "new: "),
        ("os.chmod(a['secret_file'], 0o600)", "changed: "),
        ("os.truncate(a['reference'], 3)", "changed: "),
        ("os.unlink(a['hidden'] + '/reference.py')", "changed: "),
        (
            "import ctypes\nctypes.CDLL(None).shmget(a['ipc_key'], 4096, 0o1666)",
            "left: System V shm",
        ),
        (
            (
                "import ctypes\nos.close(ctypes.CDLL(None).mq_open(b'/' + a['token'].encode(), 0o102, "
                "0o600, None))"
            ),
            "left: a message queue",
        ),
        # The grader.
        ("os.dup(0)", "1 more files are open in the grader"),
        ("len(b'x' * (100 * 2**20))", "the grader's memory grew by"),
        ("time.sleep(10)", "the grader failed: TimeoutError"),
        ("raise ValueError('crashed')", "the grader failed: ValueError: crashed"),
    ],
)
def test_a_canary_sees_its_breach(run, body, seen):
    """One planted breach for each."""
    assert any(breach.startswith(seen) for breach in run(body)), body


def test_a_process_that_goes_on_is_seen_and_ended(run, canaries):
    """However it hides: an orphan in another session."""
    breaches = run(
        "import subprocess\nsubprocess.run(['sh', '-c', 'sleep 30 &'], start_new_session=True)"
    )

    assert any(breach.startswith("a process goes on: ") for breach in breaches)
    assert canaries._new_processes() == {}


def test_a_changed_mode_of_everybodys_folder_is_seen_and_put_back(
    run, tmp_path_factory, monkeypatch
):
    """One stands in for /tmp and its like, which other tests watch at the same time."""
    folder = tmp_path_factory.mktemp("everybodys")
    monkeypatch.setattr("tests.hostile.canaries.SHARED_FOLDERS", [*SHARED_FOLDERS, folder])

    assert Path("/var/tmp") in SHARED_FOLDERS
    assert run(f"os.chmod({str(folder)!r}, 0o711)") == (f"changed: mode of {folder}",)
    assert folder.stat().st_mode & 0o7777 == 0o700


def test_a_mount_is_seen(canaries, monkeypatch):
    """By the table of mounts: none is made for this."""
    canaries.arm()
    monkeypatch.setitem(canaries.before, "mounts", "none at all")

    assert canaries.tripped() == ["changed: mounts"]


def test_a_broken_victim_is_seen(run):
    """The submission beside answers wrongly from now on."""
    breaches = run(
        "import gc\n"
        "for thing in gc.get_objects():\n"
        "    if isinstance(thing, dict) and 'SECRET' in thing and 'place' in thing:\n"
        "        thing['count'] = 100"
    )

    assert any("the submission beside answered returned: [10" in breach for breach in breaches)


def test_a_wrong_answer_of_the_next_submission_is_seen(run, monkeypatch):
    """Such as by another pi; the arena that tells so is not one to go on with."""
    monkeypatch.setattr(np, "pi", np.pi)  # put back afterwards

    with pytest.raises(RuntimeError, match="answered"):  # from the attempt to start anew
        run("import numpy\nnumpy.pi = 3.0")


def test_what_the_next_submission_finds_is_seen(run, monkeypatch):
    """A module that stays is not one of a fresh interpreter."""
    monkeypatch.setitem(sys.modules, "planted", os)
    del sys.modules["planted"]

    breaches = run("sys.modules['planted'] = os")

    assert any(b.startswith('the next submission finds {"modules": [["planted"]') for b in breaches)


def test_an_endless_error_text_is_seen(run):
    """The grader is to cut it."""
    text = "x" * 501
    breaches = run(
        "from grader.results import Ending, Outcome, StudentError\n"
        f"return Outcome(Ending.RAISED, error=StudentError({text!r}))"
    )

    assert breaches == ("an error text of more than 500 characters",)


def test_a_sandbox_that_fails_is_seen(canaries):
    """The grader's own failure is a breach, whatever else happened."""

    class Lost(NothingSession):
        def load(self, file, limits):
            if file == "attack.py":
                raise SandboxLost("gone")
            return super().load(file, limits)

    class Fails(Nothing):
        def open(self, files, _imports, *, cpu_seconds):
            super().open(files, [], cpu_seconds=cpu_seconds)
            return Lost(files)

    arena = Arena(Fails, canaries, {})
    breaches = arena.run("def attack(a): pass", patience=0.05).breaches
    arena.close()

    assert breaches == ("the grader failed: SandboxLost: gone",)
