"""`click`: a command calls its function with the defaults of its options; arguments come from the command line."""

import _scopelint

STRING = str
INT = int
FLOAT = float
BOOL = bool


class _Parameter:
    def __init__(self, name, value):
        self.name = name
        self.value = value


class Context:
    def __init__(self, command=None):
        self.command = command
        self.obj = {}
        self.params = {}
        self.invoked_subcommand = None

    def ensure_object(self, cls):
        if not self.obj:
            self.obj = cls()
        return self.obj

    def invoke(self, callback, *args, **kwargs):
        return callback(*args, **kwargs)

    def forward(self, command):
        return command()


class Command:
    def __init__(self, callback, parameters):
        self.callback = callback
        self.params = parameters
        self.name = callback.__name__

    def __call__(self, *args, **kwargs):
        self._invoke()
        raise SystemExit(0)

    def _invoke(self):
        values = {parameter.name: parameter.value for parameter in self.params}
        return self.callback(**values)

    def main(self, args=None, **kwargs):
        return self(args)


class Group(Command):
    """Any of its commands may be asked for."""

    def __init__(self, callback, parameters):
        Command.__init__(self, callback, parameters)
        self.commands = {}

    def command(self, *args, **kwargs):
        def decorate(function):
            made = command(*args, **kwargs)(function)
            self.commands[made.name] = made
            return made

        return decorate

    def add_command(self, cmd, name=None):
        self.commands[name or cmd.name] = cmd

    def _invoke(self):
        Command._invoke(self)
        chosen = _scopelint.unknown("the command line gives it", str)
        for name in self.commands:
            if chosen == name:
                self.commands[name]._invoke()


def _parameters(function):
    return getattr(function, "__click_params__", [])


def _add(function, parameter):
    if isinstance(function, Command):
        function.params.append(parameter)
    else:
        function.__click_params__ = _parameters(function) + [parameter]
    return function


def command(name=None, cls=None, **attrs):
    if callable(name):
        return Command(name, _parameters(name))
    return lambda function: Command(function, _parameters(function))


def group(name=None, cls=None, **attrs):
    if callable(name):
        return Group(name, _parameters(name))
    return lambda function: Group(function, _parameters(function))


def _name_of(declarations):
    plain = [d for d in declarations if not d.startswith("-")]
    if plain:
        return plain[0]
    long = [d for d in declarations if d.startswith("--")]
    return (long or list(declarations))[0].split("/")[0].lstrip("-").replace("-", "_").lower()


def _given(declarations, value):
    """What the command line is assumed to give, else `value`."""
    name = _name_of(declarations)
    return _scopelint.assumed("args", name) if _scopelint.is_assumed("args", name) else value


def option(*param_decls, **attrs):
    default = attrs.get("default")
    if "default" not in attrs and (attrs.get("is_flag") or "/" in param_decls[0]):
        default = False
    if attrs.get("required") and default is None:
        default = _scopelint.unknown("a required option")
    elif isinstance(default, str) and attrs.get("type") in (int, float):
        default = attrs["type"](default)
    elif attrs.get("multiple") and default is None:
        default = ()
    elif default is None and (attrs.get("type") is int or attrs.get("type") is float):
        default = _scopelint.not_given(_name_of(param_decls))
    default = _scopelint.left_out(_name_of(param_decls), default)
    return lambda function: _add(function, _Parameter(_name_of(param_decls), _given(param_decls, default)))


def argument(*param_decls, **attrs):
    value = attrs.get("default")
    if value is None and attrs.get("required", True):
        value = _scopelint.unknown("the command line gives it")
    return lambda function: _add(function, _Parameter(_name_of(param_decls), _given(param_decls, value)))


def pass_context(function):
    def wrapped(*args, **kwargs):
        return function(Context(), *args, **kwargs)

    wrapped.__name__ = function.__name__
    wrapped.__click_params__ = _parameters(function)
    return wrapped


def pass_obj(function):
    def wrapped(*args, **kwargs):
        return function(_scopelint.unknown(), *args, **kwargs)

    wrapped.__name__ = function.__name__
    wrapped.__click_params__ = _parameters(function)
    return wrapped


def version_option(*args, **kwargs):
    return lambda function: function


def help_option(*args, **kwargs):
    return lambda function: function


def echo(*args, **kwargs):
    pass


def secho(*args, **kwargs):
    pass


def Path(*args, **kwargs):
    return str


def File(*args, **kwargs):
    return str


def Choice(*args, **kwargs):
    return str


def IntRange(*args, **kwargs):
    return int


def FloatRange(*args, **kwargs):
    return float
