"""`absl.flags`: every flag has the value that it has when the command line is empty, its default.

Follows absl/flags/_defines.py and absl/flags/_argument_parser.py; `tf.app.flags` is the same module.
"""

import _scopelint


class Error(Exception):
    pass


class IllegalFlagValueError(Error):
    pass


class UnrecognizedFlagError(Error, AttributeError):
    pass


class Flag:
    """What `FLAGS["name"]` gives."""

    def __init__(self, name, value, help, parse):
        self.name = name
        self.default = value
        self.help = help
        self.present = 0
        self._parse = parse
        self._value_of = FLAGS

    @property
    def value(self):
        return getattr(FLAGS, self.name)

    @value.setter
    def value(self, new):
        setattr(FLAGS, self.name, new)


class FlagHolder:
    """What `DEFINE_...` returns: `holder.value` is the flag's value at that time."""

    def __init__(self, name):
        self.name = name

    @property
    def value(self):
        return getattr(FLAGS, self.name)

    @property
    def default(self):
        return FLAGS._flags[self.name].default

    @property
    def present(self):
        return 0


class FlagValues:
    """All flags. Their values are plain attributes."""

    def __init__(self):
        self._flags = {}

    def __call__(self, argv, known_only=False):
        return argv[:1]

    def __getitem__(self, name):
        return self._flags[name]

    def __getattr__(self, name):
        return _scopelint.unknown()  # a flag that is defined elsewhere: by the script that imports this module, say

    def __contains__(self, name):
        return name in self._flags

    def __iter__(self):
        return iter(self._flags)

    def __len__(self):
        return len(self._flags)

    def _flags_(self):
        return self._flags

    def flag_values_dict(self):
        return {name: getattr(self, name) for name in self._flags}

    def flags_by_module_dict(self):
        return _scopelint.unknown()

    def set_default(self, name, value):
        if not _scopelint.is_assumed("FLAGS", name):
            setattr(self, name, self._flags[name]._parse(value))

    def mark_as_parsed(self):
        pass

    def is_parsed(self):
        return True

    def unparse_flags(self):
        pass

    def remaining_args(self):
        return []

    def _parse_flags(self, args=None):
        return []

    def append_flag_values(self, flag_values):
        pass

    def flags_into_string(self):
        return _scopelint.unknown()


FLAGS = FlagValues()


def _define(name, default, help, parse, required=False):
    value = default
    if default is not None:
        value = parse(default)
    elif parse is _integer or parse is _float:
        value = _scopelint.not_given(name)
    value = _scopelint.left_out(name, value)
    if _scopelint.is_assumed("FLAGS", name):
        assumed = _scopelint.assumed("FLAGS", name)
        value = None if assumed is None else parse(assumed)
        required = False
    flag = Flag(name, value, help, parse)
    FLAGS._flags[name] = flag
    setattr(FLAGS, name, _scopelint.unknown("a required flag") if required else value)
    return FlagHolder(name)


def _as_is(value):
    return value


def _integer(value):
    return int(value)


def _float(value):
    return float(value)


def _boolean(value):
    if isinstance(value, str):
        if value.lower() in ("true", "t", "1", "yes"):
            return True
        if value.lower() in ("false", "f", "0", "no"):
            return False
        raise ValueError("Non-boolean argument to boolean flag", value)
    return bool(value)


def _listed(value):
    if isinstance(value, str):
        return [s.strip() for s in value.split(",")] if value else []
    return value


def _space_separated(value):
    return value.split() if isinstance(value, str) else value


def _several(parse):
    def parse_all(value):
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            return [parse(value)]
        return [parse(v) for v in value]

    return parse_all


def _by_older_names(define):
    """What `tf.flags` accepts beside absl's own names (platform/flags.py, `_wrap_define_function`)."""

    def wrapper(*args, **kwargs):
        for old, new in (("flag_name", "name"), ("default_value", "default"), ("docstring", "help")):
            if old in kwargs:
                kwargs[new] = kwargs.pop(old)
        return define(*args, **kwargs)

    return wrapper


@_by_older_names
def DEFINE_string(name, default, help=None, flag_values=None, required=False, **args):
    return _define(name, default, help, _as_is, required)


@_by_older_names
def DEFINE_integer(name, default, help=None, lower_bound=None, upper_bound=None, flag_values=None, required=False, **args):
    return _define(name, default, help, _integer, required)


@_by_older_names
def DEFINE_float(name, default, help=None, lower_bound=None, upper_bound=None, flag_values=None, required=False, **args):
    return _define(name, default, help, _float, required)


@_by_older_names
def DEFINE_boolean(name, default, help=None, flag_values=None, module_name=None, required=False, **args):
    return _define(name, default, help, _boolean, required)


DEFINE_bool = DEFINE_boolean


def DEFINE_enum(name, default, enum_values=None, help=None, flag_values=None, module_name=None, required=False, **args):
    return _define(name, default, help, _as_is, required)


def DEFINE_enum_class(name, default, enum_class=None, help=None, flag_values=None, module_name=None, case_sensitive=False, required=False, **args):
    def parse(value):
        return enum_class[value] if isinstance(value, str) else value

    return _define(name, default, help, parse, required)


def DEFINE_list(name, default, help=None, flag_values=None, required=False, **args):
    return _define(name, default, help, _listed, required)


def DEFINE_spaceseplist(name, default, help=None, comma_compat=False, flag_values=None, required=False, **args):
    return _define(name, default, help, _space_separated, required)


def DEFINE_multi_string(name, default, help=None, flag_values=None, required=False, **args):
    return _define(name, default, help, _several(_as_is), required)


DEFINE_multistring = DEFINE_multi_string


def DEFINE_multi_integer(name, default, help=None, lower_bound=None, upper_bound=None, flag_values=None, required=False, **args):
    return _define(name, default, help, _several(_integer), required)


DEFINE_multi_int = DEFINE_multi_integer


def DEFINE_multi_float(name, default, help=None, lower_bound=None, upper_bound=None, flag_values=None, required=False, **args):
    return _define(name, default, help, _several(_float), required)


def DEFINE_multi_enum(name, default, enum_values=None, help=None, flag_values=None, case_sensitive=True, required=False, **args):
    return _define(name, default, help, _several(_as_is), required)


def DEFINE_alias(name, original_name, flag_values=None, module_name=None):
    return _define(name, getattr(FLAGS, original_name), None, _as_is)


def DEFINE(parser, name, default, help=None, flag_values=None, serializer=None, module_name=None, required=False, **args):
    return _define(name, default, help, _as_is, required)


def mark_flag_as_required(flag_name, flag_values=None):
    if not _scopelint.is_assumed("FLAGS", flag_name) and getattr(FLAGS, flag_name) is None:
        setattr(FLAGS, flag_name, _scopelint.unknown("a required flag"))


def mark_flags_as_required(flag_names, flag_values=None):
    for name in flag_names:
        mark_flag_as_required(name)


def mark_flags_as_mutual_exclusive(flag_names, required=False, flag_values=None):
    pass


def mark_bool_flags_as_mutual_exclusive(flag_names, required=False, flag_values=None):
    pass


def register_validator(flag_name, checker, message="Flag validation failed", flag_values=None):
    pass


def register_multi_flags_validator(flag_names, multi_flags_checker, message="", flag_values=None):
    pass


def validator(flag_name, message="", flag_values=None):
    return _as_is


def multi_flags_validator(flag_names, message="", flag_values=None):
    return _as_is


def adopt_module_key_flags(module, flag_values=None):
    pass


def declare_key_flag(flag_name, flag_values=None):
    pass


def disclaim_key_flags():
    pass


def set_default(flag_holder, value):
    FLAGS.set_default(flag_holder.name, value)


def override_value(flag_holder, value):
    setattr(FLAGS, flag_holder.name, value)
