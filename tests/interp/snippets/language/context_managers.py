import contextlib
out = []
class Scope:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        out.append("enter " + self.name)
        return self
    def __exit__(self, kind, error, traceback):
        out.append("exit " + self.name + str(kind is not None))
        return kind is not None and self.name == "swallow"
@contextlib.contextmanager
def managed(name):
    out.append("open " + name)
    try:
        yield name.upper()
    finally:
        out.append("close " + name)
with Scope("a") as a, managed("b") as b:
    out.append((a.name, b))
with Scope("swallow"):
    raise ValueError("x")
def f():
    with managed("f"):
        return "from with"
out.append(f())
for i in range(2):
    with managed("loop"):
        if i == 0:
            continue
        break
with contextlib.ExitStack() as stack:
    names = [stack.enter_context(managed(n)) for n in ("x", "y")]
    out.append(names)
try:
    with managed("err"):
        raise KeyError("k")
except KeyError:
    out.append("caught")
with contextlib.suppress(KeyError):
    raise KeyError("z")
@managed("deco")
def decorated():
    out.append("inside")
decorated()
result = out
