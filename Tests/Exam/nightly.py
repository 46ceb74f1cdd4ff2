#!/usr/bin/env python3
"""Scores `kmem check` on nights with a known truth: nightly.py KMEM FOLDER

FOLDER/truth.jsonl has a line a case; beside it lie CASE/baseline and CASE/new.jsonl.gz. Prints precision, recall and F1 of the failures,
false alarms among all cases in which nothing regressed, and how often counter, kind and interval are right where it fails with reason.
Beside it, what a threshold written by hand makes of the same sessions: 10 % more at the end than on the median night."""
import gzip, json, pathlib, statistics, subprocess, sys


def verdict(kmem, case):
    run = subprocess.run(
        [kmem, "check", str(case / "new.jsonl.gz"), "--baseline", str(case / "baseline"), "--format", "json"],
        capture_output=True, timeout=60)
    if run.returncode not in (0, 1):
        return {"verdict": "error", "comparable": None, "dimensions": []}
    return json.loads(run.stdout)


def ends(path):
    """The last value of each of the five, kB."""
    with gzip.open(path, "rt") as file:
        lines = [json.loads(line) for line in file]
    samples = [line for line in lines if isinstance(line, list)]
    names = ["Slab", "VmallocUsed", "KernelStack", "PageTables", "Percpu"]
    columns = lines[0]["columns"]
    return {n: samples[-1][columns.index(n)] for n in names if n in columns and samples[-1][columns.index(n)] is not None}


def threshold(case):
    new, nights = ends(case / "new.jsonl.gz"), [ends(night) for night in sorted((case / "baseline").iterdir())]
    def rose(name, value):
        usual = [night[name] for night in nights if name in night]
        return bool(usual) and value > 1.1 * statistics.median(usual)
    return any(rose(name, value) for name, value in new.items())


def table(name, alarms, truths):
    judged = [t for t in truths if t["regressed"]]
    quiet = [t for t in truths if t["regressed"] is False]
    found = sum(alarms[t["case"]] for t in judged)
    false = sum(alarms[t["case"]] for t in quiet)
    precision, recall = found / max(1, found + false), found / max(1, len(judged))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:32s} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  false alarms {100 * false / max(1, len(quiet)):.1f} %")


def main():
    kmem, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    truths = [json.loads(line) for line in open(folder / "truth.jsonl") if line.strip()]
    results = {t["case"]: verdict(kmem, folder / t["case"]) for t in truths}
    table("kmem check", {case: result["verdict"] == "fail" for case, result in results.items()}, truths)
    table("10 % above the median night", {t["case"]: threshold(folder / t["case"]) for t in truths}, truths)
    counter, kind, covered, alarms = 0, 0, 0, 0
    for truth in truths:
        result = results[truth["case"]]
        if not truth["regressed"] or result["verdict"] != "fail":
            continue
        alarms += 1
        primary = {d["dimension"]: d for d in truth["dimensions"] if d["role"] == "primary"}
        hits = [d for d in result["dimensions"] if d["verdict"] == "fail" and d["dimension"] in primary]
        names = [{"drift": "level"}.get(d["kind"], d["kind"]) for d in hits]
        counter += bool(hits)
        kind += any(name == primary[d["dimension"]]["kind"] for d, name in zip(hits, names))
        sizes = [(d, primary[d["dimension"]]["sizes"].get(name)) for d, name in zip(hits, names)]
        covered += any(s and d["ci_low"] <= s[2] and s[1] <= d["ci_high"] for d, s in sizes)
    share = max(1, alarms)
    print(f"of {alarms} true alarms: counter {counter / share:.3f}  kind {kind / share:.3f}  interval {covered / share:.3f}")
    honest = [t for t in truths if not t["comparable"]]
    right = sum(results[t["case"]]["verdict"] == "unknown" for t in honest)
    print(f"unknown where it cannot be compared: {right} of {len(honest)}")


if __name__ == "__main__":
    main()
