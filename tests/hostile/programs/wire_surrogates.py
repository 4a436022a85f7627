"""Success: text that cannot be printed or encoded."""


def attack(a):
    raise ValueError("\ud800\udfff\x00‮ \x1b]0;title\x07 ￿")
