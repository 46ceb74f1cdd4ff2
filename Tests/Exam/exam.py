#!/usr/bin/env python3
"""Examines a build of kmem: exam.py KMEM SERIES_FOLDER [INCIDENTS_FOLDER]

Each labelled series is imported as its counter and judged, as a user would with `kmem import csv - | kmem report -`; each recorded incident likewise.
Prints one table. Needs only Python's standard library.
"""
import collections
import concurrent.futures
import gzip
import json
import pathlib
import subprocess
import sys

CLASS = {"growth": "leak", "warm_up": "warmup", "insufficient": "steady"}
WORST_FALSE = 10  # events of one series that can count as false, so that one bad series does not decide


def findings(kmem, importing, data):
    """The dimensions of a report by lower-case name, or an empty dictionary where kmem refuses."""
    session = subprocess.run([kmem, "import", *importing], input=data, capture_output=True, timeout=300)
    if session.returncode: return {}
    report = subprocess.run([kmem, "report", "-", "--format", "json"], input=session.stdout, capture_output=True, timeout=300)
    if report.returncode: return {}
    return {d["dimension"].lower(): d for d in json.loads(report.stdout)["dimensions"]}


def pairs(truth, found):
    """Nearest first, one to one: how many of the truth were found, and which of the found were right."""
    near = sorted((abs(t["index"] - f["index"]), i, j) for i, t in enumerate(truth) for j, f in enumerate(found)
                  if abs(t["index"] - f["index"]) <= t["tol"] and f.get("kind") in t.get("kinds", [None]))
    hit, right = set(), set()
    for _, i, j in near:
        if i not in hit and j not in right:
            hit.add(i)
            right.add(j)
    return len(hit), right


def f1(count):
    right, false, missed = count["right"], count["false"], count["missed"]
    return 2 * right / max(1, 2 * right + false + missed)


def series(kmem, folder):
    lines = lambda name: [json.loads(line) for line in (folder / name).read_text().splitlines() if line]
    truth = {t["series_id"]: t for t in lines("truth.jsonl")}
    manifest = lines("manifest.jsonl")

    def judge(m):
        data = gzip.decompress((folder / (m["file"] + ".gz")).read_bytes())
        return truth[m["series_id"]], findings(kmem, ["csv", "-", "--column", f"value_kb={m['dim']}"], data).get(m["dim"].lower())

    with concurrent.futures.ThreadPoolExecutor(2) as pool: judged = list(pool.map(judge, manifest))
    by_noise = collections.defaultdict(collections.Counter)
    leaks, events, changes = collections.Counter(), collections.Counter(), collections.Counter()
    classes, slopes, covered, quiet = collections.defaultdict(list), [], [], []
    by_kind = collections.defaultdict(list)
    for t, d in judged:
        d = d or {"pattern": "steady", "leak": False, "trend": None, "events": [], "change_points": []}
        said, real = d["leak"], t["leak"]
        if real is not None:
            word = "right" if said and real else "false" if said else "missed" if real else "quiet"
            leaks[word] += 1
            by_noise[t["noise"]][word] += 1
        classes[t["coarse"]].append(CLASS.get(d["pattern"], d["pattern"]) in t["class_ok"])
        free = lambda i, zones: any(a <= i <= b for a, b in zones)
        hit, right = pairs(t["events"], d["events"])
        wrong = [e for j, e in enumerate(d["events"]) if j not in right and not free(e["index"], t["ignore"])]
        events.update(right=hit, missed=len(t["events"]) - hit, false=min(WORST_FALSE, len(wrong)))
        if not t["events"]: quiet.append(not wrong)
        points = [{"index": c} for c in d["change_points"]]
        zones = t["ignore"] + [[e["index"] - e["tol"], e["index"] + e["tol"]] for e in t["events"]]
        hit, right = pairs(t["change_points"], points)
        wrong = [c for j, c in enumerate(points) if j not in right and not free(c["index"], zones)]
        changes.update(right=hit, missed=len(t["change_points"]) - hit, false=min(WORST_FALSE, len(wrong)))
        if real and t.get("slope_per_hour"):
            low, high = t["slope_per_hour"]
            slope = d["trend"]["slope_kib_per_hour"] if said and d["trend"] else None
            slopes.append(float("inf") if slope is None else 0 if low <= slope <= high
                          else min(abs(slope - low) / abs(low), abs(slope - high) / abs(high)))
            if slope is not None and low == high:
                covered.append(d["trend"]["ci_low"] <= low <= d["trend"]["ci_high"])
                by_kind[t["class"]].append(covered[-1])
    share = lambda values: sum(values) / max(1, len(values))
    without = leaks["false"] + leaks["quiet"]
    print(f"labelled series                              {len(judged)}")
    print(f"leak decision, F1                            {f1(leaks):.3f}   ({leaks['missed']} of {leaks['right'] + leaks['missed']} missed)")
    print(f"false alarms                                 {leaks['false'] / max(1, without):.3f}   ({leaks['false']} of {without})")
    print(f"events, F1                                   {f1(events):.3f}")
    print(f"quiet on series without events               {share(quiet):.3f}")
    print(f"class, balanced                              {share([share(v) for v in classes.values()]):.3f}")
    print(f"change points, F1                            {f1(changes):.3f}")
    print(f"slope within 10 % and 25 %                   {share([s <= .10 for s in slopes]):.3f} {share([s <= .25 for s in slopes]):.3f}")
    print(f"95 % interval covers the truth               {share(covered):.3f}")
    return by_noise, by_kind


def agrees(kind, d):
    """Whether a finding is what an incident's truth calls it."""
    if ", then " in kind: return any(agrees(part, d) for part in kind.split(", then "))
    said = {e["kind"] for e in d["events"]} | {d["pattern"]}
    if kind == "leak": return d["leak"] or d["pattern"] == "growth"
    if kind == "sawtooth": return d["pattern"] == "cyclic" and not d["leak"]
    if kind == "plateau": return bool(said & {"warm_up", "growth_stopped", "step_up"}) and not d["leak"]
    if kind == "step": return bool(said & {"step_up", "step_down"})
    if kind == "disproportionate": return d["verdict"] in ("watch", "problem") and not d["leak"]
    if kind == "spike": return "spike" in said or {"step_up", "step_down"} <= said
    return bool(said & {"drop", "step_down"})  # a drop


def incidents(kmem, folder):
    found, affected, kept, normal, wrong = 0, 0, 0, 0, []
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text())["truth"]
        log = path.with_name(path.name.replace(".truth.json", ".log.gz"))
        judged = findings(kmem, ["meminfo", "-"], log.read_bytes())
        for name, what in truth["affected"].items():
            if "detection optional" in what.get("note", ""): continue
            d = judged.get(name.lower())
            affected += 1
            good = d is not None and agrees(what["class"], d)
            found += good
            if not good: wrong.append(f"{log.name}: {name} is {what['class']}, said {d and d['pattern']}")
        for name in truth["must_be_normal"]:
            d = judged.get(name.lower())
            normal += 1
            good = d is not None and d["verdict"] == "normal" and not d["leak"] and d["pattern"] != "growth"
            kept += good
            if not good: wrong.append(f"{log.name}: {name} is normal, said {d and d['pattern']} {d and d['verdict']}")
    print(f"recorded incidents, affected counters found  {found} of {affected}")
    print(f"recorded incidents, normal ones left normal  {kept} of {normal}")
    for line in wrong: print("  " + line)


noises, kinds = series(sys.argv[1], pathlib.Path(sys.argv[2]))
if len(sys.argv) > 3: incidents(sys.argv[1], pathlib.Path(sys.argv[3]))
else:
    for name, c in sorted(noises.items()):
        found, calm = c["right"] + c["missed"], c["false"] + c["quiet"]
        print(f"  {name:8} leaks found {c['right']:4} of {found:4}   false alarms {c['false']:3} of {calm:4}")
    for name, c in sorted(kinds.items()): print(f"  {name:12} 95 % interval covers {sum(c) / len(c):.3f} of {len(c)}")
