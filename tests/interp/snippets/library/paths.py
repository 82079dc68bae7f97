import os
from pathlib import Path
p = Path("a") / "b" / "c.txt"
result = [str(p), p.name, p.stem, p.suffix, str(p.parent), p.parts, p.with_suffix(".x").name, os.path.join(p, "d")]
