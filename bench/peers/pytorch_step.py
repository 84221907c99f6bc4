#!/usr/bin/env python3
"""The training step of an ELECTRA in plain PyTorch: the peer that ElectraGen is timed against.

Usage: pytorch_step.py MODEL BATCH STEPS

The same work as ours: masking, the generator with vocabulary logits at the masked positions alone, sampling, the discriminator,
both losses, backward, clipping, Adam without bias correction. Prints one JSON object with the seconds of every step.
"""

import json
import math
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional

DROPOUT = 0.1
VOCABULARY_SIZE, POSITIONS = 30522, 512
CLASSIFICATION, SEPARATOR, MASK = 101, 102, 103

# Embedding size, sequence length, then layers, hidden size, heads and feed-forward size of generator and discriminator
MODELS = {
    "ElectraTiny": (64, 64, (2, 64, 1, 256), (2, 128, 2, 512)),
    "ElectraSmall": (128, 128, (12, 64, 1, 256), (12, 256, 4, 1024)),
}


class Layer(nn.Module):
    def __init__(self, hidden, heads, feed_forward):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(hidden, hidden) for _ in range(4))
        self.widen, self.narrow = nn.Linear(hidden, feed_forward), nn.Linear(feed_forward, hidden)
        self.attention_norm, self.output_norm = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, stream, attention_bias):
        batch, length, hidden = stream.shape

        def split(values):  # [B, heads, S, H / heads]
            return values.view(batch, length, self.heads, hidden // self.heads).transpose(1, 2)

        scores = split(self.query(stream)) @ split(self.key(stream)).transpose(2, 3) / math.sqrt(hidden // self.heads)
        probabilities = functional.dropout(functional.softmax(scores + attention_bias, dim=3), DROPOUT)
        context = (probabilities @ split(self.value(stream))).transpose(1, 2).reshape(batch, length, hidden)
        stream = self.attention_norm(stream + functional.dropout(self.output(context), DROPOUT))
        inner = functional.gelu(self.widen(stream))
        return self.output_norm(stream + functional.dropout(self.narrow(inner), DROPOUT))


class Embeddings(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.words, self.positions, self.segments = (nn.Embedding(rows, size) for rows in (VOCABULARY_SIZE, POSITIONS, 2))
        self.norm = nn.LayerNorm(size, eps=1e-12)

    def forward(self, token_ids, segment_ids):
        places = torch.arange(token_ids.shape[1])
        return functional.dropout(
            self.norm(self.words(token_ids) + self.positions(places) + self.segments(segment_ids)), DROPOUT)


class Encoder(nn.Module):
    def __init__(self, embeddings, embedding_size, layers, hidden, heads, feed_forward):
        super().__init__()
        self.embeddings = embeddings
        self.project = nn.Linear(embedding_size, hidden) if embedding_size != hidden else nn.Identity()
        self.layers = nn.ModuleList(Layer(hidden, heads, feed_forward) for _ in range(layers))

    def forward(self, token_ids, segment_ids, attention_bias):
        stream = self.project(self.embeddings(token_ids, segment_ids))
        for layer in self.layers:
            stream = layer(stream, attention_bias)
        return stream


class Electra(nn.Module):
    def __init__(self, embedding_size, length, generator, discriminator):
        super().__init__()
        embeddings = Embeddings(embedding_size)
        self.generator = Encoder(embeddings, embedding_size, *generator)
        self.discriminator = Encoder(embeddings, embedding_size, *discriminator)
        self.transform, self.transform_norm = nn.Linear(generator[1], embedding_size), nn.LayerNorm(embedding_size, eps=1e-12)
        self.output_bias = nn.Parameter(torch.zeros(VOCABULARY_SIZE))
        self.dense, self.prediction = nn.Linear(discriminator[1], discriminator[1]), nn.Linear(discriminator[1], 1)
        for parameter in self.parameters():
            if parameter.dim() == 2:
                nn.init.trunc_normal_(parameter, std=0.02, a=-0.04, b=0.04)

    def forward(self, token_ids, segment_ids, attention_mask, masked_count):
        attention_bias = torch.zeros(attention_mask.shape).masked_fill(attention_mask == 0, -math.inf)[:, None, None, :]
        special = (token_ids == CLASSIFICATION) | (token_ids == SEPARATOR) | (attention_mask == 0)
        positions = torch.rand(token_ids.shape).masked_fill(special, 2).topk(masked_count, dim=1, largest=False).indices
        targets = token_ids.gather(1, positions)
        hidden = torch.where(torch.rand(positions.shape) < 0.85, MASK, targets)
        stream = self.generator(token_ids.scatter(1, positions, hidden), segment_ids, attention_bias)

        rows = stream.gather(1, positions[:, :, None].expand(-1, -1, stream.shape[2]))
        rows = self.transform_norm(functional.gelu(self.transform(rows)))
        logits = functional.linear(rows, self.generator.embeddings.words.weight, self.output_bias)
        generator_loss = functional.cross_entropy(logits.flatten(0, 1), targets.flatten())
        with torch.no_grad():
            samples = (logits - torch.empty_like(logits).exponential_().log()).argmax(dim=2)

        labels = torch.zeros(token_ids.shape).scatter(1, positions, (samples != targets).float())
        stream = self.discriminator(token_ids.scatter(1, positions, samples), segment_ids, attention_bias)
        decisions = self.prediction(functional.gelu(self.dense(stream)))[:, :, 0]
        losses = functional.binary_cross_entropy_with_logits(decisions, labels, reduction="none") * attention_mask
        return generator_loss + 50 * losses.sum() / attention_mask.sum()


class Adam:
    """Without bias correction, with decoupled decay of matrices, over lists of tensors at once."""

    def __init__(self, model):
        self.parameters = list(model.parameters())
        self.first = [torch.zeros_like(parameter) for parameter in self.parameters]
        self.second = [torch.zeros_like(parameter) for parameter in self.parameters]
        self.decayed = [parameter for parameter in self.parameters if parameter.dim() == 2]

    @torch.no_grad()
    def step(self, learning_rate):
        gradients = [parameter.grad for parameter in self.parameters]
        nn.utils.clip_grad_norm_(self.parameters, 1.0)
        torch._foreach_mul_(self.first, 0.9)
        torch._foreach_add_(self.first, gradients, alpha=0.1)
        torch._foreach_mul_(self.second, 0.999)
        torch._foreach_addcmul_(self.second, gradients, gradients, 0.001)
        denominators = torch._foreach_sqrt(self.second)
        torch._foreach_add_(denominators, 1e-6)
        torch._foreach_mul_(self.decayed, 1 - learning_rate * 0.01)
        torch._foreach_addcdiv_(self.parameters, self.first, denominators, -learning_rate)


def matrix_library():
    """What multiplies matrices here: Debian's PyTorch takes whichever BLAS the system has."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        return "OpenBLAS" if "openblas" in maps.read() else "a BLAS that is not OpenBLAS"


def main():
    name, batch, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.manual_seed(1)
    torch.set_num_threads(os.cpu_count())
    length = MODELS[name][1]
    model = Electra(*MODELS[name])
    optimizer = Adam(model)
    token_ids = torch.randint(1000, VOCABULARY_SIZE, (batch, length))
    token_ids[:, 0], token_ids[:, -1] = CLASSIFICATION, SEPARATOR
    segment_ids = torch.zeros_like(token_ids)
    attention_mask = torch.ones(batch, length)
    seconds = []
    for _ in range(steps):
        begin = time.perf_counter()
        for parameter in optimizer.parameters:
            parameter.grad = None
        model(token_ids, segment_ids, attention_mask, round(0.15 * length)).backward()
        optimizer.step(1e-4)
        seconds.append(time.perf_counter() - begin)
    print(json.dumps({
        "version": f"PyTorch {torch.__version__} with {matrix_library()} on {torch.get_num_threads()} threads", "seconds": seconds,
        "parameters": sum(parameter.numel() for parameter in model.parameters()), "tokens_per_step": batch * length}))



if __name__ == "__main__":
    main()
