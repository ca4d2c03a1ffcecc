#!/usr/bin/env python3
"""Holds the driver to its promise on a demo election and a cluster of processes on this machine, one of which is killed at work.

The record that it makes must be, byte for byte, what a single `tally merge` makes. Then workers fail, talk nonsense and lie: what the
first two leave undone the merge must count, and say so; what a liar says must be refused by `tally verify`. Ends with 1 if not so.
"""

import argparse
import json
import logging
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from distributed import LocalCluster

DRIVER = Path(__file__).with_name("driver.py")
PATIENCE = 300
"""Seconds after which something has come to a standstill."""

WAITING = """#!/bin/sh
# The program, but one village waits once until it is known that its worker is dead.
if [ "$2" = {village} ] && [ ! -e {killed} ]; then
    echo $PPID > {waits}.part && mv {waits}.part {waits}
    while [ ! -e {killed} ]; do sleep 0.05; done
fi
exec {tally} "$@"
"""

LYING = """#!/bin/sh
# The program, but of the first village it fails, of the second it remembers nonsense, of the third a ballot less.
[ "$1" = village ] && [ "$2" = {fails} ] && exit 70
{tally} "$@"
code=$?
[ "$1" = village ] || exit $code
while [ "$1" != --cache ]; do shift; done
[ -e "$2/{nonsense}.json" ] && echo nonsense > "$2/{nonsense}.json"
[ -e "$2/{lie}.json" ] && sed -i 's/\\\\"cast\\\\": {cast},/\\\\"cast\\\\": {less},/' "$2/{lie}.json"
exit $code
"""


class Check:
    """A demo election in a folder, and what is done with it."""

    def __init__(self, tally: Path, folder: Path) -> None:
        self.tally, self.folder = tally, folder
        self.inputs = [folder / "demo" / name for name in ("acceptances", "tokens", "logs")]
        self.definition = folder / "demo/election.json"
        self.seconds: dict[str, float] = {}

    def demo(self, villages: int, voters: int) -> list[str]:
        """Makes the election; its villages."""
        words = ["--villages", str(villages), "--voters", str(voters), "--candidates", "5", "--fast-store"]
        self.run("demo", [self.tally, "demo", *words, "--out", self.folder / "demo"], {0, 1})
        return [village["code"] for village in json.loads(self.definition.read_bytes())["villages"]]

    def single(self) -> dict[str, bytes]:
        """The record of one process with a memory of its own, which is empty."""
        words: list[str | Path] = ["--definition", self.definition, "--record", self.record("single"), *self.inputs]
        self.run("single", [self.tally, "merge", *words], {0, 1, 2})
        return files(self.record("single"))

    def driver(self, name: str, cluster: LocalCluster, tally: Path) -> subprocess.Popen[str]:
        """Starts the driver on a cluster."""
        words: list[str | Path] = ["--tally", tally, "--definition", self.definition, "--record", self.record(name), "--inputs", *self.inputs]
        command = [sys.executable, DRIVER, *words, "--scheduler", cluster.scheduler_address]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def driven(self, name: str, process: subprocess.Popen[str]) -> str:
        """Waits for the driver; what it said."""
        begun = time.monotonic()
        _, said = process.communicate(timeout=PATIENCE)
        self.seconds[name] = time.monotonic() - begun
        assert process.returncode in {0, 1, 2}, said
        return said

    def killed(self, cluster: LocalCluster, village: str) -> str:
        """Lets the driver run and kills the worker that has this village; what the driver said."""
        killed, waits = self.folder / "is-dead", self.folder / "waits"
        tally = self.script("waiting", WAITING, village=village, killed=killed, waits=waits)
        process = self.driver("killed", cluster, tally)
        patient(lambda: waits.exists() or process.poll() is not None)
        assert waits.exists(), process.communicate()[1]
        worker, before = int(waits.read_text()), pids(cluster)
        assert worker in before, f"{worker} is no worker of {before}"
        os.kill(worker, signal.SIGKILL)
        patient(lambda: worker not in pids(cluster))
        killed.touch()
        return self.driven("killed", process)

    def lied_to(self, cluster: LocalCluster, fails: str, nonsense: str, lie: str, cast: int) -> str:
        """Lets the driver run with workers of which nothing good is to be expected; what it said."""
        tally = self.script("lying", LYING, fails=fails, nonsense=nonsense, lie=lie, cast=cast, less=cast - 1)
        return self.driven("lied", self.driver("lied", cluster, tally))

    def script(self, name: str, text: str, **parts: object) -> Path:
        """A program in place of the real one, which it runs."""
        path = self.folder / name
        path.write_text(text.format(tally=shlex.quote(str(self.tally)), **parts))
        path.chmod(0o755)
        return path

    def verify(self, name: str) -> tuple[int, str]:
        """How `tally verify` ends, and its answer."""
        run = subprocess.run([self.tally, "verify", self.record(name), "--json"], capture_output=True, text=True)
        return run.returncode, run.stdout

    def record(self, name: str) -> Path:
        """Where a record goes, each in a folder of its own."""
        folder = self.folder / name / "work"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / "record"

    def run(self, name: str, command: list[str | Path], codes: set[int]) -> None:
        """Runs a program to its end."""
        begun = time.monotonic()
        run = subprocess.run(command, capture_output=True, text=True)
        self.seconds[name] = time.monotonic() - begun
        assert run.returncode in codes, run.stderr


def files(folder: Path) -> dict[str, bytes]:
    """Every file by its path."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def pids(cluster: LocalCluster) -> set[int]:
    """The processes of the workers that are alive."""
    return {worker.pid for worker in cluster.workers.values() if worker.pid}


def patient(true: Callable[[], bool]) -> None:
    """Waits until something is true."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() < begun + PATIENCE, "came to a standstill"
        time.sleep(0.02)


def everything(check: Check, villages: list[str], workers: int, timed: bool) -> None:
    """The campaign; fails with what is not as it must be."""
    honest, verdict = check.single(), check.verify("single")
    assert verdict[0] in {0, 1, 2}, verdict[1]
    # What workers complain of is what is wanted of them here.
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL) as cluster:
        none = f"not by workers: 0 of {len(villages)} villages\n"
        if timed:
            said = check.driven("driver", check.driver("driver", cluster, check.tally))
            assert none in said, said
            same(honest, files(check.record("driver")))
        said = check.killed(cluster, villages[len(villages) // 2])
        assert none in said and said.count(" counted\n") == len(villages), said
        same(honest, files(check.record("killed")))
        assert check.verify("killed")[0] == verdict[0]
        fails, nonsense, lie = villages[0], villages[1], villages[-1]
        said = check.lied_to(cluster, fails, nonsense, lie, cast_in(check.record("single"), lie))
    assert f"{fails} not counted: RuntimeError: ended with 70" in said, said
    assert f"2 of {len(villages)} villages {fails} {nonsense}\n" in said, said
    lied = files(check.record("lied"))
    different = {name for name in honest.keys() | lied.keys() if honest.get(name) != lied.get(name)}
    own = {name for name in different if name.startswith(f"villages/{lie}/")}
    assert own and different - own <= {"MANIFEST", "election.checkpoint"}, different
    code, answer = check.verify("lied")
    assert code == 3 and f"villages/{lie}/set-1/village.json" in answer, answer


def same(honest: dict[str, bytes], other: dict[str, bytes]) -> None:
    """That two records are the same files."""
    assert honest.keys() == other.keys(), honest.keys() ^ other.keys()
    assert not (different := [name for name in honest if honest[name] != other[name]]), different


def cast_in(record: Path, village: str) -> int:
    """The ballots of a village's first booth, as remembered."""
    memory = record.with_name("record.cache").joinpath(f"{village}.json").read_text()
    return int(memory.split('\\"cast\\": ')[1].split(",")[0])


def main() -> None:
    """One campaign."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tally", type=Path, required=True, help="the program")
    parser.add_argument("--villages", type=int, default=161)
    parser.add_argument("--voters", type=int, default=20, help="of each village, on average")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timed", action="store_true", help="let the driver run once with nothing in its way, too")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="nation-") as folder:
        check = Check(options.tally.resolve(), Path(folder))
        villages = check.demo(options.villages, options.voters)
        everything(check, villages, options.workers, options.timed)
        made = sum(len(content) for content in files(check.record("single")).values())
    seconds = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in check.seconds.items())
    print(f"{len(villages)} villages, {options.workers} workers, a record of {made} bytes: {seconds}")


if __name__ == "__main__":
    main()
