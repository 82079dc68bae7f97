"""`tqdm.std`: the same names as in `tqdm` (tqdm/std.py)."""

from tqdm import tqdm, trange
