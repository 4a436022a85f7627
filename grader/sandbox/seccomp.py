"""Which system calls a student's process may make, as a seccomp filter.

An allow-list: numpy, scipy, torch, pandas and matplotlib compute, read files and start threads with
these. What starts a process, opens a socket or reaches another process is refused with EPERM, so that
Python raises an ordinary PermissionError. What is not listed at all does not exist (ENOSYS), so that
libraries fall back as on an older kernel.
"""

from __future__ import annotations

import errno
import os
import struct
from functools import cache

# Number on x86-64 and on aarch64 (None: that architecture has no such call).
# Sources: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "open": (2, None),
    "close": (3, 57),
    "stat": (4, None),
    "fstat": (5, 80),
    "lstat": (6, None),
    "poll": (7, None),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "ioctl": (16, 29),
    "pread64": (17, 67),
    "pwrite64": (18, 68),
    "readv": (19, 65),
    "writev": (20, 66),
    "access": (21, None),
    "pipe": (22, None),
    "select": (23, None),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "msync": (26, 227),
    "mincore": (27, 232),
    "madvise": (28, 233),
    "dup": (32, 23),
    "dup2": (33, None),
    "pause": (34, None),
    "nanosleep": (35, 101),
    "getitimer": (36, 102),
    "alarm": (37, None),
    "setitimer": (38, 103),
    "getpid": (39, 172),
    "sendfile": (40, 71),
    "socket": (41, 198),
    "connect": (42, 203),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "sendmsg": (46, 211),
    "recvmsg": (47, 212),
    "bind": (49, 200),
    "listen": (50, 201),
    "getsockname": (51, 204),
    "getpeername": (52, 205),
    "socketpair": (53, 199),
    "getsockopt": (55, 209),
    "clone": (56, 220),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "exit": (60, 93),
    "kill": (62, 129),
    "uname": (63, 160),
    "fcntl": (72, 25),
    "flock": (73, 32),
    "fsync": (74, 82),
    "fdatasync": (75, 83),
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "getdents": (78, None),
    "getcwd": (79, 17),
    "chdir": (80, 49),
    "fchdir": (81, 50),
    "rename": (82, None),
    "mkdir": (83, None),
    "rmdir": (84, None),
    "creat": (85, None),
    "link": (86, None),
    "unlink": (87, None),
    "symlink": (88, None),
    "readlink": (89, None),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "umask": (95, 166),
    "gettimeofday": (96, 169),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "times": (100, 153),
    "ptrace": (101, 117),
    "getuid": (102, 174),
    "getgid": (104, 176),
    "geteuid": (107, 175),
    "getegid": (108, 177),
    "getppid": (110, 173),
    "getpgrp": (111, None),
    "getgroups": (115, 158),
    "getresuid": (118, 148),
    "getresgid": (120, 150),
    "getpgid": (121, 155),
    "getsid": (124, 156),
    "rt_sigpending": (127, 136),
    "rt_sigtimedwait": (128, 137),
    "rt_sigsuspend": (130, 133),
    "sigaltstack": (131, 132),
    "utime": (132, None),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "getpriority": (140, 141),
    "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120),
    "sched_get_priority_max": (146, 125),
    "sched_get_priority_min": (147, 126),
    "prctl": (157, 167),
    "arch_prctl": (158, None),
    "setrlimit": (160, 164),
    "mount": (165, 40),
    "gettid": (186, 178),
    "readahead": (187, 213),
    "time": (201, None),
    "futex": (202, 98),
    "sched_setaffinity": (203, 122),
    "sched_getaffinity": (204, 123),
    "getdents64": (217, 61),
    "set_tid_address": (218, 96),
    "restart_syscall": (219, 128),
    "fadvise64": (221, 223),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "tgkill": (234, 131),
    "utimes": (235, None),
    "openat": (257, 56),
    "mkdirat": (258, 34),
    "newfstatat": (262, 79),
    "unlinkat": (263, 35),
    "renameat": (264, 38),
    "linkat": (265, 37),
    "symlinkat": (266, 36),
    "readlinkat": (267, 78),
    "fchmodat": (268, 53),
    "faccessat": (269, 48),
    "pselect6": (270, 72),
    "ppoll": (271, 73),
    "unshare": (272, 97),
    "set_robust_list": (273, 99),
    "get_robust_list": (274, 100),
    "utimensat": (280, 88),
    "eventfd": (284, None),
    "fallocate": (285, 47),
    "eventfd2": (290, 19),
    "dup3": (292, 24),
    "pipe2": (293, 59),
    "preadv": (295, 69),
    "pwritev": (296, 70),
    "prlimit64": (302, 261),
    "getcpu": (309, 168),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "renameat2": (316, 276),
    "getrandom": (318, 278),
    "memfd_create": (319, 279),
    "execveat": (322, 281),
    "membarrier": (324, 283),
    "copy_file_range": (326, 285),
    "statx": (332, 291),
    "rseq": (334, 293),
    "clone3": (435, 435),
    "close_range": (436, 436),
    "faccessat2": (439, 439),
}

# Refused as not permitted, where a missing call would leave students without a clear exception.
REFUSED = (
    *("socket", "connect", "bind", "listen", "socketpair", "sendmsg", "recvmsg"),
    *("fork", "vfork", "execve", "execveat", "ptrace", "mount", "unshare", "memfd_create"),
    *("process_vm_readv", "process_vm_writev"),
    "truncate",  # by name; Landlock knows of truncation only from ABI 3 on
)
# Answered with success and not done: Landlock does not cover attributes of files, and copying a file
# sets them in passing.
PRETENDED = ("chmod", "fchmod", "fchmodat", "utime", "utimes", "utimensat")
# Not there, as on a kernel without it: its flags lie behind a pointer, where a filter cannot look.
MISSING = ("clone3",)
# Allowed for some arguments; see `program`.
CONDITIONAL = (
    *(
        "clone",
        "kill",
        "tgkill",
        "prlimit64",
        "prctl",
        "ioctl",
        "fcntl",
        "sendto",
        "open",
        "openat",
    ),
)

CLONE_THREAD = 0x00010000
CLONE_NEW_ANYTHING = 0x7E020000  # every CLONE_NEW* flag that clone takes
IOCTL_ALLOWED = (0x5401, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS FIONREAD FIONBIO FIONCLEX FIOCLEX
# Descriptors, flags, locks, sizes of pipes. Not: signals to others, leases, notice of others' work.
FCNTL_ALLOWED = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1031, 1032)
O_ACCMODE, O_TRUNC = 0x3, 0x200
PRCTL_ALLOWED = (15, 16, 0x53564D41)  # SET_NAME, GET_NAME, SET_VMA: names of threads and memory

# <linux/audit.h>, <linux/seccomp.h>, <linux/filter.h>
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000
KILL, ALLOW, ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
PLACEHOLDER = 0x7FEEDFED  # stands for the process's own number until that is known
LOAD, JUMP, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_SET = 0x20, 0x05, 0x15, 0x35, 0x45
AND, RETURN = 0x54, 0x06
OFFSET_NUMBER, OFFSET_ARCH = 0, 4


def program(own_pid: int, machine: str | None = None) -> bytes:
    """The filter for a process with the number *own_pid*, which may signal only itself.

    Raises:
        OSError: if this architecture has no table.
    """
    return _program(machine).replace(struct.pack("=I", PLACEHOLDER), struct.pack("=I", own_pid))


@cache
def _program(machine: str | None) -> bytes:
    own_pid = PLACEHOLDER
    machine = machine or os.uname().machine
    if machine not in AUDIT_ARCH:
        raise OSError(errno.ENOSYS, f"seccomp: no table of system calls for {machine}")
    column = list(AUDIT_ARCH).index(machine)
    numbers = {
        name: number for name, pair in NUMBERS.items() if (number := pair[column]) is not None
    }
    code = [
        (LOAD, 0, 0, OFFSET_ARCH),
        (JUMP_EQUAL, 1, 0, AUDIT_ARCH[machine]),
        (RETURN, 0, 0, KILL),  # a call in another architecture's numbers, such as int 0x80
        (LOAD, 0, 0, OFFSET_NUMBER),
        (JUMP_AT_LEAST, 0, 1, X32_BIT),
        (RETURN, 0, 0, KILL),
    ]
    bodies = sorted((number, _body(name, own_pid)) for name, number in numbers.items())
    code += _search(bodies)
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


Instruction = tuple[int, int, int, int]


def _body(name: str, own_pid: int) -> list[Instruction]:
    """Instructions that decide about one call."""
    if name in CONDITIONAL:
        return _condition(name, own_pid)
    if name in REFUSED:
        return [(RETURN, 0, 0, ERRNO | errno.EPERM)]
    if name in PRETENDED:
        return [(RETURN, 0, 0, ERRNO)]
    if name in MISSING:
        return [(RETURN, 0, 0, ERRNO | errno.ENOSYS)]
    return [(RETURN, 0, 0, ALLOW)]


def _search(bodies: list[tuple[int, list[Instruction]]]) -> list[Instruction]:
    """Find the body of a number by halving.

    When a filter is installed, the kernel runs it once for every call there is. One comparison after
    another, that takes a millisecond, for every child.
    """
    if len(bodies) == 1:
        ((number, body),) = bodies
        missing = (RETURN, 0, 0, ERRNO | errno.ENOSYS)
        return [(JUMP_EQUAL, 0, len(body), number), *body, missing]
    middle = len(bodies) // 2
    lower, upper = _search(bodies[:middle]), _search(bodies[middle:])
    # A conditional jump reaches 255 instructions; an unconditional one has no such bound.
    return [(JUMP_AT_LEAST, 0, 1, bodies[middle][0]), (JUMP, 0, 0, len(lower)), *lower, *upper]


def _condition(name: str, own_pid: int) -> list[Instruction]:
    """Instructions that allow or refuse a call by its arguments; every path ends in a return."""
    allow, refuse = (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, ERRNO | errno.EPERM)
    match name:
        case "clone":  # threads of this process, and no namespace
            return [
                _argument(0),
                (JUMP_SET, 0, 2, CLONE_THREAD),
                (JUMP_SET, 1, 0, CLONE_NEW_ANYTHING),
                allow,
                refuse,
            ]
        case "kill" | "tgkill":
            return [*_one_of(0, (own_pid,)), refuse]
        case "prlimit64":
            return [*_one_of(0, (0, own_pid)), refuse]
        case "prctl":
            return [*_one_of(0, PRCTL_ALLOWED), refuse]
        case "ioctl":
            return [*_one_of(1, IOCTL_ALLOWED), refuse]
        case "fcntl":
            return [*_one_of(1, FCNTL_ALLOWED), refuse]
        case "open" | "openat":  # reading and emptying at once, which asks for no right to write
            flags = _argument(1 if name == "open" else 2)
            masked = (AND, 0, 0, O_ACCMODE | O_TRUNC)
            return [flags, masked, (JUMP_EQUAL, 0, 1, O_TRUNC), refuse, allow]
        case "sendto":  # on a connected socket: no address
            return [_argument(4), (JUMP_EQUAL, 1, 0, 0), refuse, _argument(4, high=True),
                    (JUMP_EQUAL, 0, 1, 0), allow, refuse]  # fmt: skip
        case _:
            raise AssertionError(name)


def _argument(index: int, *, high: bool = False) -> Instruction:
    """Load half of an argument; the low one comes first on both architectures."""
    return (LOAD, 0, 0, 16 + 8 * index + (4 if high else 0))


def _one_of(index: int, values: tuple[int, ...]) -> list[Instruction]:
    allowed = [
        item for value in values for item in ((JUMP_EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW))
    ]
    return [_argument(index), *allowed]
