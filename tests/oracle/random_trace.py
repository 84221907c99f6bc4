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

# By objective: the losses in the total with their weights, the discriminator's head, and tensors that Hugging Face has no name for
DETECTION = {"generator": 1, "discriminator": 50}
NAMING = {"generator": 1, "prediction": 2}
SYSTEMS = {
    "replaced_token_detection": (DETECTION, hugging_face.DISCRIMINATOR, {}),
    "replaced_token_detection_masked_only": (DETECTION, hugging_face.DISCRIMINATOR, {}),
    "masked_language_model": ({"prediction": 1}, hugging_face.GENERATOR, {}),
    "replace_masked_language_model": (NAMING, hugging_face.GENERATOR, {}),
    "all_tokens_masked_language_model": (
        NAMING, hugging_face.GENERATOR, {"discriminator.copy_prediction.weight": [1, 16], "discriminator.copy_prediction.bias": [1]}),
    "adversarial_replaced_token_detection": (
        {"policy": 3, "discriminator": 50, "baseline": 2}, hugging_face.DISCRIMINATOR, {"generator.baseline.weight": [1, 12]})}


def random_inputs(masking):
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
        # Place 1 stays: the original of a masked place goes into nothing where there is no generator's loss, and could be spoilt
        if masking == "google_compatible":
            # Of so few places that some come twice
            positions[sequence, :count] = torch.randint(2, 4, (count,))
        else:
            positions[sequence, :count] = (2 + torch.randperm(length - 3)[:count]).sort().values
        sampled_ids[sequence, :count] = torch.randint(0, VOCABULARY_SIZE, (count,))
    masked_ids, corrupted_ids = token_ids.clone(), token_ids.clone()
    for sequence, place in (positions >= 0).nonzero().tolist():
        position = positions[sequence, place]
        masked_ids[sequence, position] = MASK
        own = sampled_ids[sequence][positions[sequence] == position]
        corrupted_ids[sequence, position] = own.sum() // len(own)
    return {
        "input/token_ids": token_ids, "input/segment_ids": torch.randint_like(token_ids, 0, 2), "input/attention_mask": attention_mask,
        "corruption/positions": positions, "corruption/sampled_ids": sampled_ids, "corruption/masked_ids": masked_ids,
        "corruption/corrupted_ids": corrupted_ids, "corruption/labels": (corrupted_ids != token_ids).int()}


def random_parameters(metadata, objective, share_embeddings):
    """Tensors of both roles by trace name; what is tied and what encoders are made of goes to the metadata."""
    _, discriminator_head, more = SYSTEMS[objective]
    heads = {"generator": hugging_face.GENERATOR, "discriminator": discriminator_head}
    has_generator = objective != "masked_language_model" and metadata["generator.kind"] == "encoder"
    roles = list(CONFIGS) if has_generator else ["discriminator"]
    shapes = dict(more)
    for role in roles:
        config = CONFIGS[role]
        owner = "discriminator" if share_embeddings else role
        metadata[f"{role}.heads"] = str(config["num_attention_heads"])
        metadata.update({f"{role}.activation": "gelu", f"{role}.norm": "post", f"{role}.positions": "learned"})
        if heads[role] == hugging_face.GENERATOR:
            metadata[f"tied.{role}.generator_lm_head.weight"] = f"{owner}.electra.embeddings.word_embeddings.weight"
        for name, shape in hugging_face.tensor_shapes(config, heads[role]).items():
            if name.startswith("electra.embeddings.") and owner != role:
                metadata[f"tied.{role}.{name}"] = f"{owner}.{name}"
            else:
                shapes[f"{role}.{name}"] = shape
    around = {name: float(name.endswith("LayerNorm.weight")) for name in shapes}
    return {f"parameter/{name}": around[name] + 0.3 * torch.randn(shape) for name, shape in shapes.items()}


def random_trace(objective, share_embeddings, kind="encoder", masking="without_replacement"):
    """(tensors, metadata)."""
    weights = {name: weight for name, weight in SYSTEMS[objective][0].items() if kind == "encoder" or name != "generator"}
    metadata = {
        "step": "3", "learning_rate": "0.01", "seed": "1", "objective": objective, "beta1": "0.9", "beta2": "0.999",
        "epsilon": "0.001", "weight_decay": "0.1", "clip_norm": "0.5", "temperature": "1", "generator.kind": kind, "masking": masking,
        "forbid_correct": "false", **{f"{name}_weight": str(weight) for name, weight in weights.items()}}
    tensors = {**random_inputs(masking), **random_parameters(metadata, objective, share_embeddings)}
    if objective == "masked_language_model":
        for name in ("sampled_ids", "corrupted_ids", "labels"):
            del tensors[f"corruption/{name}"]

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
        after = electra_oracle.moments_after(clip_scale * gradient, first_moment, second_moment, metadata)
        tensors[f"updated_first_moment/{name}"], tensors[f"updated_second_moment/{name}"] = after
        tensors[f"updated/{name}"] = parameter + electra_oracle.adam_change(name, parameter, *after, metadata)
    return tensors, metadata
