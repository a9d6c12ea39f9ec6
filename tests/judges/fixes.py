"""Mends copies of folders and compares before and after; see fixes.sh."""
import collections
import filecmp
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib

import yaml

ENVLINT = shlex.split(os.environ["ENVLINT"])
SYNTAX = ("ENV001", "WSL001")

# What is true of a line before, but can be said of it only when another finding has gone: the finding that follows, and the one that it waits for.
FOLLOWS = {
    "CUD002": {"CUD001"},  # a tag past its end: said of tags that exist
    "PIP005": {"FWK003"},  # an open requirement: said of tensorflow, not of the dead tensorflow-gpu
    "APT005": {"APT002"},  # lists that stay: said of a layer that updates them
}


class Loader(yaml.SafeLoader):
    """Takes every tag: what matters is the shape of the text."""


Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def envlint(folder, *arguments):
    return subprocess.run([*ENVLINT, *arguments, "--no-ignore", "."], cwd=folder, capture_output=True, check=False)


def check(folder):
    result = envlint(folder, "check", "--format", "json", "--fail-on", "never")
    if result.returncode != 0:
        raise RuntimeError(f"{folder}: exit code {result.returncode}: {result.stderr.decode()}")
    return json.loads(result.stdout)["findings"]


def outside(path):
    """Whether an outside parser takes the file; None where there is none for it."""
    name = os.path.basename(path)
    try:
        with open(path, "rb") as file:
            content = file.read()
        if name.endswith((".sh", ".bash")) or content.startswith((b"#!/bin/bash", b"#!/bin/sh", b"#!/usr/bin/env bash")):
            return subprocess.run(["bash", "-n", path], capture_output=True, check=False).returncode == 0
        if name.endswith((".yml", ".yaml")):
            list(yaml.load_all(content, Loader))
        elif name.endswith(".toml"):
            tomllib.loads(content.decode("utf-8-sig"))
        elif name.endswith(".json"):
            json.loads(content)
        else:
            return None
        return True
    except Exception:
        return False


def changed(original, copy):
    """The files that differ, relative; links are not followed."""
    for root, _, names in os.walk(original):
        for name in sorted(names):
            path = os.path.join(root, name)
            relative = os.path.relpath(path, original)
            if not os.path.islink(path) and not filecmp.cmp(path, os.path.join(copy, relative), shallow=False):
                yield relative


def counts(findings):
    result = collections.Counter()
    for finding in findings:
        result[finding["path"], finding["code"]] += 1
    return result


def hiders():
    """Which rules hide a finding of a rule: what the rules declare, and what follows."""
    result = collections.defaultdict(set, {code: set(others) for code, others in FOLLOWS.items()})
    rules = json.loads(subprocess.run([*ENVLINT, "rules", "--format", "json"], capture_output=True, check=True).stdout)
    for rule in rules["rules"]:
        for hidden in rule["supersedes"]:
            result[hidden].add(rule["code"])
    return result


def main(folders):
    hidden_by = hiders()
    keep = os.environ.get("KEEP")
    failures, changed_files, mended, fixable_files = [], collections.Counter(), collections.Counter(), 0
    for folder in folders:
        with tempfile.TemporaryDirectory() as work:
            original = os.path.join(work, "original")
            shutil.copytree(folder, original, symlinks=True)
            # A root of its own.
            os.makedirs(os.path.join(original, ".git"), exist_ok=True)
            before = check(original)
            fixable = {finding["path"] for finding in before if finding["fix"]}
            fixable_files += len(fixable)
            if not fixable:
                continue
            for mode in ((), ("--unsafe-fixes",)):
                name = "all" if mode else "safe"
                copy = os.path.join(work, name)
                shutil.copytree(original, copy, symlinks=True)
                result = envlint(copy, "fix", *mode, "--quiet", "--format", "concise", "--fail-on", "never")
                if result.returncode != 0:
                    failures.append(f"{folder} ({name}): exit code {result.returncode}: {result.stderr.decode().strip()}")
                after = check(copy)
                was, now = counts(before), counts(after)
                for (path, code), number in sorted(now.items()):
                    gone = 0 if code in SYNTAX else sum(max(0, was[path, other] - now[path, other]) for other in hidden_by[code])
                    if number > was[path, code] + gone:
                        found = [finding for finding in after if (finding["path"], finding["code"]) == (path, code)][-1]
                        failures.append(f"{folder}/{path} ({name}): {'syntax error' if code in SYNTAX else 'new finding'} {code} {found['line']}:{found['column']} {found['message']}")
                for (path, code), number in was.items():
                    mended[name, code] += max(0, number - now[path, code])
                again = envlint(copy, "fix", *mode, "--diff", "--quiet", "--fail-on", "never", "--select", "ALL")
                if b"\n+++ " in b"\n" + again.stdout:
                    failures.append(f"{folder} ({name}): a second run changes\n{again.stdout.decode(errors='replace')[:1500]}")
                for path in changed(original, copy):
                    changed_files[name] += 1
                    if outside(os.path.join(original, path)) and outside(os.path.join(copy, path)) is False:
                        failures.append(f"{folder}/{path} ({name}): an outside parser refuses it")
                difference = subprocess.run(["diff", "-ru", "original", name], cwd=work, capture_output=True, check=False).stdout.decode(errors="replace")
                if keep and difference:
                    os.makedirs(keep, exist_ok=True)
                    with open(os.path.join(keep, f"{os.path.basename(folder)}.{name}.diff"), "w", encoding="utf-8") as file:
                        file.write(difference)
    for failure in failures:
        print(failure)
    for name in ("safe", "all"):
        codes = ", ".join(f"{code} {number}" for (mode, code), number in sorted(mended.items()) if mode == name and number)
        print(f"{name}: {changed_files[name]} files changed; gone: {codes}")
    print(f"{len(folders)} folders, {fixable_files} files with fixable findings, {len(failures)} exceptions")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main([os.path.abspath(folder) for folder in sys.argv[1:]]))
