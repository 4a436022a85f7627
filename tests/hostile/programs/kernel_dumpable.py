"""Success: the process can be dumped and looked into, and dumps its core into a file."""

import os
import resource

from kit import got, system_call, tries


def attack(a):
    def size():
        resource.setrlimit(resource.RLIMIT_CORE, (10**6, 10**6))
        return got("core files")

    result = tries(size, lambda: system_call("prctl", 4, 1, 0, 0, 0))
    if any("BREACH" in str(item) for item in result):
        return result
    os.abort()
