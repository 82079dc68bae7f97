"""Where scopelint's documentation can be read on the web, if anywhere.

Flows in: the metadata of the installed package. Flows out: addresses. What `[project.urls]` of pyproject.toml does not say is not made up:
as long as it has no `Documentation`, a page is known by its path in the project alone.
"""

from __future__ import annotations

from functools import cache


def address(page: str) -> str | None:
    """The absolute address of a page such as `docs/rules/duplicate-variable.md`; None if the project has no home on the web."""
    home = _documentation()
    return None if home is None else f"{home.rstrip('/')}/{page}"


@cache
def _documentation() -> str | None:
    from importlib import metadata  # 30 ms, which a report without addresses does without

    try:
        said = metadata.metadata("scopelint").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return None
    urls = {label.strip().lower(): url.strip() for label, _, url in (one.partition(",") for one in said)}
    return urls.get("documentation")
