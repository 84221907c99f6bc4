#!/usr/bin/env python3
"""Tries the oracle itself: it must agree with PyTorch's own encoder, accept a sound trace, and notice every single spoilt tensor."""

import os
import sys
import tempfile

import torch

import electra_network as network
import safetensors_file
from comparison import Report
from corruption_checks import check_corruption
from electra_oracle import check_trace
from random_trace import CONFIGS, SYSTEMS, random_trace


def check_encoder_against_pytorch():
    """One layer of ours beside torch.nn.TransformerEncoderLayer with the same numbers."""
    hidden, heads, feed_forward = 24, 3, 40
    layer = torch.nn.TransformerEncoderLayer(
        hidden, heads, feed_forward, dropout=0, activation="gelu", layer_norm_eps=1e-12, batch_first=True).double()
    for parameter in layer.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    prefix, state = "discriminator.electra.encoder.layer.0", dict(layer.named_parameters())
    parts = {
        "attention.output.dense": "self_attn.out_proj", "attention.output.LayerNorm": "norm1",
        "intermediate.dense": "linear1", "output.dense": "linear2", "output.LayerNorm": "norm2"}
    tensors = {
        f"{prefix}.{ours}.{kind}": state[f"{theirs}.{kind}"] for ours, theirs in parts.items() for kind in ("weight", "bias")}
    for kind in ("weight", "bias"):
        split = state[f"self_attn.in_proj_{kind}"].chunk(3)
        tensors.update({f"{prefix}.attention.self.{part}.{kind}": split[place] for place, part in enumerate(("query", "key", "value"))})
    tensors["discriminator.electra.embeddings.word_embeddings.weight"] = torch.randn(50, hidden, dtype=torch.double)
    tensors["discriminator.electra.embeddings.position_embeddings.weight"] = torch.randn(11, hidden, dtype=torch.double)
    tensors["discriminator.electra.embeddings.token_type_embeddings.weight"] = torch.randn(2, hidden, dtype=torch.double)
    tensors["discriminator.electra.embeddings.LayerNorm.weight"] = torch.ones(hidden, dtype=torch.double)
    tensors["discriminator.electra.embeddings.LayerNorm.bias"] = torch.zeros(hidden, dtype=torch.double)
    token_ids, segment_ids = torch.randint(0, 50, (2, 11)), torch.randint(0, 2, (2, 11))
    attention_mask = torch.ones(2, 11)
    attention_mask[1, 6:] = 0

    ours = network.encode(network.Parameters(tensors, {}), "discriminator", token_ids, segment_ids, attention_mask, network.Choices(heads), [])
    embedded = torch.nn.functional.layer_norm(
        torch.nn.functional.embedding(token_ids, tensors["discriminator.electra.embeddings.word_embeddings.weight"])
        + tensors["discriminator.electra.embeddings.position_embeddings.weight"]
        + torch.nn.functional.embedding(segment_ids, tensors["discriminator.electra.embeddings.token_type_embeddings.weight"]),
        [hidden], eps=1e-12)
    theirs = layer(embedded, src_key_padding_mask=attention_mask == 0)
    distance = ((ours - theirs).norm() / theirs.norm()).item()
    print(f"encoder beside PyTorch's: {distance:.1e}")
    return distance < 1e-12


def spoil(name, tensor, gradient_norm):
    """The tensor with a hundredth of noise, or with one number changed."""
    if tensor.is_floating_point():
        size = (tensor.norm() / tensor.numel() ** 0.5).item()
        # What a key bias has for a gradient is rounding alone: there the noise has to be seen beside the other gradients
        if name.startswith("gradient/"):
            size = max(size, 0.01 * gradient_norm)
        # A bias of one number may happen to be next to nothing
        if tensor.numel() == 1 and name.startswith("parameter/"):
            size = max(size, 0.3)
        return tensor + 0.01 * size * (1 + torch.rand(tensor.shape))
    spoilt = tensor.clone()
    # In the first row, which is the one without padding, and by more than the floor of a mean of three samples can hide
    spoilt[0, 1] += 3
    return spoilt


def is_caught(tensors, metadata):
    try:
        return bool(check_trace(tensors, metadata, "0.15").failures())
    except (IndexError, KeyError, RuntimeError):
        # An id beyond the table, sizes that no longer fit
        return True


# Adam's part of a step, which is the same whatever the objective
UPDATE = ("first_moment/", "second_moment/", "updated")


def check_traces(objective, share_embeddings, with_update=False, **drawing):
    tensors, metadata = random_trace(objective, share_embeddings, **drawing)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "trace.safetensors")
        safetensors_file.write(path, tensors, metadata)
        tensors, metadata = safetensors_file.read(path)
    sound = check_trace(tensors, metadata, "0.15")
    if sound.failures():
        sound.print()
        return False

    gradient_norm = float(metadata["gradient_norm"])
    spoilt = [name for name in tensors if with_update or not name.startswith(UPDATE)]
    missed = [name for name in spoilt if not is_caught({**tensors, name: spoil(name, tensors[name], gradient_norm)}, metadata)]
    numbers = [name for name in metadata if name.endswith("_weight")] + [
        "learning_rate", "beta1", "beta2", "epsilon", "weight_decay", "clip_norm", "gradient_norm"]
    missed += [name for name in numbers if not is_caught(tensors, {**metadata, name: str(0.98 * float(metadata[name]))})]
    others = {"heads": "1", "activation": "relu", "norm": "pre", "positions": "none"}
    choices = [(f"{role}.{choice}", other) for role in CONFIGS for choice, other in others.items() if f"{role}.{choice}" in metadata]
    missed += [name for name, other in choices if not is_caught(tensors, {**metadata, name: other})]
    shared, count = "embeddings" if share_embeddings else "nothing", len(spoilt) + len(numbers) + len(choices)
    print(f"{objective}, sharing {shared}, {drawing or 'as usual'}: {count} spoilt traces, missed: {missed or 'none'}")
    return not missed


def check_forbidden_sample():
    """A correct sample in a trace that forbids them."""
    tensors, metadata = random_trace("replaced_token_detection", False)
    tensors["corruption/sampled_ids"][0, 0] = tensors["input/token_ids"][0, tensors["corruption/positions"][0, 0]]
    report = Report(1.0)
    check_corruption(report, tensors, {**metadata, "forbid_correct": "true"}, "0.15")
    return "sequence 0: no sample is correct" in str(report.failures())


def main():
    # Tensors this small are not worth a second thread
    torch.set_num_threads(1)
    torch.manual_seed(int.from_bytes(os.urandom(4), "little"))
    print(f"seed {torch.initial_seed()}")
    systems = [("replaced_token_detection", False, True), *((objective, objective != "masked_language_model") for objective in SYSTEMS)]
    drawings = [{"masking": "google_compatible"}, {"kind": "unigram"}, {"kind": "uniform", "masking": "google_compatible"}]
    checks = [
        check_encoder_against_pytorch(), check_forbidden_sample(), *(check_traces(*system) for system in systems),
        *(check_traces("replaced_token_detection", False, **drawing) for drawing in drawings)]
    return 0 if all(checks) else 1


if __name__ == "__main__":
    sys.exit(main())
