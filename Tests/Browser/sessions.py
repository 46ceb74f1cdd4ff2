#!/usr/bin/env python3
"""Writes sessions that are hard to draw, and their reports: few samples, counters that are missing, a leak of 40 GB, nothing at all, a host name of
200 characters, marks from right to left and in wide characters, marks and events close together, a month with a gap.

    sessions.py KMEM FOLDER

Seeded: every run writes the same. Needs only Python's standard library.
"""
import json
import math
import pathlib
import random
import subprocess
import sys

START = 1_795_387_029_000
WIDE = ["شروع بار آزمایشی", "התחלת עומס", "負荷試験を開始しました", "압력 시험 시작", "deploy v2.3.1", "<b>not bold</b>", "العربية mixed with English 123", "夜間バッチ"]


def noise(level, spread, seed):
    """A counter around a level."""
    random_numbers = random.Random(seed)
    return lambda sample: level + int(random_numbers.gauss(0, spread))


def columns(**changes):
    """The counters of a healthy host of 64 GiB, kB, as functions of the sample; some replaced, or left out by None."""
    healthy = {"Slab": noise(2_400_000, 400, 1), "VmallocUsed": noise(180_000, 20, 2), "KernelStack": noise(24_000, 30, 3), "PageTables": noise(90_000, 200, 4),
               "Percpu": lambda sample: 21_000, "SReclaimable": noise(1_600_000, 300, 5), "SUnreclaim": noise(800_000, 200, 6),
               "MemAvailable": noise(48_000_000, 9_000, 7)}
    return {name: column for name, column in {**healthy, **changes}.items() if column}


def crowded(sample):
    """Spikes and steps close together."""
    return 2_400_000 + sample % 7 * 60 + 60_000 * (sample in (150, 151, 170, 171, 190, 220)) + 40_000 * (sample >= 200) - 25_000 * (sample >= 260)


def session(count, step, counters, host="web-17", kernel="6.1.0-18-amd64", label=None, marks=(), gap=range(0)):
    """The lines of one session."""
    facts = {"name": host, "kernel_release": kernel, "machine": "x86_64", "possible_cpus": 16, "online_cpus": 16, "vmap_stack": True, "page_size": 4096,
             "environment": {"hypervisor": "none", "container": "none", "lxcfs": False, "evidence": ["no hypervisor flag in /proc/cpuinfo"]}}
    yield {"kmem": "session", "version": 1, "recorder": "kmem 0.1.0", "start": START, "interval_ms": step, "host": facts, "columns": ["time", *counters, "MemTotal"],
           **({"label": label} if label else {})}
    names = dict(marks)
    for sample in range(count):
        time = START + sample * step
        if sample in names: yield {"event": "mark", "time": time, "text": names[sample]}
        if len(gap) and sample == gap[0]: yield {"event": "gap", "time": time, "ms": len(gap) * step}
        if sample not in gap: yield [time, *(column(sample) for column in counters.values()), 67_108_864]
    yield {"event": "end", "time": START + count * step, "reason": "duration"}


SESSIONS = {
    "twenty-samples": lambda: session(20, 1000, columns(KernelStack=lambda sample: 24_000 + sample * 160)),
    "two-absent": lambda: session(600, 1000, columns(KernelStack=None, Percpu=None), kernel="2.6.32-754.el6.x86_64"),
    "leak-40-gb": lambda: session(2880, 60_000, columns(
        Slab=lambda sample: 2_400_000 + sample * 14_563, SUnreclaim=lambda sample: 800_000 + sample * 14_563, MemAvailable=lambda sample: 60_000_000 - sample * 14_600)),
    "nothing": lambda: session(600, 1000, {name: (lambda level: lambda sample: level)(column(0)) for name, column in columns().items()}),
    "long-name": lambda: session(300, 1000, columns(), host="ip-10-20-30-40." + "very-long-name-of-a-cluster-node." * 6, label="nightly"),
    "wide-marks": lambda: session(300, 1000, columns(KernelStack=lambda sample: 24_000 + max(0, sample - 100) * 100), host="サーバー一号",
                                  label="اختبار الحمل الليلي", marks=[(20 + 9 * number, text) for number, text in enumerate(WIDE)]),
    "crowded": lambda: session(400, 1000, columns(Slab=crowded), marks=[(100 + 4 * number, f"deploy step {number + 1}") for number in range(30)]),
    "month": lambda: session(30 * 144, 600_000, columns(Slab=lambda sample: 2_400_000 + int(300_000 * math.sin(sample / 144 * 2 * math.pi)) + sample * 40), gap=range(2000, 2300)),
}


def main():
    if len(sys.argv) != 3: sys.exit("usage: sessions.py KMEM FOLDER")
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in SESSIONS.items():
        file = folder / f"{name}.jsonl"
        file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines()))
        subprocess.run([sys.argv[1], "report", file, "-o", folder / f"{name}.html"], check=True)


main()
