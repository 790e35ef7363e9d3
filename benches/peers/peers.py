"""Runs the same drawn instances through Comity and through what a package registry offers, in one run.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install -r benches/peers/requirements.txt
    /tmp/peers/bin/python benches/peers/peers.py [WORDS...] [--benches DIR]

WORDS narrow the table to rows that hold them all. Comity's figures come from its own bench binaries
(`cargo bench`; --benches names a directory that already holds them). Every figure is processor seconds
on one thread; a peer's result is recomputed from the scores, never taken from the solver. A ratio is the
peer's seconds over Comity's.
"""

import math
import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import argparse
import functools
import glob
import itertools
import multiprocessing
import subprocess
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
MASK = (1 << 64) - 1
LIMIT = 300.0  # seconds a solver may take


# --- the instances: the recipe of `comity::generate`, bit for bit ---


class SplitMix:
    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def unit(self):
        return (self.bits() >> 11) * 2.0**-53


@functools.lru_cache
def utilities(n, m, k, seed, opposed=False):
    """`[party][issue][option]`, every party's ideal 1 up to rounding and its worst 0."""
    random = SplitMix(seed)
    weights = []
    for _ in range(n):
        raw = [0.05 + random.unit() for _ in range(m)]
        total = 0.0
        for weight in raw:
            total += weight
        weights.append([weight / total for weight in raw])
    values = []
    for p in range(n):
        rows = []
        for i in range(m):
            row = []
            for o in range(k):
                x = random.unit()
                row.append(0.8 * (1.0 - values[p - 1][i][o]) + 0.2 * x if opposed and p % 2 else x)
            rows.append(row)
        values.append(rows)
    u = np.empty((n, m, k))
    for p, i in itertools.product(range(n), range(m)):
        least, most = min(values[p][i]), max(values[p][i])
        for o in range(k):
            u[p, i, o] = weights[p][i] * ((values[p][i][o] - least) / (most - least))
    return u


def draft(m, k, seed):
    random = SplitMix(1000 + seed)
    return [random.bits() % k for _ in range(m)]


def fingerprint(u):
    value = 0xCBF29CE484222325
    for byte in u.astype("<f8").tobytes():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def check_recipe():
    for arguments, expected in [
        ((2, 10, 5, 1), 0x6056D94105AA488B),
        ((4, 8, 5, 1, True), 0x515E62725D3E05D5),
        ((3, 12, 7, 9), 0xA7EC87EFFCF9445E),
    ]:
        assert fingerprint(utilities(*arguments)) == expected, arguments


def worth(u, package):
    """Every party's utility of a package, from the scores."""
    return [math.fsum(u[p, i, o] for i, o in enumerate(package)) for p in range(u.shape[0])]


def everything(u):
    """The utilities of every package, a row each."""
    points = np.zeros((1, u.shape[0]))
    for i in range(u.shape[1]):
        points = (points[:, None, :] + u[:, i, :].T[None, :, :]).reshape(-1, u.shape[0])
    return points


# --- the peers ---


def moocore_filter(points):
    import moocore

    return int(moocore.is_nondominated(points, maximise=True).sum())


def paretoset_filter(points):
    from paretoset import paretoset

    return int(paretoset(points, sense=["max"] * points.shape[1]).sum())


def negmas_filter(points):
    from negmas.preferences.ops import pareto_frontier_numpy

    return len(pareto_frontier_numpy(points))


def negmas_scenario(u):
    """The frontier from utility functions, as a user of NegMAS asks for it."""
    from negmas.outcomes import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction, pareto_frontier
    from negmas.preferences.value_fun import TableFun

    n, m, k = u.shape
    space = make_os([make_issue([str(o) for o in range(k)], f"i{i}") for i in range(m)])
    tables = lambda p: [TableFun({str(o): float(u[p, i, o]) for o in range(k)}) for i in range(m)]
    parties = [
        LinearAdditiveUtilityFunction(values=tables(p), weights=[1.0] * m, outcome_space=space, reserved_value=0.0)
        for p in range(n)
    ]
    return len(pareto_frontier(parties, outcomes=list(space.enumerate_or_sample()))[0])


def highs_model(u):
    """Binary variables, one option an issue; returns the solver and the variables by issue."""
    import highspy

    solver = highspy.Highs()
    for name, value in [("output_flag", False), ("threads", 1), ("time_limit", LIMIT), ("mip_rel_gap", 1e-9)]:
        solver.setOptionValue(name, value)
    _, m, k = u.shape
    x = [[solver.addBinary() for _ in range(k)] for _ in range(m)]
    for row in x:
        solver.addConstr(sum(row) == 1)
    return solver, x


def gain(u, x, p):
    return sum(float(u[p, i, o]) * x[i][o] for i in range(len(x)) for o in range(len(x[i])))


def chosen(solver, x):
    values = solver.getSolution().col_value
    return [max(range(len(row)), key=lambda o: values[row[o].index]) for row in x]


def highs_max_min(u, rho):
    solver, x = highs_model(u)
    least = solver.addVariable(lb=0.0, ub=1.0)
    for p in range(u.shape[0]):
        solver.addConstr(gain(u, x, p) - rho >= least)
    solver.maximize(least)
    return f"{min(worth(u, chosen(solver, x))) - rho:.6f}"


def highs_nash(u, rho):
    """The logarithm from above by tangents, which are added until the answer stands."""
    solver, x = highs_model(u)
    n = u.shape[0]
    logs = [solver.addVariable(lb=-50.0, ub=0.0) for _ in range(n)]
    gains = [gain(u, x, p) - rho for p in range(n)]
    for p in range(n):
        solver.addConstr(gains[p] >= 1e-6)
    cut = lambda p, at: solver.addConstr(logs[p] <= math.log(at) - 1.0 + gains[p] * (1.0 / at))
    for p, step in itertools.product(range(n), range(1, 25)):
        cut(p, (1.0 - rho) * step / 24)
    best = -math.inf
    for _ in range(50):
        solver.maximize(sum(logs))
        bound = solver.getInfo().objective_function_value
        at = [utility - rho for utility in worth(u, chosen(solver, x))]
        best = max(best, sum(math.log(value) for value in at))
        if bound - best < 1e-6:
            break
        for p in range(n):
            cut(p, at[p])
    return f"{best:.6f}"


def highs_fewest_changes(u, threshold, current):
    solver, x = highs_model(u)
    for p in range(u.shape[0]):
        solver.addConstr(gain(u, x, p) >= threshold)
    solver.minimize(sum(1.0 - x[i][o] for i, o in enumerate(current)))
    return str(sum(a != b for a, b in zip(chosen(solver, x), current)))


SCALE = 10**9  # CP-SAT counts in whole numbers; results are recomputed from the scores


def cp_sat(u, state):
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    n, m, k = u.shape
    x = [[model.new_bool_var("") for _ in range(k)] for _ in range(m)]
    for row in x:
        model.add_exactly_one(row)
    utility = lambda p: sum(int(round(u[p, i, o] * SCALE)) * x[i][o] for i in range(m) for o in range(k))
    state(model, x, utility)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = LIMIT
    status = solver.solve(model)
    open_ = "" if status == cp_model.OPTIMAL else " (not proved)"
    return [max(range(k), key=lambda o: solver.value(row[o])) for row in x], open_


def cp_sat_max_min(u, rho):
    def state(model, x, utility):
        least = model.new_int_var(0, SCALE, "")
        for p in range(u.shape[0]):
            model.add(utility(p) - int(rho * SCALE) >= least)
        model.maximize(least)

    package, open_ = cp_sat(u, state)
    return f"{min(worth(u, package)) - rho:.6f}{open_}"


def cp_sat_fewest_changes(u, threshold, current):
    def state(model, x, utility):
        for p in range(u.shape[0]):
            model.add(utility(p) >= int(threshold * SCALE))
        model.minimize(sum(1 - x[i][o] for i, o in enumerate(current)))

    package, open_ = cp_sat(u, state)
    return f"{sum(a != b for a, b in zip(package, current))}{open_}"


# --- Comity, by its bench binaries ---


@functools.lru_cache
def bench(name, benches):
    """The rows of a bench binary: a function from words to `{instance: (result, seconds)}`."""
    if benches:
        found = [path for path in glob.glob(f"{benches}/{name}-*") if os.access(path, os.X_OK)]
        program = [max(found, key=os.path.getmtime)]
    else:
        program = ["cargo", "bench", "--quiet", "-p", "comity", "--bench", name, "--"]

    def run(*words):
        out = subprocess.run(program + list(words), cwd=ROOT, capture_output=True, text=True).stdout
        rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in out.splitlines() if line.startswith("| ")]
        return {row[0]: (row[1], row[2], float(row[3])) for row in rows if len(row) > 3 and row[0] != "instance"}

    return run


def rows():
    """Name, bench, words for it, its instance, and the peers as (name, function of nothing)."""
    for n, m, k in [(2, 10, 5), (3, 6, 5), (4, 6, 5)]:
        u = utilities(n, m, k, 1)
        points = lambda u=u: everything(u)
        peers = [
            ("moocore on every package", lambda points=points: moocore_filter(points())),
            ("paretoset on every package", lambda points=points: paretoset_filter(points())),
        ]
        if k**m <= 20_000:
            peers.append(("NegMAS numpy filter on every package", lambda points=points: negmas_filter(points())))
            peers.append(("NegMAS pareto_frontier", lambda u=u: negmas_scenario(u)))
        yield f"frontier ({n},{m},{k})", "frontier", (f"({n},{m},{k}) seed 1",), f"({n},{m},{k}) seed 1", peers
    for n, m, k in [(8, 40, 10), (12, 60, 10)]:
        u = utilities(n, m, k, 1)
        peers = [("HiGHS, tangents", lambda u=u: highs_nash(u, 0.4))]
        name = f"nash ({n}, {m}, {k}) r 40, seed 1"
        yield f"nash ({n},{m},{k}) ρ 0.4", "settlement", (name,), name, peers
    for n, m, k in [(12, 20, 5), (8, 40, 10)]:
        u = utilities(n, m, k, 1)
        peers = [("HiGHS", lambda u=u: highs_max_min(u, 0.4)), ("CP-SAT", lambda u=u: cp_sat_max_min(u, 0.4))]
        name = f"max_min ({n}, {m}, {k}) r 40, seed 1"
        yield f"max-min ({n},{m},{k}) ρ 0.4", "settlement", (name,), name, peers
    for n, m, k in [(4, 40, 5), (8, 40, 10), (8, 60, 5)]:
        u, current = utilities(n, m, k, 1), draft(m, k, 1)
        peers = [
            ("HiGHS", lambda u=u, c=current: highs_fewest_changes(u, 0.55, c)),
            ("CP-SAT", lambda u=u, c=current: cp_sat_fewest_changes(u, 0.55, c)),
        ]
        name = f"fewest changes ({n},{m},{k}) seed 1"
        yield f"next draft ({n},{m},{k}) threshold 0.55", "next_draft", (name,), name, peers


def measured(function, warm, answer):
    """Runs a peer; of those that compile on their first call, the second counts."""
    try:
        if warm:
            function()
        start = time.process_time()
        result = str(function())
    except Exception as error:  # a peer that fails on an instance is part of the table
        start, result = time.process_time(), f"{type(error).__name__}: {error}"[:60]
    answer.send((result, time.process_time() - start))


def timed(function, warm):
    """In a process of its own: HiGHS and OR-tools bring libraries that exclude each other."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=measured, args=(function, warm, sender))
    child.start()
    sender.close()
    try:
        return receiver.recv()
    except EOFError:
        return "ended without an answer", math.nan
    finally:
        child.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--benches", help="a directory with built bench binaries")
    arguments = parser.parse_args()
    check_recipe()
    print("| instance | who | result | CPU s | ratio |\n|---|---|---|---|---|")
    for name, program, words, instance, peers in rows():
        if not all(word in name for word in arguments.words):
            continue
        result, status, own = bench(program, arguments.benches)(*words).get(instance, ("not run", "", math.nan))
        print(f"| {name} | Comity | {result}, {status} | {own:.5f} | 1 |", flush=True)
        for peer, function in peers:
            result, seconds = timed(function, warm="package" in peer)
            ratio = "" if math.isnan(seconds / own) else f"{seconds / own:.0f}"
            print(f"| {name} | {peer} | {result} | {seconds:.3f} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
