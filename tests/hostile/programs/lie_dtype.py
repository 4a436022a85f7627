"""Success: dtypes that hold more than numbers."""

import numpy as np


def attack(a):
    record = np.zeros(2, dtype=[("x", "f8"), ("y", "O")])
    return [
        record,
        np.array(["text"]),
        np.array([b"bytes"]),
        np.array([np.datetime64("2020")]),
        np.zeros(2, ">f8"),
        np.lib.stride_tricks.as_strided(np.zeros(1), (1000,), (0,)),
        np.float16(1),
        np.longdouble(1),
    ]
