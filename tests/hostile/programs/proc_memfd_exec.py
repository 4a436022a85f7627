"""Success: a program that is in no file system."""

import os

from kit import got, libc, tries


def attack(a):
    def run():
        with open("/bin/true", "rb") as file:
            program = file.read()
        fd = os.memfd_create("program")
        os.write(fd, program)
        pid = os.fork()
        if pid == 0:
            try:
                os.execve(fd, ["true"], {})
            finally:
                os._exit(1)
        return got(f"ran: {os.waitpid(pid, 0)[1]}")

    return tries(run)
