"""`tqdm.autonotebook`: the same names as in `tqdm` (tqdm/autonotebook.py)."""

from tqdm import tqdm, trange
