"""Names to files: the project index, and what a file's bytes say before it is parsed."""

from scopelint.resolve.folders import look
from scopelint.resolve.index import ModuleFile, ModuleKind, ProjectIndex
from scopelint.resolve.relevance import imported_names, mentions_scopes, seems_python

__all__ = ["ModuleFile", "ModuleKind", "ProjectIndex", "imported_names", "look", "mentions_scopes", "seems_python"]
