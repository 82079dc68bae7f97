import types
n = types.SimpleNamespace(**{"k": 2})
n.z = 3
result = [n.k, n.z, vars(n), hasattr(n, "q"), n == types.SimpleNamespace(k=2, z=3), isinstance(len, types.FunctionType)]
