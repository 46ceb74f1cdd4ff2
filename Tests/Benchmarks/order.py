#!/usr/bin/env python3
"""Lists the functions that a run went through, for the linker to put side by side: order.py CALLGRIND-OUTPUT LINK-MAP PROGRAM

Only those whose section is small: what was compiled as one large section cannot be sorted, and would come along as a whole. The map is lld's, and
callgrind must have run with --demangle=no. Prints linker symbols, sorted.
"""
import re
import sys

LARGEST = 9000
profile, link_map, program = sys.argv[1:]

objects, functions, seen = {}, {}, set()
current = ""
for line in open(profile):
    # A name is given once, and its number from then on; calls begin with a c.
    match = re.match(r"(c?)(ob|fn)=\((\d+)\)(?: (.*))?", line)
    if not match:
        continue
    called, kind, number, name = match.groups()
    names = objects if kind == "ob" else functions
    if name:
        names[number] = name.strip()
    if not called and kind == "ob":
        current = names[number]
    elif not called and current.endswith(program):
        seen.add(names[number].split("'")[0])

sizes, section = {}, None
for line in open(link_map):
    match = re.match(r"\s*[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+\s(\s*)(\S.*)", line)
    if not match:
        continue
    size, indent, name = match.groups()
    if len(indent) == 8:
        section = int(size, 16) if ":(.text" in name else None
    elif len(indent) > 8 and section is not None:
        sizes.setdefault(name, section)
for name in sorted(name for name in seen if sizes.get(name, LARGEST + 1) <= LARGEST):
    print(name)
