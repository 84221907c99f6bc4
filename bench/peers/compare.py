"""Times ElectraGen and PyTorch by turns, so that both meet the same machine; see run.sh."""

import json
import os
import statistics
import subprocess
import sys

ROUNDS, STEPS, WARM_UP_STEPS = 5, 6, 2


def run(*command):
    # Threads that wait for work by spinning would take the cores from whoever has it
    environment = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout)


def ours(model, batch):
    facts = run("./electragen", "bench", model, "--batch", batch, "--steps", str(STEPS), "--json")
    description = next(each for each in run("./electragen", "models", "--json") if each["name"] == model)
    device = next(each for each in run("./electragen", "devices", "--json") if each["id"] == facts["device"])
    return {
        "version": f"ElectraGen on {device['name']}, {device['driver']}", "parameters": description["parameters"]["total"],
        "tokens_per_step": int(batch) * description["sequence_length"], "seconds": facts["milliseconds_per_step"] / 1000}


def theirs(model, batch):
    facts = run(sys.executable, "bench/peers/pytorch_step.py", model, batch, str(WARM_UP_STEPS + STEPS))
    return {**facts, "seconds": statistics.mean(facts["seconds"][WARM_UP_STEPS:])}


def main():
    model, batch = sys.argv[1:]
    seconds = {ours: [], theirs: []}
    facts = {}
    for _ in range(ROUNDS):
        for peer in seconds:
            facts[peer] = peer(model, batch)
            seconds[peer].append(facts[peer]["seconds"])
    for fact in ("parameters", "tokens_per_step"):
        if facts[ours][fact] != facts[theirs][fact]:
            sys.exit(f"Not the same model: {fact} are {facts[ours][fact]} here and {facts[theirs][fact]} there.")

    medians = {peer: statistics.median(values) for peer, values in seconds.items()}
    print(f"{model}, batch {batch}: medians of {ROUNDS} rounds of {STEPS} steps")
    for peer, median in medians.items():
        print(f"  {facts[peer]['version']}: {median * 1000:.1f} ms a step, {facts[peer]['tokens_per_step'] / median:,.0f} tokens a second")
    print(f"  ratio of tokens per second, ElectraGen to PyTorch: {medians[theirs] / medians[ours]:.2f}")


if __name__ == "__main__":
    main()
