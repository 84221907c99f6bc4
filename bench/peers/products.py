"""Times square matrix products, left · rightᵀ, on the host and in PyTorch; see products.sh."""

import glob
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

import torch

from pytorch_step import matrix_library

SECONDS_PER_WIDTH = 2


def ours():
    """Seconds of a product by its width: the medians of BenchmarkDotNet."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["dotnet", "run", "--configuration", "Release", "--project", "bench/ElectraGen.Benchmarks", "--", "--filter", "*ProductBenchmarks.Host*",
             "--exporters", "briefjson", "--artifacts", folder],
            check=True, stdout=subprocess.DEVNULL)
        [report] = glob.glob(f"{folder}/results/*.json")
        with open(report, encoding="utf-8") as file:
            results = json.load(file)["Benchmarks"]
    return {int(re.search(r"Width=(\d+)", each["Parameters"])[1]): each["Statistics"]["Median"] * 1e-9 for each in results}


def theirs(width):
    """Seconds of a product in PyTorch: the median over some seconds, of which the first half warms up."""
    left, right, output = (torch.rand(width, width) - 0.5 for _ in range(3))
    seconds = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < SECONDS_PER_WIDTH:
        start = time.perf_counter()
        torch.mm(left, right.T, out=output)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds[len(seconds) // 2:])


def main():
    if len(sys.argv) > 1:
        sys.exit("Usage: bench/peers/products.sh")
    torch.set_num_threads(os.cpu_count())
    print(f"GFLOP/s on {os.cpu_count()} cores: ElectraGen on the host beside PyTorch {torch.__version__} with ", end="")
    rates = [(width, *(2e-9 * width**3 / seconds for seconds in (own, theirs(width)))) for width, own in sorted(ours().items())]
    print(matrix_library())
    for width, own, peer in rates:
        print(f"  {width:4} × {width:4}: {own:6.1f} beside {peer:6.1f}, ratio {own / peer:.2f}")


if __name__ == "__main__":
    main()
