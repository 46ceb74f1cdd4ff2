#!/usr/bin/env python3
"""Runs commands in turn and prints medians: measure.py ROUNDS NAME=OUTPUT=COMMAND…

Each command runs in a shell, once a round, so that a change of the machine's mood meets all of them. CPU is user and system time of
the command and its children; memory is the largest of its processes. OUTPUT is the file whose size is told, or empty. A command that fails, or
needs more than ten minutes, is left out from then on, and said so. USAGE is the path of usage.c's program. Needs only Python's standard library.
"""
import os
import signal
import statistics
import sys


def run(command):
    """Runs one command in a process group of its own; returns CPU seconds and peak KiB, or None where it failed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        signal.alarm(600)
        os.dup2(writing, 3)
        os.set_inheritable(3, True)
        os.execv(usage, [usage, "bash", "-c", "exec 2>/dev/null >/dev/null; " + command])
    os.close(writing)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        os.killpg(child, signal.SIGKILL)
    with os.fdopen(reading) as answer:
        words = answer.read().split()
    if status or len(words) != 2:
        return None
    return int(words[0]) / 1e6, int(words[1])


usage = os.environ.get("USAGE", "./usage")


def main():
    rounds = int(sys.argv[1])
    jobs = [argument.split("=", 2) for argument in sys.argv[2:]]
    taken = {name: [] for name, _, _ in jobs}
    failed = set()
    for _ in range(rounds):
        for name, _, command in jobs:
            if name in failed:
                continue
            result = run(command)
            if result:
                taken[name].append(result)
            else:
                failed.add(name)
    first = None
    for name, output, _ in jobs:
        if name in failed or not taken[name]:
            print(f"| {name} | failed | | | |", flush=True)
            continue
        cpu = statistics.median(one[0] for one in taken[name])
        peak = statistics.median(one[1] for one in taken[name])
        first = first or cpu
        size = f"{os.path.getsize(output):,}" if output and os.path.exists(output) else "–"
        print(f"| {name} | {cpu:.3f} | {cpu / first:.2f} | {peak / 1024:.1f} | {size} |", flush=True)


if __name__ == "__main__":
    main()
