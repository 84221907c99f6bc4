#!/usr/bin/env python3
"""Checks an exported run against what Hugging Face's Electra classes load, and against a trace of the same checkpoint.

Usage: export_check.py FOLDER TRACE

Names, shapes and configuration keys must be exactly right, and the exported tensors alone must give the trace's logits.
"""

import json
import pathlib
import sys

import torch

import electra_network as network
import hugging_face
import safetensors_file
from comparison import Report

FIXED_KEYS = {
    "model_type": "electra", "type_vocab_size": 2, "layer_norm_eps": 1e-12, "pad_token_id": 0,
    "initializer_range": 0.02}
ACTIVATIONS = {"gelu": "gelu", "gelu_new": "tanh_gelu", "relu": "relu", "silu": "silu"}
SIZE_KEYS = (
    "vocab_size", "embedding_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
    "max_position_embeddings", "hidden_dropout_prob", "attention_probs_dropout_prob")


def load(report, folder, role, architecture):
    """(configuration, tensors as double precision behind the role's name)."""
    config = json.loads((folder / "config.json").read_text())
    tensors, metadata = safetensors_file.read(folder / "model.safetensors")
    report.require(f"{role}: names its architecture", config.get("architectures") == [architecture])
    for key, value in FIXED_KEYS.items():
        report.require(f"{role}: {key} is {value}", config.get(key) == value)
    for key in SIZE_KEYS:
        report.require(f"{role}: has {key}", key in config)
    # Hugging Face refuses a file that does not say for which framework it was written
    report.require(f"{role}: the file's format is pt", metadata.get("format") == "pt")
    expected = hugging_face.tensor_shapes(config, architecture)
    found = {name: list(tensor.shape) for name, tensor in tensors.items()}
    for name in sorted({*expected, *found}):
        report.require(f"{role}: {name} {expected.get(name)}", expected.get(name) == found.get(name))
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    report.require(f"{role}: vocab.txt has an entry for every id", len(vocabulary) == config["vocab_size"])
    return config, {f"{role}.{name}": tensor.double() for name, tensor in tensors.items()}


def choices_of(config):
    return network.Choices(config["num_attention_heads"], ACTIVATIONS[config["hidden_act"]])


def check_logits(report, folder, tensors, role, output):
    """The role's exported tensors alone against the logits output/OUTPUT; its head goes with what the logits are of."""
    is_language_model = output != "discriminator_logits"
    architecture = hugging_face.GENERATOR if is_language_model else hugging_face.DISCRIMINATOR
    config, own = load(report, folder / role, role, architecture)
    parameters = network.Parameters(own, {f"{role}.generator_lm_head.weight": f"{role}.electra.embeddings.word_embeddings.weight"})
    corrupted = "corruption/corrupted_ids" if role == "discriminator" and "corruption/corrupted_ids" in tensors else "corruption/masked_ids"
    stream = network.encode(
        parameters, role, tensors[corrupted].long(), tensors["input/segment_ids"].long(), tensors["input/attention_mask"],
        choices_of(config), [])
    theirs = tensors[f"output/{output}"]
    positions = tensors["corruption/positions"].long()
    if not is_language_model:
        ours = network.discriminator_logits(parameters, stream, choices_of(config))
    elif theirs.shape[1] == positions.shape[1]:
        is_used = positions >= 0
        # Boolean indexing and this one pick the same rows in the same order
        rows = stream[is_used.nonzero()[:, 0], positions[is_used]][None]
        theirs, ours = theirs[is_used], network.vocabulary_logits(parameters, role, rows)[0]
    else:
        ours = network.vocabulary_logits(parameters, role, stream)
    report.compare(f"{role}: {output}", theirs, ours)


def check_export(folder, trace):
    tensors, metadata = safetensors_file.read(trace)
    report = Report(float(metadata["gradient_norm"]))
    for role, output in (
            ("generator", "generator_logits"), ("discriminator", "discriminator_logits"), ("discriminator", "prediction_logits")):
        if f"output/{output}" in tensors:
            check_logits(report, folder, tensors, role, output)
    report.require("no folder without a network", (folder / "generator").exists() == ("output/generator_logits" in tensors))
    return report


def main():
    folder, trace = sys.argv[1:]
    with torch.no_grad():
        report = check_export(pathlib.Path(folder), trace)
    report.print()
    return 1 if report.failures() else 0


if __name__ == "__main__":
    sys.exit(main())
