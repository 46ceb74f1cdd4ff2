"""Growth whose way is not smooth, and quiet series that look like growth, for `generate.py FOLDER shapes`; the truth is the mean pace of what makes the series.

A record shows some stairs, bursts or teeth of a process that goes on alike; how many fell into it is chance. So the truth is the pace of the process, and `realised_per_hour`,
from the first value to the last without the noise, stands beside it.
"""
import math

from noises import between, made

DAY = 86_400
MONDAY = 1_704_067_200  # 2024-01-01


class Course:
    """The times of a record and what lies in it, kB."""

    def __init__(self, dice, n, dt, start=None):
        self.dice, self.n, self.dt = dice, n, dt
        self.start = MONDAY + dice.randrange(0, 300 * DAY, 60) if start is None else start
        self.times = [self.start + i * dt for i in range(n)]
        self.dim = dice.choice(["Slab", "SUnreclaim", "PageTables", "VmallocUsed"])
        self.level = between(dice, 5e4, 4e6)
        self.values = [0.0] * n
        self.sigma, self.noise, self.pace = 0.0, "", None

    @property
    def hours(self): return (self.n - 1) * self.dt / 3600

    def rest(self, name, sigma):
        """Takes what is there so far as the course itself, and lays noise over it."""
        self.realised = (self.values[-1] - self.values[0]) / self.hours
        self.noise, self.sigma = name, sigma
        self.values = [v + sigma * x for v, x in zip(self.values, made(name, self.dice, self.n))]


def record(dice, low, high):
    return Course(dice, round(between(dice, low, high)), dice.choice([1, 5, 10, 60, 300, 600]))


def line(dice):
    c = record(dice, 24, 2000)
    c.pace = between(dice, 1e3, 1e6) / c.hours
    c.values = [c.pace * i * c.dt / 3600 for i in range(c.n)]
    c.rest(dice.choice(["ar", "white", "burst"]), c.pace * c.hours / between(dice, 10, 100))
    return c


def ripple(dice):
    """Few samples, and a wave that never turns the growth round."""
    c = Course(dice, dice.randint(20, 48), dice.choice([2, 10, 60, 3600, 4 * 3600, 12 * 3600]))
    rise, period, turn = between(dice, 1e4, 3e6), dice.uniform(5, 10), 2 * math.pi
    c.pace = rise / c.hours
    deep = dice.uniform(0.4, 0.95) * rise / (c.n - 1) * period / turn
    phase = dice.random()
    c.values = [rise * i / (c.n - 1) + deep * math.sin(turn * (i / period + phase)) for i in range(c.n)]
    c.rest("white", 0.02 * rise / c.n)
    return c


def wave(dice, periods=1):
    c = record(dice, 150, 2000)
    rise, turn = between(dice, 2e3, 1e6), 2 * math.pi
    c.pace = rise / c.hours
    c.values = [rise * i / (c.n - 1) for i in range(c.n)]
    add_waves(c, dice, rise * dice.uniform(0.3, 1.2), periods)
    c.rest("ar", rise / between(dice, 15, 80))
    return c


def add_waves(c, dice, height, periods):
    cycles = dice.uniform(1.6, 9)
    for k in range(periods):
        phase = dice.random()
        c.values = [v + height / 2 * math.sin(2 * math.pi * (cycles * i / (c.n - 1) + phase)) for i, v in enumerate(c.values)]
        cycles, height = cycles * dice.uniform(1.7, 4.5), height * dice.uniform(0.3, 0.9)


def two_waves(dice): return wave(dice, 2)


def stairs(dice, open_hours):
    """Rises by much the same each time that it is open for work, and rests else."""
    c = Course(dice, 0, dice.choice([600, 900, 1800, 3600, 2 * 3600, 4 * 3600]))
    days = dice.uniform(4, 14)
    c.n = round(days * DAY / c.dt)
    c.times = [c.start + i * c.dt for i in range(c.n)]
    each, varied = between(dice, 5e3, 5e5), dice.uniform(0.05, 0.35)
    first = (c.start - MONDAY) // DAY
    sizes = [max(0.1, dice.gauss(1, varied)) for _ in range(round(days) + 3)]
    for t in c.times:
        value = 0.0
        for number, size in enumerate(sizes):
            span = open_hours(first + number)
            if span: value += each * size * min(1, max(0, ((t - MONDAY) / 3600 - (first + number) * 24 - span[0]) / (span[1] - span[0])))
        c.values.append(value)
    week = [open_hours(d) for d in range(7)]
    c.pace = each * sum(s is not None for s in week) / 7 / 24
    c.rest("white", each * dice.uniform(0.001, 0.02))
    return c


def evenings(dice): return stairs(dice, lambda day: (18, 23))
def office(dice): return stairs(dice, lambda day: (8, 17) if day % 7 < 5 else None)


def weekdays(dice):
    c = Course(dice, dice.randint(22, 60), DAY)
    each, value = between(dice, 5e3, 5e5), 0.0
    for t in c.times:
        if (t - MONDAY) // DAY % 7 < 5: value += each * max(0.1, dice.gauss(1, 0.2))
        c.values[round((t - c.start) / DAY)] = value
    c.pace = each * 5 / 7 / 24
    c.rest("white", each * 0.02)
    return c


def bursts(dice):
    """Rises in short bursts at random times, of sizes that differ."""
    c = record(dice, 100, 2000)
    rate, each = dice.uniform(8, 30), between(dice, 500, 5e4)
    c.pace = rate * each / c.hours
    at = dice.expovariate(rate)
    while at < 1:
        size, first, width = each * dice.gammavariate(4, 0.25), round(at * (c.n - 1)), dice.randint(1, max(1, c.n // 80))
        for i in range(first, c.n): c.values[i] += size * min(1, (i - first + 1) / width)
        at += dice.expovariate(rate)
    c.rest("ar", each * dice.uniform(0.02, 0.3))
    return c


def teeth(dice, low, high):
    """A saw-tooth whose peaks and troughs climb alike; each tooth has a length and a fall of its own."""
    c = record(dice, 150, 2000)
    number, height = dice.uniform(low, high), between(dice, 3e3, 3e5)
    climb = height * dice.uniform(0.3, 1.5)
    c.pace = climb / c.hours
    edge, width, deep, base = -dice.random(), 1.0, height, 0.0
    for i in range(c.n):
        place = i / (c.n - 1) * number
        while place >= edge + width: edge, width, deep = edge + width, max(0.4, dice.gauss(1, 0.1)), height * max(0.4, dice.gauss(1, 0.1))
        c.values[i] = climb * i / (c.n - 1) + deep * (place - edge) / width
    c.rest("ar", height / between(dice, 20, 80))
    c.realised = c.pace
    return c


def few_teeth(dice): return teeth(dice, 2.2, 4.5)
def many_teeth(dice): return teeth(dice, 5, 20)


def quiet(dice, noise):
    c = record(dice, 52, 3000)
    c.rest(noise, max(30.0, c.level * between(dice, 0.0005, 0.015)))
    return c


def quiet_waves(dice):
    """Two waves whose periods do not match, the longer one nearly as long as the record, and noise."""
    c = record(dice, 150, 3000)
    sigma = max(30.0, c.level * between(dice, 0.0005, 0.01))
    add_waves(c, dice, sigma * dice.uniform(3, 12), 2)
    c.rest("ar", sigma)
    return c


GROWTH = [line, ripple, wave, two_waves, evenings, office, weekdays, bursts, few_teeth, many_teeth]
QUIET = ["sparse", "arslow", "burst", "pulses", "waves"]


def one(dice, name, number):
    """Growth of each kind in turn, and a quiet series after every second."""
    if number % 3 < 2:
        kind = GROWTH[(number // 3 * 2 + number % 3) % len(GROWTH)]
        c, word = kind(dice), kind.__name__
    else:
        word = QUIET[number // 3 % len(QUIET)]
        c = quiet_waves(dice) if word == "waves" else quiet(dice, word)
        word = "quiet_" + word
    grain = 4
    lines = [f"{t},{max(0, grain * round((c.level + v) / grain))}" for t, v in zip(c.times, c.values)]
    grows = c.pace is not None
    label = {
        "series_id": name, "class": word, "coarse": "leak" if grows else "steady",
        "class_ok": ["leak"] if grows else ["steady", "cyclic", "spike", "step_up", "step_down", "warmup"], "leak": grows,
        "slope_per_hour": [c.pace, c.pace] if grows else None, "realised_per_hour": c.realised if grows else None, "events": [], "change_points": [],
        "ignore": [[0, c.n]], "n": c.n, "dt": c.dt, "dim": c.dim, "noise": c.noise, "gap": "", "short": False, "sigma": c.sigma}
    return label, "t_unix,value_kb\n" + "\n".join(lines) + "\n"
