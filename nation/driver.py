#!/usr/bin/env python3
"""Counts the villages of an election on many machines and puts the record together on this one (README.md beside this file)."""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import dask
from dask.base import tokenize
from distributed import Client, LocalCluster, as_completed, get_worker

COUNTED = range(4)
"""How `tally` ends when it has done what it was asked for, whatever it thinks of the result."""


@dataclass(frozen=True)
class Job:
    """A village: everything that its count follows from, and what is remembered of it from before."""

    village: str
    tally: Path
    definition: Path
    files: tuple[Path, ...]
    known: bytes | None


def count(job: Job) -> bytes | None:
    """Runs on a worker: what `tally village` remembers of the village, or nothing if its logs are too large for that."""
    worker = get_worker()
    with TemporaryDirectory(dir=worker.local_directory) as folder:
        memory = Path(folder, f"{job.village}.json")
        if job.known is not None:
            memory.write_bytes(job.known)
        words: list[str | Path] = ["village", job.village, "--definition", job.definition, "--cache", folder, "--json", *job.files]
        threads = {"RAYON_NUM_THREADS": str(worker.state.nthreads)}
        done = subprocess.run([job.tally, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=os.environ | threads)
        if done.returncode not in COUNTED:
            raise RuntimeError(f"ended with {done.returncode}: {done.stdout[-500:]!r}")
        return memory.read_bytes() if memory.exists() else None


def with_other_programs(client: Client, tally: Path) -> list[str]:
    """Workers where the program is not the same file as here: what they remember would be of no use to the merge."""
    program = sha256(tally)
    return [worker for worker, found in client.run(sha256, tally, on_error="return").items() if found != program]


def remember(client: Client, jobs: list[Job], cache: Path) -> None:
    """Has the villages counted and writes what is remembered of each into the folder as it comes; says which one fails for good."""
    villages = {client.submit(count, job, key=f"{job.village}-{tokenize(job)}", retries=2): job.village for job in jobs}
    for number, future in enumerate(as_completed(list(villages)), 1):
        village = villages.pop(future)
        try:
            memory = future.result()
        except Exception as error:  # of whatever kind: the merge counts this village itself
            memory, said = None, f"not counted: {type(error).__name__}: {error}"
        else:
            said = "counted" if memory else "counted, but too large to be remembered"
        if memory:
            unfinished = cache / f".{village}.part"
            unfinished.write_bytes(memory)
            unfinished.replace(cache / f"{village}.json")
        say(f"{number}/{number + len(villages)} {village} {said}")


def merge(tally: Path, words: list[str | Path], cache: Path, villages: list[str]) -> int:
    """Puts the record together, and says which villages had to be counted for that after all: their memory has changed."""
    memories = {village: read(cache / f"{village}.json") for village in villages}
    code = subprocess.run([tally, "merge", *words]).returncode
    again = [village for village, memory in memories.items() if memory is None or memory != read(cache / f"{village}.json")]
    if code in COUNTED:
        say(f"counted by the merge itself, not by workers: {len(again)} of {len(villages)} villages {' '.join(again)}".rstrip())
        say("what workers said was believed; `tally verify` counts everything again")
    return code


def files_by_village(inputs: Iterable[Path], villages: Iterable[str]) -> dict[str, list[Path]]:
    """Files that are named after a village (`<code>-...`), or lie in a folder that is."""
    known, found = set(villages), defaultdict(list)
    for folder in inputs:
        for file in (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()):
            for village in {part[:10] for part in file.relative_to(folder).parts} & known:
                found[village].append(file)
    return {village: sorted(found[village]) for village in sorted(known) if village in found}


def read(file: Path) -> bytes | None:
    """The bytes of a file, if it is there."""
    return file.read_bytes() if file.exists() else None


def sha256(file: Path) -> str:
    """The hash of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def say(line: str) -> None:
    """Progress; standard output belongs to the merge's answer."""
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """The driver; ends as `tally merge` does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tally", type=Path, required=True, help="the program, the same file under the same path on each machine")
    parser.add_argument("--definition", type=Path, required=True, help="election.json, its seal beside it; on each machine")
    parser.add_argument("--record", type=Path, required=True, help="as for `tally merge`; memories go to RECORD.cache")
    parser.add_argument("--inputs", type=Path, required=True, nargs="+", metavar="DIR", help="what came in; on each machine")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster, as tcp://HOST:8786")
    where.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N", help="worker processes on this machine, if no scheduler is named")
    options = parser.parse_args()
    tally, definition, record = (path.absolute() for path in (options.tally, options.definition, options.record))
    inputs = [path.absolute() for path in options.inputs]
    cache = record.with_name(record.name + ".cache")
    cache.mkdir(exist_ok=True)
    villages = [village["code"] for village in json.loads(definition.read_bytes())["villages"]]
    files = files_by_village(inputs, villages)
    jobs = [Job(village, tally, definition, tuple(files[village]), read(cache / f"{village}.json")) for village in files]
    # A task is given up when this many workers died with it; one machine that fails again and again must not reach that.
    dask.config.set({"distributed.scheduler.allowed-failures": 10})
    local = options.scheduler or LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address="127.0.0.1:0")
    with Client(local) as client:
        client.wait_for_workers(1, timeout=120)
        if others := with_other_programs(client, tally):
            sys.exit(f"not the same program as {tally} here: {' '.join(others)}")
        remember(client, jobs, cache)
    if local is not options.scheduler:
        local.close()
    return merge(tally, ["--definition", definition, "--record", record, *inputs], cache, villages)


if __name__ == "__main__":
    sys.exit(main())
