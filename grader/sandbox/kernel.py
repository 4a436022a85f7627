"""The Linux calls that take rights away from a process, through ctypes: no package, readable in one go.

Each function is one system call and raises OSError, named after the call, if the kernel refuses.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import stat
import struct
from collections.abc import Sequence
from dataclasses import dataclass

# <linux/sched.h>
CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

# <linux/mount.h>
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 1 << 18
MNT_DETACH = 2
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 1, 2, 4
AT_RECURSIVE = 0x8000
AT_FDCWD = -100

# <linux/prctl.h>
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2

# <linux/landlock.h>
LANDLOCK_FS_EXECUTE, LANDLOCK_FS_READ_FILE, LANDLOCK_FS_READ_DIR = 1 << 0, 1 << 2, 1 << 3
# Rights on files by the ABI that brought them: 13 at first, then refer, truncate, ioctl_dev.
LANDLOCK_FS_BITS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
LANDLOCK_FS_FILE = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15  # those that a plain file can have
LANDLOCK_NET_TCP = 1 << 0 | 1 << 1  # bind, connect: ABI 4
LANDLOCK_SCOPES = 1 << 0 | 1 << 1  # abstract sockets, signals: ABI 6
LANDLOCK_RULE_PATH_BENEATH = 1
LANDLOCK_CREATE_RULESET_VERSION = 1

# Calls that the C library does not wrap. Numbers from 424 on are the same on every architecture.
MOUNT_SETATTR, LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 442, 444, 445, 446
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

# <asm-generic/mman-common.h>
MADV_COLLAPSE, LARGE_PAGE = 25, 2**21

LOWEST_RULE_FD = 16

_libc = ctypes.CDLL(None, use_errno=True)


def _check(name: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def _syscall(name: str, number: int, *arguments: object) -> int:
    return _check(name, _libc.syscall(ctypes.c_long(number), *arguments))


def unshare(flags: int) -> None:
    """Move this process into new namespaces; a new pid namespace holds only later children."""
    _check("unshare", _libc.unshare(flags))


def setns(fd: int, kind: int) -> None:
    """Enter the namespace that *fd* refers to."""
    _check("setns", _libc.setns(fd, kind))


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount *source* on *target*."""
    encoded = None if kind is None else kind.encode()
    data = options.encode() or None
    source_bytes, target_bytes = os.fsencode(source), os.fsencode(target)
    result = _libc.mount(source_bytes, target_bytes, encoded, ctypes.c_ulong(flags), data)
    _check(f"mount {target}", result)


def restrict_mount(target: str, attributes: int, *, recursive: bool) -> None:
    """Add attributes, such as read-only, to a mount, and to those below it if *recursive*."""
    arguments = struct.pack("=QQQQ", attributes, 0, 0, 0)
    flags = AT_RECURSIVE if recursive else 0
    buffer = ctypes.create_string_buffer(arguments)
    path = ctypes.c_char_p(os.fsencode(target))
    where = ctypes.c_int(AT_FDCWD)
    size = ctypes.c_size_t(len(arguments))
    _syscall("mount_setattr", MOUNT_SETATTR, where, path, ctypes.c_uint(flags), buffer, size)


def pivot_root_here() -> None:
    """Make the working folder, a mount point, the root, and let go of the old root."""
    number = PIVOT_ROOT[os.uname().machine]
    here = ctypes.c_char_p(b".")
    _syscall("pivot_root", number, here, here)  # the old root lies on top of the new one
    _check("umount2", _libc.umount2(b".", MNT_DETACH))
    os.chdir("/")


def prctl(option: int, value: int, extra: object = 0) -> None:
    """Set an attribute of this process."""
    long = ctypes.c_ulong
    argument = long(extra) if isinstance(extra, int) else extra
    _check(f"prctl {option}", _libc.prctl(option, long(value), argument, long(0), long(0)))


def collapse(start: int, end: int) -> None:
    """Have the kernel keep this part of the process's own memory in large pages, if it can.

    A fork copies one entry for a large page in place of 512.
    """
    low, high = -(-start // LARGE_PAGE) * LARGE_PAGE, end // LARGE_PAGE * LARGE_PAGE
    if low < high:
        long = ctypes.c_ulong
        _libc.madvise(ctypes.c_void_p(low), long(high - low), MADV_COLLAPSE)  # a wish: no error


def drop_capabilities() -> None:
    """Give up every capability for good."""
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this thread
    nothing = bytes(24)  # two times effective, permitted, inheritable
    _check("capset", _libc.capset(header, nothing))


def landlock_abi() -> int:
    """Version of Landlock in this kernel.

    Raises:
        OSError: if it has none, or it is switched off.
    """
    flags = ctypes.c_uint32(LANDLOCK_CREATE_RULESET_VERSION)
    return _syscall("landlock", LANDLOCK_CREATE, None, ctypes.c_size_t(0), flags)


@dataclass(frozen=True)
class PathRule:
    """Rights below a path, ready to be added to a set of rules."""

    fd: int
    attributes: ctypes.Array[ctypes.c_char]


def read_rule(path: str) -> PathRule:
    """Everything below *path* may be read. Holds a descriptor, so that a child need not look it up."""
    return _path_rule(path, LANDLOCK_FS_READ_FILE | LANDLOCK_FS_READ_DIR)


def landlock(readable: Sequence[PathRule], writable: Sequence[str]) -> None:
    """Allow this process to read what the rules say, read and write below *writable*, nothing else.

    From ABI 4 on it can also neither bind nor connect TCP, from 6 on neither signal a process nor
    reach an abstract socket outside of its own domain. Needs `no_new_privs`.
    """
    abi = landlock_abi()
    everything = (1 << LANDLOCK_FS_BITS.get(abi, 16)) - 1
    attributes = struct.pack(
        "=QQQ",
        everything,
        LANDLOCK_NET_TCP if abi >= 4 else 0,
        LANDLOCK_SCOPES if abi >= 6 else 0,
    )
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    rules = _syscall(
        "landlock_create_ruleset",
        LANDLOCK_CREATE,
        ctypes.create_string_buffer(attributes),
        ctypes.c_size_t(size),
        ctypes.c_uint32(0),
    )
    # Nothing is ever executed, not even in the scratch folder.
    writing = [_path_rule(path, everything & ~LANDLOCK_FS_EXECUTE) for path in writable]
    kind, what, flags = (
        ctypes.c_int(LANDLOCK_RULE_PATH_BENEATH),
        ctypes.c_int(rules),
        ctypes.c_uint32(0),
    )
    for rule in (*readable, *writing):
        _syscall("landlock_add_rule", LANDLOCK_ADD, what, kind, rule.attributes, flags)
    _syscall("landlock_restrict_self", LANDLOCK_RESTRICT, what, flags)
    for fd in (rules, *(rule.fd for rule in (*readable, *writing))):
        os.close(fd)


def _path_rule(path: str, rights: int) -> PathRule:
    low = os.open(path, os.O_PATH | os.O_CLOEXEC)
    # Out of the way of the few descriptors that a child puts in place.
    fd = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, LOWEST_RULE_FD)
    os.close(low)
    if not stat.S_ISDIR(os.fstat(fd).st_mode):
        rights &= LANDLOCK_FS_FILE
    return PathRule(fd, ctypes.create_string_buffer(struct.pack("=Qi", rights, fd)))


def install_filter(program: bytes) -> None:
    """Install a seccomp filter, `struct sock_filter` after `struct sock_filter`. Needs `no_new_privs`."""
    code = ctypes.create_string_buffer(program)
    fprog = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(fprog))
