"""`argparse`: the arguments have the values that they have on an empty command line (Lib/argparse.py).

What the command line must give (positional and required arguments) is unknown; so is which subcommand runs, and what a number without
a default is where it is used without being tested.
A list of strings handed to `parse_args` is parsed.
"""

import sys

import _scopelint

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."


class ArgumentError(Exception):
    pass


class ArgumentTypeError(Exception):
    pass


class HelpFormatter:
    pass


class RawDescriptionHelpFormatter(HelpFormatter):
    pass


class RawTextHelpFormatter(HelpFormatter):
    pass


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    pass


class MetavarTypeHelpFormatter(HelpFormatter):
    pass


class FileType:
    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode = mode

    def __call__(self, string):
        return _scopelint.unknown("a file")


class Namespace:
    def __init__(self, **kwargs):
        for name in kwargs:
            setattr(self, name, kwargs[name])

    def __contains__(self, key):
        return hasattr(self, key)

    def __eq__(self, other):
        return vars(self) == vars(other)

    def _get_kwargs(self):
        return list(vars(self).items())


class Action:
    def __init__(
        self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None
    ):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class BooleanOptionalAction(Action):
    pass


class _Argument:
    """One `add_argument`."""

    def __init__(self, parser, names, action, dest, nargs, const, default, type, required):
        self.names = names
        self.action = action
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = parser._types.get(type, type) if isinstance(type, str) else type
        self.required = required
        self.option_strings = names if names[0].startswith("-") else []
        self.help = None
        self.choices = None

    @property
    def is_option(self):
        return len(self.option_strings) > 0

    def convert(self, text):
        return text if self.type is None else self.type(text)

    def initial(self):
        """The value when the command line does not mention the argument."""
        default = self.default
        if _scopelint.is_assumed("args", self.dest):
            assumed = _scopelint.assumed("args", self.dest)
            return self.convert(assumed) if isinstance(assumed, str) else assumed
        if self.required or (not self.is_option and self.nargs not in ("?", "*", "...", 0)):
            if default is None:
                return _scopelint.unknown("the command line gives it", self.type)
        if not self.is_option and self.nargs == "*" and default is None:
            return []
        if isinstance(default, str):
            default = self.convert(default)
        if default is None and self.nargs is None and (self.type is int or self.type is float):
            return _scopelint.not_given(self.dest)
        return _scopelint.left_out(self.dest, default)


def _dest(names):
    long = [n for n in names if n.startswith("--")]
    name = (long or names)[0]
    return name.lstrip("-").replace("-", "_")


class _Container:
    """What arguments can be added to: parsers and groups."""

    def __init__(self, parser):
        self._parser = parser

    def add_argument(self, *names, **options):
        if not names:
            names = (options["dest"],)
        action = options.get("action", "store")
        default = options.get("default")
        nargs = options.get("nargs")
        if "default" not in options and self._parser.argument_default is not None:
            default = self._parser.argument_default
        elif "default" not in options and action == "store_true":
            default = False
        elif "default" not in options and action == "store_false":
            default = True
        if isinstance(action, str) and action not in ("store", "append", "extend"):
            nargs = 0
        dest = options.get("dest")
        if dest is None:
            dest = _dest(names)
        made = _Argument(self._parser, names, action, dest, nargs, options.get("const"), default, options.get("type"), options.get("required", False))
        made.help = options.get("help")
        made.choices = options.get("choices")
        if action not in ("help", "version"):
            self._parser._arguments.append(made)
        return made

    def add_argument_group(self, *args, **kwargs):
        return _Container(self._parser)

    def add_mutually_exclusive_group(self, required=False):
        return _Container(self._parser)

    def set_defaults(self, **kwargs):
        self._parser._defaults.update(kwargs)
        for argument in self._parser._arguments:
            if argument.dest in kwargs:
                argument.default = kwargs[argument.dest]
                argument.required = False

    def get_default(self, dest):
        for argument in self._parser._arguments:
            if argument.dest == dest and argument.default is not None:
                return argument.default
        return self._parser._defaults.get(dest)

    def register(self, registry_name, value, object):
        if registry_name == "type":
            self._parser._types[value] = object


class _SubParsers:
    """`add_subparsers()`."""

    def __init__(self, parser, dest, required):
        self._parser = parser
        self.dest = dest
        self.required = required
        self.choices = {}

    def add_parser(self, name, aliases=(), help=None, **kwargs):
        made = ArgumentParser(**kwargs)
        self.choices[name] = made
        return made


class ArgumentParser(_Container):
    def __init__(
        self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None, prefix_chars="-",
        fromfile_prefix_chars=None, argument_default=None, conflict_handler="error", add_help=True, allow_abbrev=True, exit_on_error=True,
    ):
        _Container.__init__(self, self)
        self.prog = prog
        self.usage = usage
        self.description = description
        self.argument_default = argument_default
        self._allow_abbrev = allow_abbrev
        self._arguments = []
        self._defaults = {}
        self._types = {}
        self._subparsers = None
        for parent in parents:
            self._arguments.extend(parent._arguments)
            self._defaults.update(parent._defaults)

    @property
    def _actions(self):
        return self._arguments

    def add_subparsers(self, title=None, description=None, prog=None, parser_class=None, action=None, dest=None, required=False, help=None, metavar=None):
        self._subparsers = _SubParsers(self, dest, required)
        if dest is not None:
            self._defaults.setdefault(dest, None)
        return self._subparsers

    def parse_args(self, args=None, namespace=None):
        return self.parse_known_args(args, namespace)[0]

    def parse_intermixed_args(self, args=None, namespace=None):
        return self.parse_known_args(args, namespace)[0]

    def parse_known_intermixed_args(self, args=None, namespace=None):
        return self.parse_known_args(args, namespace)

    def parse_known_args(self, args=None, namespace=None):
        if namespace is None:
            namespace = Namespace()
        self._set_initial(namespace)
        rest = []
        if args is None:
            self._choose_subcommand(namespace)
        else:
            rest = self._parse_strings(list(args), namespace)
        return namespace, rest

    def _set_initial(self, namespace):
        for argument in self._arguments:
            if argument.default != SUPPRESS and argument.dest != SUPPRESS and not hasattr(namespace, argument.dest):
                setattr(namespace, argument.dest, argument.initial())
        for name in self._defaults:
            if not hasattr(namespace, name):
                setattr(namespace, name, self._defaults[name])

    def _choose_subcommand(self, namespace):
        """Without a command line any of the subcommands may run."""
        if self._subparsers is None:
            return
        dest = self._subparsers.dest
        if dest is not None and _scopelint.is_assumed("args", dest):
            chosen = _scopelint.assumed("args", dest)
        else:
            chosen = _scopelint.unknown("the command line gives it", str)
        if self._subparsers.dest is not None:
            setattr(namespace, self._subparsers.dest, chosen)
        for name in self._subparsers.choices:
            if chosen == name:
                self._subparsers.choices[name].parse_known_args(None, namespace)

    def _parse_strings(self, words, namespace):
        """Parse words that the program itself hands over."""
        places = [a for a in self._arguments if not a.is_option]
        rest = []
        while words:
            word = words.pop(0)
            argument, value = self._option(word, words)
            if argument is not None:
                self._take(argument, words if value is None else [value] + words, namespace, words, value is not None)
            elif self._is_option(word):
                rest.append(word)
            elif places:
                place = places.pop(0)
                if place.nargs in ("*", "+", "..."):
                    several = [place.convert(word)]
                    while words and not self._is_option(words[0]):
                        several.append(place.convert(words.pop(0)))
                    setattr(namespace, place.dest, several)
                else:
                    setattr(namespace, place.dest, place.convert(word))
            elif self._subparsers is not None and word in self._subparsers.choices:
                if self._subparsers.dest is not None:
                    setattr(namespace, self._subparsers.dest, word)
                rest.extend(self._subparsers.choices[word].parse_known_args(words, namespace)[1])
                words = []
            else:
                rest.append(word)
        return rest

    def _option(self, word, words):
        """The argument that a word names, if only by its beginning, and the value in it; further flags in it are put before `words`."""
        name, equals, value = word.partition("=")
        for argument in self._arguments:
            if name in argument.option_strings:
                return argument, value if equals else None
        if name.startswith("--"):
            found = [a for a in self._arguments for option in a.option_strings if self._allow_abbrev and option.startswith(name)]
            return (found[0], value if equals else None) if len(found) == 1 else (None, None)
        for argument in self._arguments:
            if len(word) > 2 and word[:2] in argument.option_strings:
                if argument.nargs != 0:
                    return argument, word[2:]
                words.insert(0, "-" + word[2:])
                return argument, None
        return None, None

    def _is_option(self, word):
        """Whether a word stands for no value: negative numbers do."""
        return word.startswith("-") and len(word) > 1 and not (word[1].isdigit() or word[1] == ".")

    def _take(self, argument, values, namespace, words, inline):
        """Set what an option that was given sets; `words` loses the values that it uses."""
        action = argument.action
        dest = argument.dest
        if action == "store_true":
            setattr(namespace, dest, True)
        elif action == "store_false":
            setattr(namespace, dest, False)
        elif action == "store_const":
            setattr(namespace, dest, argument.const)
        elif action == "append_const":
            setattr(namespace, dest, list(getattr(namespace, dest) or []) + [argument.const])
        elif action == "count":
            setattr(namespace, dest, (getattr(namespace, dest) or 0) + 1)
        elif argument.nargs in ("*", "+") or isinstance(argument.nargs, int):
            several = []
            while words and not self._is_option(words[0]) and len(several) != argument.nargs:
                several.append(argument.convert(words.pop(0)))
            if action == "append":
                several = [several]
            if action in ("append", "extend"):
                several = list(getattr(namespace, dest) or []) + several
            setattr(namespace, dest, several)
        else:
            if not values or (argument.nargs == "?" and not inline and self._is_option(values[0])):
                setattr(namespace, dest, argument.const)
                return
            value = argument.convert(values[0])
            if not inline:
                words.pop(0)
            if action == "append":
                value = list(getattr(namespace, dest) or []) + [value]
            setattr(namespace, dest, value)

    def print_help(self, file=None):
        pass

    def print_usage(self, file=None):
        pass

    def format_help(self):
        return _scopelint.unknown()

    def convert_arg_line_to_args(self, line):
        return [line]

    def error(self, message):
        sys.exit(2)

    def exit(self, status=0, message=None):
        sys.exit(status)
