import collections
import io
result = [(10).bit_length(), int.from_bytes(b"\x01\x02", "big"), (258).to_bytes(2, "big"), (1.5).as_integer_ratio(), float.fromhex("0x1p3"),
          (1 + 2j).conjugate(), slice(1, 9, 2).indices(4), io.StringIO("a\nb").readlines(),
          sorted((collections.Counter("aab") + collections.Counter("bc")).items()), sorted((collections.Counter("aab") - collections.Counter("ab")).items()),
          sorted((collections.Counter("aab") & collections.Counter("abb")).items()), sorted((collections.Counter("aab") | collections.Counter("bb")).items())]
try:
    (3).nothing
except AttributeError:
    result.append("no attribute")
