"""Success: the mode or the times of a file that every program of the machine uses are changed."""

import os

from kit import got, tries


def attack(a):
    path = os.__file__
    before = os.stat(path)
    mode = before.st_mode & 0o7777

    def change(what, function, back):
        function()
        after = os.stat(path)
        if (after.st_mode, after.st_mtime_ns) == (before.st_mode, before.st_mtime_ns):
            return "said to be done, and not done"
        back()
        return got(f"the {what} of {os.path.basename(path)}")

    def times(offset):
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + offset))

    def by_descriptor(mode):
        os.fchmod(os.open(path, os.O_RDONLY), mode)

    return tries(
        lambda: change("times", lambda: times(10**9), lambda: times(0)),
        lambda: change("mode", lambda: os.chmod(path, mode ^ 1), lambda: os.chmod(path, mode)),
        lambda: change("mode", lambda: by_descriptor(mode ^ 1), lambda: by_descriptor(mode)),
    )
