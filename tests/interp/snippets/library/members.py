import inspect
class Base:
    size = 3
    def build_base(self):
        return "base"
class Net(Base):
    def __init__(self):
        self.name = "net"
    def build_head(self):
        return "head" + self.name
    @staticmethod
    def helper():
        return 1
    @property
    def depth(self):
        return 2
net = Net()
built = [method() for name, method in inspect.getmembers(net, inspect.ismethod) if name.startswith("build_")]
result = [
    built, [n for n, _ in inspect.getmembers(Net, inspect.isfunction) if n[0] != "_"], dict(inspect.getmembers(net))["depth"],
    [n for n, v in inspect.getmembers(net) if n[0] != "_" and not callable(v)], [n for n, _ in inspect.getmembers(Net, callable) if n[0] != "_"],
]
