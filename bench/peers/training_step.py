"""What the PyTorch peers have in common: the step's corruption and losses, its memory and its clock."""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional

DROPOUT = 0.1
VOCABULARY_SIZE, POSITIONS = 30522, 512
CLASSIFICATION, SEPARATOR, MASK = 101, 102, 103
MASKED_FRACTION, KEPT_FRACTION, DISCRIMINATOR_WEIGHT = 0.15, 0.15, 50
LEARNING_RATE, BETAS, EPSILON, DECAY, CLIP_NORM = 1e-4, (0.9, 0.999), 1e-6, 0.01, 1.0

# Embedding size, sequence length, then layers, hidden size, heads and feed-forward size of generator and discriminator
MODELS = {
    "ElectraTiny": (64, 64, (2, 64, 1, 256), (2, 128, 2, 512)),
    "ElectraSmall": (128, 128, (12, 64, 1, 256), (12, 256, 4, 1024)),
    "ElectraBase": (768, 512, (12, 256, 4, 1024), (12, 768, 12, 3072)),
}


def random_batch(batch, length, device):
    """Token ids, segment ids and attention mask [B, S] of sequences that are full."""
    token_ids = torch.randint(1000, VOCABULARY_SIZE, (batch, length), device=device)
    token_ids[:, 0], token_ids[:, -1] = CLASSIFICATION, SEPARATOR
    return token_ids, torch.zeros_like(token_ids), torch.ones(batch, length, device=device)


def loss_of(networks, token_ids, segment_ids, attention_mask):
    """Replaced token detection. The networks give vocabulary logits at positions [B, P], and one decision a token [B, S]."""
    masked_count = round(MASKED_FRACTION * token_ids.shape[1])
    special = (token_ids == CLASSIFICATION) | (token_ids == SEPARATOR) | (attention_mask == 0)
    draws = torch.rand(token_ids.shape, device=token_ids.device).masked_fill(special, 2)
    positions = draws.topk(masked_count, dim=1, largest=False).indices
    targets = token_ids.gather(1, positions)
    kept = torch.rand(positions.shape, device=token_ids.device) < KEPT_FRACTION
    logits = networks.generate(
        token_ids.scatter(1, positions, torch.where(kept, targets, MASK)), segment_ids, attention_mask, positions)
    generator_loss = functional.cross_entropy(logits.flatten(0, 1).float(), targets.flatten())
    with torch.no_grad():
        samples = (logits.float() - torch.empty_like(logits, dtype=torch.float32).exponential_().log()).argmax(dim=2)

    labels = torch.zeros(token_ids.shape, device=token_ids.device).scatter(1, positions, (samples != targets).float())
    decisions = networks.discriminate(token_ids.scatter(1, positions, samples), segment_ids, attention_mask).float()
    losses = functional.binary_cross_entropy_with_logits(decisions, labels, reduction="none") * attention_mask
    return generator_loss + DISCRIMINATOR_WEIGHT * losses.sum() / attention_mask.sum()


def decayed_and_others(networks):
    """Matrices, which weight decay holds for, and the rest."""
    parameters = list(networks.parameters())
    return [each for each in parameters if each.dim() == 2], [each for each in parameters if each.dim() != 2]


def initialize(networks):
    for parameter in networks.parameters():
        if parameter.dim() == 2:
            nn.init.trunc_normal_(parameter, std=0.02, a=-0.04, b=0.04)


def bytes_kept(networks, loss):
    """Bytes that autograd keeps of a forward pass for its backward pass, each storage once, parameters left out."""
    def storage_of(tensor):  # PyTorch before 2 has no other
        return tensor.untyped_storage() if hasattr(tensor, "untyped_storage") else tensor.storage()

    own = {storage_of(parameter).data_ptr() for parameter in networks.parameters()}
    kept = {}

    def keep(tensor):
        storage = storage_of(tensor)
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        loss().backward()
    return sum(kept.values())


def measure(name, networks, loss, update, batch, steps, version):
    """Times steps and prints one JSON object. On a GPU the clock is read around all but the first two, which warm up."""
    length = MODELS[name][1]
    device = next(networks.parameters()).device
    inputs = random_batch(batch, length, device)
    warm_up_steps = 2

    def step():
        for parameter in networks.parameters():
            parameter.grad = None
        loss(networks, *inputs).backward()
        update()

    seconds = []
    if device.type == "cuda":
        for _ in range(warm_up_steps):
            step()
        persistent_bytes = torch.cuda.memory_allocated()
        torch.cuda.reset_peak_memory_stats()
        torch.cuda.synchronize()
        begin = time.perf_counter()
        for _ in range(steps):
            step()
        torch.cuda.synchronize()
        seconds = [(time.perf_counter() - begin) / steps]
        activation_bytes = torch.cuda.max_memory_allocated() - persistent_bytes
    else:
        for number in range(warm_up_steps + steps):
            begin = time.perf_counter()
            step()
            if number >= warm_up_steps:
                seconds.append(time.perf_counter() - begin)
        for parameter in networks.parameters():
            parameter.grad = None
        activation_bytes = bytes_kept(networks, lambda: loss(networks, *inputs))
    json.dump({
        "version": version, "seconds": sum(seconds) / len(seconds), "activation_bytes": activation_bytes,
        "parameters": sum(parameter.numel() for parameter in networks.parameters()), "tokens_per_step": batch * length}, sys.stdout)
    print()
