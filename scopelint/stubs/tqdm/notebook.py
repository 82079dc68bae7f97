"""`tqdm.notebook`: the same names as in `tqdm` (tqdm/notebook.py)."""

from tqdm import tqdm, trange
