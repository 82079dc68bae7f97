"""Which rules there are: every module of this package whose name begins with a code.

Flows in: the package's own files. Flows out: `Rule`s by code, and what `select` and `ignore` leave of them.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from scopelint import rules as package
from scopelint.rules.base import Rule

ALL: Final = "ALL"
_MODULE: Final = re.compile(r"tfs\d{3}_\w+")


class UnknownRuleError(LookupError):
    """A code, prefix or name that no rule has; the text says so and what may have been meant."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the codes."""
    return tuple(_rule(name) for name in _modules())


@cache
def _modules() -> tuple[str, ...]:
    names = (file.stem for file in Path(__file__).parent.glob("tfs*.py"))
    return tuple(sorted(name for name in names if _MODULE.fullmatch(name)))


@cache
def _rule(name: str) -> Rule:
    module = importlib.import_module(f"{package.__name__}.{name}")
    return Rule(module.META, (module.__doc__ or "").strip(), module.check)


def rule(code_or_name: str) -> Rule:
    """
    Raises:
        UnknownRuleError: no rule is called that.
    """
    for name in _modules():
        if name.partition("_")[0] == code_or_name.lower():
            return _rule(name)  # one file is read, not all
    for candidate in all_rules():
        if code_or_name.upper() == candidate.meta.code or code_or_name.lower() == candidate.meta.name:
            return candidate
    raise _unknown(code_or_name)


def chosen(select: Sequence[str] | None, ignore: Sequence[str], extend: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules that are on.

    Args:
        select: codes, prefixes of codes, names, or "ALL"; None for the default set.
        extend: more of the same, besides those of `select` or of the default set.
        ignore: the same; of a rule that both mention, the longer (more specific) mention wins, and `ignore` wins a draw.

    Raises:
        UnknownRuleError: a selector fits no rule.
    """
    _check((*(select or ()), *ignore, *extend))
    return tuple(r for r in all_rules() if max(_specificity(r, select), _specificity(r, extend)) > _specificity(r, ignore, default=-1))


def _check(selectors: Iterable[str]) -> None:
    for selector in selectors:
        if not any(_fits(r, selector) >= 0 for r in all_rules()):
            raise _unknown(selector)


def _specificity(r: Rule, selectors: Sequence[str] | None, default: int = -1) -> int:
    """How precisely the selectors mention a rule: -1 for not at all."""
    if selectors is None:
        return 0 if r.meta.default else -1
    return max((_fits(r, selector) for selector in selectors), default=default)


def _fits(r: Rule, selector: str) -> int:
    """-1: the selector does not mean the rule. Otherwise how long its mention is."""
    if selector.upper() == ALL:
        return 0
    if selector.lower() == r.meta.name:
        return len(r.meta.code)
    if selector and r.meta.code.startswith(selector.upper()):
        return len(selector)
    return -1


def _unknown(selector: str) -> UnknownRuleError:
    import difflib  # 5 ms

    known = [text for r in all_rules() for text in (r.meta.code, r.meta.name)]
    close = difflib.get_close_matches(selector.upper(), known, n=1) or difflib.get_close_matches(selector.lower(), known, n=1)
    hint = f"; did you mean {close[0]}?" if close else "; `scopelint rule --all` lists them"
    return UnknownRuleError(f"no rule is called {selector!r}{hint}")
