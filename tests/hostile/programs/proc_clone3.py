"""Success: a second process by clone3(), whose flags no filter can see."""

import ctypes

from kit import got, libc, system_call, tries


def attack(a):
    def clone():
        arguments = (ctypes.c_uint64 * 11)()
        arguments[4] = 17  # exit_signal = SIGCHLD
        pid = system_call("clone3", ctypes.byref(arguments), 88)
        if pid == 0:
            libc._exit(0)
        return got("clone3")

    return tries(clone)
