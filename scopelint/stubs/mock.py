"""`mock`, which is `unittest.mock` for older Pythons."""

from unittest.mock import *
from unittest.mock import patch
