"""Times ElectraGen and its peers by turns, so that all meet the same machine; see run.sh."""

import ctypes
import json
import os
import statistics
import subprocess
import sys

ROUNDS, STEPS = 5, 6
HERE = os.path.dirname(os.path.abspath(__file__))
STANDARD_LIBRARY = "GLIBCXX_3.4.32"
TORCH_SHARP = f"{HERE}/../../artifacts/bin/TorchSharpStep/release/TorchSharpStep.dll"


def run(*command):
    # Threads that wait for work by spinning would take the cores from whoever has it
    environment = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout)


def ours(model, batch, device):
    facts = run("./electragen", "bench", model, "--batch", batch, "--steps", str(STEPS), "--json", *(["--device", device] if device else []))
    description = next(each for each in run("./electragen", "models", "--json") if each["name"] == model)
    used = next(each for each in run("./electragen", "devices", "--json") if each["id"] == facts["device"])
    return {
        "version": f"ElectraGen on {used['name']}, {used['driver']}, {facts['precision']}, {facts['tier']}",
        "parameters": description["parameters"]["total"], "tokens_per_step": int(batch) * description["sequence_length"],
        "activation_bytes": run("./electragen", "plan", model, "--batch", batch, "--json")["arena_bytes"],
        "seconds": facts["milliseconds_per_step"] / 1000}


def pytorch(model, batch):
    return run(sys.executable, f"{HERE}/pytorch_step.py", model, batch, str(STEPS))


def torch_sharp(model, batch):
    return run("dotnet", TORCH_SHARP, model, batch, str(STEPS))


def has_new_standard_library():
    """Whether libstdc++ is as new as TorchSharp's native library needs it; asked before half a gigabyte is fetched."""
    ctypes.CDLL("libstdc++.so.6")
    with open("/proc/self/maps", encoding="utf-8") as maps:
        path = next(line.split()[-1] for line in maps if "libstdc++" in line)
    with open(path, "rb") as library:
        return STANDARD_LIBRARY.encode() in library.read()


def has_torch_sharp():
    """Builds it, and says why where it cannot be a peer."""
    if not has_new_standard_library():
        print(f"TorchSharp is no peer here: its native library needs {STANDARD_LIBRARY}, which is newer than this libstdc++.")
        return False
    build = ("dotnet", "build", f"{HERE}/TorchSharpStep", "--configuration", "Release", "--nologo", "-v:quiet")
    if subprocess.run(build, stdout=subprocess.DEVNULL).returncode != 0:
        print("TorchSharp is no peer here: its package could not be built.")
        return False
    probe = ("dotnet", TORCH_SHARP, "ElectraTiny", "1", "1")
    if subprocess.run(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        print("TorchSharp is no peer here: its native library does not load.")
        return False
    return True


def hugging_face(mode):
    return lambda model, batch: run(sys.executable, f"{HERE}/huggingface_step.py", model, batch, str(STEPS), mode)


def has_gpu():
    probe = "import torch, sys; sys.exit(not torch.cuda.is_available())"
    return subprocess.run([sys.executable, "-c", probe], stderr=subprocess.DEVNULL).returncode == 0


def main():
    model, batch, *rest = sys.argv[1:]
    device = rest[0] if rest else None
    # On a GPU the peer is a GPU's as well, elsewhere PyTorch on the same cores
    if has_gpu():
        peers = {"Hugging Face, eager": hugging_face("eager"), "Hugging Face, compiled": hugging_face("compile")}
    else:
        peers = {"PyTorch": pytorch, **({"TorchSharp": torch_sharp} if has_torch_sharp() else {})}
    runners = {"ElectraGen": lambda *arguments: ours(*arguments, device), **peers}
    seconds = {name: [] for name in runners}
    facts = {}
    for _ in range(ROUNDS):
        for name, measure in runners.items():
            facts[name] = measure(model, batch)
            seconds[name].append(facts[name]["seconds"])
    mine = facts["ElectraGen"]
    for name in peers:
        for fact in ("parameters", "tokens_per_step"):
            if mine[fact] != facts[name][fact]:
                sys.exit(f"Not the same model: {fact} are {mine[fact]} here and {facts[name][fact]} of {name}.")

    medians = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"{model}, batch {batch}: medians of {ROUNDS} rounds of {STEPS} steps")
    print(f"  {'':24}{'ms a step':>12}{'tokens/s':>14}{'ratio':>8}{'activations, MiB':>19}{'ratio':>8}")
    for name, median in medians.items():
        speed = f"  {name:24}{median * 1000:12.1f}{mine['tokens_per_step'] / median:14,.0f}{median / medians['ElectraGen']:8.2f}"
        activations = facts[name]["activation_bytes"]  # None of a peer that cannot say
        print(speed + (f"{activations / 2**20:19,.1f}{mine['activation_bytes'] / activations:8.2f}" if activations else f"{'–':>19}{'–':>8}"))
    print("  Ratios: how many times as fast ElectraGen is, and how much of the other's activation memory it takes.")
    for name in runners:
        print(f"  {name}: {facts[name]['version']}")


if __name__ == "__main__":
    main()
