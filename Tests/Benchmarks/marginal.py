#!/usr/bin/env python3
"""What one more sample costs: marginal.py ROUNDS FEW MANY NAME=COMMAND…

Each command is run for FEW and for MANY samples, in turn; COUNT in it stands for their number. The difference of the medians has neither
the start of a process nor its end in it.
"""
import statistics
import sys

from measure import run

rounds, few, many = map(int, sys.argv[1:4])
jobs = [argument.split("=", 1) for argument in sys.argv[4:]]
taken = {(name, count): [] for name, _ in jobs for count in (few, many)}
for _ in range(rounds):
    for name, command in jobs:
        for count in (few, many):
            result = run(command.replace("COUNT", str(count)))
            if result:
                taken[name, count].append(result[0])
first = None
for name, _ in jobs:
    if not taken[name, few] or not taken[name, many]:
        print(f"| {name} | failed | |", flush=True)
        continue
    cost = (statistics.median(taken[name, many]) - statistics.median(taken[name, few])) / (many - few) * 1e6
    first = first or cost
    print(f"| {name} | {cost:.1f} | {cost / first:.2f} |", flush=True)
