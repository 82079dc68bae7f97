"""The errors that running a graph raises (framework/errors_impl.py), for programs that catch them, or raise them themselves."""

OK = 0
CANCELLED = 1
UNKNOWN = 2
INVALID_ARGUMENT = 3
DEADLINE_EXCEEDED = 4
NOT_FOUND = 5
ALREADY_EXISTS = 6
PERMISSION_DENIED = 7
RESOURCE_EXHAUSTED = 8
FAILED_PRECONDITION = 9
ABORTED = 10
OUT_OF_RANGE = 11
UNIMPLEMENTED = 12
INTERNAL = 13
UNAVAILABLE = 14
DATA_LOSS = 15
UNAUTHENTICATED = 16


class OpError(Exception):
    def __init__(self, node_def, op, message, error_code=UNKNOWN, *args):
        super().__init__(message)
        self._node_def = node_def
        self._op = op
        self._message = message
        self._error_code = error_code

    @property
    def message(self):
        return self._message

    @property
    def op(self):
        return self._op

    @property
    def error_code(self):
        return self._error_code

    @property
    def node_def(self):
        return self._node_def

    def __str__(self):
        return self._message


class CancelledError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, CANCELLED)


class UnknownError(OpError):
    def __init__(self, node_def, op, message, error_code=UNKNOWN):
        super().__init__(node_def, op, message, error_code)


class InvalidArgumentError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, INVALID_ARGUMENT)


class DeadlineExceededError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, DEADLINE_EXCEEDED)


class NotFoundError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, NOT_FOUND)


class AlreadyExistsError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, ALREADY_EXISTS)


class PermissionDeniedError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, PERMISSION_DENIED)


class ResourceExhaustedError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, RESOURCE_EXHAUSTED)


class FailedPreconditionError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, FAILED_PRECONDITION)


class AbortedError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, ABORTED)


class OutOfRangeError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, OUT_OF_RANGE)


class UnimplementedError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, UNIMPLEMENTED)


class InternalError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, INTERNAL)


class UnavailableError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, UNAVAILABLE)


class DataLossError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, DATA_LOSS)


class UnauthenticatedError(OpError):
    def __init__(self, node_def, op, message):
        super().__init__(node_def, op, message, UNAUTHENTICATED)


_CLASSES = {
    CANCELLED: CancelledError,
    UNKNOWN: UnknownError,
    INVALID_ARGUMENT: InvalidArgumentError,
    DEADLINE_EXCEEDED: DeadlineExceededError,
    NOT_FOUND: NotFoundError,
    ALREADY_EXISTS: AlreadyExistsError,
    PERMISSION_DENIED: PermissionDeniedError,
    RESOURCE_EXHAUSTED: ResourceExhaustedError,
    FAILED_PRECONDITION: FailedPreconditionError,
    ABORTED: AbortedError,
    OUT_OF_RANGE: OutOfRangeError,
    UNIMPLEMENTED: UnimplementedError,
    INTERNAL: InternalError,
    UNAVAILABLE: UnavailableError,
    DATA_LOSS: DataLossError,
    UNAUTHENTICATED: UnauthenticatedError,
}


def exception_type_from_error_code(error_code):
    return _CLASSES[error_code]


def error_code_from_exception_type(cls):
    return next(code for code, one in _CLASSES.items() if one is cls)
