"""`easydict.EasyDict`: a dict whose keys are attributes."""


class EasyDict(dict):
    def __init__(self, d=None, **kwargs):
        dict.__init__(self)
        if d is not None:
            for key in d:
                setattr(self, key, d[key])
        for key in kwargs:
            setattr(self, key, kwargs[key])

    def __setattr__(self, name, value):
        if isinstance(value, (list, tuple)):
            value = [EasyDict(x) if isinstance(x, dict) else x for x in value]
        elif isinstance(value, dict) and not isinstance(value, EasyDict):
            value = EasyDict(value)
        object.__setattr__(self, name, value)
        dict.__setitem__(self, name, value)

    def __setitem__(self, name, value):
        setattr(self, name, value)

    def update(self, e=None, **f):
        d = dict(e or {})
        d.update(f)
        for key in d:
            setattr(self, key, d[key])

    def pop(self, key, *default):
        return dict.pop(self, key, *default)
