"""What hostile programs share: raw system calls, and the words for having got hold of something.

Travels with each program as `kit.py`. A program that got what it wanted returns it (a secret's own
text), or says so with `got`; `TRIES` runs several ways and gathers what they got.
"""

import ctypes
import os
import platform
import re

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

# name: (x86-64, arm64)
NUMBERS = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "capget": (125, 90),
    "capset": (126, 91),
    "chroot": (161, 51),
    "clone": (56, 220),
    "clone3": (435, 435),
    "execveat": (322, 281),
    "fanotify_init": (300, 262),
    "fsopen": (430, 430),
    "getpid": (39, 172),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "inotify_add_watch": (254, 27),
    "inotify_init1": (294, 26),
    "io_uring_enter": (426, 426),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "kill": (62, 129),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "mlock": (149, 228),
    "mount": (165, 40),
    "mq_open": (240, 180),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "openat": (257, 56),
    "openat2": (437, 437),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pivot_root": (155, 41),
    "prctl": (157, 167),
    "prlimit64": (302, 261),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "reboot": (169, 142),
    "rt_sigqueueinfo": (129, 138),
    "seccomp": (317, 277),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "shmat": (30, 196),
    "shmget": (29, 194),
    "socket": (41, 198),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "tgkill": (234, 131),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vfork": (58, None),
}
_COLUMN = {"x86_64": 0, "aarch64": 1, "arm64": 1}[platform.machine()]

SECRET = re.compile(rb"SECRET-[a-z]+-[0-9a-f]{32}")


def system_call(name, *arguments):
    """The result of a system call, past every wrapper; raises OSError."""
    number = NUMBERS[name][_COLUMN]
    if number is None:
        raise OSError(38, f"no {name} here")
    sized = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = libc.syscall(ctypes.c_long(number), *sized)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")
    return result


def got(what):
    """A claim that the harness counts as a breach."""
    return f"BREACH: {what}"


def tries(*attempts):
    """What each of *attempts* got; one that is refused gets nothing."""
    found = []
    for attempt in attempts:
        try:
            result = attempt()
        except (OSError, ImportError, ValueError, MemoryError, EOFError, SystemError) as error:
            found.append(f"refused: {type(error).__name__} {str(error)[:80]}")
        else:
            found.append(result)
    return found


def text(path):
    """Content of a file."""
    with open(path, "rb") as file:
        return file.read(1 << 16).decode("utf-8", "replace")


def secrets_in(data):
    """Every secret in some bytes."""
    return sorted({match.decode() for match in SECRET.findall(bytes(data))})


def privileged(name, *arguments):
    """Try a system call with arguments that cannot do harm; what the kernel says shows who asks.

    The kernel asks for the privilege first: any error but "not permitted" means it was there.
    """
    try:
        system_call(name, *arguments)
    except OSError as error:
        if error.errno in (1, 13, 38):  # EPERM, EACCES, ENOSYS
            return f"refused: {error}"
        return got(f"{name} would be obeyed ({error})")
    return got(f"{name} was obeyed")
