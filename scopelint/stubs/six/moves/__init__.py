"""`six.moves` on Python 3: where Python 2's built-ins and modules went (six.py)."""

import builtins
import collections
import configparser
import copyreg
import functools
import http.client as http_client
import importlib
import io
import itertools
import pickle as cPickle
import queue
import shlex
import subprocess
import sys
import urllib

range = xrange = range
zip = izip = zip
map = imap = map
filter = ifilter = filter
input = input
intern = sys.intern
reduce = functools.reduce
reload_module = importlib.reload
unichr = chr
zip_longest = izip_longest = itertools.zip_longest
filterfalse = ifilterfalse = itertools.filterfalse
UserDict = UserList = object
UserString = str
StringIO = io.StringIO
cStringIO = io.StringIO
BytesIO = io.BytesIO
shlex_quote = shlex.quote
getoutput = subprocess.getoutput
