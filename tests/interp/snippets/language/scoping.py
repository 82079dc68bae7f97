x = "module"
def read():
    return x
def shadow():
    x = "local"
    return read(), x
class K:
    x = "class"
    def m(self):
        return x, self.x
result = [read(), shadow(), K().m(), [x for x in "ab"], x]
