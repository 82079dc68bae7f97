compose = lambda *fs: (lambda x: functools.reduce(lambda a, f: f(a), fs, x))
import functools
Y = lambda f: (lambda x: x(x))(lambda y: f(lambda *args: y(y)(*args)))
fact = Y(lambda self: lambda n: 1 if n == 0 else n * self(n - 1))
tree = {"name": "root", "children": [{"name": "a", "children": []}, {"name": "b", "children": [{"name": "c", "children": []}]}]}
def walk(node, prefix=""):
    path = prefix + "/" + node["name"]
    return [path] + [p for child in node["children"] for p in walk(child, path)]
result = [compose(lambda x: x + 1, lambda x: x * 2)(3), fact(5), walk(tree)]
