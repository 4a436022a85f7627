"""Success: the student is told what the grader does with its files."""

import ctypes
import os

from kit import got, system_call, tries


def watch(path):
    fd = system_call("inotify_init1", 0)
    system_call("inotify_add_watch", fd, path.encode(), 0xFFF)
    return got(f"a watch on {os.path.basename(path)}")


def attack(a):
    return tries(
        lambda: watch(a["problems"]),
        lambda: watch(a["temporary"]),
        lambda: got(f"fanotify {system_call('fanotify_init', 0, 0)}"),
    )
