#!/usr/bin/env python3
"""Records at 10 ms under load and watches the recorder's memory and descriptors: soak.py KMEM [MINUTES]      20 minutes by default.

Two processes keep the processors busy meanwhile. Fails where memory or descriptors grow after the first tenth, where the session does not read, or
where more than one sample in a hundred is missing without a gap that says so. Needs only Python's standard library.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

tool = str(pathlib.Path(sys.argv[1]).resolve())
minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 20
with tempfile.TemporaryDirectory() as folder:
    load = [subprocess.Popen([sys.executable, "-c", "while True: sum(range(10000))"]) for _ in range(2)]
    recorder = subprocess.Popen([tool, "record", "-q", "-o", "s.jsonl", "--interval", "10ms"], cwd=folder)
    process = pathlib.Path(f"/proc/{recorder.pid}")
    seen = []
    try:
        for _ in range(100):
            time.sleep(minutes * 0.6)
            status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
            anonymous = int(status["RssAnon"].split()[0])
            seen.append((int(status["VmRSS"].split()[0]), anonymous, len(os.listdir(process / "fd"))))
    finally:
        recorder.terminate()
        for one in load:
            one.kill()
    code = recorder.wait()
    session = pathlib.Path(folder) / "s.jsonl"
    samples = sum(line.startswith(b"[") for line in session.open("rb"))
    gaps = sum(b'"event":"gap"' in line for line in session.open("rb"))
    readable = subprocess.run([tool, "info", "s.jsonl"], cwd=folder, capture_output=True).returncode == 0
expected = minutes * 6000
print(f"{minutes:g} min at 10 ms: {samples} of {expected:.0f} samples, {gaps} gaps, RSS {seen[10][0]} to {seen[-1][0]} KiB "
      f"(own {seen[10][1]} to {seen[-1][1]}), descriptors {seen[10][2]} to {seen[-1][2]}, exit {code}")
grown = seen[-1][1] > seen[10][1] + 128 or seen[-1][2] > seen[10][2]
sys.exit(1 if grown or code or not readable or (samples < expected * 0.99 and not gaps) else 0)
