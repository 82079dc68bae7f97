"""`contextlib2`: Python's `contextlib`, for older versions of Python."""

import contextlib

ContextDecorator = contextlib.ContextDecorator
ExitStack = contextlib.ExitStack
closing = contextlib.closing
contextmanager = contextlib.contextmanager
nullcontext = contextlib.nullcontext
suppress = contextlib.suppress
