"""`tqdm`: a loop with a progress bar goes over what it is given; the bar itself is not followed (tqdm/std.py)."""


class tqdm:
    def __init__(self, iterable=None, desc=None, total=None, *args, initial=0, **kwargs):
        self.iterable = iterable
        self.desc = desc
        self._total = total
        self.n = initial

    @property
    def total(self):
        return len(self.iterable) if self._total is None and hasattr(self.iterable, "__len__") else self._total

    @total.setter
    def total(self, total):
        self._total = total

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable) if self.iterable is not None else self._total

    def __bool__(self):
        return self.total is None or self.total > 0

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def update(self, n=1):
        self.n += n

    def reset(self, total=None):
        self.n = 0
        self._total = self._total if total is None else total

    def set_description(self, desc=None, refresh=True):
        self.desc = desc

    set_description_str = set_description

    def set_postfix(self, ordered_dict=None, refresh=True, **kwargs):
        pass

    def set_postfix_str(self, s="", refresh=True):
        pass

    def refresh(self, *args, **kwargs):
        pass

    def clear(self, *args, **kwargs):
        pass

    def display(self, *args, **kwargs):
        pass

    def unpause(self):
        pass

    def close(self):
        pass

    @classmethod
    def write(cls, s, file=None, end="\n", nolock=False):
        pass

    @classmethod
    def pandas(cls, *args, **kwargs):
        pass


tqdm_notebook = tqdm_gui = tqdm


def trange(*args, **kwargs):
    return tqdm(range(*args), **kwargs)


tnrange = tgrange = trange
