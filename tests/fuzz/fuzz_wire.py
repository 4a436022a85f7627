"""A coverage-guided fuzzer for the decoder, run by hand; pytest does not collect it.

    pip install atheris && python tests/fuzz/fuzz_wire.py -max_total_time=300 -rss_limit_mb=512

It stops at the first input on which `decode` does anything but return a value or raise WireError, or on
which what was decoded does not encode and decode to itself again.
"""

import sys

import atheris

with atheris.instrument_imports(include=["grader.sandbox.wire"]):
    from grader.sandbox import wire


def one_input(data: bytes) -> None:
    try:
        value = wire.decode(data, unsupported=str)
    except wire.WireError:
        return
    again = wire.encode(value)
    if wire.encode(wire.decode(again)) != again:
        raise AssertionError("a decoded value does not survive another round")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
