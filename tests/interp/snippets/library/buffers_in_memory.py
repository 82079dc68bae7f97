"""io.StringIO and io.BytesIO keep a position: what is written lands there, what was read is not read again."""
import io

result = []
text = io.StringIO("name,units\nfc1,10\nfc2,20\n")
result.append(text.readline())
result.append(text.read(3))
result.append(text.tell())
result.append([line.strip() for line in text])
result.append(text.read())
result.append(text.seek(0))
result.append(text.write("NAME"))
result.append(text.getvalue())

buffer = io.BytesIO()
result.append(buffer.write(b"abc"))
result.append(buffer.write(b"de"))
result.append(buffer.tell())
result.append(buffer.read())
buffer.seek(1)
result.append(buffer.read())
result.append(len(buffer.getbuffer()))
result.append(buffer.seek(-2, 2) if False else buffer.seek(0, 2))
buffer.truncate(2)
result.append(buffer.getvalue())
with io.StringIO() as out:
    print("one", file=out) if False else out.write("one")
    out.writelines(["\n", "two"])
    result.append(out.getvalue().splitlines())
result.append(len(bytearray(b"abc")))
