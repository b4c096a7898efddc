#!/usr/bin/env python3
"""Checks a kit, a bag or the folder of a ledger with none of Haetae's code.

Written from docs/formats/custody.md and docs/formats/ledger.md alone, in Python's standard library.
Checks Ed25519 signatures only; ML-DSA-44 signatures are told and not checked.

Usage: verify_custody.py --key FILE [--key FILE]... [--witness FILE]... [--witnesses N] PATH
Exit code 0: ACCEPTED. Exit code 1: REJECTED, with the reason.
"""
import base64
import hashlib
import json
import os
import re
import struct
import sys
import uuid


class Rejected(Exception):
    pass


def demand(condition, reason):
    if not condition:
        raise Rejected(reason)


# Ed25519 (RFC 8032, section 5.1), verification only

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verifies(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return equal(multiply(s, BASE), add(r, multiply(h, a)))


# Notes, heads, proofs


def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Rejected("text that is not base64")
    demand(base64.b64encode(data).decode() == text, "base64 not in its canonical form")
    return data


class Key:
    def __init__(self, line):
        self.name, key_id, data = line.strip().split("+", 2)
        raw = unbase64(data)
        self.type, self.public = raw[0], raw[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        demand(self.id.hex() == key_id, "a verifier key whose id is not its own")


def believe(note, keys):
    """The lines of a note's text, once each known key of its origin has signed it, and the names of
    the known witnesses that cosigned it."""
    text, _, signatures = note.decode("utf-8").rpartition("\n\n")
    text += "\n"
    lines = text.split("\n")[:-1]
    own = [key for key in keys if key.name == lines[0]]
    demand(own, "no key of the origin " + lines[0])
    signed, seen = set(), set()
    for line in signatures.split("\n")[:-1]:
        match = re.fullmatch("\u2014 (\\S+) (\\S+)", line)
        demand(match, "a signature line of another form")
        raw = unbase64(match.group(2))
        for key in own:
            if key.name == match.group(1) and key.id == raw[:4]:
                if key.type == 1:
                    demand(ed25519_verifies(key.public, text.encode(), raw[4:]), "a wrong signature")
                else:
                    print("not checked: signature of type", key.type)
                signed.add(key.id)
        for key in keys:
            if key not in own and key.name == match.group(1) and key.id == raw[:4] and key.type == 4:
                # tlog-cosignature: a time, and a signature over it and the text.
                message = b"cosignature/v1\ntime %d\n" % struct.unpack(">Q", raw[4:12]) + text.encode()
                demand(ed25519_verifies(key.public, message, raw[12:]), "a wrong cosignature")
                seen.add(key.name)
    for key in own:
        demand(key.id in signed, "no signature by key " + key.id.hex())
    demand(any(key.type == 1 for key in own), "no Ed25519 key to check with")
    return lines, seen


def head(note, keys):
    lines, _ = believe(note, keys)
    demand(len(lines) == 3 and re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]), "a head of another form")
    return int(lines[1]), unbase64(lines[2])


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def leaf(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def climb(index, size, value, path):
    """Root by an audit path (RFC 9162, section 2.1.3.2, which says how RFC 6962 paths are used)."""
    demand(index < size, "a position beyond the head")
    last = size - 1
    for step in path:
        demand(last > 0, "a path that is too long")
        if index & 1 or index == last:
            value = node(step, value)
            while index & 1 == 0 and index:
                index, last = index >> 1, last >> 1
        else:
            value = node(value, step)
        index, last = index >> 1, last >> 1
    demand(last == 0, "a path that is too short")
    return value


class Entry:
    def __init__(self, data):
        demand(len(data) == 170, "an entry of another length")
        version, length, self.act, self.code, self.time = struct.unpack(">HHHIQ", data[:18])
        demand(version == 1 and length == 166, "an entry of another version")
        demand(self.code < 2**31 and self.time < 2**63, "a field beyond its bounds")
        self.object = str(uuid.UUID(bytes=data[50:66]))
        previous = struct.unpack(">Q", data[66:74])[0]
        self.previous = None if previous == 2**64 - 1 else previous
        self.content, self.record, self.sealed = data[74:106], data[106:138], data[138:170]


# Packages


def digest_of(path):
    sha256, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        while chunk := file.read(1 << 16):
            sha256.update(chunk)
            size += len(chunk)
    return sha256.digest(), size


def no_key_twice(pairs):
    demand(len({key for key, _ in pairs}) == len(pairs), "a key twice in JSON")
    return dict(pairs)


class Package:
    def __init__(self, root, keys, witnesses):
        self.root, self.keys, self.witnesses, self.accounted = root, keys, witnesses, set()

    def path(self, name):
        demand(not name.startswith("/") and ".." not in name.split("/"), "a path that leads out")
        path = os.path.join(self.root, name)
        demand(os.path.isfile(path) and not os.path.islink(path), "no file " + name)
        self.accounted.add(name)
        return path

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def proven(self, position, proof_name, note, size, root):
        data = self.read("custody/proofs/%d.entry" % position)
        before, _, inside = self.read(proof_name).partition(b"\n\n")
        lines = before.decode().split("\n")
        demand(inside == note, "a proof to another head")
        demand(lines[:2] == ["c2sp.org/tlog-proof@v1", "index %d" % position], "a proof of another form")
        path = [unbase64(line) for line in lines[2:]]
        demand(climb(position, size, leaf(data), path) == root, "entry %d is not in the log" % position)
        return Entry(data)

    def steps(self, name, listed, act):
        previous, first = None, None
        for position in listed["entries"]:
            entry = self.proven(
                position, "custody/proofs/%d.tlog-proof" % position, self.note, self.size, self.tree)
            demand(entry.object == name, "an entry of another object")
            demand(entry.previous == previous, "a broken chain at entry %d" % position)
            previous, first = position, first or entry
        demand(first and first.act == act, "no first entry")
        return first

    def item(self, listed):
        first = self.steps(listed["item"], listed, 1)
        position = listed["entries"][0]
        # What witnesses signed says nothing of what was received after it.
        demand(not self.witnesses or position < self.attested[1], "an item that no witness saw")
        self.received.add(position)
        if self.attested and position < self.attested[1]:
            folder = "proofs" if self.attested[0] == self.note else "attested"
            self.proven(position, "custody/%s/%d.tlog-proof" % (folder, position), *self.attested)
        demand("sealed" in listed or "plain" in listed, "an item without bytes")
        demand("plain" not in listed or "opening" in listed, "plain bytes without opening")
        if "key" in listed:
            demand(listed["key"] == listed["item"] + ".agekey", "a key by another name")
            demand(re.fullmatch(rb"AGE-SECRET-KEY-[0-9A-Z-]{1,200}\n", self.read(listed["key"])),
                   "a key that is no age identity")
        if "sealed" in listed:
            demand(digest_of(self.path(listed["sealed"]))[0] == first.sealed, "other sealed bytes")
        if "opening" in listed:
            opening = json.loads(self.read(listed["opening"]), object_pairs_hook=no_key_twice)
            salt, plain = bytes.fromhex(opening["salt"]), bytes.fromhex(opening["sha256"])
            length = struct.pack(">Q", opening["bytes"])
            content = hashlib.sha256(b"haetae/commit/v1" + salt + plain + length).digest()
            described = hashlib.sha256(opening["description"].encode()).digest()
            record = hashlib.sha256(b"haetae/record/v1" + salt + described).digest()
            demand(len(salt) == 32 and content == first.content, "an opening that opens nothing")
            demand(record == first.record, "a description that was not committed to")
            if "plain" in listed:
                found = digest_of(self.path(listed["plain"]))
                demand(found == (plain, opening["bytes"]), "other plain bytes")

    def check(self):
        self.note = self.read("custody/checkpoint")
        self.size, self.tree = head(self.note, self.keys)
        self.attested, self.received = None, set()
        seen = believe(self.note, self.keys)[1]
        if os.path.exists(os.path.join(self.root, "custody/attested/checkpoint")):
            note = self.read("custody/attested/checkpoint")
            self.attested = (note, *head(note, self.keys))
            seen = believe(note, self.keys)[1]
        elif self.witnesses:
            self.attested = (self.note, self.size, self.tree)
        demand(len(seen) >= self.witnesses, "%d witnesses" % len(seen))
        listed = json.loads(self.read("custody/custody.json"), object_pairs_hook=no_key_twice)
        demand(listed["format"] == "haetae custody v1", "another format")
        demand(listed["items"], "no item: nothing is proved")
        for item in listed["items"]:
            self.item(item)
        for accession in listed["accessions"]:
            self.steps(accession["accession"], accession, 3)
        self.rest()
        return "%d items, in a log of %d entries" % (len(listed["items"]), self.size)

    def rest(self):
        bag = os.path.exists(os.path.join(self.root, "bagit.txt"))
        for folder, _, files in os.walk(self.root):
            for file in files:
                name = os.path.relpath(os.path.join(folder, file), self.root)
                # Timestamps are for openssl ts; here they are let lie and told.
                stamp = re.fullmatch(
                    r"custody/stamped/(([0-9]+)\.tlog-proof|timestamps/[0-9]+/(checkpoint|[a-z0-9-]+\.(tsq|tsr|pem|crl)))", name)
                demand(not stamp or not stamp.group(2) or int(stamp.group(2)) in self.received,
                       "a proof of nothing here: " + name)
                if stamp and not stamp.group(2):
                    responses = [one for one in files if one.endswith(".tsr")]
                    demand(file == "checkpoint" and responses or file.rsplit(".", 1)[0] + ".tsr" in responses,
                           "a file of no timestamp: " + name)
                if stamp and name.endswith(".tsr"):
                    print("not checked: timestamp", name)
                known = name in self.accounted or stamp or re.fullmatch(
                    r"READ-ME\.(en|ko)\.txt|premis\.xml|ro-crate-metadata\.json", name)
                of_bag = bag and re.fullmatch(
                    r"bagit\.txt|bag-info\.txt|(tag)?manifest-[a-z0-9]+\.txt", name)
                demand(known or of_bag, "a file that nothing accounts for: " + name)
        if bag:
            for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
                for line in self.read(manifest).decode().split("\n")[:-1]:
                    expected, name = line.split("  ", 1)
                    name = name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
                    demand(digest_of(self.path(name))[0].hex() == expected, "altered: " + name)


# The folder of a ledger


class Log:
    def __init__(self, root, keys, witnesses):
        self.root, self.keys, self.witnesses = root, keys, witnesses

    def tile(self, level, index, width):
        name = "%03d" % (index % 1000)
        while index >= 1000:
            index //= 1000
            name = "x%03d/%s" % (index % 1000, name)
        path = os.path.join(self.root, "tile", str(level), name)
        exact = path if width == 256 else path + ".p/%d" % width
        if os.path.exists(exact):
            with open(exact, "rb") as file:
                return file.read(), True
        with open(path, "rb") as file:
            return file.read(), False

    def check(self):
        with open(os.path.join(self.root, "checkpoint"), "rb") as file:
            size, root = head(file.read(), self.keys)
        last, hashes, received, covered = {}, [], -1, -1
        for start in range(0, size, 256):
            width = min(256, size - start)
            bundle, exact = self.tile("entries", start // 256, width)
            tile, whole = self.tile(0, start // 256, width)
            demand(not whole or len(tile) == 32 * width, "a tile of another length")
            for i in range(width):
                length = struct.unpack(">H", bundle[:2])[0]
                data, bundle = bundle[2 : 2 + length], bundle[2 + length :]
                demand(leaf(data) == tile[32 * i : 32 * i + 32], "entry %d and its tile" % (start + i))
                hashes.append(leaf(data))
                entry = Entry(data)
                demand(entry.previous == last.get(entry.object), "previous of entry %d" % (start + i))
                last[entry.object] = start + i
                if entry.act in (1, 4):
                    received = start + i
            demand(not exact or not bundle, "something after the entries of a bundle")
        demand(self.fold(hashes) == root, "the entries do not give the signed root")
        folder = os.path.join(self.root, "checkpoints")
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                note = file.read()
            earlier, its_root = head(note, self.keys)
            if len(believe(note, self.keys)[1]) >= self.witnesses:
                covered = max(covered, earlier)
            demand(str(earlier) == name and earlier <= size, "a head under another size")
            demand(self.fold(hashes[:earlier]) == its_root, "head %s is of another log" % name)
        demand(not self.witnesses or received < covered,
               "entry %d, and witnesses for the first %d" % (received, max(covered, 0)))
        return "a log of %d entries" % size

    @staticmethod
    def fold(hashes):
        if not hashes:
            return hashlib.sha256().digest()
        complete = []  # (height, hash), the highest first
        for value in hashes:
            height = 0
            while complete and complete[-1][0] == height:
                value, height = node(complete.pop()[1], value), height + 1
            complete.append((height, value))
        value = complete.pop()[1]
        while complete:
            value = node(complete.pop()[1], value)
        return value


def main(words):
    keys, path, witnesses = [], None, 0
    while words:
        word = words.pop(0)
        if word in ("--key", "--witness"):
            with open(words.pop(0), encoding="utf-8") as file:
                keys += [Key(line) for line in file if line.strip()]
        elif word == "--witnesses":
            witnesses = int(words.pop(0))
        else:
            path = word
    demand(keys and path, "no key or nothing to check")
    if os.path.exists(os.path.join(path, "custody", "custody.json")):
        return Package(path, keys, witnesses).check()
    demand(os.path.exists(os.path.join(path, "checkpoint")), "neither kit, bag nor ledger")
    return Log(path, keys, witnesses).check()


if __name__ == "__main__":
    try:
        print("ACCEPTED:", main(sys.argv[1:]))
    except (Rejected, OSError, ValueError, KeyError, IndexError, struct.error) as e:
        print("REJECTED:", e or type(e).__name__)
        sys.exit(1)
