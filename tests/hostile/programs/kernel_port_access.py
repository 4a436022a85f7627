"""Success: input and output ports of the machine."""

from kit import got, libc, tries


def attack(a):
    def ports(name, *arguments):
        if getattr(libc, name)(*arguments):
            raise OSError(name)
        return got(name)

    if not hasattr(libc, "ioperm"):
        return "not on this kind of processor"
    return tries(lambda: ports("ioperm", 0x80, 1, 1))
