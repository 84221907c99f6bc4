"""Times ElectraGen and PyTorch by turns, so that both meet the same machine; see run.sh."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROUNDS, STEPS, WARM_UP_STEPS = 3, 8, 2


def run(*command):
    # Threads that wait for work by spinning would take the cores from whoever has it
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "OMP_WAIT_POLICY": "passive"}).stdout


def ours(model, batch):
    """Seconds of each step of a short training run, by its own metrics."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "run"
        run("./electragen", "pretrain", model, "--batch", batch, "--steps", str(STEPS), "--output", str(output))
        rows = [json.loads(line) for line in (output / "metrics.jsonl").read_text().splitlines()]
        facts = json.loads((output / "run.json").read_text())
        description = next(each for each in json.loads(run("./electragen", "models", "--json")) if each["name"] == model)
    tokens_per_step = int(batch) * description["sequence_length"]
    return {
        "version": f"ElectraGen on {facts['device']}", "parameters": description["parameters"]["total"],
        "tokens_per_step": tokens_per_step, "seconds": [tokens_per_step / row["tokens_per_second"] for row in rows]}


def theirs(model, batch):
    return json.loads(run(sys.executable, "bench/peers/pytorch_step.py", model, batch, str(STEPS)))


def main():
    model, batch = sys.argv[1:]
    seconds = {ours: [], theirs: []}
    facts = {}
    for _ in range(ROUNDS):
        for peer in seconds:
            facts[peer] = peer(model, batch)
            seconds[peer] += facts[peer]["seconds"][WARM_UP_STEPS:]
    for fact in ("parameters", "tokens_per_step"):
        if facts[ours][fact] != facts[theirs][fact]:
            sys.exit(f"Not the same model: {fact} are {facts[ours][fact]} here and {facts[theirs][fact]} there.")

    medians = {peer: statistics.median(values) for peer, values in seconds.items()}
    print(f"{model}, batch {batch}, {len(seconds[ours])} steps each")
    for peer, median in medians.items():
        print(f"  {facts[peer]['version']}: {median * 1000:.1f} ms a step, {facts[peer]['tokens_per_step'] / median:,.0f} tokens a second")
    print(f"  ratio of tokens per second, ElectraGen to PyTorch: {medians[theirs] / medians[ours]:.2f}")


if __name__ == "__main__":
    main()
