"""An outside check of checkpoints and proofs with tlog-scales, an independent implementation of the C2SP formats.

docs/oracles.md says how to run it; it shares no line with this project.

    check.py checkpoint NOTE KEYS           every key in KEYS has signed the checkpoint
    check.py proof  LEAF PROOF KEYS         the leaf is in the log of a C2SP tlog-proof whose checkpoint is signed
    check.py path   LEAF PATH               the leaf is in a tree: PATH has index, size, root, then hashes (hex), a line each
    check.py tree   OLD NEW HASHES KEYS     the log of checkpoint NEW continues that of OLD (hashes in base64, a line each)
    check.py log    ENTRIES PROOF KEYS      a log written anew from all entries gives this very proof file
    check.py cases  FILE                    many of these: a line each, a name first, separated by tabs

KEYS has one verifier key a line (name+id+key); ENTRIES is a C2SP entry bundle (u16 length, bytes, ...).
It prints "ok", or "refused (form|signature|path|log): why" and ends with 1; a case prints its name first, and cases end with 0.
"""

import base64
import logging
import sys
import tempfile
from pathlib import Path

from tlog_scales.reader import Tile
from tlog_scales.signing import Vkey, VkeySet
from tlog_scales.tiles import leaf_hash
from tlog_scales.tlog import Checkpoint, ConsistencyProof, ConsistencyProofInvalid, InclusionProof, InclusionProofInvalid
from tlog_scales.writer import TilesWriter


class SignatureMissing(Exception):
    """A key has not signed, or its signature does not match."""


class OtherLog(Exception):
    """The entries do not give what the proof states."""


REFUSALS = {SignatureMissing: "signature", OtherLog: "log", InclusionProofInvalid: "path", ConsistencyProofInvalid: "path"}


def checkpoint(note, keys):
    opened(text(note), keys)


def proof(leaf, file, keys):
    path, signed = parse_proof(text(file), keys)
    path.check(leaf_hash(Path(leaf).read_bytes()), signed.root_hash)


def path(leaf, file):
    index, size, root, *nodes = text(file).splitlines()
    tree = InclusionProof(decimal(index), decimal(size), [bytes.fromhex(node) for node in nodes])
    tree.check(leaf_hash(Path(leaf).read_bytes()), bytes.fromhex(root))


def tree(old, new, file, keys):
    old, new = opened(text(old), keys), opened(text(new), keys)
    if old.origin != new.origin:
        raise ValueError("checkpoints of two logs")
    nodes = [decode(line) for line in text(file).splitlines()]
    ConsistencyProof(old.size, new.size, nodes).check(old.root_hash, new.root_hash)


def log(entries, file, keys):
    stated, signed = parse_proof(text(file), keys)
    with tempfile.TemporaryDirectory() as folder:
        writer = TilesWriter.create(Path(folder) / "log", signed.origin)
        for entry in Tile.from_entries_bytes(Path(entries).read_bytes()).entries:
            writer.add_leaf(entry)
        writer.commit([])
        if (writer.size, writer.reader.calculate_root_hash()) != (signed.size, signed.root_hash):
            raise OtherLog("another size or root follows from the entries")
        made = writer.reader.get_inclusion_proof(stated.leaf_index, signed.size)
    hashes = "".join(base64.b64encode(node).decode() + "\n" for node in made.node_hashes)
    if f"c2sp.org/tlog-proof@v1\nindex {made.leaf_index}\n{hashes}\n{signed.serialize()}" != text(file):
        raise OtherLog("another proof file follows from the entries")


def opened(note, keys):
    """The checkpoint that every key has signed."""
    signed = Checkpoint.from_text(note)
    if signed.serialize() != note:
        raise ValueError("the checkpoint is not in its one form")
    known = [Vkey.from_string(key) for key in text(keys).splitlines()]
    if len(VkeySet(*known).verify(signed.signatures, signed)) != len(known):
        raise SignatureMissing("not every key has signed")
    return signed


def parse_proof(file, keys):
    """C2SP tlog-proof v1: header, index, hashes, empty line, checkpoint."""
    head, note = file.split("\n\n", 1)
    header, index, *nodes = head.split("\n")
    word, number = index.split(" ")
    if (header, word) != ("c2sp.org/tlog-proof@v1", "index"):
        raise ValueError("not a tlog-proof")
    signed = opened(note, keys)
    return InclusionProof(decimal(number), signed.size, [decode(node) for node in nodes]), signed


def decimal(number):
    if str(int(number)) != number:
        raise ValueError(f"{number!r} is not a decimal number in its one form")
    return int(number)


def decode(line):
    node = base64.b64decode(line, validate=True)
    if len(node) != 32:
        raise ValueError(f"{line!r} is not a hash")
    return node


def text(file):
    return Path(file).read_bytes().decode()


CHECKS = {"checkpoint": checkpoint, "proof": proof, "path": path, "tree": tree, "log": log}


def verdict(kind, files):
    check = CHECKS[kind]
    try:
        check(*files)
    except OSError:  # a file is missing: nothing was checked
        raise
    except Exception as error:  # the library has no common kind of refusal
        return f"refused ({REFUSALS.get(type(error), 'form')}): {error!r}".replace("\n", " ")
    return "ok"


def main(kind, *files):
    logging.disable()
    if kind != "cases":
        print(said := verdict(kind, files))
        sys.exit(said != "ok")
    for line in text(files[0]).splitlines():
        name, kind, *files = line.split("\t")
        print(name, verdict(kind, files), sep="\t")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
