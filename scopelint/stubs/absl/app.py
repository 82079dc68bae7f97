"""`absl.app`: `run` parses the flags and calls main (absl/app.py); `tf.app` is the same (platform/app.py)."""

import sys

import _scopelint


class Error(Exception):
    pass


class UsageError(Error):
    pass


def run(main=None, argv=None, flags_parser=None):
    if main is None:
        main = _scopelint.main_module().main
    sys.exit(main([sys.argv[0]] if argv is None else argv))


def parse_flags_with_usage(args):
    return args


def call_after_init(callback):
    callback()


def register_and_parse_flags_with_usage(argv=None, flags_parser=None):
    return [sys.argv[0]] if argv is None else argv
