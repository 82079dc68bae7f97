"""`string`: its constants, and templates of `$name` (Lib/string.py)."""

ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
lowercase = ascii_lowercase
uppercase = ascii_uppercase
letters = ascii_letters
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
whitespace = " \t\n\r\v\f"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join([x.capitalize() for x in s.split(sep)])


class Template:
    def __init__(self, template):
        self.template = template

    def substitute(self, mapping={}, **kws):
        values = dict(mapping)
        values.update(kws)
        text = self.template
        for name in sorted(values, key=len, reverse=True):
            text = text.replace("${" + name + "}", str(values[name])).replace("$" + name, str(values[name]))
        return text.replace("$$", "$")

    safe_substitute = substitute
