#!/usr/bin/env python3
"""Runs commands in turn and prints medians: measure.py ROUNDS NAME=OUTPUT=COMMAND…

Each command runs in a shell, once a round, so that a change of the machine's mood meets all of them. CPU is user and system time of
the command and its children; memory is the largest of its processes. OUTPUT is the file whose size is told, or empty. A command that fails, or
needs more than ten minutes, is left out from then on, and said so. Needs only Python's standard library.
"""
import os
import resource
import signal
import statistics
import subprocess
import sys


def run(command):
    """Runs one command in a process group of its own; returns CPU seconds, peak KiB and the exit status."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        signal.alarm(600)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = subprocess.Popen(["bash", "-c", "exec 2>/dev/null >/dev/null; " + command])
        process.wait()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        os.write(pipe[1], f"{cpu} {after.ru_maxrss}\n".encode())
        os._exit(process.returncode & 0xff)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        os.killpg(child, signal.SIGKILL)
        return None
    cpu, peak = os.read(pipe[0], 100).split()
    return (float(cpu), int(peak)) if os.WEXITSTATUS(status) == 0 else None


pipe = os.pipe()
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
    print(f"| {name} | {cpu:.3f} | {cpu / first:.2f} | {peak / 1024:.0f} | {size} |", flush=True)
