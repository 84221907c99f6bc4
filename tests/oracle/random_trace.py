"""A trace of a small random model, made in single precision, to try the oracle on."""

import torch

import electra_oracle
import hugging_face
from corruption_checks import CLASSIFICATION, MASK, SEPARATOR

VOCABULARY_SIZE, LENGTH = 131, 23
SHARED_SIZES = {
    "vocab_size": VOCABULARY_SIZE, "max_position_embeddings": 40, "type_vocab_size": 2, "embedding_size": 12, "num_hidden_layers": 2}
CONFIGS = {
    "generator": {**SHARED_SIZES, "hidden_size": 12, "num_attention_heads": 2, "intermediate_size": 20},
    "discriminator": {**SHARED_SIZES, "hidden_size": 16, "num_attention_heads": 4, "intermediate_size": 24}}
ARCHITECTURES = {"generator": hugging_face.GENERATOR, "discriminator": hugging_face.DISCRIMINATOR}


def random_inputs():
    """Three sequences: a full one, one with padding, and one of padding alone; masked and replaced by the rules."""
    maximum = int(0.155 * LENGTH)
    lengths = [LENGTH, 9, 0]
    token_ids = torch.zeros(3, LENGTH, dtype=torch.int32)
    attention_mask = torch.zeros_like(token_ids)
    positions = torch.full((3, maximum), -1, dtype=torch.int32)
    sampled_ids = positions.clone()
    for sequence, length in enumerate(lengths):
        if length == 0:
            continue
        token_ids[sequence, :length] = torch.randint(104, VOCABULARY_SIZE, (length,))
        token_ids[sequence, 0], token_ids[sequence, length - 1] = CLASSIFICATION, SEPARATOR
        attention_mask[sequence, :length] = 1
        count = max(1, min(maximum, round(0.15 * length)))
        positions[sequence, :count] = (1 + torch.randperm(length - 2)[:count]).sort().values
        sampled_ids[sequence, :count] = torch.randint(0, VOCABULARY_SIZE, (count,))
    masked_ids, corrupted_ids = token_ids.clone(), token_ids.clone()
    for sequence, place in (positions >= 0).nonzero().tolist():
        position = positions[sequence, place]
        masked_ids[sequence, position] = MASK
        corrupted_ids[sequence, position] = sampled_ids[sequence, place]
    return {
        "input/token_ids": token_ids, "input/segment_ids": torch.randint_like(token_ids, 0, 2), "input/attention_mask": attention_mask,
        "corruption/positions": positions, "corruption/sampled_ids": sampled_ids, "corruption/masked_ids": masked_ids,
        "corruption/corrupted_ids": corrupted_ids, "corruption/labels": (corrupted_ids != token_ids).int()}


def random_trace(share_embeddings):
    """(tensors, metadata)."""
    metadata = {
        "step": "3", "learning_rate": "0.01", "seed": "1", "objective": "replaced_token_detection", "beta1": "0.9", "beta2": "0.999",
        "epsilon": "0.001", "weight_decay": "0.1", "clip_norm": "0.5", "generator_weight": "1", "discriminator_weight": "50",
        "temperature": "1"}
    words = "electra.embeddings.word_embeddings.weight"
    metadata["tied.generator.generator_lm_head.weight"] = f"generator.{words}"
    tensors = random_inputs()
    for role, config in CONFIGS.items():
        metadata[f"{role}.heads"] = str(config["num_attention_heads"])
        for own_name, shape in hugging_face.tensor_shapes(config, ARCHITECTURES[role]).items():
            name = f"{role}.{own_name}"
            if share_embeddings and role == "generator" and own_name.startswith("electra.embeddings."):
                metadata[f"tied.{name}"] = f"discriminator.{own_name}"
            else:
                around = 1.0 if name.endswith("LayerNorm.weight") else 0.0
                tensors[f"parameter/{name}"] = around + 0.3 * torch.randn(shape)
    if share_embeddings:
        metadata["tied.generator.generator_lm_head.weight"] = f"discriminator.{words}"

    outputs, gradients, _ = electra_oracle.recompute_step(tensors, metadata, torch.float32)
    tensors.update(outputs)
    gradient_norm = torch.stack([gradient.norm() for gradient in gradients.values()]).norm().item()
    metadata["gradient_norm"] = str(gradient_norm)
    clip_scale = min(1.0, float(metadata["clip_norm"]) / gradient_norm)
    for name, gradient in gradients.items():
        parameter = tensors[f"parameter/{name}"]
        scale = clip_scale * max(gradient.norm().item() / gradient.numel() ** 0.5, 1e-3 * gradient_norm)
        first_moment = scale * torch.randn(parameter.shape)
        second_moment = (scale * torch.randn(parameter.shape)) ** 2
        tensors[f"gradient/{name}"] = gradient
        tensors[f"first_moment/{name}"] = first_moment
        tensors[f"second_moment/{name}"] = second_moment
        tensors[f"updated/{name}"] = parameter + electra_oracle.adam_change(
            name, parameter, clip_scale * gradient, first_moment, second_moment, metadata)
    return tensors, metadata
