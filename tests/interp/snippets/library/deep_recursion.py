def f(n): return n if n == 0 else 1 + f(n - 1)
result = f(60)
