"""A small binary code for a closed set of values, for bytes that may be hostile.

Values: None, bool, int, float, complex, str, bytes, list, tuple, dict with str keys, and numpy
arrays of bool, integer, float and complex dtypes. Numpy scalars travel as 0-d arrays, torch
tensors as arrays. Anything else becomes "unsupported value of type X".

Decoding checks every length against the bytes that are really there before it allocates anything,
and bounds depth and count. There is no pickle, no eval and no type that runs code.
"""

from __future__ import annotations

import math
import struct
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

MAX_DEPTH = 16
MAX_ITEMS = 100_000  # containers and leaves in one message
MAX_INT_BYTES = 512
MAX_NDIM = 32

MAGIC = b"GR"
HEADER = struct.Struct("<2sI")

_U8 = struct.Struct("<B")
_U32 = struct.Struct("<I")
_U64 = struct.Struct("<Q")
_F64 = struct.Struct("<d")
_C128 = struct.Struct("<dd")

# Position in the list is the code on the wire.
_DTYPES = [
    np.dtype(name)
    for name in (
        *("bool", "<i1", "<i2", "<i4", "<i8", "<u1", "<u2", "<u4", "<u8"),
        *("<f2", "<f4", "<f8", "<c8", "<c16"),
    )
]
_DTYPE_CODES = {dtype: code for code, dtype in enumerate(_DTYPES)}


class WireError(ValueError):
    """A message that is not well formed, or a value too large or too deep to send."""


def frame(payload: bytes) -> bytes:
    """*payload* with the header that says where it ends."""
    return HEADER.pack(MAGIC, len(payload)) + payload


def frame_length(header: bytes) -> int:
    """Number of payload bytes that follow *header*.

    Raises:
        WireError: if this is not a header.
    """
    magic, length = HEADER.unpack(header)
    if magic != MAGIC:
        raise WireError("a frame starts with other bytes than expected")
    return int(length)


def encode(value: object) -> bytes:
    """Encode *value*.

    What is nested too deep, or too long an integer, is an unsupported value like any other. Of a dict
    with keys of several types the text keys travel: names are what values are looked up by.

    Raises:
        WireError: if it holds too many items, or an empty array with so many rows.
    """
    chunks: list[bytes] = []
    _Encoder(chunks).add(value, 0)
    return b"".join(chunks)


def decode(data: bytes, unsupported: Callable[[str], object] | None = None) -> Any:
    """Decode one value.

    Args:
        data: exactly one encoded value.
        unsupported: makes the stand-in for an unsupported value from its type's name; without it
            such a value is an error.

    Raises:
        WireError: if *data* is not exactly one well-formed value within the bounds.
    """
    decoder = _Decoder(data, unsupported)
    value = decoder.value(0)
    if decoder.position != len(data):
        raise WireError(f"{len(data) - decoder.position} bytes too many")
    return value


class _Encoder:
    def __init__(self, chunks: list[bytes]) -> None:
        self.chunks = chunks
        self.items = 0

    def add(self, value: object, depth: int) -> None:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise WireError(f"more than {MAX_ITEMS:,} items")
        put = self.chunks.append
        if depth > MAX_DEPTH and isinstance(value, list | tuple | dict):
            self._unsupported(f"{type(value).__qualname__} nested more than {MAX_DEPTH} deep")
        elif value is None:
            put(b"N")
        elif value is True:
            put(b"T")
        elif value is False:
            put(b"F")
        elif isinstance(value, np.generic):
            self._array(np.asarray(value))
        elif isinstance(value, int):
            raw = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
            if len(raw) > MAX_INT_BYTES:
                self._unsupported(f"int of more than {MAX_INT_BYTES} bytes")
            else:
                put(b"i" + _U32.pack(len(raw)) + raw)
        elif isinstance(value, float):
            put(b"f" + _F64.pack(value))
        elif isinstance(value, complex):
            put(b"c" + _C128.pack(value.real, value.imag))
        elif isinstance(value, str):
            raw = value.encode("utf-8", "backslashreplace")
            put(b"s" + _U32.pack(len(raw)) + raw)
        elif isinstance(value, bytes):
            put(b"b" + _U32.pack(len(value)) + value)
        elif isinstance(value, list | tuple):
            put((b"l" if isinstance(value, list) else b"t") + _U32.pack(len(value)))
            for item in value:
                self.add(item, depth + 1)
        elif isinstance(value, dict):
            named = [(key, item) for key, item in value.items() if isinstance(key, str)]
            if value and not named:
                self._unsupported("dict without text keys")
                return
            put(b"d" + _U32.pack(len(named)))
            for key, item in named:
                self.add(key, depth + 1)
                self.add(item, depth + 1)
        elif isinstance(value, np.ndarray):
            self._array(value.view(np.ndarray))
        elif (array := tensor_as_array(value)) is not None:
            self._array(array)
        else:
            self._unsupported(type(value).__qualname__)

    def _array(self, array: np.ndarray[Any, Any]) -> None:
        if array.dtype == np.longdouble:
            array = array.astype(np.float64)  # its width is the machine's own business
        code = _DTYPE_CODES.get(array.dtype.newbyteorder("<"))
        if code is None:
            self._unsupported(f"{array.dtype} array")
            return
        if _is_long_and_empty(array.shape):
            raise WireError(f"an empty array of shape {array.shape}")
        shape = b"".join(_U64.pack(size) for size in array.shape)
        self.chunks.append(b"a" + _U8.pack(code) + _U8.pack(array.ndim) + shape)
        self.chunks.append(np.ascontiguousarray(array, _DTYPES[code]).tobytes())

    def _unsupported(self, type_name: str) -> None:
        raw = type_name[:100].encode("utf-8", "backslashreplace")
        self.chunks.append(b"o" + _U32.pack(len(raw)) + raw)


def _is_long_and_empty(shape: tuple[int, ...]) -> bool:
    """Zero in a shape makes all other lengths free; as nested lists they would not be."""
    return 0 in shape and math.prod(filter(None, shape)) > MAX_ITEMS


def tensor_as_array(value: object) -> np.ndarray[Any, Any] | None:
    """A torch tensor's numbers; torch is known only if the student imported it."""
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(value, torch.Tensor):
        return None
    try:
        tensor = value.detach().cpu()
        if tensor.dtype is torch.bfloat16:
            tensor = tensor.float()
        return np.asarray(tensor.resolve_conj().resolve_neg().numpy())
    except (TypeError, RuntimeError):  # sparse, quantised, without storage
        return None


class _Decoder:
    def __init__(self, data: bytes, unsupported: Callable[[str], object] | None) -> None:
        self.data = data
        self.position = 0
        self.items = 0
        self.unsupported = unsupported

    def take(self, count: int) -> bytes:
        """The next *count* bytes, which must be there."""
        end = self.position + count
        if end > len(self.data):
            raise WireError(f"{count} bytes announced, {len(self.data) - self.position} left")
        raw = self.data[self.position : end]
        self.position = end
        return raw

    def number(self, form: struct.Struct) -> Any:
        return form.unpack(self.take(form.size))[0]

    def value(self, depth: int) -> Any:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise WireError(f"more than {MAX_ITEMS:,} items")
        tag = self.take(1)
        if depth > MAX_DEPTH and tag in b"ltd":
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        match tag:
            case b"N":
                return None
            case b"T":
                return True
            case b"F":
                return False
            case b"i":
                length = self.number(_U32)
                if length > MAX_INT_BYTES:
                    raise WireError(f"an integer of more than {MAX_INT_BYTES} bytes")
                return int.from_bytes(self.take(length), "little", signed=True)
            case b"f":
                return self.number(_F64)
            case b"c":
                return complex(*_C128.unpack(self.take(_C128.size)))
            case b"s":
                return self.text()
            case b"b":
                return self.take(self.number(_U32))
            case b"l":
                return [self.value(depth + 1) for _ in range(self.count())]
            case b"t":
                return tuple(self.value(depth + 1) for _ in range(self.count()))
            case b"d":
                return self.mapping(depth)
            case b"a":
                return self.array()
            case b"o":
                name = self.text()
                if self.unsupported is None:
                    raise WireError(f"an unsupported value of type {name}")
                return self.unsupported(name)
            case _:
                raise WireError(f"unknown tag {tag!r}")

    def count(self) -> int:
        """A number of items: each takes a byte at least, so more than the rest is a lie."""
        count = int(self.number(_U32))
        if count > len(self.data) - self.position:
            raise WireError(f"{count} items announced, {len(self.data) - self.position} bytes left")
        return count

    def text(self) -> str:
        try:
            return self.take(self.number(_U32)).decode("utf-8")
        except UnicodeDecodeError as error:
            raise WireError(f"text that is not UTF-8: {error}") from None

    def mapping(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for _ in range(self.count()):
            key = self.value(depth + 1)
            if not isinstance(key, str) or key in result:
                raise WireError("a key that is not text, or comes twice")
            result[key] = self.value(depth + 1)
        return result

    def array(self) -> np.ndarray[Any, Any]:
        code, ndim = self.number(_U8), self.number(_U8)
        if code >= len(_DTYPES) or ndim > MAX_NDIM:
            raise WireError(f"dtype code {code} with {ndim} dimensions")
        shape = tuple(self.number(_U64) for _ in range(ndim))
        dtype = _DTYPES[code]
        size = 1
        for length in shape:
            size *= length
        if _is_long_and_empty(shape):
            raise WireError(f"an empty array of shape {shape}")
        raw = self.take(size * dtype.itemsize)
        try:
            array: np.ndarray[Any, Any] = np.frombuffer(raw, dtype).reshape(shape).copy()
        except ValueError as error:
            raise WireError(f"an array of shape {shape}: {error}") from None
        return array
