"""Success: more memory than the limit, in many small objects."""

from kit import got


def attack(a):
    kept = []
    for _ in range(300):
        kept.append(bytearray(b"x" * 2**20))
    return got(f"{len(kept)} MiB")
