"""The grader's side of the protocol against any bytes at all: an outcome, never an exception."""

import contextlib
import json
import os
import socket

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.results import Ending, Outcome, SandboxInfo
from grader.sandbox import wire
from grader.sandbox.launcher import Channels
from grader.sandbox.session import Session
from grader.spec.model import Limits

LIMITS = Limits(call_seconds=0.05, load_seconds=0.05, result_bytes=1 << 16, printed_bytes=1 << 12)
END = json.dumps({"status": 0, "killed": False, "filled": False, "cpu_seconds": 0.0}).encode()
READY = wire.frame(wire.encode(("ready",)))
LOADED = wire.frame(wire.encode(("returned", None, ())))


class FakeZygote:
    """Stands for a process: what the child would write is already in the channels."""

    served = True

    def __init__(self, data: bytes, printed: bytes):
        self.data, self.printed = data, printed
        self.theirs = []

    def fork(self, _limits):
        data, child_data = socket.socketpair()
        life, zygote_life = socket.socketpair()
        printed, child_printed = os.pipe()
        child_data.setblocking(False)
        os.set_blocking(child_printed, False)
        with contextlib.suppress(BlockingIOError):
            child_data.sendall(self.data)
        with contextlib.suppress(BlockingIOError):
            os.write(child_printed, self.printed or b"-")
        os.close(child_printed)
        zygote_life.sendall(END)
        zygote_life.close()
        child_data.shutdown(socket.SHUT_WR)
        self.theirs.append(child_data)  # open, so that requests can still be written
        return Channels(self, data, printed, life)

    def kill(self):
        pass

    def describe_death(self):
        return "it is a fake"


def answers(data, printed=b"", calls=2):
    zygote = FakeZygote(READY + LOADED + data, printed)
    session = Session(zygote.fork, {}, SandboxInfo("basic", ()), cpu_seconds=60)
    try:
        loaded = session.load("a.py", LIMITS)
        if loaded.ending is not Ending.RETURNED:
            return [loaded]
        return list(session.calls("f", [(1,)] * calls))
    finally:
        session.close()
        for end in zygote.theirs:
            end.close()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda items: st.lists(items) | st.tuples(items, items) | st.dictionaries(st.text(), items),
    max_leaves=10,
)


@given(st.binary(max_size=200), st.binary(max_size=6000))
def test_any_bytes_become_outcomes(data, printed):
    outcomes = answers(data, printed)

    assert outcomes
    assert all(isinstance(item, Outcome) for item in outcomes)


@given(st.lists(PLAIN, max_size=4))
def test_any_well_formed_values_become_outcomes(values):
    outcomes = answers(b"".join(wire.frame(wire.encode(value)) for value in values))

    assert all(isinstance(item, Outcome) for item in outcomes)


VALID = wire.frame(wire.encode(("returned", {"dW": np.eye(3), "L": [0.5, 1]}, (np.ones(2),))))


@given(st.integers(0, len(VALID) - 1), st.integers(0, 255), st.integers(0, len(VALID)))
def test_a_mutated_or_cut_answer_becomes_an_outcome(at, byte, length):
    mutated = bytearray(VALID)
    mutated[at] = byte

    assert all(isinstance(item, Outcome) for item in answers(bytes(mutated[:length]), calls=1))


def test_a_header_that_announces_gigabytes_is_refused_before_they_come():
    (outcome,) = answers(wire.HEADER.pack(wire.MAGIC, 2**32 - 1), calls=1)

    assert outcome.ending is Ending.OUTPUT_LIMIT


def test_a_right_answer_gets_through():
    """Or the tests above could pass because nothing does."""
    (outcome,) = answers(VALID, calls=1)

    assert outcome.ending is Ending.RETURNED
    assert np.array_equal(outcome.value["dW"], np.eye(3))
