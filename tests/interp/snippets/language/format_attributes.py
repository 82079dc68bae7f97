class Config:
    name = "net"
    sizes = [3, 4]
result = ["{c.name}/{c.sizes[1]}".format(c=Config), "{0[a]}".format({"a": 1}), "{!r:>5}".format("a")]
