#!/usr/bin/env python3
"""The training step of an ELECTRA in plain PyTorch, on the processor.

Usage: pytorch_step.py MODEL BATCH STEPS

The same work as ours: masking, the generator with vocabulary logits at the masked positions alone, sampling, the discriminator,
both losses, backward, clipping, Adam without bias correction. Prints one JSON object.
"""

import math
import os
import sys

import torch
from torch import nn
from torch.nn import functional

import training_step
from training_step import DROPOUT, POSITIONS, VOCABULARY_SIZE


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


class Networks(nn.Module):
    def __init__(self, embedding_size, length, generator, discriminator):
        super().__init__()
        embeddings = Embeddings(embedding_size)
        self.generator = Encoder(embeddings, embedding_size, *generator)
        self.discriminator = Encoder(embeddings, embedding_size, *discriminator)
        self.transform, self.transform_norm = nn.Linear(generator[1], embedding_size), nn.LayerNorm(embedding_size, eps=1e-12)
        self.output_bias = nn.Parameter(torch.zeros(VOCABULARY_SIZE))
        self.dense, self.prediction = nn.Linear(discriminator[1], discriminator[1]), nn.Linear(discriminator[1], 1)

    def generate(self, token_ids, segment_ids, attention_mask, positions):
        stream = self.generator(token_ids, segment_ids, bias_of(attention_mask))
        rows = stream.gather(1, positions[:, :, None].expand(-1, -1, stream.shape[2]))
        rows = self.transform_norm(functional.gelu(self.transform(rows)))
        return functional.linear(rows, self.generator.embeddings.words.weight, self.output_bias)

    def discriminate(self, token_ids, segment_ids, attention_mask):
        stream = self.discriminator(token_ids, segment_ids, bias_of(attention_mask))
        return self.prediction(functional.gelu(self.dense(stream)))[:, :, 0]


def bias_of(attention_mask):
    """What is added to attention scores."""
    return torch.zeros(attention_mask.shape).masked_fill(attention_mask == 0, -math.inf)[:, None, None, :]


class Adam:
    """Without bias correction, with decoupled decay of matrices, over lists of tensors at once."""

    def __init__(self, networks):
        self.parameters = list(networks.parameters())
        self.first = [torch.zeros_like(parameter) for parameter in self.parameters]
        self.second = [torch.zeros_like(parameter) for parameter in self.parameters]
        self.decayed, _ = training_step.decayed_and_others(networks)

    @torch.no_grad()
    def step(self):
        rate, (beta1, beta2) = training_step.LEARNING_RATE, training_step.BETAS
        gradients = [parameter.grad for parameter in self.parameters]
        nn.utils.clip_grad_norm_(self.parameters, training_step.CLIP_NORM)
        torch._foreach_mul_(self.first, beta1)
        torch._foreach_add_(self.first, gradients, alpha=1 - beta1)
        torch._foreach_mul_(self.second, beta2)
        torch._foreach_addcmul_(self.second, gradients, gradients, 1 - beta2)
        denominators = torch._foreach_sqrt(self.second)
        torch._foreach_add_(denominators, training_step.EPSILON)
        torch._foreach_mul_(self.decayed, 1 - rate * training_step.DECAY)
        torch._foreach_addcdiv_(self.parameters, self.first, denominators, -rate)


def matrix_library():
    """What multiplies matrices here: Debian's PyTorch takes whichever BLAS the system has."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        return "OpenBLAS" if "openblas" in maps.read() else "a BLAS that is not OpenBLAS"


def main():
    name, batch, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.manual_seed(1)
    torch.set_num_threads(os.cpu_count())
    networks = Networks(*training_step.MODELS[name])
    training_step.initialize(networks)
    version = f"PyTorch {torch.__version__} with {matrix_library()} on {torch.get_num_threads()} threads"
    training_step.measure(name, networks, training_step.loss_of, Adam(networks).step, batch, steps, version)


if __name__ == "__main__":
    main()
