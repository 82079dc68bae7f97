"""`inspect.signature` (Lib/inspect.py); what asks for sources and kinds of objects is native."""

import collections
import enum
import sys

import _scopelint


class _empty:
    """Marks what a parameter does not have."""


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4


class Parameter:
    POSITIONAL_ONLY = _ParameterKind.POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _ParameterKind.POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _ParameterKind.VAR_POSITIONAL
    KEYWORD_ONLY = _ParameterKind.KEYWORD_ONLY
    VAR_KEYWORD = _ParameterKind.VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature = signature
        self.arguments = arguments

    @property
    def args(self):
        found = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD) or name not in self.arguments:
                break
            if parameter.kind == Parameter.VAR_POSITIONAL:
                found.extend(self.arguments[name])
            else:
                found.append(self.arguments[name])
        return tuple(found)

    @property
    def kwargs(self):
        found = {}
        by_name = False
        for name, parameter in self.signature.parameters.items():
            by_name = by_name or parameter.kind in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD) or name not in self.arguments
            if by_name and name in self.arguments:
                if parameter.kind == Parameter.VAR_KEYWORD:
                    found.update(self.arguments[name])
                else:
                    found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        filled = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind == Parameter.VAR_POSITIONAL:
                filled[name] = ()
            elif parameter.kind == Parameter.VAR_KEYWORD:
                filled[name] = {}
        self.arguments = filled


class Signature:
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = {parameter.name: parameter for parameter in parameters or ()}
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj):
        return signature(obj)

    def bind(self, *args, **kwargs):
        bound = self.bind_partial(*args, **kwargs)
        for name, parameter in self.parameters.items():
            required = parameter.default is _empty and parameter.kind not in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
            if required and name not in bound.arguments:
                raise TypeError(f"missing a required argument: {name!r}")
        return bound

    def bind_partial(self, *args, **kwargs):
        arguments = {}
        values = list(args)
        rest = dict(kwargs)
        for name, parameter in self.parameters.items():
            if parameter.kind == Parameter.VAR_POSITIONAL:
                if values:
                    arguments[name] = tuple(values)
                values = []
            elif parameter.kind == Parameter.VAR_KEYWORD:
                if rest:
                    arguments[name] = rest
                rest = {}
            elif values and parameter.kind != Parameter.KEYWORD_ONLY:
                if name in rest and parameter.kind != Parameter.POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = values.pop(0)
            elif name in rest and parameter.kind != Parameter.POSITIONAL_ONLY:
                arguments[name] = rest.pop(name)
        if values:
            raise TypeError("too many positional arguments")
        if rest:
            raise TypeError(f"got an unexpected keyword argument {list(rest)[0]!r}")
        return BoundArguments(self, arguments)


def signature(obj, *, follow_wrapped=True):
    known = _scopelint.signature(obj, follow_wrapped)
    if known is None:
        return _scopelint.unknown("a function that is not known")
    parameters = []
    for name, kind, has_default, default in known:
        parameters.append(Parameter(name, _ParameterKind(kind), default=default if has_default else _empty))
    return Signature(parameters)


FrameInfo = collections.namedtuple("FrameInfo", "frame filename lineno function code_context index")


def currentframe():
    return sys._getframe()


def stack(context=1):
    line = _scopelint.unknown("the number of a line", int)
    return [FrameInfo(frame, path, line, name, None, None) for frame, path, name in sys._frames()]


def getframeinfo(frame, context=1):
    return FrameInfo(frame, frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, None, None)[1:]
