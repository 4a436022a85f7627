"""The seam to the student's process: what it sees, how it ends, and that nothing of it stays."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from grader.errors import SandboxFailure, SandboxLost
from grader.results import Ending, Named, StudentError, Unsupported
from grader.sandbox.host import Level, Sandbox
from grader.sandbox.launcher import ZygoteProcess
from grader.sandbox.session import _outcome, student_error
from grader.spec.model import Limits

MIB = 2**20
PRIVATE = ("GRADER_PRIVATE", "the answers")

MANY = [f"n{number}" for number in range(60)]

# The functions of most tests. Each is run in the student's process.
STUDENT = """
import ctypes, os, random, signal, subprocess, sys, time
import numpy as np

def echo(x): return x
def total(x): return x.sum()
def environment(): return dict(os.environ)
def modules(): return sorted(sys.modules)
def folder(): return [os.getcwd(), sorted(os.listdir()), os.environ["HOME"], os.environ["TMPDIR"]]
def pids(): return [os.getpid(), os.getppid()]
def descriptors(): return sorted(int(name) for name in os.listdir("/dev/fd"))
def randoms(): return [random.random(), float(np.random.rand())]

class FakeTorch:
    class Variable: _execution_engine = None
    make_dual = None
def pretend():
    sys.modules.update({f"torch.autograd.{name}": FakeTorch for name in ("variable", "forward_ad")})
def may_differentiate(): return FakeTorch.make_dual is None

def fail(x): raise ValueError("no " + x)
def through(x): return np.linalg.inv(np.zeros((2, 2)))
def wrong_arguments(): return fail("a", "b")
def clash(x):
    weights, count = np.ones((2, 3)), 5
    return weights @ x + count
class Odd:
    @property
    def shape(self): raise OSError
class Lying:
    shape = ("wide", "high")
def odd_shapes(x):
    odd, lying = Odd(), Lying()
    return odd + lying + x
def stop(): sys.exit("stopped")
def interrupt(): raise KeyboardInterrupt
def silent():
    class Silent(Exception):
        def __str__(self): raise OSError
    raise Silent
def long_text(): raise ValueError("x" * 100_000)

def leave(status): os._exit(status)
def kill(number): os.kill(os.getpid(), number)
def crash(): ctypes.string_at(0)
def overflow(): return overflow()
def evaluate(): return eval("1 +")

def loop():
    while True: pass
def chatter():
    while True: print("x" * 1000)
def complain():
    while True: sys.stderr.write("x" * 1000)
def one_array(): return np.ones(10**11)
def arrays():
    kept = []
    while True: kept.append(np.ones(10**5))
def texts():
    kept = []
    while True: kept.append(str(len(kept)))
def ones(count): return np.ones(count)
def items(count): return [0] * count

def double(x):
    x *= 2
def other(): return {1, 2}

def garbage(): os.write(3, b"Traceback (most recent call last)")
def nonsense(): os.write(3, b"GR" + (5).to_bytes(4, "little") + b"\\xff" * 5)
def lie(): os.write(3, b"GR" + (2**32 - 1).to_bytes(4, "little"))
def forge():
    from grader.sandbox import wire
    huge = "x" * 10**6
    error = {"type": huge, "message": huge, "file": huge, "line": 10**9, "source": huge}
    os.write(3, wire.frame(wire.encode(("raised", error))))
    os._exit(0)
def hang_up(): os.close(3)
def mute():
    os.close(1)
    os.close(2)
def junk():
    sys.stdout = sys.stderr = 3
def no_stdout():
    del sys.stdout, sys.stderr
def closed():
    sys.stdout.close()
    sys.stderr.close()

def daemon():
    if os.fork() == 0:
        if os.fork() == 0:
            while True: time.sleep(60)
        os._exit(0)
    os.wait()
    return True
def background():
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid
def lock_away():
    os.makedirs("locked/inner")
    open("locked/inner/file", "w").close()
    os.chmod("locked/inner", 0)
    os.chmod("locked", 0)
    return os.getcwd()

def kill_parent():
    os.kill(os.getppid(), signal.SIGKILL)
    loop()
def stop_parent():
    os.kill(os.getppid(), signal.SIGSTOP)
    os._exit(0)
def remove_parent():
    import shutil
    shutil.rmtree(os.path.dirname(os.getcwd()))
    os._exit(0)
"""
STUDENT += f"""
def many():
    {" = ".join(MANY)} = np.ones(2)
    return {" + ".join(MANY)} + np.ones(3)
"""


@pytest.fixture(scope="module")
def sandbox():
    """One sandbox for all tests, started by a grader whose environment is nobody's business."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(*PRIVATE)
        patch.setenv("PYTHONSTARTUP", "/nowhere.py")
        with Sandbox(maximum=Level.BASIC) as sandbox:
            sandbox.start([])
            yield sandbox


@pytest.fixture
def session(sandbox):
    """The functions above, loaded in a process of their own."""
    with opened(sandbox) as session:
        loaded = session.load("a.py", Limits())
        assert loaded.ending is Ending.RETURNED
        yield session


def opened(sandbox, text=STUDENT, **others):
    """A session on a submission of one file."""
    return sandbox.open({"a.py": text.encode(), **others}, [], cpu_seconds=60)


def call(session, function, *arguments):
    """The outcome of one call."""
    (outcome,) = session.calls(function, [arguments])
    return outcome


def value(session, function, *arguments):
    """What one call returned."""
    outcome = call(session, function, *arguments)
    assert outcome.ending is Ending.RETURNED
    return outcome.value


def assert_next_load_works(session):
    """The session is as good as new."""
    assert session.load("a.py", Limits()).ending is Ending.RETURNED
    assert value(session, "echo", 5) == 5


def is_running(pid):
    """Whether a process exists; one that is dead and not yet waited for does not count."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # gone in between, or a system without /proc
        return not Path("/proc/self").exists()
    return state != "Z"


def is_soon(condition, *arguments):
    """Whether *condition* comes true, within a bounded time: somebody else has to bring it about."""
    deadline = time.monotonic() + 30
    while not condition(*arguments) and time.monotonic() < deadline:
        time.sleep(0.005)
    return condition(*arguments)


def is_gone(thing):
    """Whether a process, or a folder, is not there any more."""
    return not is_running(thing) if isinstance(thing, int) else not Path(thing).exists()


# What the student's process sees.


def test_the_students_process_sees_nothing_of_the_users_environment(session):
    """It has a clean one, whole and known."""
    threads = ["OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM"]
    known = {"PATH", "LANG", "PYTHONHASHSEED", "MPLBACKEND", "HOME", "TMPDIR"}
    known |= {f"{name}_NUM_THREADS" for name in threads}

    found = value(session, "environment")

    assert PRIVATE in os.environ.items()
    assert PRIVATE[0] not in found
    assert PRIVATE[1] not in found.values()
    # macOS adds one of its own.
    assert set(found) - {"__CF_USER_TEXT_ENCODING"} == known


def test_the_process_above_the_students_sees_nothing_of_it_either(session):
    """A student can read the environment of other processes of the same user."""
    _, parent = value(session, "pids")

    file = Path(f"/proc/{parent}/environ")
    assert not file.exists() or PRIVATE[0].encode() not in file.read_bytes()


def test_the_students_folder_is_empty_but_for_their_files(sandbox):
    """It is the working folder, the home and the place of temporary files."""
    with opened(sandbox, **{"sub/b.py": b"x = 1", "sub/deep/c.py": b""}) as session:
        session.load("a.py", Limits())
        folder, names, home, temporary = value(session, "folder")

    assert names == ["a.py", "sub"]
    assert folder == home == temporary
    assert not Path(folder).is_relative_to(Path(__file__).parents[2])


def test_the_students_process_has_loaded_nothing_that_knows_an_answer(session):
    """Of the grader only what serves it, and none of its libraries."""
    loaded = set(value(session, "modules"))

    assert {name for name in loaded if name.partition(".")[0] == "grader"} == {
        "grader",
        "grader.sandbox",
        *(f"grader.sandbox.{name}" for name in ("child", "confinement", "derivation", "kernel")),
        *(
            f"grader.sandbox.{name}"
            for name in ("raised", "scripted", "seccomp", "stand_ins", "wire", "zygote")
        ),
    }
    assert not loaded & {"jsonschema", "click", "rich", "torch", "pytest"}
    assert "numpy" in loaded


def test_the_students_process_has_four_descriptors(session):
    """Its own three and the data socket; the fifth is the listing itself."""
    found = value(session, "descriptors")

    assert found[:4] == [0, 1, 2, 3]
    assert len(found) <= 5


def test_runs_repeat_for_students_who_draw_random_numbers(sandbox):
    """Both global generators start at the same place in every process."""
    results = []
    for _ in range(2):
        with opened(sandbox) as session:
            session.load("a.py", Limits())
            results.append(value(session, "randoms"))

    assert results[0] == results[1]


BEHAVIOUR = """
import random
import numpy as np
SEEN = []
def draws(): return [random.random(), float(np.random.rand())]
def still(): return 1.0
def keeps(x): SEEN.append(x); return float(x.sum())
def first(): return SEEN[0]
def hands_out(x, y): return {"a": x, "b": x.T[0], "c": x + 0, "d": [y[:2]]}
class Torn(dict):
    def items(self): raise RuntimeError
def torn(x): return Torn(a=x)
"""


@pytest.fixture
def behaving(sandbox):
    with opened(sandbox, BEHAVIOUR) as session:
        assert session.load("a.py", Limits()).ending is Ending.RETURNED
        yield session


@pytest.mark.parametrize("allowed", [True, False])
def test_a_fresh_process_allows_autograd_or_not_as_the_one_before(session, allowed):
    session.load("a.py", Limits(), autograd=allowed)
    for _ in range(2):
        call(session, "pretend")
        assert value(session, "may_differentiate") is allowed
        session.restart()


def test_no_call_sees_what_another_has_drawn(behaving):
    """The generators are in one state before each call, and in another where that is asked for."""
    (other,) = behaving.repeat("draws", [()], other_state=True)
    drawn = [outcome.value for outcome in behaving.calls("draws", [(), ()])]

    assert drawn[0] == drawn[1]
    assert set(other.value).isdisjoint(drawn[0])


def test_a_call_that_draws_from_global_generators_is_remarked(behaving):
    assert call(behaving, "draws").drew == ("random", "numpy.random")
    assert call(behaving, "still").drew == ()


def test_a_call_can_be_made_in_the_arrays_of_an_earlier_one(behaving):
    call(behaving, "keeps", np.zeros(3))
    (elsewhere,) = behaving.repeat("keeps", [(np.ones(3),)])
    untouched = value(behaving, "first").tolist()
    call(behaving, "keeps", np.zeros(4))
    (there,) = behaving.repeat("keeps", [(np.full(4, 2.0),)], refill=True)

    assert (elsewhere.value, untouched) == (3.0, [0, 0, 0])
    assert (there.value, there.arguments[0].tolist()) == (8.0, [2, 2, 2, 2])


def test_calls_made_again_come_last_and_in_arrays_of_earlier_ones(behaving):
    """In those that the last call of that shape had."""
    calls = [(np.zeros(3),), (np.ones(3),), (np.ones(2),)]
    outcomes = list(behaving.calls("keeps", calls, again=[(np.full(3, 5.0),)]))

    assert [outcome.value for outcome in outcomes] == [0, 3, 2, 15]
    assert value(behaving, "first").tolist() == [0, 0, 0]


def test_memory_that_is_shared_with_an_argument_is_remarked(behaving):
    found = call(behaving, "hands_out", np.eye(3), np.arange(4.0))

    assert found.shared == (("a", 0), ("b", 0), ("d", 1))
    assert call(behaving, "keeps", np.eye(3)).shared == ()


def test_remarks_on_a_value_that_cannot_be_looked_at_are_left_out(behaving):
    assert call(behaving, "torn", np.eye(3)).shared == ()


@pytest.mark.parametrize(
    "remarks",
    [
        [],
        [1],
        [["random", "cold fusion", 7]],
        [None, [("a", 0)]],
        [{"random": 1}, 3],
        [["random"], [["a", 0], 7, ("a",), ("a", 0, 1)]],
        [[], [("a", 0)] * 10_000],
        [[np.ones(3), "random"], [(np.ones(3), 0), ("a", np.ones(3)), ({}, 0), (1, 0)]],
    ],
)
def test_remarks_of_another_form_are_left_out(remarks):
    outcome = _outcome(("returned", 1.0, (), *remarks), 0.0, 0)

    assert outcome.value == 1.0
    assert set(outcome.drew) <= {"random"}
    assert len(outcome.shared) <= 64
    assert set(outcome.shared) <= {("a", 0), (1, 0)}


def test_two_sessions_see_nothing_of_each_other(sandbox):
    """Each has its own process, folder and modules."""
    with opened(sandbox, "x = 1") as first, opened(sandbox) as second:
        first.load("a.py", Limits())
        second.load("a.py", Limits())
        pid, _ = value(second, "pids")
        folder, names, *_ = value(second, "folder")

        assert call(first, "pids").ending is Ending.RAISED
        assert names == ["a.py"]

    assert is_soon(is_gone, folder)
    assert is_soon(is_gone, pid)


def test_a_file_is_executed_once(sandbox):
    """Loading it again keeps what its functions remember."""
    text = "calls = []\ndef f():\n    calls.append(1)\n    return len(calls)\n"
    with opened(sandbox, text) as session:
        session.load("a.py", Limits())
        first = value(session, "f")
        session.load("a.py", Limits())

        assert (first, value(session, "f")) == (1, 2)


def test_files_import_each_other(sandbox):
    """Siblings by name, packages by folder, and a name that numpy already took."""
    text = "import helper, pack.mod, random\ndef f(): return [helper.x, pack.mod.y]"
    files = {"helper.py": b"x = 1", "pack/mod.py": b"y = 2", "numpy.py": b"def g(): return 3"}
    with opened(sandbox, text, **files) as session:
        assert session.load("a.py", Limits()).ending is Ending.RETURNED
        assert value(session, "f") == [1, 2]
        assert session.load("numpy.py", Limits()).ending is Ending.RETURNED
        assert value(session, "g") == 3


@pytest.mark.parametrize("marker", [{}, {"pack/__init__.py": b"from .deep.a import f\n"}])
def test_files_import_each_other_relatively(sandbox, marker):
    """In a folder that is a package, in one that is none, and at the top."""
    files = {
        "pack/deep/a.py": b"from . import b\nfrom ..c import x\ndef f(): return [b.y, x]",
        "pack/deep/b.py": b"y = 2",
        "pack/c.py": b"from ..a import z\nx = z + 1",
        "top.py": b"from .pack.deep.a import f as inner\ndef g(): return inner()",
        **marker,
    }
    with opened(sandbox, "z = 4\n", **files) as session:
        for file, function in (("pack/deep/a.py", "f"), ("top.py", "g")):
            assert session.load(file, Limits()).ending is Ending.RETURNED
            assert value(session, function) == [2, 5]


def test_files_in_a_folder_with_a_dot_in_its_name_import_each_other_relatively(sandbox):
    files = {
        "hw1.v2/answer.py": b"from .parts.one import f\ndef g(): return f()",
        "hw1.v2/parts/one.py": b"from ..two import y\ndef f(): return y",
        "hw1.v2/two.py": b"y = 2",
    }
    with opened(sandbox, "", **files) as session:
        assert session.load("hw1.v2/answer.py", Limits()).ending is Ending.RETURNED
        assert value(session, "g") == 2


def test_a_relative_import_that_leads_nowhere_names_its_line(sandbox):
    with opened(sandbox, "x = 1\nfrom .lost import y\n") as session:
        outcome = session.load("a.py", Limits())

    assert outcome.error.type_name == "ModuleNotFoundError"
    assert (outcome.error.file, outcome.error.line) == ("a.py", 2)


def test_the_cells_of_a_notebook_are_one_module(sandbox):
    """Each with lines of its own; what one imports from the future counts in the next."""
    cells = {
        "hw.ipynb[1]": b"from __future__ import annotations\nscale = 2",
        "hw.ipynb[10]": b"def f(x: lost):\n    return scale * x",
        "hw.ipynb[12]": b"if scale:\n    def g(x):\n        return f(x) + 'one'",
    }
    with sandbox.open(cells, [], cpu_seconds=60) as session:
        assert session.load("hw.ipynb", Limits()).ending is Ending.RETURNED
        assert value(session, "f", 3) == 6
        error = call(session, "g", 3).error

    assert (error.file, error.line, error.source) == (
        "hw.ipynb[12]",
        3,
        "return f(x) + 'one'",
    )


def test_files_in_the_place_of_others_get_a_process_of_their_own(sandbox):
    with opened(sandbox, "def f(): return 1\nopen('lost')") as session:
        assert session.load("a.py", Limits()).ending is Ending.RAISED
        session.replace({"a.py": b"def f(): return 2"})
        assert session.load("a.py", Limits()).ending is Ending.RETURNED
        assert value(session, "f") == 2
        assert session.restart().ending is Ending.RETURNED
        session.replace({"a.py": b"def f(): return 2"})
        assert session.loaded


def test_a_file_that_failed_to_load_fails_again_for_the_file_that_imports_it(sandbox):
    """As it does for Python: half a module is none."""
    text = "import b\ndef f(): return b.y"
    with opened(sandbox, text, **{"b.py": b"x = 1\nraise ValueError('half')\ny = 2\n"}) as session:
        first = session.load("b.py", Limits())
        second = session.load("a.py", Limits())

    assert first.error.message == second.error.message == "half"
    assert (second.error.file, second.error.line) == ("b.py", 2)


# What comes back.


def test_a_call_returns_its_value_and_its_arguments(session):
    """Arrays travel with dtype and shape."""
    x = np.arange(6.0).reshape(2, 3)

    outcome = call(session, "echo", x)

    assert outcome.ending is Ending.RETURNED
    assert outcome.error is None
    assert np.array_equal(outcome.value, x)
    assert outcome.value.dtype == x.dtype
    assert len(outcome.arguments) == 1
    assert outcome.seconds > 0


def test_changes_to_the_arguments_are_seen(session):
    """They come back as they were after the call; the grader's own stay as they were."""
    x = np.ones(3)

    outcome = call(session, "double", x)

    assert outcome.value is None
    assert outcome.arguments[0].tolist() == [2, 2, 2]
    assert x.tolist() == [1, 1, 1]


def test_calls_are_answered_in_order(session):
    """Also many, and also with much data."""
    arguments = [(np.full(10_000, i),) for i in range(50)]

    outcomes = list(session.calls("echo", arguments))

    assert [outcome.value[0] for outcome in outcomes] == list(range(50))


def test_a_value_that_does_not_travel_is_named(session):
    """The grader gets a stand-in."""
    assert value(session, "other") == Unsupported("set")


def test_no_calls_have_no_outcomes(session):
    """And do no harm."""
    assert list(session.calls("echo", [])) == []
    assert value(session, "echo", 1) == 1


def test_calls_without_a_loaded_file_are_the_graders_fault(sandbox):
    """No student can cause them."""
    with opened(sandbox) as session, pytest.raises(SandboxFailure):
        list(session.calls("echo", [(1,)]))


# Exceptions.


def test_an_exception_names_the_students_line(session):
    """Class, text, file, line and source of the innermost frame that is theirs."""
    outcome = call(session, "fail", "luck")

    error = outcome.error
    assert outcome.ending is Ending.RAISED
    assert (error.type_name, error.message, error.file) == ("ValueError", "no luck", "a.py")
    assert error.source == 'def fail(x): raise ValueError("no " + x)'
    assert STUDENT.splitlines()[error.line - 1] == error.source


@pytest.mark.parametrize(
    ("function", "arguments", "type_name", "source"),
    [
        ("through", [1], "LinAlgError", "def through(x)"),
        ("wrong_arguments", [], "TypeError", "def wrong_arguments()"),
        ("stop", [], "SystemExit", "def stop()"),
        ("interrupt", [], "KeyboardInterrupt", "def interrupt()"),
        ("silent", [], "Silent", "raise Silent"),
        ("overflow", [], "RecursionError", "def overflow()"),
        ("evaluate", [], "SyntaxError", "def evaluate()"),
    ],
)
def test_an_exception_from_elsewhere_is_placed_in_the_students_code(
    session, function, arguments, type_name, source
):
    """Where their code called what raised; the process goes on."""
    outcome = call(session, function, *arguments)

    assert outcome.ending is Ending.RAISED
    assert outcome.error.type_name == type_name
    assert outcome.error.source.startswith(source)
    assert value(session, "echo", 1) == 1


def test_a_call_with_the_wrong_number_of_arguments_has_no_place(session):
    """It fails before any line of theirs runs."""
    outcome = call(session, "fail")

    assert outcome.error.type_name == "TypeError"
    assert "missing 1 required positional argument: 'x'" in outcome.error.message
    assert outcome.error.file is None


def test_a_function_that_is_missing_is_an_attribute_error(session):
    """Such as one that the file deletes at its end."""
    outcome = call(session, "lost")

    assert outcome.ending is Ending.RAISED
    assert outcome.error.type_name == "AttributeError"


def test_the_innermost_file_of_the_student_is_named(sandbox):
    """Also in a folder, and also while loading."""
    files = {"sub/b.py": b"def g():\n    return 1 / 0\n", "c.py": b"import sub.b\nsub.b.g()\n"}
    with opened(sandbox, "from sub.b import g as f\n", **files) as session:
        session.load("a.py", Limits())
        called = call(session, "f")
        loaded = session.load("c.py", Limits())

    for outcome in (called, loaded):
        assert outcome.error.type_name == "ZeroDivisionError"
        assert (outcome.error.file, outcome.error.line) == ("sub/b.py", 2)
        assert outcome.error.source == "return 1 / 0"


def test_a_syntax_error_of_an_imported_file_names_its_line(sandbox):
    """The traceback ends at the import; the error is further down."""
    with opened(sandbox, "import b\n", **{"b.py": b"x = 1\ny = (\n"}) as session:
        outcome = session.load("a.py", Limits())

    assert outcome.error.type_name == "SyntaxError"
    assert outcome.error.file in ("a.py", "b.py")
    assert outcome.error.source


def test_a_long_text_of_an_exception_is_cut(session):
    """A report has no use for 100,000 characters."""
    assert call(session, "long_text").error.message == "x" * 500


# Ends of the process: each costs one call, and the next load starts afresh.


@pytest.mark.parametrize(
    ("function", "argument", "sentence"),
    [
        ("leave", 0, "ended the process (exit status 0) before it answered"),
        ("leave", 3, "ended the process (exit status 3) before it answered"),
        ("kill", signal.SIGTERM, "crashed the Python interpreter (SIGTERM)"),
        ("kill", signal.SIGABRT, "crashed the Python interpreter (SIGABRT)"),
    ],
)
def test_a_process_that_ends_costs_one_call(session, function, argument, sentence):
    """Whatever its exit status says; the calls after it are not answered."""
    outcomes = list(session.calls(function, [(int(argument),)] * 3))

    assert [outcome.ending for outcome in outcomes] == [Ending.DIED]
    assert str(outcomes[0].error) == sentence
    assert outcomes[0].error.type_name is None
    assert_next_load_works(session)


def test_a_segmentation_fault_costs_one_call(session):
    """The sentence says that it was the interpreter that crashed."""
    outcome = call(session, "crash")

    assert outcome.ending is Ending.DIED
    assert str(outcome.error) == "crashed the Python interpreter (SIGSEGV)"
    assert_next_load_works(session)


def test_a_kill_is_taken_for_lack_of_memory(session):
    """That is what the system kills for; nobody can tell who did it."""
    outcome = call(session, "kill", int(signal.SIGKILL))

    assert outcome.ending is Ending.MEMORY_LIMIT
    assert "lack of memory" in str(outcome.error)
    assert_next_load_works(session)


@pytest.mark.skipif(not hasattr(signal, "SIGRTMIN"), reason="no real-time signals there")
def test_a_signal_without_a_name_costs_one_call(session):
    """Real-time signals end a process like any other."""
    outcome = call(session, "kill", int(signal.SIGRTMIN) + 6)

    assert outcome.ending is Ending.DIED
    assert str(int(signal.SIGRTMIN) + 6) in str(outcome.error)
    assert_next_load_works(session)


def test_answers_given_before_the_end_count(sandbox):
    """Only the call that ended the process is lost."""
    with opened(
        sandbox, "import os\ndef f(x):\n    if x == 2: os._exit(0)\n    return x"
    ) as session:
        session.load("a.py", Limits())
        outcomes = list(session.calls("f", [(i,) for i in range(5)]))

    assert [outcome.value for outcome in outcomes] == [0, 1, None]
    assert outcomes[-1].ending is Ending.DIED


def test_a_file_that_ends_the_process_costs_its_load(sandbox):
    """The sentence is the same as for a call."""
    with opened(sandbox, "import os\nos._exit(0)", **{"b.py": b"def g(): return 1"}) as session:
        outcome = session.load("a.py", Limits())
        again = session.load("b.py", Limits())

        assert outcome.ending is Ending.DIED
        assert "exit status 0" in str(outcome.error)
        assert again.ending is Ending.RETURNED
        assert value(session, "g") == 1


# Limits.


def test_an_endless_loop_hits_the_limit_of_a_call(session):
    """The sentence tells the limit."""
    session.load("a.py", Limits(call_seconds=0.2))

    outcomes = list(session.calls("loop", [()] * 3))

    assert [outcome.ending for outcome in outcomes] == [Ending.TIME_LIMIT]
    assert str(outcomes[0].error) == "one call took more than 0.2 s"
    assert_next_load_works(session)


def test_an_endless_loop_in_the_file_hits_the_limit_of_loading(sandbox):
    """The sentence names the file."""
    with opened(sandbox, "while True: pass") as session:
        outcome = session.load("a.py", Limits(load_seconds=0.2))

    assert outcome.ending is Ending.TIME_LIMIT
    assert str(outcome.error) == "loading a.py took more than 0.2 s"


def test_all_calls_together_have_a_limit(sandbox):
    """Each call is quick enough, and there are many."""
    text = "def f():\n    for _ in range(10**6): pass\n"
    with opened(sandbox, text) as session:
        session.load("a.py", Limits(call_seconds=5, total_seconds=0.2))
        outcomes = list(session.calls("f", [()] * 2000))

    endings = [outcome.ending for outcome in outcomes]
    assert endings == [Ending.RETURNED] * (len(endings) - 1) + [Ending.TIME_LIMIT]
    assert 1 < len(endings) < 2000
    assert str(outcomes[-1].error) == "all calls together took more than 0.2 s"


def test_time_that_the_grader_takes_is_not_the_students(session, monkeypatch):
    """The clock of all calls stands still while the grader judges an answer."""
    late = [0.0]
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + late[0])
    monkeypatch.setattr("grader.sandbox.session.time", clock)
    session.load("a.py", Limits(total_seconds=5))

    endings = []
    for outcome in session.calls("echo", [(i,) for i in range(4)]):
        endings.append(outcome.ending)
        late[0] += 100

    assert endings == [Ending.RETURNED] * 4


def test_calls_wait_until_earlier_ones_have_travelled(session):
    """All of them together may be more than the grader's memory holds."""
    array = np.ones(MIB // 8)
    tracemalloc.start()
    try:
        outcomes = [outcome.ending for outcome in session.calls("total", [(array,)] * 50)]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert outcomes == [Ending.RETURNED] * 50
    assert peak < 20 * MIB


def test_processor_time_has_a_limit_of_its_own(sandbox):
    """Also for code that the grader does not wait for, such as threads."""
    with sandbox.open({"a.py": STUDENT.encode()}, [], cpu_seconds=1) as session:
        session.load("a.py", Limits(call_seconds=30))
        outcome = call(session, "loop")

    assert outcome.ending is Ending.TIME_LIMIT
    assert "processor time" in str(outcome.error)


@pytest.mark.skipif(sys.platform == "darwin", reason="the system does not bound memory there")
@pytest.mark.parametrize("function", ["one_array", "arrays", "texts"])
def test_too_much_memory_hits_the_limit(session, function):
    """At once, in large pieces or in many small ones; the process goes on."""
    session.load("a.py", Limits(memory_bytes=64 * MIB))

    outcome = call(session, function)

    assert outcome.ending is Ending.MEMORY_LIMIT
    assert outcome.error.type_name == "MemoryError"
    # With the last byte gone there is no room for a traceback.
    assert outcome.error.file == "a.py" or function == "texts"
    assert value(session, "echo", 1) == 1


@pytest.mark.skipif(sys.platform == "darwin", reason="the system does not bound memory there")
def test_a_request_that_finds_no_memory_left_hits_the_limit(session):
    """What an earlier call keeps is the student's."""
    session.load("a.py", Limits(memory_bytes=64 * MIB))

    outcome = call(session, "echo", np.ones(10 * MIB))

    assert outcome.ending is Ending.MEMORY_LIMIT
    assert_next_load_works(session)


def test_other_limits_of_memory_take_another_process(session):
    """A process that runs cannot be given more."""
    pid, _ = value(session, "pids")
    session.load("a.py", Limits())
    same, _ = value(session, "pids")
    session.load("a.py", Limits(memory_bytes=64 * MIB))
    other, _ = value(session, "pids")

    assert same == pid
    assert other != pid


@pytest.mark.parametrize("function", ["chatter", "complain"])
def test_endless_printing_hits_the_limit(session, function):
    """To stdout and to stderr."""
    session.load("a.py", Limits(printed_bytes=10_000))

    outcome = call(session, function)

    assert outcome.ending is Ending.OUTPUT_LIMIT
    assert str(outcome.error) == "printed more than 10,000 bytes"
    assert_next_load_works(session)


def test_a_result_that_is_too_large_hits_the_limit(session):
    """It is not even received; the sentence tells both sizes."""
    session.load("a.py", Limits(result_bytes=10_000))

    outcome = call(session, "ones", 100_000)

    assert outcome.ending is Ending.OUTPUT_LIMIT
    assert "800," in str(outcome.error)
    assert "10,000" in str(outcome.error)
    assert_next_load_works(session)


def test_a_result_within_the_limit_is_received(session):
    """The limit is on the whole answer."""
    session.load("a.py", Limits(result_bytes=10_000))

    assert value(session, "ones", 1_000).shape == (1_000,)


def test_a_list_of_too_many_items_hits_the_limit(session):
    """100,000 of them, however few bytes they take."""
    outcome = call(session, "items", 200_000)

    assert outcome.ending is Ending.OUTPUT_LIMIT
    assert "100,000 items" in str(outcome.error)
    assert_next_load_works(session)


# Tricks and accidents with descriptors.


@pytest.mark.parametrize("function", ["garbage", "nonsense"])
def test_garbage_on_the_data_socket_costs_one_call(session, function):
    """It is no answer, and says so in a sentence."""
    outcome = call(session, function)

    assert outcome.ending is Ending.DIED
    assert "the process sent something that is not an answer" in str(outcome.error)
    assert_next_load_works(session)


def test_a_frame_that_announces_4_gigabytes_is_not_waited_for(session):
    """It is over the limit of a result at once."""
    outcome = call(session, "lie")

    assert outcome.ending is Ending.OUTPUT_LIMIT
    assert "4,294,967,295 bytes" in str(outcome.error)
    assert_next_load_works(session)


def test_a_forged_answer_cannot_fill_a_report(session):
    """Texts are cut by whoever reads them, and not only by whoever writes them."""
    error = call(session, "forge").error

    assert error.line is None
    for text in (error.type_name, error.message, error.file, error.source):
        assert len(text) <= 500


def test_a_closed_data_socket_costs_one_call(session):
    """No answer is a failure."""
    assert call(session, "hang_up").ending is Ending.DIED
    assert_next_load_works(session)


@pytest.mark.parametrize("function", ["mute", "junk", "no_stdout", "closed"])
def test_what_a_student_does_to_stdout_is_harmless(session, function):
    """Closed, replaced by junk, deleted: answers travel elsewhere."""
    outcomes = [call(session, function), call(session, "echo", 1)]
    session.load("a.py", Limits())

    assert [outcome.ending for outcome in outcomes] == [Ending.RETURNED] * 2
    assert value(session, "echo", 2) == 2


def test_printed_text_decides_nothing(sandbox):
    """However much it looks like an answer; and little enough is no fault."""
    text = (
        "def f():\n    print('GR', b'GR\\x01\\x00\\x00\\x00T', 'all tests passed')\n    return 1\n"
    )
    with opened(sandbox, text) as session:
        session.load("a.py", Limits())

        assert value(session, "f") == 1


def test_input_is_empty(sandbox):
    """A student who asks the user gets the end of the file, and nobody waits."""
    with opened(sandbox, "def f(): return input('name? ')") as session:
        session.load("a.py", Limits())
        outcome = call(session, "f")

    assert outcome.error.type_name == "EOFError"


# Answers belong to the calls that asked for them.


def test_calls_that_are_abandoned_leave_no_answers_behind(session):
    """Leaving the loop ends the process, so that the next calls ask a fresh one."""
    for outcome in session.calls("echo", [(i,) for i in range(100)]):
        if outcome.value == 3:
            break
    session.load("a.py", Limits())

    assert [o.value for o in session.calls("echo", [("a",), ("b",)])] == ["a", "b"]


def test_calls_that_are_kept_half_read_leave_no_answers_behind(session):
    """Also if somebody, such as a traceback, still holds on to them."""
    kept = session.calls("echo", [(i,) for i in range(100)])
    first = next(kept)
    loaded = session.load("a.py", Limits())
    after = [outcome.value for outcome in session.calls("echo", [("a",), ("b",)])]

    assert first.value == 0
    assert loaded.value is None
    assert after == ["a", "b"]
    kept.close()


def test_abandoned_calls_do_not_end_the_process_after_theirs(session):
    """Whenever they are collected."""
    kept = session.calls("echo", [(i,) for i in range(100)])
    next(kept)
    session.close()
    session.load("a.py", Limits())
    kept.close()

    assert value(session, "echo", 1) == 1


# Tricks with the process above.


def test_a_student_who_kills_the_process_above_loses_the_call(sandbox):
    """It is started again for whoever comes next; the student's own process is gone with it."""
    with opened(sandbox) as session:
        session.load("a.py", Limits())
        pid, parent = value(session, "pids")
        with pytest.raises(SandboxLost):
            call(session, "kill_parent")

        assert_next_load_works(session)
        assert value(session, "pids")[1] != parent

    assert is_soon(is_gone, parent)
    if sys.platform == "linux":  # where a process can be bound to the one above
        assert is_soon(is_gone, pid)


def test_a_student_who_stops_the_process_above_loses_the_call(sandbox, monkeypatch):
    """It does not answer; another one is started for whoever comes next."""
    monkeypatch.setattr("grader.sandbox.session.END_SECONDS", 0.2)
    monkeypatch.setattr("grader.sandbox.session.START_SECONDS", 5.0)
    monkeypatch.setattr("grader.sandbox.launcher.STOP_SECONDS", 0.2)
    with opened(sandbox) as session:
        session.load("a.py", Limits())
        _, parent = value(session, "pids")
        try:
            with pytest.raises(SandboxLost):
                call(session, "stop_parent")

            assert_next_load_works(session)
        finally:
            if is_running(parent):
                os.kill(parent, signal.SIGCONT)


def test_a_student_who_removes_the_folder_above_loses_the_call(sandbox):
    """The next process gets a folder again."""
    with opened(sandbox) as session:
        session.load("a.py", Limits())
        outcome = call(session, "remove_parent")

        assert outcome.ending is Ending.DIED
        assert_next_load_works(session)


# Nothing stays.


def test_process_and_folder_are_gone_after_the_session(sandbox):
    """Nobody waits for it; it follows."""
    with opened(sandbox) as session:
        session.load("a.py", Limits())
        pid, _ = value(session, "pids")
        folder, *_ = value(session, "folder")

        assert is_running(pid)
        assert Path(folder).is_dir()

    assert is_soon(is_gone, pid)
    assert is_soon(is_gone, folder)


def test_a_process_in_an_endless_loop_is_gone_after_the_session(session):
    """It is not asked, it is killed."""
    pid, _ = value(session, "pids")
    session.load("a.py", Limits(call_seconds=0.2))
    outcome = call(session, "loop")

    assert outcome.ending is Ending.TIME_LIMIT
    assert not is_running(pid)


def test_a_folder_without_permissions_is_removed(sandbox):
    """A student can take away their own rights, and not ours."""
    with opened(sandbox) as session:
        session.load("a.py", Limits())
        folder = value(session, "lock_away")

    assert is_soon(is_gone, folder)


def test_a_process_that_the_student_left_in_the_background_is_gone(sandbox):
    """It is killed with the one that started it."""
    with opened(sandbox) as session:
        session.load("a.py", Limits())
        pid = value(session, "background")

        assert is_running(pid)

    assert is_soon(is_gone, pid)


def test_a_daemon_of_the_same_group_is_gone(sandbox, tmp_path):
    """Its parent has left it, and it holds a pipe that ends when it does."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    text = f"{STUDENT}\nheld = os.open({str(pipe)!r}, os.O_WRONLY)\n"
    try:
        with opened(sandbox, text) as session:
            session.load("a.py", Limits())

            assert value(session, "daemon") is True
            assert not has_ended(reading, seconds=0)

        assert has_ended(reading, seconds=30)
    finally:
        os.close(reading)


def has_ended(reading, seconds):
    """Whether, within *seconds*, the last writer of a pipe is gone."""
    ready, _, _ = select.select([reading], [], [], seconds)
    if not ready:
        return False
    try:
        return os.read(reading, 1) == b""
    except BlockingIOError:
        return False


def test_the_process_above_is_gone_after_the_sandbox():
    """And so is its folder."""
    with Sandbox(maximum=Level.BASIC) as sandbox, opened(sandbox) as session:
        session.load("a.py", Limits())
        pid, parent = value(session, "pids")
        folder, *_ = value(session, "folder")

        assert is_running(parent)

    assert not is_running(parent)
    assert not is_running(pid)
    assert not Path(folder).parent.exists()


def test_a_sandbox_that_is_closed_with_open_sessions_ends_them():
    """In whatever order things are closed."""
    sandbox = Sandbox(maximum=Level.BASIC)
    session = opened(sandbox)
    session.load("a.py", Limits())
    pid, parent = value(session, "pids")
    sandbox.close()

    assert not is_running(parent)
    assert is_soon(is_gone, pid)
    session.close()


# The grader's program of the next test. It ends by being killed, in the middle of a call.
KILLED = """
import json, sys
from grader.sandbox.host import Level, Sandbox
from grader.sandbox.launcher import ZygoteProcess
from grader.spec.model import Limits

student = '''
import os

def where(): return [os.getpid(), os.getppid(), os.getcwd()]

def loop(pipe):
    os.write(os.open(pipe, os.O_WRONLY), b"x")
    while True: pass
'''
session = Sandbox(maximum=Level.BASIC).open({"a.py": student.encode()}, [], cpu_seconds=600)
session.load("a.py", Limits(call_seconds=600, total_seconds=600))
(outcome,) = session.calls("where", [()])
print(json.dumps(outcome.value), flush=True)
list(session.calls("loop", [(sys.argv[1],)]))
"""


def test_nothing_is_left_when_the_grader_is_killed_in_the_middle_of_a_call(tmp_path):
    """Neither process nor folder, although nobody could clean up."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    command = [sys.executable, "-c", KILLED, pipe]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grader:
        pid, parent, folder = json.loads(grader.stdout.readline())
        ready, _, _ = select.select([reading], [], [], 30)  # the student's function is running

        assert ready
        assert os.read(reading, 10) == b"x"
        assert is_running(pid)
        assert is_running(parent)

        grader.kill()

    assert has_ended(reading, seconds=30)
    assert is_soon(is_gone, pid)
    assert is_soon(is_gone, parent)
    assert is_gone(Path(folder).parent)
    os.close(reading)


# The same at any level, where the student's process may not be able to say who it is.
KILLED_AT_LEVEL = """
import sys
from grader.sandbox.host import Level, Sandbox
from grader.sandbox.launcher import ZygoteProcess
from grader.spec.model import Limits

student = b'''
def f(x):
    while x: pass
'''
session = Sandbox(maximum=Level(sys.argv[1])).open({"a.py": student}, [], cpu_seconds=600)
session.load("a.py", Limits(call_seconds=600, total_seconds=600))
calls = session.calls("f", [(0,), (1,)])
next(calls)
print(session.info.level, flush=True)
next(calls)
"""


def descendants(pid):
    """The processes below *pid*, however deep."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # gone since
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found, new = set(), {pid}
    while new := {child for child, parent in parents.items() if parent in new} - found:
        found |= new
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="processes are listed by /proc")
@pytest.mark.parametrize("level", Level)
def test_no_process_is_left_when_the_grader_is_killed_at_any_level(level):
    """The kernel closes what the grader held, and the rest follows."""
    command = [sys.executable, "-c", KILLED_AT_LEVEL, level]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grader:
        reached = grader.stdout.readline().strip()
        left = descendants(grader.pid)
        grader.kill()

    assert reached in list(Level)
    assert len(left) >= 2
    assert [pid for pid in left if not is_soon(is_gone, pid)] == []


# What an error tells.


def test_an_error_tells_what_the_names_of_its_expression_stood_for(sandbox):
    with opened(sandbox) as session:
        session.load("a.py", Limits())
        error = call(session, "clash", np.ones((4, 2))).error

    assert error.source == "return weights @ x + count"
    assert error.source[slice(*(column - 4 for column in error.position[1:]))] == "weights @ x"
    assert error.values == {
        "weights": Named("ndarray", (2, 3)),
        "x": Named("ndarray", (4, 2), argument=0),
        "count": Named("int"),
    }


def test_shapes_that_a_student_makes_up_are_left_out(sandbox):
    with opened(sandbox) as session:
        session.load("a.py", Limits())
        values = call(session, "odd_shapes", np.ones(3)).error.values

    assert values == {"lying": Named("Lying"), "x": Named("ndarray", (3,), 0)}


def test_the_names_of_a_line_are_not_endless(sandbox):
    with opened(sandbox) as session:
        session.load("a.py", Limits())

        assert len(call(session, "many").error.values) == 40


@pytest.mark.parametrize(
    "place",
    [
        {"position": (1, 2)},
        {"position": (1, 2, -1)},
        {"position": (1, 2, 10**9)},
        {"position": "1"},
        {"values": [1]},
        {"values": {"x": ("ndarray", (-1,), None)}},
        {"values": {"x": ("ndarray", (2**70,), None)}},
        {"values": {"x": ("ndarray", ("wide",), None)}},
        {"values": {"x": ("ndarray", (1,) * 1000, None)}},
        {"values": {"x": ("ndarray", (1,), "0")}},
        {"values": {"x": 3}},
    ],
)
def test_what_an_error_says_in_another_form_is_left_out(place):
    assert student_error("no", "ValueError", place) == StudentError("no", "ValueError")


def test_what_an_error_says_is_bounded():
    values = {f"{i}{'x' * 1000}": ("y" * 1000, None, None) for i in range(1000)}
    told = student_error("no", "ValueError", {"values": values}).values

    assert len(told) == 40
    assert max(map(len, told)) == max(len(named.type_name) for named in told.values()) == 500


# A zygote that was started before the submission was known.


def test_a_zygote_started_ahead_is_the_one_that_is_used():
    spare = ZygoteProcess()
    with Sandbox(spare=spare) as sandbox, opened(sandbox) as session:
        session.load("a.py", Limits())

        assert value(session, "echo", 3) == 3
        assert spare.served

    assert not spare.alive


def test_a_zygote_started_in_vain_ends_with_the_sandbox():
    spare = ZygoteProcess()

    with Sandbox(spare=spare):
        assert spare.alive

    assert not spare.alive


def test_a_zygote_started_ahead_that_died_is_reported():
    spare = ZygoteProcess()
    spare.kill()

    with Sandbox(spare=spare) as sandbox, pytest.raises(SandboxFailure, match="ended"):
        opened(sandbox)


def test_torch_that_is_not_installed_is_named_and_stops_no_other_submission(monkeypatch):
    """It is the grader's lack, not the student's: a problem that fails for it costs no points."""
    monkeypatch.setattr("grader.sandbox.host.find_spec", lambda _: None)
    files = {"a.py": b"def f():\n    return 1\n"}
    with Sandbox() as sandbox:
        sandbox.start({"torch"})
        with pytest.raises(SandboxFailure, match="imports torch, which is not installed"):
            sandbox.open(files, {"torch"}, cpu_seconds=10)
        sandbox.open(files, {"numpy"}, cpu_seconds=10).close()
