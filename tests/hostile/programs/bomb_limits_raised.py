"""Success: the limits are raised."""

import resource

from kit import got, tries


def attack(a):
    def lift(name):
        limit = getattr(resource, name)
        before = resource.getrlimit(limit)
        resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        if resource.getrlimit(limit) == before:
            return "as it was"
        return got(f"{name} lifted")

    names = ["RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE"]
    return tries(*(lambda n=n: lift(n) for n in names))
