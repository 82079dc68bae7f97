"""What is kept between runs: lowered files, and whole answers.

Flows in: bytes under keys that say all they depend on. Flows out: the same bytes, or None. Nothing here can make a run fail: a cache that
is damaged, foreign, in use or on a full disk is as good as none. Must not import any stage.
"""

from scopelint.cache.store import FOLDER, Store, clean
from scopelint.tool import digest, of_tool

__all__ = ["FOLDER", "Store", "clean", "digest", "of_tool"]
