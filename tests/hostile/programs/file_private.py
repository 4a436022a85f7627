"""Success: the text of a file of mode 0600 of the grader's user."""

from kit import text, tries


def attack(a):
    return tries(lambda: text(a["private_file"]))
