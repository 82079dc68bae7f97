"""`tqdm.auto`: the same names as in `tqdm` (tqdm/auto.py)."""

from tqdm import tqdm, trange
