"""Hostile programs are contained, at every level that this suite is told to expect.

Each file of `programs` is one trick. It is contained if no canary of `canaries` was touched, nothing of
value came back, the grader did not fail, and the submissions beside it and after it are graded rightly.
What a level does not contain is listed here, exactly, so that the documented weakness stays true.
"""

import os
import sys
from pathlib import Path

import pytest

from grader.sandbox.host import Level, Sandbox
from tests.hostile.canaries import MISTAKES, PATIENCE, Arena, Canaries

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the programs and the canaries are written for Linux"
)

FOLDER = Path(__file__).parent / "programs"
PROGRAMS = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("[!_]*.py"))}
KIT = {"kit.py": (FOLDER / "_kit.py").read_bytes()}

# A machine that gives fewer levels says so here; otherwise a level that cannot be had is a failure.
LEVELS = tuple(os.environ.get("GRADER_TEST_LEVELS", "strong,medium,basic").split(","))

# Not run where nothing but the program's own care stands between it and this machine.
DANGEROUS_AT_BASIC = {
    "kernel_kexec": "would ask for another kernel",
    "kernel_module": "would ask to load a module",
    "kernel_mount": "would mount over its folder in the namespace of all",
    "kernel_pivot_root": "would ask for another root",
    "kernel_port_access": "would open ports of the hardware",
    "kernel_reboot": "would ask for a reboot",
    "kernel_sethostname": "would set the machine's name",
    "kernel_settimeofday": "would set the machine's clock",
    "kernel_swapon": "would ask for swap",
    "kernel_acct": "would ask to account processes",
    "sig_kill_all": "would look for every process of the user",
}

# What `basic` does not contain: the user's files, network and other processes. Any user can do these.
BASIC_DOES_NOT_CONTAIN = frozenset(
    [
        "bomb_memfd",
        "bomb_message_queue",
        "bomb_shm_posix",
        "bomb_shm_sysv",
        "env_argv_of_others",
        "file_attributes",
        "file_dir_fd",
        "file_error_source",
        "file_error_syntax",
        "file_etc_passwd",
        "file_grader_source",
        "file_hardlink",
        "file_hidden_below_python",
        "file_home",
        "file_importlib",
        "file_lease",
        "file_libc",
        "file_linecache",
        "file_listing",
        "file_mmap",
        "file_numpy",
        "file_openat2",
        "file_path_descriptor",
        "file_private",
        "file_proc_root",
        "file_reference",
        "file_remove",
        "file_rename",
        "file_secret",
        "file_shipped_problems",
        "file_symlink",
        "file_traversal",
        "file_truncate",
        "file_watch",
        "file_zipimport",
        "kernel_machine_code",
        "kernel_no_new_privileges",
        "kernel_personality",
        "kernel_setuid_file",
        "kernel_terminal",
        "mem_import_grader",
        "net_dns",
        "net_listen",
        "net_netlink",
        "net_system_call",
        "net_tcp",
        "net_tcp_fast_open",
        "net_udp",
        "net_unix_abstract",
        "net_unix_datagram",
        "net_unix_path",
        "proc_clone",
        "proc_daemon",
        "proc_execve",
        "proc_execve_python",
        "proc_execveat",
        "proc_fork",
        "proc_fork_bomb",
        "proc_group",
        "proc_holds_channels",
        "proc_joins_group",
        "proc_memfd_exec",
        "proc_multiprocessing",
        "proc_posix_spawn",
        "proc_pty",
        "proc_subprocess",
        "proc_system",
        "proc_vfork",
        "sig_bystander",
        "sig_grader",
        "sig_group",
        "sig_kill_parent",
        "sig_limits_of_others",
        "sig_pidfd",
        "sig_priority",
        "sig_queue",
        "sig_set_owner",
        "sig_stop_parent",
        "sig_tgkill",
        "sig_victim",
        "stay_bytecode",
        "stay_folders",
        "stay_home",
        "stay_next_folder",
        "stay_prefix",
        "stay_scratch_link",
        "stay_site_packages",
        "stay_temporary",
    ]
)

# The same, but only for root, or only with some kernels and settings: they may breach, or not.
BASIC_MAY_NOT_CONTAIN = frozenset(
    [
        "bomb_mlock",
        "file_by_handle",
        "file_devices",
        "file_modes_of_libraries",
        "file_open_tree",
        "file_proc_environ",
        "file_proc_mem",
        "file_proc_settings",
        "kernel_bpf",
        "kernel_capabilities",
        "kernel_chroot",
        "kernel_int80",
        "kernel_io_uring",
        "kernel_keyctl",
        "kernel_mknod",
        "kernel_mount_new",
        "kernel_perf",
        "kernel_process_madvise",
        "kernel_seccomp",
        "kernel_secret_memory",
        "kernel_setns",
        "kernel_setuid",
        "kernel_syslog",
        "kernel_unshare",
        "kernel_unshare_user",
        "kernel_userfaultfd",
        "kernel_x32",
        "mem_compare",
        "mem_pidfd_getfd",
        "mem_process_vm_readv",
        "mem_process_vm_writev",
        "mem_ptrace",
        "mem_zygote",
        "net_odd_families",
        "net_raw",
        "net_tcp6",
        "net_vsock",
        "proc_clone3",
        "proc_clone_namespaces",
        "sig_own_priority",
        "sig_set_owner_data_socket",
    ]
)

DOES_NOT_CONTAIN = {
    "strong": frozenset(),
    "medium": frozenset(),
    "basic": BASIC_DOES_NOT_CONTAIN,
}


@pytest.fixture(scope="module")
def arenas():
    """An arena for each level, made when it is first asked for, and found clean in the end."""
    canaries = Canaries()
    made = {}

    def arena(level):
        if level not in made:
            for other in list(made):  # one at a time: its processes are counted
                assert made.pop(other).close() == []
            made[level] = Arena(lambda: sandbox_of(level, canaries), canaries, KIT)
        return made[level]

    yield arena
    left = [trace for arena in made.values() for trace in arena.close()]
    canaries.close()
    assert left == []


def sandbox_of(level, canaries):
    """A sandbox of exactly this level."""
    sandbox = Sandbox(minimum=Level(level), maximum=Level(level), hidden=[canaries.hidden])
    with sandbox.open({}, [], cpu_seconds=1) as session:
        assert session.info.level == level, f"this machine gives {session.info}"
    return sandbox


def runs():
    """Every program at every level, but for those that are too dangerous there."""
    return [
        pytest.param(level, name, id=f"{level}-{name}")
        for level in LEVELS
        for name in PROGRAMS
        if level != "basic" or name not in DANGEROUS_AT_BASIC
    ]


@pytest.mark.parametrize(("level", "name"), runs())
def test_a_hostile_program_is_contained(arenas, level, name):
    """Or it is on the list of what this level does not contain."""
    arena = arenas(level)
    may_breach = level == "basic" and name in BASIC_MAY_NOT_CONTAIN
    listed = name in DOES_NOT_CONTAIN[level]

    attack = arena.run(PROGRAMS[name], patience=0.3 if listed or may_breach else PATIENCE)

    mistakes = [
        str(outcome.error)
        for outcome in attack.outcomes
        if outcome.error is not None and outcome.error.type_name in MISTAKES
    ]
    assert mistakes == [], "the hostile program is itself broken"
    if listed:
        assert attack.breaches, f"level {level} contains this now: take it off the list"
    elif not may_breach:
        assert attack.breaches == ()


def test_the_lists_name_programs():
    """A name that no program has would hide a slip of the pen."""
    lists = [set(DANGEROUS_AT_BASIC), BASIC_MAY_NOT_CONTAIN, *DOES_NOT_CONTAIN.values()]

    assert set().union(*lists) <= set(PROGRAMS)
    assert not BASIC_DOES_NOT_CONTAIN & (BASIC_MAY_NOT_CONTAIN | set(DANGEROUS_AT_BASIC))
    assert len(PROGRAMS) >= 90


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_hostile_program_says_what_success_would_be(name):
    """In the first line of its docstring; and it has the function that is called."""
    first = PROGRAMS[name].partition("\n")[0]

    assert first.startswith('"""Success: ')
    assert "def attack(a" in PROGRAMS[name]


def test_levels_are_those_that_exist():
    """Whoever shortens the list misspells none."""
    assert set(LEVELS) <= set(Level)
    assert LEVELS
