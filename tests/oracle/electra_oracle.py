#!/usr/bin/env python3
"""Recomputes a training step from a trace file alone, in double precision, and compares every tensor of it.

Usage: electra_oracle.py TRACE [--masked-fraction 0.15]

The trace's parameters, inputs, masks and samples are taken as given; logits, losses, gradients, their norm, clipping and the
update are computed afresh. Exit code 0: everything agrees.
"""

import argparse
import re
import sys

import torch

import electra_network as network
import safetensors_file
from comparison import TOLERANCE, Report
from corruption_checks import check_corruption
from objectives import OBJECTIVES, Step

UNDECAYED = re.compile("LayerNorm|layer_norm|bias")


def is_fixed(name, metadata):
    """Whether a tensor is a table of sines and cosines, which nothing trains."""
    role = name.split(".")[0]
    return name.endswith(".embed_positions.weight") or (
        name.endswith(".position_embeddings.weight") and metadata[f"{role}.positions"] == "sinusoidal")


def stands_still(name, metadata):
    """Whether a tensor belongs to the network that another stage trains."""
    return metadata.get("stage") in ("generator", "discriminator") and not name.startswith(metadata["stage"])


def recompute_step(tensors, metadata, dtype=torch.float64):
    """(outputs by trace name, gradients by parameter name, size of the terms of each key bias's gradient)."""
    parameters = {
        name[len("parameter/") :]: tensor.detach().to(dtype).clone().requires_grad_()
        for name, tensor in tensors.items() if name.startswith("parameter/")}
    tied = {name[len("tied.") :]: other for name, other in metadata.items() if name.startswith("tied.")}
    step = Step(tensors, metadata, network.Parameters(parameters, tied))
    OBJECTIVES[metadata["objective"]](step)
    total = step.total()

    for _, key in step.keys:
        key.retain_grad()
    total.backward()
    key_terms = {}
    for name, key in step.keys:
        if key.grad is not None:
            # [B, S, H] to [H]: what a key bias's gradient adds up, without the signs that make it vanish
            name = tied.get(name, name)
            key_terms[name] = key_terms.get(name, 0) + key.grad.abs().sum(dim=(0, 1)).norm().item()
    outputs = {
        **{f"output/{name}": value for name, value in step.outputs.items()},
        **{f"loss/{name}": value for name, value in step.losses.items()}, "loss/total": total}
    # A tensor that takes no part, as a fixed table, has none
    gradients = {
        name: torch.zeros_like(parameter) if parameter.grad is None else parameter.grad for name, parameter in parameters.items()}
    return {name: value.detach() for name, value in outputs.items()}, gradients, key_terms


def moments_after(gradient, first_moment, second_moment, metadata):
    """Both moments with a gradient taken in."""
    beta1, beta2 = float(metadata["beta1"]), float(metadata["beta2"])
    return beta1 * first_moment + (1 - beta1) * gradient, beta2 * second_moment + (1 - beta2) * gradient * gradient


def adam_change(name, parameter, first_moment, second_moment, metadata):
    """What a step that leaves these moments adds to a parameter: Adam without bias correction, decoupled weight decay."""
    change = first_moment / (second_moment.sqrt() + float(metadata["epsilon"]))
    if not UNDECAYED.search(name) and not is_fixed(name, metadata):
        change = change + float(metadata["weight_decay"]) * parameter
    return -float(metadata["learning_rate"]) * change


def relative(theirs, ours):
    """‖theirs − ours‖ / ‖ours‖."""
    return (theirs - ours).norm().item() / max(ours.norm().item(), 1e-300)


def check_trace(tensors, metadata, masked_fraction):
    """A report on everything that the trace says."""
    if metadata["objective"] not in OBJECTIVES:
        raise SystemExit(f"The objective {metadata['objective']} is not known here.")
    outputs, gradients, key_terms = recompute_step(tensors, metadata)
    gradient_norm = torch.stack([gradient.norm() for gradient in gradients.values()]).norm().item()
    clip_scale = min(1.0, float(metadata["clip_norm"]) / gradient_norm)
    report = Report(gradient_norm)

    check_corruption(report, tensors, metadata, masked_fraction)
    is_used = tensors["corruption/positions"] >= 0
    for name, ours in outputs.items():
        theirs = tensors[name].reshape(ours.shape)
        # What stands at an unused place, nobody reads
        if ours.shape[:2] == is_used.shape:
            theirs, ours = theirs[is_used], ours[is_used]
        report.compare(name, theirs, ours)
    report.compare("gradient_norm", torch.tensor(float(metadata["gradient_norm"])), torch.tensor(gradient_norm))

    for name, gradient in gradients.items():
        parameter, theirs, updated = (
            tensors[f"{kind}/{name}"].double() for kind in ("parameter", "gradient", "updated"))
        moments = [tensors[f"{kind}/{name}"].double() for kind in ("first_moment", "second_moment")]
        if is_fixed(name, metadata):
            report.compare(f"parameter/{name}", parameter, network.sinusoids(*parameter.shape))
        if stands_still(name, metadata):
            report.add(f"{name} stands still", (updated - parameter).norm().item() + theirs.norm().item(), 0)
            for kind, moment in zip(("updated_first_moment", "updated_second_moment"), moments):
                report.add(f"{kind}/{name}", (tensors[f"{kind}/{name}"].double() - moment).norm().item(), 0)
            continue
        if name in key_terms:
            # Shifting every key alike changes no probability: the gradient vanishes, and rounding goes with its terms
            report.add(f"gradient/{name} is 0", max(theirs.norm(), gradient.norm()).item() / key_terms[name], TOLERANCE)
        else:
            report.compare(f"gradient/{name}", theirs, gradient)
        # From here on from the gradient as given, and each held against itself: squares of small gradients are smaller still,
        # and Adam divides a small gradient by itself
        after = moments_after(clip_scale * theirs, *moments, metadata)
        for kind, moment in zip(("updated_first_moment", "updated_second_moment"), after):
            report.add(f"{kind}/{name}", relative(tensors[f"{kind}/{name}"].double(), moment), TOLERANCE)
        # Storing a float32 parameter rounds it by up to 2^-24 of itself, the product before it by as much
        change = adam_change(name, parameter, *after, metadata)
        allowed = TOLERANCE + 2**-23 * parameter.norm().item() / max(change.norm().item(), 1e-300)
        report.add(f"change/{name}", relative(updated - parameter, change), allowed)
    return report


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("trace")
    arguments.add_argument("--masked-fraction", default="0.15")
    options = arguments.parse_args()
    tensors, metadata = safetensors_file.read(options.trace)
    report = check_trace(tensors, metadata, options.masked_fraction)
    report.print()
    return 1 if report.failures() else 0


if __name__ == "__main__":
    sys.exit(main())
