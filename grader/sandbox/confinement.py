"""What each level takes away from the zygote and from its children, and which level this machine gives.

    strong   user, pid, mount, ipc, net and uts namespaces; a root of its own with nothing but Python and
             the system's libraries, read-only, and a private tmpfs; then all of medium
    medium   Landlock (files, and TCP, signals and abstract sockets where the kernel knows them),
             a seccomp allow-list, no capabilities
    basic    nothing but what `child` does at every level: a clean environment and resource limits

The order of the steps is not free. Mounts are made while there is still power to make them; a pid
namespace is made together with the user namespace that owns it, so that the zygote can return to it
before each fork; the scratch folder is mounted before the child gives that power up; the filter is last,
since it forbids what the steps before it do.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from grader.sandbox import kernel, seccomp

STRONG, MEDIUM, BASIC = "strong", "medium", "basic"
ORDER = (STRONG, MEDIUM, BASIC)

SYSTEM_PATHS = (
    *("/usr", "/lib", "/lib64", "/lib32"),
    *("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime"),
    *("/dev/urandom", "/dev/random", "/dev/zero"),
)
DEV_NULL = "/dev/null"
DONE = b"\0"
NEW_ROOT = "/sys"  # exists everywhere, and nothing under it is needed: the new root is built on it
SCRATCH = "/scratch"
SCRATCH_OPTIONS = "size=16m,nr_inodes=1k,mode=0700"
MAX_THREADS = 64

# The user that a root's students run as: no account has it, so nothing else belongs to it.
UNPRIVILEGED = 62_011


@dataclass(frozen=True)
class Confinement:
    """The level that was reached, and what its steps need.

    Attributes:
        level: "strong", "medium" or "basic".
        readable: what a student's code may read.
        layers: for the report.
        reasons: why it is not a stronger level.
        fds: descriptors that the zygote keeps from before it lost sight of /proc.
    """

    level: str
    readable: tuple[kernel.PathRule, ...]
    layers: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    fds: dict[str, int] = field(default_factory=dict)


def confine(maximum: str, hidden: list[str]) -> Confinement:
    """Enter the strongest level up to *maximum* that works here. At level strong, this forks.

    Every stronger level is tried in a process of its own first, down to the last step of a child, so
    that nothing is left half done.

    Args:
        maximum: the strongest level to enter.
        hidden: paths that stay out of sight even where they lie below a readable one.
    """
    reasons: list[str] = []
    for level in ORDER[ORDER.index(maximum) :]:
        if level == BASIC:
            break
        reason = _attempt(partial(_enter_and_lock, level, hidden))
        if reason is None:
            return _enter(level, hidden, tuple(reasons))
        reasons.append(f"{level}: {reason}")
    layers = ("separate process", "clean environment", "resource limits")
    return Confinement(BASIC, (), layers, tuple(reasons))


def _enter(level: str, hidden: list[str], reasons: tuple[str, ...]) -> Confinement:
    readable = [path for path in _python_paths() if os.path.exists(path)]
    common = ("seccomp", "resource limits", "clean environment")
    abi = kernel.landlock_abi()
    if level == MEDIUM:
        shown = [item for path in readable for item in _around(path, hidden)]
        rules = [kernel.read_rule(path) for path in _outermost(shown)]
        return Confinement(level, tuple(rules), (f"Landlock {abi}", *common), reasons)
    proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    _enter_namespaces(readable, hidden, proc)
    _become_first_process()
    own_pids = os.open("self/ns/pid", os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)
    rules = [kernel.read_rule(path) for path in _outermost(readable) if os.path.exists(path)]
    layers = ("user, pid, mount, ipc and net namespaces", f"Landlock {abi}", *common)
    fds = {"proc": proc, "own_pids": own_pids}
    return Confinement(level, tuple(rules), layers, reasons, fds)


def fork(confinement: Confinement) -> int:
    """Like `os.fork`; at level strong the child is the first process of a pid namespace of its own."""
    if confinement.level != STRONG:
        return os.fork()
    kernel.unshare(kernel.CLONE_NEWPID)
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid:
            kernel.setns(confinement.fds["own_pids"], kernel.CLONE_NEWPID)
    return pid


def address_space(confinement: Confinement) -> int | None:
    """Bytes of address space in use; None where the system does not tell (it has no /proc)."""
    try:
        if "proc" in confinement.fds:
            fd = os.open("self/statm", os.O_RDONLY, dir_fd=confinement.fds["proc"])
        else:
            fd = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None
    with os.fdopen(fd) as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def collapse_heap(confinement: Confinement) -> None:
    """Make forks of this process cheaper, for a tenth of a second; see `kernel.collapse`."""
    proc = confinement.fds.get("proc")
    try:
        fd = os.open(
            "self/maps" if proc is not None else "/proc/self/maps", os.O_RDONLY, dir_fd=proc
        )
    except OSError:
        return
    with os.fdopen(fd) as file:
        for line in file:
            place, rights, _, _, inode, *name = line.split()
            if rights == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
                start, _, end = place.partition("-")
                kernel.collapse(int(start, 16), int(end, 16))


def enter_scratch(confinement: Confinement, folder: str) -> None:
    """In a child: get a scratch folder that nobody else sees, and give up the power to mount."""
    if confinement.level == STRONG:
        kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
        flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
        kernel.mount("tmpfs", folder, "tmpfs", flags, SCRATCH_OPTIONS)
        kernel.unshare(kernel.CLONE_NEWUSER)  # a counter of processes of its own comes with it


def lock(confinement: Confinement, folder: str) -> None:
    """In a child, last of all: give up every right that is left beside computing."""
    if sys.platform == "linux":
        kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)  # die with the zygote, however that dies
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # no core file, whatever the system does with cores
    if confinement.level == BASIC:
        return
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.landlock(confinement.readable, [folder, DEV_NULL])
    kernel.install_filter(seccomp.program(os.getpid()))


# Trying a level.


def _enter_and_lock(level: str, hidden: list[str]) -> None:
    confinement = _enter(level, hidden, ())
    folder = SCRATCH if level == STRONG else "/usr"  # any folder: the process ends at once
    reason = _attempt(lambda: _lock_child(confinement, folder), lambda: fork(confinement))
    if reason is not None:
        raise OSError(reason)


def _lock_child(confinement: Confinement, folder: str) -> None:
    enter_scratch(confinement, folder)
    lock(confinement, folder)


def _attempt(action: Callable[[], None], fork: Callable[[], int] = os.fork) -> str | None:
    """Run *action* in a forked process; why it failed, if it did."""
    read, write = os.pipe()
    pid = fork()
    if pid == 0:
        said = b"the process ended"
        try:
            action()
            said = DONE
        except OSError as error:
            said = str(error.strerror or error).encode()[:500]
        finally:
            os.write(write, said)
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as file:
        # What it says comes before its namespaces are taken down, which nobody needs to wait for.
        said = file.read(500)
    return None if said == DONE else said.decode("utf-8", "replace") or "the process was killed"


# Namespaces and the new root.


def _enter_namespaces(readable: list[str], hidden: list[str], proc: int) -> None:
    around = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS
    owner = kernel.CLONE_NEWUSER | kernel.CLONE_NEWPID
    if os.geteuid() == 0 and _unshared_as_root(around):
        _build_root(readable, hidden)
        os.setgroups([])
        os.setresgid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
        os.setresuid(UNPRIVILEGED, UNPRIVILEGED, UNPRIVILEGED)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # or /proc/self/uid_map would still be root's
        user, group = UNPRIVILEGED, UNPRIVILEGED
        kernel.unshare(owner)
        _map_user(proc, user, group)
    else:
        user, group = os.geteuid(), os.getegid()  # afterwards they are nobody's
        kernel.unshare(owner | around)
        _map_user(proc, user, group)
        _build_root(readable, hidden)


def _unshared_as_root(flags: int) -> bool:
    """Whether root has the power to unshare; in a container it may not have."""
    try:
        kernel.unshare(flags)
    except PermissionError:
        return False
    return True


def _map_user(proc: int, user: int, group: int) -> None:
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        fd = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        try:
            os.write(fd, text.encode())
        finally:
            os.close(fd)


def _build_root(readable: list[str], hidden: list[str]) -> None:
    """Make a root that holds the readable paths and nothing else, and move there."""
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("tmpfs", NEW_ROOT, "tmpfs", flags, "size=1m,mode=0755")
    shown: list[str] = []
    for path in sorted([*readable, DEV_NULL], key=len):
        if not any(path.startswith(f"{parent}/") for parent in shown):
            _expose(path)
            if not os.path.islink(path):
                shown.append(path)
    for path in hidden:
        if os.path.isdir(NEW_ROOT + path):
            kernel.mount(
                "tmpfs", NEW_ROOT + path, "tmpfs", flags | kernel.MS_RDONLY, "size=4k,mode=0"
            )
    os.mkdir(NEW_ROOT + SCRATCH)
    # For the zygote, while it imports; every child mounts its own over it.
    kernel.mount("tmpfs", NEW_ROOT + SCRATCH, "tmpfs", flags, "size=16m,mode=1777")
    os.chdir(NEW_ROOT)
    kernel.pivot_root_here()
    kernel.restrict_mount("/", kernel.MOUNT_ATTR_RDONLY, recursive=False)


def _expose(path: str) -> None:
    target = NEW_ROOT + path
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
        return
    if os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    kernel.mount(path, target, None, kernel.MS_BIND | kernel.MS_REC)
    attributes = kernel.MOUNT_ATTR_RDONLY | kernel.MOUNT_ATTR_NOSUID
    if not path.startswith("/dev/"):
        attributes |= kernel.MOUNT_ATTR_NODEV
    kernel.restrict_mount(target, attributes, recursive=True)


def _become_first_process() -> None:
    """Fork into the new pid namespace; the process outside only waits, so as to be waited for."""
    pid = os.fork()
    if pid:
        with contextlib.suppress(OSError):
            os.closerange(0, os.sysconf("SC_OPEN_MAX"))
        ended = status = 0
        while ended != pid:  # a trial of the level may not have been waited for
            ended, status = os.wait()
        os._exit(min(os.waitstatus_to_exitcode(status) % 256, 255))
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)


# Paths.


def _python_paths() -> list[str]:
    """What Python and its libraries need: real paths, and links to them where they differ."""
    wanted = [*SYSTEM_PATHS, sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path]
    absolute = [path for path in wanted if path.startswith("/")]
    return list(dict.fromkeys(item for path in absolute for item in (os.path.realpath(path), path)))


def _outermost(paths: Sequence[str]) -> list[str]:
    """Real paths without those below another: each is a rule that every child installs."""
    kept: list[str] = []
    for path in sorted({os.path.realpath(path) for path in paths}, key=len):
        if not any(path.startswith(f"{parent}/") for parent in kept):
            kept.append(path)
    return kept


def _around(path: str, hidden: list[str]) -> Iterator[str]:
    """*path*, or what lies below it beside the hidden paths: a Landlock rule knows no exceptions."""
    real = os.path.realpath(path)
    if any(real == secret or real.startswith(f"{secret}/") for secret in hidden):
        return
    if not any(secret.startswith(f"{real}/") for secret in hidden):
        yield path
        return
    for entry in sorted(os.listdir(real)):
        yield from _around(os.path.join(real, entry), hidden)
