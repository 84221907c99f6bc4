#!/usr/bin/env python3
"""Whether a step's cost grows in proportion to the batch: times batches by turns and fits a line.

Usage: bench/linearity.py MODEL [DEVICE] [BATCH…]     from the repository's root; default 8 16 32 64 128 on the default device
"""

import json
import statistics
import subprocess
import sys

ROUNDS, STEPS = 3, 3


def electragen(*arguments):
    return json.loads(subprocess.run(("./electragen", *arguments, "--json"), check=True, stdout=subprocess.PIPE, text=True).stdout)


def fit(batches, values):
    """Least squares: value at batch 0, growth per sequence, and the largest relative distance from the line."""
    mean_batch, mean_value = statistics.mean(batches), statistics.mean(values)
    slope = sum((b - mean_batch) * (v - mean_value) for b, v in zip(batches, values)) / sum((b - mean_batch) ** 2 for b in batches)
    start = mean_value - slope * mean_batch
    return start, slope, max(abs(start + slope * b - v) / v for b, v in zip(batches, values))


def main():
    model, *rest = sys.argv[1:]
    device = ["--device", rest.pop(0)] if rest and not rest[0].isdigit() else []
    batches = [int(each) for each in rest] or [8, 16, 32, 64, 128]
    milliseconds = {batch: [] for batch in batches}
    for _ in range(ROUNDS):
        for batch in batches:
            facts = electragen("bench", model, "--batch", str(batch), "--steps", str(STEPS), *device)
            milliseconds[batch].append(facts["milliseconds_per_step"])
    medians = [statistics.median(milliseconds[batch]) for batch in batches]
    arenas = [electragen("plan", model, "--batch", str(batch))["arena_bytes"] for batch in batches]

    print(f"{'batch':>6}{'ms a step':>12}{'ms a sequence':>15}{'arena bytes':>16}")
    for batch, median, arena in zip(batches, medians, arenas):
        print(f"{batch:6}{median:12.1f}{median / batch:15.3f}{arena:16,}")
    start, slope, distance = fit(batches, medians)
    print(f"time: {start:.1f} ms + {slope:.3f} ms a sequence, no batch farther than {distance:.1%} from that")
    growth = {(after - before) / (b - a) for (a, before), (b, after) in zip(zip(batches, arenas), zip(batches[1:], arenas[1:]))}
    if len(growth) != 1:
        sys.exit(f"The plan's bytes do not grow in proportion to the batch: {sorted(growth)} bytes a sequence.")
    print(f"plan: exactly {growth.pop():,.0f} bytes a sequence")


if __name__ == "__main__":
    main()
