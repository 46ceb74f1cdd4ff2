"""The noises of made series: each takes dice and a length and gives values with mean 0 and standard deviation 1."""
import math


def between(dice, low, high):
    """Uniform in the logarithm."""
    return math.exp(dice.uniform(math.log(low), math.log(high)))


def settled(values):
    mean = sum(values) / len(values)
    size = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
    return [(v - mean) / size if size else 0.0 for v in values]


def memory(dice, n, kept):
    """First-order autoregression with standard deviation 1."""
    fresh, value, result = math.sqrt(1 - kept * kept), dice.gauss(0, 1), []
    for _ in range(n):
        value = kept * value + fresh * dice.gauss(0, 1)
        result.append(value)
    return result


def mixed(parts):
    return [sum(share * x for (share, _), x in zip(parts, row)) for row in zip(*(p for _, p in parts))]


def ar(dice, n):
    white = dice.uniform(0, 0.1)
    return mixed([(math.sqrt(1 - white), memory(dice, n, dice.uniform(0.5, 0.82))), (math.sqrt(white), memory(dice, n, 0))])


def slow(dice, n, share, memories):
    """Ordinary noise over a slow one that fits so many of its memories into the record."""
    kept = math.exp(-memories / n)
    return mixed([(math.sqrt(1 - share), memory(dice, n, dice.uniform(0.5, 0.8))), (math.sqrt(share), memory(dice, n, kept))])


def arslow(dice, n): return slow(dice, n, dice.uniform(0.2, 0.6), between(dice, 12, 60))
def wander(dice, n): return slow(dice, n, dice.uniform(0.85, 0.98), between(dice, 4, 40))
def white(dice, n): return memory(dice, n, 0)
def long(dice, n): return memory(dice, n, dice.uniform(0.88, 0.97))
def third(dice, n): return memory(dice, n, math.exp(-between(dice, 1.5, 4) / n))


def walk(dice, n):
    value, result = 0.0, []
    for _ in range(n):
        value += dice.gauss(0, 1)
        result.append(value)
    return result


def burst(dice, n):
    """Quiet noise with stretches that are two to four times as loud."""
    values = memory(dice, n, dice.uniform(0.6, 0.82))
    for _ in range(dice.randint(1, 4)):
        width, loud = max(4, round(n * dice.uniform(0.02, 0.1))), dice.uniform(2, 3.5)
        first = dice.randrange(max(1, n - width))
        for i in range(first, min(n, first + width)): values[i] *= loud
    return values


def pulses(dice, n):
    """Quiet but for bursts of allocations that are given back after a while, a few or a dozen, at random times."""
    values, rate, life = memory(dice, n, dice.uniform(0.5, 0.8)), between(dice, 3, 14) / n, between(dice, 0.005, 0.06) * n
    held = 0.0
    for i in range(n):
        if dice.random() < rate: held += dice.uniform(3, 9)
        held *= math.exp(-1 / life)
        values[i] += held
    return values


def churn(dice, n):
    """Objects that come at random and live for a random while: what is alive."""
    life, alive = between(dice, 1.5, max(2, min(60, n / 15))), between(dice, 6, 60)
    changes, at = [0] * (n + 1), -8 * life
    while True:
        at += dice.expovariate(alive / life)
        if at >= n: break
        end = at + dice.expovariate(1 / life)
        if end < 0: continue
        changes[max(0, math.ceil(at))] += 1
        if end < n: changes[max(0, math.ceil(end))] -= 1
    result, here = [], 0
    for change in changes[:n]:
        here += change
        result.append(float(here))
    return result


def sparse(dice, n):
    """Levels that last, a new one now and then."""
    result, value = [], dice.gauss(0, 1)
    rate = between(dice, 6, 30) / n
    for _ in range(n):
        if dice.random() < rate: value = 0.6 * value + dice.gauss(0, 1)
        result.append(value)
    return result


def flat(dice, n):
    """Nothing, but for a few single pages."""
    return [dice.choice([-0.5, 0.5]) if dice.random() < 0.01 else 0.0 for _ in range(n)]


def made(name, dice, n):
    values = globals()[name](dice, n)
    return values if name == "flat" else settled(values)
