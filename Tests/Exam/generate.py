#!/usr/bin/env python3
"""Makes labelled series in the format of Fixtures/Exam: generate.py FOLDER ordinary|threshold|shapes SEED COUNT

`ordinary`: the classes of the exam, with effects from six deviations of the noise up. `threshold`: one half leaks that rise by two to seven deviations,
one half series without a leak, in nearly the same noises. `shapes`: growth whose way is not smooth, and quiet series that look like growth (`shapes.py`). Same seed, same series. Needs only Python's standard library.
"""
import bisect
import gzip
import json
import math
import pathlib
import random
import sys

import shapes
from noises import between, made

# The grain, and between what the level lies, kB.
DIMENSIONS = {
    "Slab": (4, 2e4, 3e6), "VmallocUsed": (4, 2e4, 4e5), "KernelStack": (16, 2e3, 4e4), "PageTables": (4, 4e3, 4e5), "Percpu": (4, 2e3, 1e5)}
BUSY = {"ar": 52, "burst": 18, "churn": 14, "arslow": 8, "flat": 8}
QUIET = {"ar": 10, "arslow": 15, "burst": 16, "churn": 20, "flat": 15, "sparse": 8, "wander": 16}
# Near the threshold what is hard to tell from growth has a share too.
FAINT = {"ar": 34, "burst": 20, "churn": 17, "arslow": 14, "white": 6, "long": 5, "wander": 4}
STILL = {"ar": 30, "burst": 18, "churn": 16, "arslow": 13, "flat": 3, "sparse": 3, "white": 5, "long": 5, "wander": 6, "walk": 1}


class Maker:
    """One series: noise, and what happens on top of it; sizes in deviations of the noise, times as shares of the record."""

    def __init__(self, dice, shares, short=False):
        self.dice, self.short = dice, short
        self.n = dice.choice([20, 24, 30]) if short else round(between(dice, 52, 5000))
        self.dt = dice.choice([0.5, 1, 1, 2]) if short else dice.choice([1, 1, 1, 2, 5, 10, 30, 60])
        self.dim = dice.choice(list(DIMENSIONS))
        self.grain, low, high = DIMENSIONS[self.dim]
        level = between(dice, low, high)
        self.noise = dice.choices(list(shares), list(shares.values()))[0]
        self.sigma = 2.0 * self.grain if self.noise == "flat" else max(22.0, level * between(dice, 0.0005, 0.015))
        self.values = [level + self.sigma * x for x in made(self.noise, dice, self.n)]
        self.leak, self.slope = False, None
        self.events, self.changes, self.ignore = [], [], []

    def add(self, course):
        last = self.n - 1
        self.values = [value + self.sigma * course(i / last) for i, value in enumerate(self.values)]

    def row(self, share): return round(share * (self.n - 1))
    def mark(self, row, width=0): return {"index": row, "tol": max(3, math.ceil(self.n / 100)) + width}

    def step(self, size, share):
        first, width = self.row(share), self.dice.randint(0, self.n // 400)
        for i in range(first, self.n): self.values[i] += self.sigma * size * min(1, (i - first + 1) / (width + 1))
        self.events.append({"kinds": ["step_up" if size > 0 else "step_down"], **self.mark(first, width)})
        self.changes.append(self.mark(first, width))

    def pulses(self, number, sign):
        places = [self.dice.uniform(0.05, 0.9)]
        for _ in range(50):
            place = self.dice.uniform(0.05, 0.95)
            if len(places) < number and all(abs(place - p) > 0.1 for p in places): places.append(place)
        for place in places:
            width, height = self.dice.randint(1, max(1, min(self.n // 60, 12))), sign * between(self.dice, 11, 45)
            for i in range(self.row(place), self.row(place) + width): self.values[i] += self.sigma * height * self.dice.uniform(0.9, 1)
            self.events.append({"kinds": ["spike" if sign > 0 else "drop"], **self.mark(self.row(place) + width // 2, width // 2)})

    def grow(self, rise, start=0.0, power=1.0, rate=0.0):
        """A leak from a time to the end. The truth of what speeds up is a range: the mean slope to the slope at the end."""
        span = 1 - start
        if rate: self.add(lambda t: rise * math.expm1(rate * max(0, t - start) / span) / math.expm1(rate))
        else: self.add(lambda t: rise * (max(0, t - start) / span) ** power)
        mean = self.sigma * rise / (span * (self.n - 1) * self.dt / 3600)
        self.leak, self.slope = True, [mean, mean * (rate * math.exp(rate) / math.expm1(rate) if rate else power)]

    def teeth(self, number, height):
        edge, width = -self.dice.random(), 1.0
        course = []
        for i in range(self.n):
            while i / (self.n - 1) * number >= edge + width: edge, width = edge + width, self.dice.gauss(1, 0.07)
            course.append((i / (self.n - 1) * number - edge) / width)
        self.values = [value + self.sigma * height * x for value, x in zip(self.values, course)]
        self.ignore = [[0, self.n]]

    def wave(self, cycles, height, second=0.0):
        turn, phase = 2 * math.pi, self.dice.random()
        self.add(lambda t: height / 2 * (math.sin(turn * (cycles * t + phase)) + second * math.sin(2 * turn * (cycles * t + phase) + 1)))
        self.ignore = [[0, self.n]]

    def clock(self, cycles, height):
        phase, each, width = self.dice.random(), self.n / cycles, max(1, self.n // 150)
        for i in range(self.n):
            if (i + phase * each) % each < width: self.values[i] += self.sigma * height
        self.ignore = [[0, self.n]]

    def warm(self, size, constant, fills=False):
        self.add(lambda t: size * (min(1, t / constant) if fills else -math.expm1(-t / constant)))
        self.ignore.append([0, min(self.n, self.row(constant * (1.1 if fills else 4)))])

    def finish(self, name, kind, coarse, also=()):
        """The label and the rows; now and then some are missing, singly or in one block."""
        gap = "" if self.short else self.dice.choices(["", "block", "random"], [88, 7, 5])[0]
        first, width = self.dice.randint(self.n // 5, 3 * self.n // 5), max(2, self.n // 20)
        near = any(first - 12 < e["index"] < first + width + 12 for e in self.events + self.changes)
        kept = [i for i in range(self.n) if gap == "" or near or (self.dice.random() > 0.04 if gap == "random" else not first <= i < first + width)]
        for mark in {id(m): m for m in self.events + self.changes}.values(): mark["index"] = bisect.bisect_left(kept, mark["index"])
        zones = [[bisect.bisect_left(kept, a), bisect.bisect_left(kept, b)] for a, b in self.ignore]
        lines = [f"{1_700_000_000 + i * self.dt:.1f},{max(0, self.grain * round(self.values[i] / self.grain))}" for i in kept]
        label = {
            "series_id": name, "class": kind, "coarse": coarse, "class_ok": [coarse, *also], "leak": self.leak, "slope_per_hour": self.slope,
            "events": self.events, "change_points": self.changes, "ignore": zones, "n": len(kept), "dt": self.dt, "dim": self.dim, "noise": self.noise,
            "gap": gap, "short": self.short, "sigma": self.sigma}
        return label, "t_unix,value_kb\n" + "\n".join(lines) + "\n"


def leak(dice, name, shares, rise, forms):
    """A leak of one of several forms, given with shares; `rise` gives a size."""
    form = dice.choices(list(forms), list(forms.values()))[0]
    m = Maker(dice, {"ar": 1} if form in ("sine", "saw") else shares, short=form == "short")
    size = rise()
    if form == "onset":
        start = dice.uniform(0.15, 0.5)
        m.grow(size, start)
        m.changes.append(m.mark(m.row(start), m.n // 15))
    elif form == "power": m.grow(size, power=dice.uniform(1.7, 2.6))
    elif form == "rate": m.grow(size, rate=dice.uniform(2, 4))
    else: m.grow(size)
    if form == "spiky": m.pulses(dice.randint(1, 3), 1)
    if form == "step": m.step(dice.choice([-1, 1]) * between(dice, 7, 25), dice.uniform(0.25, 0.75))
    if form == "warm": m.warm(max(8, size * dice.uniform(0.7, 1.5)), dice.uniform(0.04, 0.1))
    if form == "sine": m.wave(dice.uniform(2.5, 11), size * dice.uniform(0.4, 1.2), dice.choice([0, 0, 0.3]))
    if form == "saw": m.teeth(dice.uniform(5.5, 22), size * dice.uniform(0.6, 2.5))
    return m.finish(name, "leak_" + form, "leak")


def calm(dice, name):
    m = Maker(dice, QUIET)
    if m.noise in ("flat", "sparse"): m.ignore = [[0, m.n]]
    return m.finish(name, "steady", "steady", ("cyclic", "step_up", "step_down") if m.noise == "sparse" else ())


def stepped(dice, name, short=False):
    m, sign = Maker(dice, BUSY, short), dice.choice([-1, 1])
    if dice.random() < 0.3 and not short:
        for share in (dice.uniform(0.15, 0.4), dice.uniform(0.55, 0.85)): m.step(sign * between(dice, 7, 40), share)
    else: m.step(sign * between(dice, 8, 40), dice.uniform(0.35, 0.65) if short else dice.uniform(0.15, 0.85))
    word = "step_up" if sign > 0 else "step_down"
    return m.finish(name, word, word)


def pulsed(dice, name):
    m, sign = Maker(dice, BUSY), dice.choice([-1, 1])
    m.pulses(dice.randint(1, 4), sign)
    word = "spike" if sign > 0 else "drop"
    return m.finish(name, word, word)


def warmed(dice, name):
    m, fills = Maker(dice, {"ar": 60, "burst": 25, "churn": 8, "sparse": 7}), dice.random() < 0.3
    m.warm(between(dice, 15, 150), dice.uniform(0.17, 0.38) if fills else dice.uniform(0.05, 0.2), fills)
    return m.finish(name, "warmup_plateau", "warmup")


def stopped(dice, name):
    m, size = Maker(dice, BUSY), between(dice, 10, 110)
    start, end = dice.uniform(0.12, 0.3), dice.uniform(0.5, 0.8)
    m.add(lambda t: size * min(1, max(0, t - start) / (end - start)))
    m.leak = None
    m.changes, m.ignore = [m.mark(m.row(x), m.n // 20) for x in (start, end)], [[m.row(start), m.row(end)]]
    return m.finish(name, "growth_stopped", "growth_stopped")


def cyclic(dice, name):
    m, form = Maker(dice, {"ar": 1}), dice.choice(["sine", "saw", "saw", "clock"])
    if form == "sine": m.wave(dice.uniform(2.6, 11), between(dice, 12, 50), dice.choice([0, 0.35]))
    elif form == "saw": m.teeth(dice.uniform(5.4, 19), between(dice, 18, 75))
    else: m.clock(dice.uniform(8, min(40, m.n / 8)), between(dice, 12, 40))
    return m.finish(name, "cyclic", "cyclic")


def still(dice, name):
    """No leak, near the threshold: mostly noise alone, and small things that are not growth."""
    m, form = Maker(dice, STILL), dice.choices(["", "step", "pulse", "warm", "wave"], [80, 6, 6, 5, 3])[0]
    if m.noise in ("flat", "sparse", "walk"): form = ""
    coarse = "steady"
    if form == "step":
        m.step(dice.choice([-1, 1]) * dice.uniform(5, 10), dice.uniform(0.2, 0.8))
        coarse = m.events[0]["kinds"][0]
    if form == "pulse":
        m.pulses(1, 1)
        coarse = "spike"
    if form == "warm":
        m.warm(dice.uniform(5, 12), dice.uniform(0.04, 0.12))
        coarse = "warmup"
    if form == "wave":
        m.wave(dice.uniform(3, 9), dice.uniform(4, 10))
        coarse = "cyclic"
    if m.noise in ("flat", "sparse"): m.ignore = [[0, m.n]]
    return m.finish(name, "still_" + (form or "noise"), coarse)


LEAKS = {"whole": 14, "onset": 10, "spiky": 12, "step": 10, "warm": 10, "power": 10, "rate": 10, "sine": 24, "saw": 26, "short": 8}
FAINT_LEAKS = {"whole": 45, "onset": 22, "spiky": 10, "step": 8, "power": 6, "rate": 3, "warm": 3, "sine": 3}


def one(dice, part, name, number):
    if part == "shapes": return shapes.one(dice, name, number)
    if part == "threshold":
        if number % 2: return still(dice, name)
        return leak(dice, name, FAINT, lambda: dice.uniform(2, 7), FAINT_LEAKS)
    if number % 3 == 0: return leak(dice, name, BUSY, lambda: between(dice, 8, 120), LEAKS)
    kinds = {calm: 74, stepped: 62, pulsed: 50, warmed: 30, stopped: 20, cyclic: 48, lambda d, n: stepped(d, n, True): 8}
    return dice.choices(list(kinds), list(kinds.values()))[0](dice, name)


def main():
    folder, part, seed, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    (folder / "series").mkdir(parents=True, exist_ok=True)
    with open(folder / "manifest.jsonl", "w") as manifest, open(folder / "truth.jsonl", "w") as truth:
        for number in range(count):
            name = f"{part}{number:05}"
            label, text = one(random.Random(f"{part} {seed} {number}"), part, name, number)
            (folder / "series" / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode(), 1, mtime=0))
            manifest.write(json.dumps({"series_id": name, "file": f"series/{name}.csv", "dim": label["dim"], "n": label["n"]}) + "\n")
            truth.write(json.dumps(label) + "\n")


if __name__ == "__main__": main()
