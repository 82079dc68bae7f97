try:
    from tqdm import tqdm, trange
    from tqdm.auto import tqdm as bar
except ImportError:
    class tqdm:
        def __init__(self, iterable=None, desc=None, total=None, **settings):
            self.iterable, self.total, self.n = iterable, total, 0
        def __iter__(self):
            return iter(self.iterable)
        def __len__(self):
            return len(self.iterable)
        def __enter__(self):
            return self
        def __exit__(self, *error):
            return False
        def update(self, n=1):
            self.n += n
        def set_description(self, text):
            pass
    bar = tqdm
    def trange(*bounds, **settings):
        return tqdm(range(*bounds), **settings)
layers = [n * 2 for n in tqdm([1, 2, 3], desc="layers", leave=False)]
pairs = [(i, c) for i, c in enumerate(bar("ab", total=2))]
steps = list(trange(1, 4))
with tqdm(total=5) as shown:
    for _ in range(2):
        shown.update(2)
counted = tqdm([7, 8])
for item in counted:
    counted.set_description("item %d" % item)
result = (layers, pairs, steps, shown.n, shown.total, len(counted), [a + b for a, b in zip(tqdm([1, 2]), trange(2))])
