"""The wire format: what arrives, what is refused, and that hostile bytes cost nothing."""

import cmath
import math
import struct
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.results import Unsupported
from grader.sandbox import wire
from grader.sandbox.wire import WireError, decode, encode

# Every dtype that travels, little-endian.
DTYPES = [
    *("bool", "<i1", "<i2", "<i4", "<i8", "<u1", "<u2", "<u4", "<u8"),
    *("<f2", "<f4", "<f8", "<c8", "<c16"),
]
FLOAT64 = DTYPES.index("<f8")

# The same numbers, laid out otherwise in memory.
LAYOUTS = {
    "as it is": lambda array: array,
    "Fortran order": np.asfortranarray,
    "transposed": np.transpose,
    "backwards": lambda array: np.flip(array),
    "every other": lambda array: array[(..., *(slice(None, None, 2) for _ in array.shape))],
    "big-endian": lambda array: array.astype(array.dtype.newbyteorder(">")),
    "read-only": lambda array: np.broadcast_to(array, array.shape),
}

ARRAYS = st.sampled_from(DTYPES).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0))
)
LAID_OUT = st.builds(
    lambda array, name: LAYOUTS[name](array), ARRAYS, st.sampled_from(list(LAYOUTS))
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**4000), 2**4000),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(),
    LAID_OUT,
)
VALUES = st.recursive(
    LEAVES,
    lambda items: st.one_of(
        st.lists(items, max_size=4),
        st.lists(items, max_size=4).map(tuple),
        st.dictionaries(st.text(), items, max_size=4),
    ),
    max_leaves=12,
)


def u32(number):
    return struct.pack("<I", number)


def u64(number):
    return struct.pack("<Q", number)


def header(code, *shape):
    """An array's header; the numbers should follow."""
    return b"a" + bytes([code, len(shape)]) + b"".join(u64(size) for size in shape)


def nested(depth):
    """A list in a list in a list, *depth* lists in all."""
    value = []
    for _ in range(depth - 1):
        value = [value]
    return value


def same_number(left, right):
    """Equality by which NaN equals NaN, and 0.0 is not -0.0."""
    return struct.pack("<d", left) == struct.pack("<d", right)


def same(left, right):
    """Whether two values are of the same types and hold the same, bit for bit."""
    if isinstance(left, np.ndarray):
        left = left.astype(left.dtype.newbyteorder("<"))
        return (
            type(right) is np.ndarray
            and left.dtype == right.dtype
            and left.shape == right.shape
            and left.tobytes() == right.tobytes()
        )
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return same_number(left, right)
    if isinstance(left, complex):
        return same_number(left.real, right.real) and same_number(left.imag, right.imag)
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(map(same, left.values(), right.values()))
    return left == right


def sent(value):
    """*value* as the other side receives it."""
    return decode(encode(value), unsupported=Unsupported)


# What arrives.


@given(VALUES)
def test_a_value_of_the_closed_set_arrives_as_it_was_sent(value):
    """Types, order of keys and every bit of every number are kept."""
    arrived = sent(value)

    assert same(value, arrived)


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, False, 0, -1, 255, 256, -(2**63), 2**64, 10**1000),
        *(0.0, -0.0, math.pi, 5e-324, math.nan, math.inf, -math.inf),
        *(1j, complex(math.nan, -0.0), -cmath.infj),
        *("", "a\0b", "Übung ∂L/∂W 🎓", b"", b"\xff\0", [], (), {}, {"": [(), {}]}),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_each_plain_value_arrives_with_its_type(value):
    """True stays a bool, 1.0 a float, a tuple a tuple."""
    arrived = sent(value)

    assert same(value, arrived)


def test_true_and_one_are_told_apart():
    """The comparison of these tests would see a changed type, sign or bit."""
    assert not same(True, 1)
    assert not same(0.0, -0.0)
    assert not same([1], (1,))
    assert not same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not same(np.zeros(2), np.zeros((2, 1)))
    assert not same(np.zeros(2), np.zeros(2, np.float32))
    assert not same(np.zeros(2), -np.zeros(2))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_array_arrives_whatever_its_layout(dtype, layout):
    """Values, shape and dtype are kept; memory order and byte order are nobody's business."""
    array = LAYOUTS[layout](np.arange(24).reshape(4, 3, 2).astype(dtype))

    arrived = sent(array)

    assert same(array, arrived)
    assert arrived.flags.c_contiguous
    assert arrived.flags.writeable
    assert arrived.dtype.isnative


@pytest.mark.parametrize("shape", [(), (0,), (0, 3), (3, 0, 2), (1,) * 32])
def test_an_array_without_axes_or_without_numbers_keeps_its_shape(shape):
    """() is not (1,), and (0, 3) is not (3, 0)."""
    arrived = sent(np.ones(shape))

    assert arrived.shape == shape
    assert arrived.dtype == np.float64


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_numpy_scalar_arrives_as_an_array_without_axes(dtype):
    """np.float64 is a float for Python too; it still arrives as numpy's."""
    arrived = sent(np.dtype(dtype).type(1))

    assert same(np.array(1, dtype), arrived)


def test_extended_precision_arrives_as_float64():
    """A long double is as wide as the machine likes, so it does not travel as it is."""
    arrived = sent([np.longdouble("0.5"), np.array([0.5, -2], np.longdouble)])

    assert same([np.array(0.5), np.array([0.5, -2.0])], arrived)


@pytest.mark.parametrize("name", ["longlong", "ulonglong", "intc", "long", "byte"])
def test_the_other_names_of_integers_arrive(name):
    """The C types that share a width with another are the same numbers."""
    array = np.array([0, 1, 100], name)

    arrived = sent(array)

    assert arrived.tolist() == [0, 1, 100]


def test_text_that_is_not_unicode_arrives_escaped():
    """A lone surrogate, such as os.listdir makes, cannot stop an answer."""
    assert sent("a\udcff") == "a\\udcff"


def test_a_subclass_of_array_arrives_as_a_plain_array():
    """What a subclass means by `*`, `==` or `shape` must not reach the grader."""
    tagged = type("Tagged", (np.ndarray,), {"shape": property(lambda self: (self.size,))})

    arrived = sent(np.arange(6).reshape(2, 3).view(tagged))

    assert same(np.arange(6).reshape(2, 3), arrived)


def test_a_matrix_arrives_as_a_plain_array():
    """np.matrix multiplies otherwise than an array of the same numbers."""
    with pytest.warns(PendingDeprecationWarning):
        matrix = np.matrix([[1.0, 2.0]])

    arrived = sent(matrix)

    assert same(np.array([[1.0, 2.0]]), arrived)


def test_a_masked_array_arrives_as_a_plain_array():
    """The mask is left behind."""
    arrived = sent(np.ma.masked_array([1.0, 2.0], mask=[True, False]))

    assert same(np.array([1.0, 2.0]), arrived)


# What does not travel.

Odd = type("Odd", (), {})


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (np.array([None, 1], object), "object"),
        (np.array(["a"]), "<U1"),
        (np.array([b"a"]), "S1"),
        (np.array(["2017-02-01"], "datetime64[D]"), "datetime64[D]"),
        (np.zeros(2, [("x", "f8")]), "x"),
        (np.datetime64("2017-02-01"), "datetime64[D]"),
        (np.str_("a"), "<U1"),
        (len, "builtin_function_or_method"),
        (lambda: 0, "function"),
        ({1, 2}, "set"),
        (frozenset(), "frozenset"),
        ((i for i in "ab"), "generator"),
        (map(len, ()), "map"),
        (range(3), "range"),
        (bytearray(b"a"), "bytearray"),
        (Decimal(1), "Decimal"),
        (Fraction(1, 2), "Fraction"),
        (Odd, "type"),
        (Odd(), "Odd"),
        (np, "module"),
        ({1: 2}, "dict"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_anything_else_arrives_as_a_stand_in_that_names_its_type(value, name):
    """The grader learns what it was, and nothing of it."""
    arrived = sent(value)

    assert isinstance(arrived, Unsupported)
    assert name in arrived.type_name


def test_an_unsupported_value_does_not_hide_its_neighbours():
    """One output of several may be nonsense; the others are still judged."""
    arrived = sent({"dW": np.ones(2), "db": {1, 2}, "L": (0.5, [len])})

    assert same(np.ones(2), arrived["dW"])
    assert arrived["db"] == Unsupported("set")
    assert arrived["L"] == (0.5, [Unsupported("builtin_function_or_method")])


def test_the_name_of_an_unsupported_type_is_cut():
    """A class may have a name as long as its author likes."""
    arrived = sent(type("X" * 10_000, (), {})())

    assert arrived == Unsupported("X" * 100)


def test_without_a_stand_in_an_unsupported_value_is_refused():
    """The student's process receives values from the grader, and all of those travel."""
    data = encode({1, 2})

    with pytest.raises(WireError, match="set"):
        decode(data)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([None] * wire.MAX_ITEMS, "more than 100,000 items"),
        (dict.fromkeys(map(str, range(wire.MAX_ITEMS // 2))), "more than 100,000 items"),
    ],
    ids=["items", "keys"],
)
def test_a_value_too_large_to_send_is_refused(value, reason):
    """The sender hears it, in words that a student can be told."""
    with pytest.raises(WireError, match=reason):
        encode(value)


@pytest.mark.parametrize(
    "value",
    [
        2 ** (8 * wire.MAX_INT_BYTES - 1) - 1,
        nested(wire.MAX_DEPTH + 1),
        [None] * (wire.MAX_ITEMS - 1),
    ],
    ids=["integer", "depth", "items"],
)
def test_the_largest_value_allowed_arrives(value):
    """Both sides draw the line at the same place."""
    assert sent(value) == value


def test_an_integer_too_long_arrives_as_a_stand_in():
    assert sent(2 ** (8 * wire.MAX_INT_BYTES)) == Unsupported("int of more than 512 bytes")


def test_what_is_nested_too_deep_is_cut_there():
    """Also a list that contains itself, which has no end."""
    value = []
    value.append(value)

    for deep in (nested(wire.MAX_DEPTH + 2), value):
        arrived = sent(deep)
        for _ in range(wire.MAX_DEPTH + 1):
            (arrived,) = arrived

        assert arrived == Unsupported("list nested more than 16 deep")


def test_of_a_dict_with_other_keys_the_names_travel():
    """Values are looked up by name; the rest cannot be meant."""
    assert sent({"a": 1, None: 2, 3: 4, "b": 5}) == {"a": 1, "b": 5}


# Hostile bytes.


def refused_or_whole(data):
    """Decode *data*; whatever else than WireError is raised fails the test."""
    try:
        value = decode(data, unsupported=str)
    except WireError:
        return True
    # Not refused: then it is a value like any other, and can be sent on.
    return same(value, decode(encode(value)))


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_are_a_value(data):
    """No bytes make the decoder raise anything but WireError."""
    assert refused_or_whole(data)


@given(st.sampled_from(b"NTFifcsbltdao"), st.binary(max_size=100))
def test_random_bytes_after_a_tag_are_refused_or_are_a_value(tag, data):
    """The same, past the first byte."""
    assert refused_or_whole(bytes([tag]) + data)


@given(VALUES, st.data())
def test_a_message_cut_short_is_refused(value, data):
    """No value is a prefix of another."""
    message = encode(value)
    length = data.draw(st.integers(0, len(message) - 1))

    with pytest.raises(WireError):
        decode(message[:length])


@given(VALUES, st.binary(min_size=1, max_size=8))
def test_bytes_after_the_value_are_refused(value, rest):
    """A message is one value."""
    with pytest.raises(WireError, match=f"{len(rest)} bytes too many"):
        decode(encode(value) + rest)


@given(VALUES, st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_message_with_changed_bytes_is_refused_or_is_a_value(value, changes):
    """Also where the change hits a length, a tag, a dtype or a shape."""
    message = bytearray(encode(value))
    for position, byte in changes:
        message[position % len(message)] = byte

    assert refused_or_whole(bytes(message))


HOSTILE = {
    "nothing": b"",
    "an unknown tag": b"?",
    "an array of 2**40 numbers": header(FLOAT64, 2**40),
    "an array of 2**40 numbers, one sent": header(FLOAT64, 2**40) + bytes(8),
    "an array of 2**20 times 2**20 numbers": header(FLOAT64, 2**20, 2**20),
    "an array whose size overflows 64 bits": header(FLOAT64, 2**32, 2**32, 2**32),
    "an array with one number missing": header(FLOAT64, 3) + bytes(16),
    "zero times a huge axis": header(FLOAT64, 0, 2**63),
    "a huge axis times zero": header(FLOAT64, 2**64 - 1, 0),
    "zero times two axes that overflow": header(FLOAT64, 0, 2**58, 2**58),
    "zero times 31 axes that overflow": header(FLOAT64, 0, *[2**40] * 31),
    "33 axes": header(FLOAT64, *[1] * 33) + bytes(8),
    "255 axes": header(FLOAT64, *[1] * 255) + bytes(8),
    "an unknown dtype": header(len(DTYPES), 1) + bytes(16),
    "the last dtype code": header(255, 1) + bytes(16),
    "an array cut in its shape": b"a" + bytes([FLOAT64, 2]) + u64(1),
    "2**32 - 1 items in a list": b"l" + u32(2**32 - 1),
    "2**32 - 1 items in a tuple": b"t" + u32(2**32 - 1) + b"N" * 9,
    "2**32 - 1 keys": b"d" + u32(2**32 - 1) + b"s" + u32(0) + b"N",
    "one item too few": b"l" + u32(3) + b"NN",
    "a thousand lists in each other": (b"l" + u32(1)) * 1000 + b"N",
    "a thousand dicts in each other": (b"d" + u32(1) + b"s" + u32(0)) * 1000 + b"N",
    "a dict as a key, a thousand times": (b"d" + u32(1)) * 1000 + b"N",
    "100,000 items and their list": b"l" + u32(100_000) + b"N" * 100_000,
    "100,000 items in two lists": b"l" + u32(2) + (b"l" + u32(50_000) + b"N" * 50_000) * 2,
    "an integer of 4 GiB": b"i" + u32(2**32 - 1),
    "an integer of 513 bytes": b"i" + u32(513) + bytes(513),
    "an integer cut short": b"i" + u32(8) + bytes(7),
    "text of 4 GiB": b"s" + u32(2**32 - 1) + b"a",
    "bytes of 4 GiB": b"b" + u32(2**32 - 1) + b"a",
    "text that is not UTF-8": b"s" + u32(1) + b"\xff",
    "text that ends inside a character": b"s" + u32(1) + b"\xc3",
    "text with a surrogate": b"s" + u32(3) + b"\xed\xb3\xbf",
    "a type name that is not UTF-8": b"o" + u32(1) + b"\xff",
    "the same key twice": b"d" + u32(2) + (b"s" + u32(1) + b"a" + b"N") * 2,
    "a number as a key": b"d" + u32(1) + b"i" + u32(1) + b"\x01" + b"N",
    "nothing as a key": b"d" + u32(1) + b"NN",
    "bytes as a key": b"d" + u32(1) + b"b" + u32(1) + b"aN",
    "a list as a key": b"d" + u32(1) + b"l" + u32(0) + b"N",
    "an array as a key": b"d" + u32(1) + header(FLOAT64) + bytes(8) + b"N",
    "a key without a value": b"d" + u32(1) + b"s" + u32(0),
    "a float cut short": b"f" + bytes(7),
    "a complex number cut short": b"c" + bytes(15),
    "a length cut short": b"s" + bytes(3),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_lie_is_refused_before_any_memory_is_taken_for_it(name):
    """Lengths are believed only as far as the bytes are there."""
    data = HOSTILE[name]
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            decode(data, unsupported=Unsupported)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 2**20 + 20 * len(data)


def test_the_memory_check_above_would_see_an_allocation():
    """The memory that numpy takes counts too."""
    tracemalloc.start()
    try:
        np.zeros(2**18)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak >= 8 * 2**18


def test_an_empty_array_with_many_rows_does_not_travel():
    """It takes no bytes, but as a list it would take any number of them."""
    with pytest.raises(WireError, match="an empty array of shape"):
        decode(header(FLOAT64, 0, 2**40))
    with pytest.raises(WireError, match=r"an empty array of shape \(3000000, 0\)"):
        encode(np.zeros((3_000_000, 0)))
    with pytest.raises(WireError, match=r"an empty array of shape \(3000, 3000, 0\)"):
        encode(np.zeros((3000, 3000, 0)))
    with pytest.raises(WireError, match=r"an empty array of shape \(90000, 90000, 0\)"):
        decode(header(FLOAT64, 90_000, 90_000, 0))

    assert decode(encode(np.zeros((100_000, 0)))).shape == (100_000, 0)


def test_an_array_does_not_share_the_bytes_of_its_message():
    """Writing into one answer must not change another."""
    data = encode((np.zeros(3), np.zeros(3)))

    first, second = decode(data)
    first += 1

    assert second.tolist() == [0, 0, 0]
    assert same((np.zeros(3), np.zeros(3)), decode(data))


# Frames.


@given(st.binary(max_size=50))
def test_a_frame_says_how_many_bytes_follow(payload):
    """The header is of fixed size, and the rest is the payload."""
    framed = wire.frame(payload)
    head, rest = framed[: wire.HEADER.size], framed[wire.HEADER.size :]

    assert wire.frame_length(head) == len(rest)
    assert rest == payload


@given(st.binary(min_size=wire.HEADER.size, max_size=wire.HEADER.size))
def test_a_header_that_starts_otherwise_is_refused(head):
    """Text that a student prints into the data socket is no frame."""
    if head.startswith(wire.MAGIC):
        head = b"??" + head[2:]

    with pytest.raises(WireError):
        wire.frame_length(head)


# Tensors.


@pytest.fixture(scope="module")
def torch():
    """Imported here and not above, so that these tests alone pay for it."""
    import torch

    return torch


def test_a_tensor_arrives_as_an_array_of_its_numbers(torch):
    """Its dtype is kept where numpy has it."""
    for dtype in ("float64", "float32", "float16", "int64", "int32", "uint8", "bool", "complex64"):
        tensor = torch.ones(2, 3, dtype=getattr(torch, dtype))

        arrived = sent(tensor)

        assert same(np.ones((2, 3), dtype), arrived)


def test_a_tensor_of_bfloat16_arrives_as_float32(torch):
    """There is no bfloat16 in numpy; float32 holds its numbers exactly."""
    arrived = sent(torch.tensor([1.0, -0.5, 3.140625], dtype=torch.bfloat16))

    assert same(np.array([1.0, -0.5, 3.140625], np.float32), arrived)


def test_a_tensor_that_requires_a_gradient_arrives(torch):
    """Leaves, parameters and what was computed from them."""
    leaf = torch.tensor([1.0, 2.0], requires_grad=True)

    arrived = sent({"leaf": leaf, "computed": leaf * 2, "parameter": torch.nn.Parameter(leaf)})

    assert arrived["leaf"].tolist() == [1, 2]
    assert arrived["computed"].tolist() == [2, 4]
    assert arrived["parameter"].tolist() == [1, 2]


def test_tensors_arrive_wherever_they_stand(torch):
    """In lists, in tuples and in the ordered dict of a module's state."""
    leaf = torch.tensor([1.0, 2.0], requires_grad=True)
    layer = torch.nn.Linear(2, 1)

    arrived = sent([[leaf[0], leaf.sum()], (leaf, 5), layer.state_dict()])

    assert np.array(arrived[0]).tolist() == [1, 3]
    assert arrived[1][0].tolist() == [1, 2]
    assert arrived[2]["weight"].shape == (1, 2)


def test_a_lazy_view_of_a_tensor_arrives_with_its_values(torch):
    """A conjugation or a negation is only noted by torch; numpy cannot do that."""
    tensor = torch.tensor([1 + 2j, 3 - 4j])

    arrived = sent([tensor.conj(), tensor.conj().imag, tensor.resolve_conj().imag])

    assert tensor.conj().is_conj()
    assert tensor.conj().imag.is_neg()
    assert arrived[0].tolist() == [1 - 2j, 3 + 4j]
    assert arrived[1].tolist() == [-2, 4]
    assert arrived[2].tolist() == [2, -4]


def test_a_tensor_arrives_whatever_its_layout(torch):
    """Transposed, strided, expanded, and without axes or numbers."""
    tensor = torch.arange(6.0).reshape(2, 3)

    arrived = sent([tensor.T, tensor[:, ::2], tensor[:1].expand(2, 3), tensor.sum(), tensor[:0]])

    assert arrived[0].tolist() == [[0, 3], [1, 4], [2, 5]]
    assert arrived[1].tolist() == [[0, 2], [3, 5]]
    assert arrived[2].tolist() == [[0, 1, 2], [0, 1, 2]]
    assert arrived[3].shape == ()
    assert arrived[4].shape == (0, 3)


def test_a_tensor_without_plain_numbers_arrives_as_a_stand_in(torch):
    """A sparse one, one without memory, and one of eight bits have no numpy counterpart."""
    tensors = [
        torch.eye(2).to_sparse(),
        torch.empty(2, device="meta"),
        torch.ones(2).to(torch.float8_e5m2),
    ]

    arrived = sent(tensors)

    assert [type(item) for item in arrived] == [Unsupported] * 3
