"""The settings there are: each key with its type, its default and what it means, said once.

Flows in: nothing. Flows out: `Settings`, from which the loader, `scopelint config`, the JSON Schema and the documentation take
what they say.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

import msgspec

DEFAULT_EXCLUDE: Final = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".git-rewrite",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pants.d",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".scopelint_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pypackages__",
    "_build",
    "buck-out",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
"""What ruff leaves out. There is no `build`: CI systems check projects out below a folder of that name."""

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
"""A value that TOML can write."""

_Positive = Annotated[int, msgspec.Meta(ge=1)]


class LimitSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """How far the interpreter goes; counted, not timed. None: scopelint's own limit (`scopelint.interp.limits`)."""

    steps: Annotated[_Positive | None, msgspec.Meta(description="Pieces of code evaluated in one entry.")] = None
    uncalled: Annotated[_Positive | None, msgspec.Meta(description="Of those, how many for one function or method that nothing calls.")] = (
        None
    )
    call_depth: Annotated[_Positive | None, msgspec.Meta(description="Functions on the stack.")] = None
    recursion: Annotated[_Positive | None, msgspec.Meta(description="Calls of one function on the stack.")] = None
    unroll: Annotated[_Positive | None, msgspec.Meta(description="Turns of one loop.")] = None
    idle: Annotated[_Positive | None, msgspec.Meta(description="Steps of a loop that does not touch the graph.")] = None
    conditions: Annotated[_Positive | None, msgspec.Meta(description="Tests that one entry tells apart.")] = None
    containers: Annotated[_Positive | None, msgspec.Meta(description="Items of one list, range or string that is built.")] = None


Codes = tuple[str, ...]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a settings file may say. The description of a field is its documentation."""

    extend: Annotated[str | None, msgspec.Meta(description="Another settings file, which holds where this one says nothing.")] = None
    required_version: Annotated[
        str | None,
        msgspec.Meta(
            description="The scopelint that the project is checked with, such as `0.3.1` or `>=0.3,<0.5`; another one refuses to run."
        ),
    ] = None

    src: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="Folders in which imports are looked up, besides the project's root and the importing file's own folder."),
    ] = ()
    stubs: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="Folders with stubs of your own: Python files that say what the layers of an in-house library create."),
    ] = ()
    follow_imports: Annotated[
        Literal["normal", "skip"],
        msgspec.Meta(description="`skip`: modules that were not given on the command line stay unknown, and only given files are read."),
    ] = "normal"
    exclude: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="What is left out when folders are searched, in the syntax of .gitignore; `./build` and whole paths mean what "
            "they say. Takes the place of the default list."
        ),
    ] = DEFAULT_EXCLUDE
    extend_exclude: Annotated[tuple[str, ...], msgspec.Meta(description="More of the same, on top of `exclude`.")] = ()
    force_exclude: Annotated[bool, msgspec.Meta(description="Excludes hold for files that are given by name, too.")] = False
    respect_gitignore: Annotated[bool, msgspec.Meta(description="What .gitignore and .ignore files name is left out.")] = True

    select: Annotated[
        Codes | None,
        msgspec.Meta(description="Rules that are on: codes, their beginnings, names, or `ALL`. Unset: those that are on by default."),
    ] = None
    extend_select: Annotated[Codes, msgspec.Meta(description="Rules that are on besides those of `select`.")] = ()
    ignore: Annotated[
        Codes,
        msgspec.Meta(description="Rules that are off, in the same spelling. The more specific of `select` and `ignore` wins."),
    ] = ()
    per_file_ignores: Annotated[
        dict[str, Codes],
        msgspec.Meta(
            description="Rules that are off in some files: patterns in the syntax of .gitignore, `!` before one for all other files."
        ),
    ] = {}
    extend_per_file_ignores: Annotated[dict[str, Codes], msgspec.Meta(description="More of the same, on top of `per-file-ignores`.")] = {}
    preview: Annotated[bool, msgspec.Meta(description="Rules that are not yet stable are among those that can be on.")] = False
    certainty: Annotated[
        Literal["certain", "possible"],
        msgspec.Meta(description="`certain`: findings that hold on every path that leads to their place. `possible`: the others too."),
    ] = "certain"
    fixable: Annotated[Codes, msgspec.Meta(description="Rules whose fixes are applied.")] = ("ALL",)
    unfixable: Annotated[Codes, msgspec.Meta(description="Rules whose fixes are not applied.")] = ()
    unsafe_fixes: Annotated[bool, msgspec.Meta(description="Fixes that take a decision (`unsafe`) are applied as well.")] = False
    baseline: Annotated[
        str | None, msgspec.Meta(description="A file of known findings, made by `--write-baseline`, which are not reported.")
    ] = None

    assume: Annotated[
        dict[str, Any],
        msgspec.Meta(
            description="Values that only the command line knows: `FLAGS.name` for flags, `args.name` for argparse's and click's "
            "arguments, `function.parameter` for functions that nothing calls."
        ),
    ] = {}
    entry_points: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="Functions that build a graph, as `path/to/file.py::function` or `::Class.method`: each is analysed on its own, "
            "with unknown arguments, even if a script calls it."
        ),
    ] = ()
    limits: Annotated[LimitSettings, msgspec.Meta(description="How far the analysis goes.")] = LimitSettings()
    target_version: Annotated[
        Annotated[str, msgspec.Meta(pattern=r"^[12]\.\d{1,2}(\.\d+)?$")] | None,
        msgspec.Meta(
            description="The version of TensorFlow that the program runs on (`tf.__version__`), such as `1.15`. Where names differ between "
            "releases, those of 2.15's `compat.v1` are told; with a version below 2, 1.15's: `lstm/kernel`, not `lstm/lstm_cell/kernel`. "
            "TFS111 and TFS401 look at it, too."
        ),
    ] = None
    python2: Annotated[bool, msgspec.Meta(description="Files that are not Python 3 are read as Python 2.")] = False

    cache_dir: Annotated[str | None, msgspec.Meta(description="Where the cache lies. Default: `.scopelint_cache` beside the settings.")] = (
        None
    )


KEYS: Final = dict(zip(Settings.__struct_encode_fields__, Settings.__struct_fields__, strict=True))
"""Every key as files write it, with the attribute that holds it."""
