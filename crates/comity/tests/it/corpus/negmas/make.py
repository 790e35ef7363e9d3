"""Makes the fixtures beside this file: small invented scenarios as NegMAS itself saves them.

    python -m venv /tmp/negmas && /tmp/negmas/bin/pip install negmas==0.16.0
    /tmp/negmas/bin/python make.py

Each folder also gets `expected.csv`: for some packages every party's utility, as NegMAS computes it.
Hyper-rectangles are computed here instead, with closed bounds: NegMAS 0.16.0 leaves the ends out when
it evaluates a package (`outcome_in_range`) but counts them in when it looks for the best one.
"""

import csv
import random
import shutil
from itertools import product
from pathlib import Path

from negmas.inout import Scenario
from negmas.outcomes import make_issue, make_os
from negmas.preferences import (
    ConstUtilityFunction,
    ExpDiscountedUFun,
    HyperRectangleUtilityFunction,
    LinearAdditiveUtilityFunction,
    LinearUtilityFunction,
    MappingUtilityFunction,
)
from negmas.preferences.value_fun import (
    AffineFun,
    ConstFun,
    IdentityFun,
    LinearFun,
    TableFun,
    TriangularFun,
)

HERE = Path(__file__).parent


def ferry():
    """Named options, whole numbers, options that look like numbers, a reserved value."""
    issues = [
        make_issue(["morning", "noon", "night"], "sailing"),
        make_issue((2, 9), "fare"),
        make_issue(["1", "2", "10"], "berths"),
        make_issue([5, 10, 20], "lorries"),
    ]
    space = make_os(issues, name="ferry")
    island = LinearAdditiveUtilityFunction(
        values=[
            TableFun({"morning": 1.0, "noon": 0.25, "night": 0.0}),
            AffineFun(slope=-0.125, bias=1.25),
            TableFun({"1": 0.1, "2": 0.7, "10": 1.0}),
            TableFun({5: 0.0, 10: 0.5, 20: 1.0}),
        ],
        weights=[0.4, 0.3, 0.2, 0.1],
        outcome_space=space,
        reserved_value=0.35,
        name="island",
    )
    line = LinearAdditiveUtilityFunction(
        values=[
            TableFun({"morning": 0.2, "noon": 1.0, "night": 0.6}),
            LinearFun(slope=0.1),
            ConstFun(0.5),
            IdentityFun(),
        ],
        weights=[0.5, 0.3, 0.1, 0.005],
        outcome_space=space,
        name="line",
    )
    return space, [island, line]


def tides():
    """A real range, a triangle, a discounted party, a linear function of numbers."""
    issues = [make_issue((0.0, 5.0), "level"), make_issue((0, 4), "gates")]
    space = make_os(issues, name="tides")
    upper = LinearAdditiveUtilityFunction(
        values=[TriangularFun(start=0.0, middle=2.0, end=5.0), AffineFun(slope=0.25, bias=0.0)],
        weights=[0.75, 0.25],
        outcome_space=space,
        name="upper",
    )
    lower = ExpDiscountedUFun(
        LinearUtilityFunction(weights=[0.1, 0.05], bias=0.2, outcome_space=space, name="lower"),
        discount=0.9,
        outcome_space=space,
        name="lower",
    )
    return space, [upper, lower]


def harbour():
    """Hyper-rectangles, a full table, a constant."""
    issues = [make_issue((0, 3), "depth"), make_issue((0, 2), "quay"), make_issue((0, 1), "crane")]
    space = make_os(issues, name="harbour")
    port = HyperRectangleUtilityFunction(
        outcome_ranges=[{0: (1, 2), 1: (0, 1)}, {2: (1, 1)}, {0: (0, 3)}],
        utilities=[3.0, 2.0, 1.0],
        weights=[1.0, 0.5, 2.0],
        bias=0.25,
        outcome_space=space,
        name="port",
    )
    town = MappingUtilityFunction(
        {o: round(0.1 * o[0] + 0.2 * o[1] * o[2], 3) for o in product(range(4), range(3), range(2))},
        outcome_space=space,
        name="town",
    )
    union = ConstUtilityFunction(0.5, outcome_space=space, name="union")
    return space, [port, town, union]


def closed(ufun, outcome):
    """Utility of a package under hyper-rectangles whose bounds belong to them."""
    inside = lambda box: all(low <= outcome[i] <= high for i, (low, high) in box.items())
    boxes = zip(ufun.outcome_ranges, ufun.mappings, ufun.weights)
    return ufun.bias + sum(weight * utility for box, utility, weight in boxes if inside(box))


def utility(ufun, outcome):
    if isinstance(ufun, HyperRectangleUtilityFunction):
        return closed(ufun, outcome)
    return float(ufun.ufun(outcome)) if isinstance(ufun, ExpDiscountedUFun) else float(ufun(outcome))


def packages(space):
    levels = [list(issue.value_generator(11)) for issue in space.issues]
    everything = list(product(*levels))
    return random.Random(7).sample(everything, min(12, len(everything)))


def save(make, kind):
    space, ufuns = make()
    folder = HERE / f"{make.__name__}-{kind}"
    shutil.rmtree(folder, ignore_errors=True)
    Scenario(outcome_space=space, ufuns=tuple(ufuns)).dumpas(folder, type=kind, save_stats=False, save_info=True)
    with open(folder / "expected.csv", "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        ordered = sorted(ufuns, key=lambda ufun: ufun.name)
        rows.writerow([issue.name for issue in space.issues] + [ufun.name for ufun in ordered])
        for outcome in packages(space):
            rows.writerow(list(outcome) + [repr(utility(ufun, outcome)) for ufun in ordered])


if __name__ == "__main__":
    for make in (ferry, tides, harbour):
        save(make, "yml")
    for make in (ferry, tides):  # NegMAS cannot save a full table as JSON: its keys are tuples.
        save(make, "json")
