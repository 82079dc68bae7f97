VALUE = 3
def f(a):
    b = a + 1
    return sorted(locals().items())
globals()["MADE"] = 7
result = [f(1), globals()["VALUE"], MADE, "VALUE" in globals(), sorted(k for k in vars() if k == "VALUE")]
