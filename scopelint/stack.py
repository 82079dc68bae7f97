"""A deep stack: the analysis of nested programs is recursive, and CPython's own limits are small.

Knows nothing of scopelint.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Final, TypeVar

_STACK: Final = 512 * 1024 * 1024
"""Bytes of stack for the analysis: address space, of which only what is used is ever taken."""

_RECURSION: Final = 60_000
"""Python frames that fit into that stack; the interpreter's own limits end a deep recursion long before."""

_FRAMES: Final = 32 * 1024 * 1024
"""Bytes at hand for Python's own frames; as above, only what is used is taken."""

_T = TypeVar("_T")


def _with_room_for_frames(function: Callable[[], _T]) -> _T:
    """Call `function` where CPython has memory for many Python frames at hand.

    CPython keeps frames in chunks of 16 KiB. Each call that crosses the end of one asks the system for the next chunk, and gives it back
    when it returns (`push_chunk` in Python/pystate.c, since 3.11), which can cost more than the call. A chunk is as large as its
    first frame needs, rounded up to a power of two: so this function claims to need a little more than half of one.
    """
    return function()


_with_room_for_frames.__code__ = _with_room_for_frames.__code__.replace(co_stacksize=_FRAMES // 8)


def with_deep_stack(function: Callable[[], _T]) -> _T:
    """Call `function` in a thread whose stack is deep enough for recursive code over nested programs."""
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(_with_room_for_frames(function))
        except BaseException as error:  # noqa: BLE001 -- raised again in the caller's thread
            errors.append(error)

    before, limit = threading.stack_size(_STACK), sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _RECURSION))
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
        sys.setrecursionlimit(limit)
    if errors:
        raise errors[0]
    return results[0]
