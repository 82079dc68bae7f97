"""Comments that suppress what is found: `# noqa: TFS101` at the end of each statement that has a finding.

Flows in: findings and the lines of their file. Flows out: edits. Codes are added to a `# noqa` that is there already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from scopelint.model import Diagnostic, Edit, Span
from scopelint.suppress import UNUSED, comments
from scopelint.suppress.comments import Kind


def marked(diagnostics: Iterable[Diagnostic], lines: Sequence[str]) -> Iterator[Edit]:
    """One edit a line.

    Args:
        diagnostics: findings of one file.
        lines: its lines.
    """
    codes: defaultdict[int, set[str]] = defaultdict(set)
    for d in diagnostics:
        if d.code != UNUSED:
            codes[comments.last_line(lines, d.site.span.end_line)].add(d.code)
    there = {one.span.line: one for one in comments.read(lines).directives if one.kind is Kind.NOQA and one.codes is not None}
    for line in sorted(codes):
        said = ", ".join(sorted(codes[line]))
        directive = there.get(line)
        if directive is not None:
            end = directive.span.end_column
            yield Edit(Span(line, end, line, end), f", {said}")
        else:
            text = lines[line - 1]
            yield Edit(Span(line, len(text.rstrip()) + 1, line, len(text) + 1), f"  # noqa: {said}")
