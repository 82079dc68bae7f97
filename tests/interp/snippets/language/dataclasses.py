import dataclasses
from dataclasses import dataclass, field
@dataclass
class Config:
    name: str
    sizes: list = field(default_factory=list)
    depth: int = 2
    def total(self):
        return sum(self.sizes) * self.depth
@dataclass
class More(Config):
    extra: str = "e"
c = Config("c", [1, 2])
m = More("m", depth=5)
result = [c.name, c.total(), m.extra, m.depth, m.sizes, Config("z").sizes]
