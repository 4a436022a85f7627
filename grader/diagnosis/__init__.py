"""Why an answer is wrong: one family of explanations a file.

A family gets the problem's reference and what the student's function gave on every case. It names a
cause only if the cause explains several cases of different sizes; otherwise it is silent, because a
false explanation is worse than none.
"""
