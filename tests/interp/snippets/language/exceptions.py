out = []
def risky(n):
    if n == 0:
        raise ValueError("zero", n)
    if n == 1:
        return {}["missing"]
    if n == 2:
        return [][3]
    if n == 3:
        return int("x")
    return n
for n in range(6):
    try:
        out.append(risky(n))
    except ValueError as e:
        out.append(("value", len(e.args)))
    except (KeyError, IndexError):
        out.append("lookup")
    else:
        out.append("else")
    finally:
        out.append("finally")
class Mine(RuntimeError):
    def __init__(self, code):
        super().__init__(code)
        self.code = code
try:
    try:
        raise Mine(3)
    except ValueError:
        out.append("no")
    finally:
        out.append("inner")
except RuntimeError as e:
    out.append(e.code)
def early():
    try:
        return "returned"
    finally:
        out.append("cleanup")
out.append(early())
try:
    raise Mine(1)
except Exception:
    try:
        raise
    except Mine as again:
        out.append(again.code)
def loop():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            out.append(i)
loop()
result = out
