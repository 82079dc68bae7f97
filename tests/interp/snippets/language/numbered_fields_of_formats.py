import re
match = re.match(r"(?P<a>x)(?P<b>y)?", "xz")
try:
    {}["missing"]
except KeyError as error:
    shown = repr(error)
result = [
    "{:>{}}|{}".format("a", 3, "b"), "{0:{1}}".format("a", 3), "{:{}{}}".format("q", "<", 4), "{:.{p}f}".format(1.25, p=1),
    match.groups("none"), match.groups(), match.groupdict("none"), shown, repr(ValueError("a", 1)),
]
