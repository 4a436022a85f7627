"""Success: a signal with a payload to the grader."""

import ctypes
import signal

from kit import system_call, tries


def attack(a):
    information = (ctypes.c_int * 32)()
    information[0] = int(signal.SIGUSR2)
    information[2] = -1  # si_code = SI_QUEUE
    return tries(
        lambda: system_call(
            "rt_sigqueueinfo", a["grader_pid"], int(signal.SIGUSR2), ctypes.byref(information)
        )
    )
