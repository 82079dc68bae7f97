for i in range(2): exec("v%d = %d" % (i, i * 10))
def f(x): return eval("x + 1")
result = [eval("1 + 2"), v0, v1, f(4), eval("[k * 2 for k in range(3)]")]
