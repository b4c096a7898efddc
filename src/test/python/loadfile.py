"""Reads a Concordance load file and an Opticon file as their makers describe them, and prints what
stands in them as JSON. Written without a look at the writer: a row ends with CR LF, fields are
parted by U+0014 and enclosed in U+00FE, U+00AE is a line end within a field."""

import json
import sys


def concordance(path):
    data = open(path, "rb").read()
    text = data.decode("utf-8-sig")
    lines = text.split("\r\n")
    assert lines[-1] == "", "the last row does not end"
    table = []
    for line in lines[:-1]:
        row = []
        for field in line.split("\x14"):
            assert len(field) >= 2 and field[0] == field[-1] == "\u00fe", repr(field)
            inside = field[1:-1]
            assert "\u00fe" not in inside
            assert not any(ord(c) < 32 for c in inside), repr(inside)
            row.append(inside.replace("\u00ae", "\n"))
        table.append(row)
    head, rows = table[0], table[1:]
    for row in rows:
        assert len(row) == len(head), (len(row), len(head))
    return [dict(zip(head, row)) for row in rows]


def opticon(path):
    rows = []
    for line in open(path, "rb").read().decode("utf-8").split("\r\n")[:-1]:
        page, volume, file, first, folder, box, pages = line.split(",")
        rows.append({"page": page, "volume": volume, "file": file, "first": first == "Y", "pages": int(pages or 0)})
    return rows


print(json.dumps({"dat": concordance(sys.argv[1]), "opt": opticon(sys.argv[2])}))
