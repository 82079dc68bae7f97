"""Element types and the types that constants get."""

from __future__ import annotations

import pytest

from scopelint.domain.values import Unknown
from scopelint.tf import dtypes
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import DType, Tensor


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("float32", "float32"),
        ("float32_ref", "float32"),
        ("float", "float32"),
        ("double", "float64"),
        ("numpy.int64", "int64"),
        ("np.float32", "float32"),
        (float, "float32"),
        (bool, "bool"),
        (DTYPES["int8"], "int8"),
        (Tensor((), DTYPES["uint8"], "x"), "uint8"),
    ],
)
def test_as_dtype(value: object, name: str) -> None:
    assert dtypes.as_dtype(value) is DTYPES[name]


@pytest.mark.parametrize("value", ["int", "strange", int, str, None, 3.5, Unknown("d", "dtype", "an argument")])
def test_what_is_no_dtype_is_unknown(value: object) -> None:
    assert isinstance(dtypes.as_dtype(value), Unknown)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (1, "int32"),
        (2**40, "int64"),
        (1.0, "float32"),
        (True, "bool"),
        ("a", "string"),
        (b"a", "string"),
        (1j, "complex128"),
        ((1, 2.0), "float32"),
        ((1, 2**40), "int64"),
        ((True, False), "bool"),
        ((), "float32"),
        (range(3), "int32"),
        ((1, Tensor((), DTYPES["int64"], "x")), "int64"),
        (Unknown("n", "n", "an argument", kind=int), "int32"),
    ],
)
def test_of_constant(value: object, name: str) -> None:
    assert dtypes.of_constant(value) is DTYPES[name]


def test_of_constant_with_something_unknown() -> None:
    assert isinstance(dtypes.of_constant((1, Unknown("x", "x", "an argument"))), Unknown)


def test_attributes() -> None:
    int32, half, complex64 = DTYPES["int32"], DTYPES["float16"], DTYPES["complex64"]
    assert dtypes.attribute(half, "is_floating") is True
    assert dtypes.attribute(int32, "is_integer") is True
    assert dtypes.attribute(int32, "base_dtype") is int32
    assert dtypes.attribute(int32, "as_numpy_dtype") is int32
    assert dtypes.attribute(complex64, "real_dtype") is DTYPES["float32"]
    assert dtypes.attribute(int32, "max") == 2**31 - 1
    assert dtypes.attribute(DTYPES["uint8"], "min") == 0
    assert dtypes.attribute(int32, "no_such") is None


@pytest.mark.tensorflow
def test_dtypes_against_tensorflow() -> None:
    import tensorflow.compat.v1 as tf

    flags = ["is_floating", "is_integer", "is_complex", "is_quantized", "is_bool", "is_unsigned", "size"]
    for name, dtype in DTYPES.items():
        real = tf.as_dtype(name)
        assert real.name == name
        for flag in flags:
            if flag != "size" or name not in ("string", "resource", "variant"):
                assert dtypes.attribute(dtype, flag) == getattr(real, flag), (name, flag)
        found = dtypes.attribute(dtype, "real_dtype")
        assert isinstance(found, DType)
        assert found.name == real.real_dtype.name
