"""What a student's process can and cannot do at each level, and the tables behind it."""

import os
import re
import struct
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.results import Ending
from grader.sandbox import seccomp
from grader.sandbox.host import Level, Sandbox
from grader.spec.model import Limits

STUDENT = b"""
import os, socket, subprocess, sys, tempfile, threading
import numpy as np

def listing(path): return sorted(os.listdir(path))
def text(path): return open(path).read()
def exists(path): return os.path.exists(path)
def connect(): socket.socket()
def fork(): os.fork()
def spawn(): subprocess.run([sys.executable, "-c", ""])
def signal_parent(): os.kill(os.getppid() or 2, 15)
def write(path): open(path, "w").write("x")
def temporary():
    with tempfile.TemporaryDirectory() as folder, open(folder + "/a", "w") as file:
        file.write("x")
        return folder
def threads():
    found = []
    workers = [threading.Thread(target=found.append, args=(i,)) for i in range(8)]
    for worker in workers: worker.start()
    for worker in workers: worker.join()
    return sorted(found)
def algebra(): return float(np.linalg.norm(np.fft.ifft(np.fft.fft(np.linalg.qr(np.eye(9))[0])).real))
def number(): return os.getpid()
def sleepless():
    while True:
        try:
            while True: pass
        except BaseException: pass
def told(): return repr(sys.argv) + repr(vars(sys.modules["__main__"])) + frames()
def frames():
    frame, found = sys._getframe(), ""
    while frame is not None:
        found += repr({k: v for k, v in frame.f_locals.items() if isinstance(v, (str, list))})
        frame = frame.f_back
    return found
def memory(): return np.ones(10**8).sum()
"""
LOCKED = [Level.STRONG, Level.MEDIUM]


@pytest.fixture(scope="module")
def sandboxes(tmp_path_factory):
    hidden = tmp_path_factory.mktemp("hidden")
    (hidden / "reference.py").write_text("secret")
    opened = {level: Sandbox(maximum=level, hidden=[hidden]) for level in Level}
    yield opened
    for sandbox in opened.values():
        sandbox.close()


@pytest.fixture
def run(sandboxes):
    sessions = []

    def run(level, function, *arguments, **limits):
        session = sandboxes[level].open({"a.py": STUDENT}, [], cpu_seconds=60)
        sessions.append(session)
        assert session.load("a.py", Limits(**limits)).ending is Ending.RETURNED
        (outcome,) = session.calls(function, [arguments])
        return outcome

    yield run
    for session in sessions:
        session.close()


@pytest.mark.parametrize("level", Level)
def test_this_machine_reaches_every_level(sandboxes, level):
    """The machine that tests the project must; elsewhere the reasons are told."""
    session = sandboxes[level].open({}, [], cpu_seconds=1)

    assert session.info.level == level


def test_less_than_the_minimum_is_refused_with_what_there_is():
    with Sandbox(Level.STRONG, maximum=Level.BASIC) as sandbox, pytest.raises(UsageError) as caught:
        sandbox.open({}, [], cpu_seconds=1)

    assert "--sandbox strong: expected at least that level, this machine gives basic" in str(
        caught.value
    )


@pytest.mark.parametrize("level", LOCKED)
@pytest.mark.parametrize("function", ["connect", "fork", "spawn", "signal_parent"])
def test_reaching_out_is_an_ordinary_exception(run, level, function):
    outcome = run(level, function)

    assert outcome.ending is Ending.RAISED
    assert outcome.error.type_name == "PermissionError"


@pytest.mark.parametrize("level", LOCKED)
@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/1/environ", "/etc/shadow", __file__])
def test_files_of_the_machine_cannot_be_read(run, level, path):
    outcome = run(level, "text", path)

    assert outcome.ending is Ending.RAISED
    assert outcome.error.type_name in ("PermissionError", "FileNotFoundError")


@pytest.mark.parametrize("level", LOCKED)
def test_what_is_hidden_cannot_be_read_even_below_what_can(run, level):
    """The grader's own package lies among the libraries, with the shipped references in it."""
    import grader

    package = Path(grader.__file__).parent

    assert run(level, "text", str(package / "reference.py")).ending is Ending.RAISED
    assert run(level, "listing", str(package)).ending is Ending.RAISED


@pytest.mark.parametrize("level", LOCKED)
@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm", "/usr", "/"])
def test_nothing_can_be_written_outside_the_scratch_folder(run, level, folder):
    outcome = run(level, "write", f"{folder}/planted")

    assert outcome.ending is Ending.RAISED
    assert not Path(folder, "planted").exists()


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("function", ["temporary", "threads", "algebra"])
def test_honest_code_works(run, level, function):
    assert run(level, function).ending is Ending.RETURNED


def test_at_level_strong_a_process_is_alone_and_sees_no_proc(run):
    assert run(Level.STRONG, "number").value == 1
    assert run(Level.STRONG, "exists", "/proc").value is False


@pytest.mark.parametrize("level", Level)
def test_a_students_process_does_not_know_where_the_problems_lie(sandboxes, run, level):
    told = run(level, "told").value

    assert "a.py" in told  # it does see its own
    assert all(path not in told for path in sandboxes[level]._hidden)


@pytest.mark.parametrize("level", Level)
def test_limits_hold(run, level):
    assert run(level, "sleepless", call_seconds=0.2).ending is Ending.TIME_LIMIT
    assert run(level, "memory", memory_bytes=2**26).ending is Ending.MEMORY_LIMIT


# The tables of system calls.

X86_64 = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
GENERIC = Path("/usr/include/asm-generic/unistd.h")


def published(header):
    """Numbers by name in a header of the kernel; skips where it is not installed."""
    if not header.exists():
        pytest.skip(f"{header} comes with the kernel's headers, which are not installed")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\s", header.read_text())
    return {name: int(number) for name, number in found}


def test_the_numbers_for_x86_64_are_the_published_ones():
    numbers = published(X86_64)

    assert {name: pair[0] for name, pair in seccomp.NUMBERS.items()} == {
        name: numbers.get(name) for name in seccomp.NUMBERS
    }


def test_the_numbers_for_aarch64_are_the_published_ones():
    """That architecture uses the generic list, in which newfstatat goes by its other name."""
    numbers = published(GENERIC)
    numbers["newfstatat"] = numbers["fstatat"]

    assert {name: pair[1] for name, pair in seccomp.NUMBERS.items()} == {
        name: numbers.get(name) for name in seccomp.NUMBERS
    }


def test_the_lists_of_calls_name_calls_of_the_table_and_do_not_overlap():
    lists = [set(seccomp.REFUSED), set(seccomp.MISSING), set(seccomp.CONDITIONAL)]
    lists.append(set(seccomp.PRETENDED))

    assert set().union(*lists) <= seccomp.NUMBERS.keys()
    assert sum(map(len, lists)) == len(set().union(*lists))


def verdict(program, number, arguments=(), arch=0xC000003E):
    """What a filter says: a few lines of the kernel's interpreter."""
    data = struct.pack("=IIQ6Q", number, arch, 0, *(*arguments, *[0] * (6 - len(arguments))))
    code = list(struct.iter_unpack("=HBBI", program))
    at, accumulator = 0, 0
    while True:
        operation, yes, no, value = code[at]
        at += 1
        if operation == seccomp.LOAD:
            (accumulator,) = struct.unpack_from("=I", data, value)
        elif operation == seccomp.JUMP:
            at += value
        elif operation == seccomp.AND:
            accumulator &= value
        elif operation == seccomp.JUMP_EQUAL:
            at += yes if accumulator == value else no
        elif operation == seccomp.JUMP_AT_LEAST:
            at += yes if accumulator >= value else no
        elif operation == seccomp.JUMP_SET:
            at += yes if accumulator & value else no
        else:
            assert operation == seccomp.RETURN
            return value


ALLOW, REFUSE, MISSING = seccomp.ALLOW, seccomp.ERRNO | 1, seccomp.ERRNO | 38
THREAD = 0x3D0F00  # what the C library passes for a thread


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("read", (), ALLOW),
        ("clone", (THREAD,), ALLOW),
        ("clone", (17,), REFUSE),  # SIGCHLD: a process
        ("clone", (THREAD | 0x10000000,), REFUSE),  # a user namespace
        ("clone3", (), MISSING),
        ("kill", (7, 9), ALLOW),
        ("kill", (1, 9), REFUSE),
        ("kill", (2**32 - 1, 9), REFUSE),  # -1: everybody
        ("tgkill", (7, 8, 9), ALLOW),
        ("tgkill", (1, 1, 9), REFUSE),
        ("prlimit64", (0,), ALLOW),
        ("prlimit64", (1,), REFUSE),
        ("prctl", (15,), ALLOW),
        ("prctl", (4,), REFUSE),  # PR_SET_DUMPABLE
        ("ioctl", (1, 0x5401), ALLOW),
        ("ioctl", (1, 0x5412), REFUSE),  # TIOCSTI: typing for the user
        ("fcntl", (3, 1), ALLOW),
        ("fcntl", (3, 8), REFUSE),  # F_SETOWN
        ("fcntl", (3, 1026), REFUSE),  # F_NOTIFY
        ("openat", (3, 0, 0x241), ALLOW),  # write, create, truncate
        ("openat", (3, 0, 0x200), REFUSE),  # read and truncate
        ("truncate", (), REFUSE),
        ("fchmodat", (), seccomp.ERRNO),  # success
        ("sendto", (3, 0, 0, 0, 0), ALLOW),
        ("sendto", (3, 0, 0, 0, 0x1000), REFUSE),
        ("sendto", (3, 0, 0, 0, 2**32), REFUSE),
        ("execve", (), REFUSE),
        ("socket", (), REFUSE),
        ("ptrace", (), REFUSE),
    ],
)
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_decides_by_call_and_arguments(machine, name, arguments, expected):
    program = seccomp.program(7, machine)
    number = seccomp.NUMBERS[name][list(seccomp.AUDIT_ARCH).index(machine)]

    assert verdict(program, number, arguments, seccomp.AUDIT_ARCH[machine]) == expected


def test_calls_that_nobody_listed_do_not_exist():
    """bpf, io_uring_setup, userfaultfd, keyctl, perf_event_open."""
    program = seccomp.program(7, "x86_64")

    assert {verdict(program, number) for number in (321, 425, 323, 250, 298, 9999)} == {MISSING}


def test_calls_in_another_architectures_numbers_are_fatal():
    program = seccomp.program(7, "x86_64")

    assert verdict(program, 1, arch=0x40000003) == seccomp.KILL
    assert verdict(program, seccomp.X32_BIT | 1) == seccomp.KILL


def test_an_architecture_without_a_table_gets_no_filter():
    with pytest.raises(OSError, match="no table of system calls for riscv64"):
        seccomp.program(7, "riscv64")


def test_the_working_folder_of_the_grader_is_its_own(run):
    """Entering a level changes the zygote, never the grader."""
    before = Path.cwd(), os.getuid(), Path("/proc/self/mounts").read_text()
    run(Level.STRONG, "number")

    assert (Path.cwd(), os.getuid(), Path("/proc/self/mounts").read_text()) == before


def test_removing_a_scratch_folder_touches_nothing_around_it(tmp_path):
    """It once closed the system's temporary folder to everybody: what it removed was already gone."""
    from grader.sandbox.zygote import _remove

    tmp_path.chmod(0o755)
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    inside = tmp_path / "inside"
    (inside / "closed" / "deep").mkdir(parents=True)
    (inside / "link").symlink_to(outside)
    (inside / "closed").chmod(0)
    link = tmp_path / "link"
    link.symlink_to(outside)
    for path in (tmp_path / "gone", inside, link):
        _remove(str(path))

    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert outside.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in tmp_path.iterdir()] == ["outside"]
