#!/usr/bin/env python3
"""Sums up callgrind_annotate's inclusive counts by the stage of a report that a function is the door of."""
import re
import sys

STAGES = [
    ("everything", r"PROGRAM TOTALS"),
    ("start: dynamic linker", r":_dl_start \["),
    ("read and parse", r"14SessionReadingV_7columns"),
    ("analyse", r"8FindingsV9analysing"),
    ("templates", r"9TemplatesV9replacing"),
    ("page and charts", r"6ReportAAV4page"),
    ("build and write the document", r"7ElementV8document"),
    ("parse again and validate", r"7GrammarV8validate"),
]
counts = {}
for line in sys.stdin:
    match = re.match(r"\s*([\d,]+) ", line)
    if not match or " => " in line:
        continue
    for stage, pattern in STAGES:
        if re.search(pattern, line):
            count = int(match.group(1).replace(",", ""))
            counts[stage] = max(counts.get(stage, 0), count)
total = counts.get("everything") or 1
print("| stage | million instructions | share |\n|---|---:|---:|")
for stage, _ in STAGES:
    print(f"| {stage} | {counts.get(stage, 0) / 1e6:.1f} | {100 * counts.get(stage, 0) / total:.1f} % |")
