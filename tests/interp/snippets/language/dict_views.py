d = {"b": 1, "a": 2}
result = [[k for k in d], [v for v in d.values()], [(k, v) for k, v in sorted(d.items())], {v: k for k, v in d.items()}, "a" in d, dict(zip("xy", [1, 2])),
          dict([("p", 1)]), dict(d, c=3), {**d, "a": 9}, d.keys() == {"a": 1, "b": 2}.keys() or True, list(map(str, d)), dict.fromkeys(["q"], 0)]
