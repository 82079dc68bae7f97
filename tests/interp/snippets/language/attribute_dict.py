class AttrDict(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)
    def __setattr__(self, name, value):
        self[name] = value
d = AttrDict(a=1)
d.b = 2
d.update({"c": AttrDict(x=5)})
class Params(object):
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)
p = Params(u=1, v=2)
result = [d.a, d["b"], d.c.x, hasattr(d, "zz"), getattr(d, "zz", 0), sorted(d), p.u + p.v, sorted(p.__dict__), "a" in d]
