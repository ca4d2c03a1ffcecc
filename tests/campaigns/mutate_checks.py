#!/usr/bin/env python3
"""Removes the rules of the verifier one by one and counts who notices (docs/mutations.md).

Works in a copy of what is committed, with a target directory of its own. All rules of checks.rules are built in at once, each with a switch
that an environment variable turns off, so that one build serves all runs; the project itself has no such switch.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = Path(__file__).with_name("checks.rules")
SWITCH = "PILKADES_WITHOUT"
# Beside the rules: nothing is reported under a check at all, whichever rule found it.
REPORT = ("crates/tally/src/verify.rs", "let failure = Failure {")


@dataclass
class Rule:
    name: str
    check: str
    hunks: list = field(default_factory=list)  # [file, old, new]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true", help="only say which rules no longer fit the code")
    parser.add_argument("--work", type=Path, default=ROOT / "target/mutate-checks", help="folder of the copy")
    parser.add_argument("--only", nargs="*", default=[], metavar="RULE", help="these rules alone")
    parser.add_argument("--tests", nargs="*", default=[], metavar="ARGS", help="further arguments of cargo test, each in quotes")
    parser.add_argument("--limit", type=int, default=600, metavar="SECONDS", help="a run that takes longer has noticed")
    options = parser.parse_args()
    (rules, exceptions), reports = read_rules(), report_rules()
    if options.fit:
        check_fit(rules, ROOT)
        return print(f"{len(rules)} rules fit the code")
    copy = options.work / "tree"
    copy_tree(copy)
    check_fit(rules, copy)
    borrow_dependencies(options.work / "target/debug")
    for rule in [*rules, *reports]:
        for path, old, new in rule.hunks:
            replace(copy / path, old, new.replace("OFF", off(rule.name)))
    guards = [["-p integration --test tampered"], ["-p tally", *options.tests], ["-p election -p ballot-log -p ballot-crypto"]]
    campaign([rule for rule in [*rules, *reports] if not options.only or rule.name in options.only], exceptions, guards, copy, options)


def check_fit(rules, tree):
    found = [(rule, hunk, occurrences(tree / hunk[0], hunk[1])) for rule in rules for hunk in rule.hunks]
    if unfit := [f"{rule.name}: {hunk[0]} has {count} times: {hunk[1]}" for rule, hunk, count in found if count != 1]:
        sys.exit("these rules no longer fit the code:\n" + "\n".join(unfit))


def campaign(rules, exceptions, guards, copy, options):
    cases = {case.name for case in (copy / "fixtures/tampered").glob("*") if case.is_dir()}
    run = lambda name, guards: noticed(name, guards, copy, cases, options)
    for some in guards:
        if failed := run("nothing", some):
            sys.exit(f"the tests must pass while nothing is removed: {failed}")
    print("| check | rule removed | tampered records | tests | noticed by |\n|---|---|---|---|---|", flush=True)
    survivors = []
    for rule in rules:
        # Tests are asked only where no altered record has noticed.
        found = next(filter(None, (run(rule.name, some) for some in guards)), set())
        records, tests = sorted(found & cases), sorted(found - cases)
        shown = ", ".join([*records, *tests][:3]) + (", ..." if len(found) > 3 else "")
        exception = exceptions.get(rule.name)
        nobody = f"nobody: {exception}" if exception else "**nobody**"
        print(f"| {rule.check} | {rule.name} | {len(records)} | {len(tests)} | {shown or nobody} |", flush=True)
        survivors += [] if found else [rule.name]
        if found and exception:
            sys.exit(f"{rule.name} was noticed: {RULES.name} need not except it")
    print(f"\n{len(rules) - len(survivors)} of {len(rules)} removals were noticed")
    if unexplained := [name for name in survivors if name not in exceptions]:
        sys.exit("nobody noticed: " + ", ".join(unexplained))


def noticed(name, guards, copy, cases, options):
    """Names of the tampered records and tests that fail without the rule."""
    environment = os.environ | {SWITCH: name, "PILKADES_ANSWERS_ONLY": "1", "CARGO_TARGET_DIR": str(options.work / "target"), "CARGO_TERM_COLOR": "never"}
    found = set()
    for guard in guards:
        command = ["cargo", "test", "--no-fail-fast", *guard.split()]
        try:
            # While nothing is removed, everything is built as well.
            limit = None if name == "nothing" else options.limit
            done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, errors="replace", timeout=limit)
        except subprocess.TimeoutExpired:
            found.add(f"(no end within {options.limit} s: {guard})")
            continue
        failed = set(re.findall(r"^test (\S+) \.\.\. FAILED", done.stdout, re.M))
        if done.returncode != 0 and not failed:
            if name == "nothing":
                sys.exit(f"{' '.join(command)}:\n{done.stderr[-4000:]}")
            failed.add(f"(abort: {guard})")
        named = cases & set(re.findall(r"^(\d{3}-[a-z0-9-]+): ", done.stdout + done.stderr, re.M)) if failed else set()
        found |= named or failed
    return found


def read_rules():
    """The rules, and why nobody can notice some of them."""
    rules, exceptions, path, old = [], {}, None, None
    for line in RULES.read_text().splitlines():
        word, _, rest = line.partition(" ")
        match word:
            case "rule":
                rules.append(Rule(*rest.split()))
            case "unnoticed":
                name, _, reason = rest.partition(" ")
                exceptions[name] = reason
            case "file":
                path = rest
            case "-":
                old = rest
            case "+":
                rules[-1].hunks.append([path, old, rest])
            case "" | "#":
                pass
            case _:
                sys.exit(f"{RULES.name}: {line}")
    return rules, exceptions


def report_rules():
    numbers = re.findall(r"^    \w+ = (\d+),$", (ROOT / "crates/tally/src/check.rs").read_text(), re.M)
    path, anchor = REPORT
    switch = f'std::env::var("{SWITCH}").is_ok_and(|name| name == format!("report-{{}}", check.number()))'
    rules = [Rule(f"report-{number}", number) for number in numbers]
    rules[0].hunks.append([path, anchor, f"if {switch} {{ return; }} {anchor}"])
    return rules


def off(name):
    return f'(std::env::var("{SWITCH}").as_deref() == Ok("{name}"))'


def pattern(old):
    return re.compile(r"\s*".join(re.escape(word) for word in old.split()))


def occurrences(file, old):
    return len(pattern(old).findall(file.read_text()))


def replace(file, old, new):
    text, count = pattern(old).subn(lambda _: new, file.read_text())
    assert count == 1, f"{file}: {count} times: {old}"
    file.write_text(text)


def copy_tree(copy):
    """What is committed, with new times: cargo must not take an older build for it."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "--extract", "--touch"], cwd=copy, input=archive.stdout, check=True)


def borrow_dependencies(target):
    """Other people's crates are the same in the copy: those that are built already need not be built again."""
    built = ROOT / "target/debug"
    if not target.exists() and built.exists():
        target.mkdir(parents=True)
        for part in [".fingerprint", "build", "deps"]:
            subprocess.run(["cp", "--archive", "--reflink=auto", built / part, target], check=False)


if __name__ == "__main__":
    main()
