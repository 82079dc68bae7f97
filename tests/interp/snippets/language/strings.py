s = "Layer_One"
result = [s.lower(), s.upper(), s.split("_"), s.replace("_", "/"), s[0], s[-3:], s[::-1], "a" * 3, "x" in s, s.startswith("Lay"),
          "-".join(["a", "b"]), s.strip("Le"), s.find("One"), s.title(), "%s_%d" % (s, 3), "%03d|%5s|%-5s|%.2f" % (7, "a", "b", 1.5),
          "{}/{}".format(1, "b"), "{0}{1}{0}".format("x", "y"), "{name}_{i:02d}".format(name="n", i=3), f"{s!r}{1 + 1}{3.14159:.2f}",
          "%(a)s-%(b)d" % {"a": 1, "b": 2}, "a,b".partition(","), "abc".zfill(5), "%%%d" % 3, "{:>4}".format("x"), "{{}}".format()]
