"""ELECTRA's two networks as functions of named tensors, after the paper (arXiv 2003.10555) and Hugging Face's tensor names."""

import math
import re
from typing import NamedTuple

import torch
from torch.nn import functional

LAYER_NORM_EPSILON = 1e-12
ACTIVATIONS = {
    "gelu": functional.gelu, "relu": functional.relu, "silu": functional.silu,
    "tanh_gelu": lambda inputs: functional.gelu(inputs, approximate="tanh")}


class Choices(NamedTuple):
    """What an encoder is made of."""

    heads: int
    activation: str = "gelu"
    norm: str = "post"
    positions: str = "learned"

    @staticmethod
    def of(metadata, role):
        return Choices(int(metadata[f"{role}.heads"]), *(metadata[f"{role}.{choice}"] for choice in Choices._fields[1:]))


class Parameters:
    """Tensors by name; a name that is tied to another stands for the other's tensor."""

    def __init__(self, tensors, tied):
        self.tensors = tensors
        self.tied = tied

    def __getitem__(self, name):
        return self.tensors[self.tied.get(name, name)]

    def __contains__(self, name):
        return self.tied.get(name, name) in self.tensors

    def layers(self, role):
        """How many encoder layers the role has."""
        pattern = re.compile(re.escape(role) + r"\.electra\.encoder\.layer\.(\d+)\.")
        return 1 + max(int(match.group(1)) for match in map(pattern.match, [*self.tensors, *self.tied]) if match)


def linear(parameters, name, inputs):
    return inputs @ parameters[f"{name}.weight"].T + parameters[f"{name}.bias"]


def layer_norm(parameters, name, inputs):
    return functional.layer_norm(
        inputs, inputs.shape[-1:], parameters[f"{name}.weight"], parameters[f"{name}.bias"], LAYER_NORM_EPSILON)


def sinusoids(rows, columns):
    """[rows, columns]: the sine of position / 10000^(2i / columns) in column 2i, its cosine in column 2i + 1."""
    column = torch.arange(columns)
    wavelengths = 10_000 ** ((column - column % 2).double() / columns)
    angles = torch.arange(rows).double()[:, None] / wavelengths
    return torch.where(column % 2 == 0, angles.sin(), angles.cos())


def rotate(values):
    """values [B, heads, S, size] as complex numbers, column 2i + i · column 2i + 1, times exp(i · position / 10000^(2i / size))."""
    length, size = values.shape[2:]
    waves = sinusoids(length, size).to(values.dtype)
    turns = torch.complex(waves[:, 1::2], waves[:, 0::2])
    turned = torch.view_as_complex(values.reshape(*values.shape[:3], size // 2, 2)) * turns
    return torch.view_as_real(turned).reshape(values.shape)


def attention(parameters, name, stream, attention_mask, choices, keys):
    """stream [B, S, H]; key projections whose bias has no gradient are appended to keys, for a look at it later."""
    batch, length, hidden = stream.shape
    heads = choices.heads

    def split(values):  # [B, heads, S, H / heads]
        return values.reshape(batch, length, heads, hidden // heads).transpose(1, 2)

    query = linear(parameters, f"{name}.self.query", stream)
    key = linear(parameters, f"{name}.self.key", stream)
    value = linear(parameters, f"{name}.self.value", stream)
    query, key_heads = split(query), split(key)
    if choices.positions == "rotary":
        query, key_heads = rotate(query), rotate(key_heads)
    else:
        keys.append((f"{name}.self.key.bias", key))

    scores = query @ key_heads.transpose(2, 3) / math.sqrt(hidden // heads)
    visible = (attention_mask != 0)[:, None, None, :]
    # A sequence of padding alone has nothing to attend to: its probabilities are all 0
    nothing_visible = ~visible.any(dim=3, keepdim=True)
    probabilities = functional.softmax(scores.masked_fill(~visible & ~nothing_visible, -math.inf), dim=3)
    probabilities = probabilities.masked_fill(nothing_visible, 0)
    context = (probabilities @ split(value)).transpose(1, 2).reshape(batch, length, hidden)
    return linear(parameters, f"{name}.output.dense", context)


def feed_forward(parameters, layer, stream, choices):
    inner = ACTIVATIONS[choices.activation](linear(parameters, f"{layer}.intermediate.dense", stream))
    return linear(parameters, f"{layer}.output.dense", inner)


def post_norm_layer(parameters, layer, stream, attention_mask, choices, keys):
    attended = attention(parameters, f"{layer}.attention", stream, attention_mask, choices, keys)
    stream = layer_norm(parameters, f"{layer}.attention.output.LayerNorm", stream + attended)
    return layer_norm(parameters, f"{layer}.output.LayerNorm", stream + feed_forward(parameters, layer, stream, choices))


def pre_norm_layer(parameters, layer, stream, attention_mask, choices, keys):
    normed = layer_norm(parameters, f"{layer}.attention.LayerNorm", stream)
    stream = stream + attention(parameters, f"{layer}.attention", normed, attention_mask, choices, keys)
    return stream + feed_forward(parameters, layer, layer_norm(parameters, f"{layer}.intermediate.LayerNorm", stream), choices)


def encode(parameters, role, token_ids, segment_ids, attention_mask, choices, keys):
    """The encoder's output [B, S, H]."""
    name = f"{role}.electra"
    embeddings = f"{name}.embeddings"
    words = parameters[f"{embeddings}.word_embeddings.weight"]
    length, width = token_ids.shape[1], words.shape[1]
    stream = words[token_ids] + parameters[f"{embeddings}.token_type_embeddings.weight"][segment_ids]
    if choices.positions == "learned":
        stream = stream + parameters[f"{embeddings}.position_embeddings.weight"][:length]
    elif choices.positions == "sinusoidal":
        stream = stream + sinusoids(length, width).to(words.dtype)
    stream = layer_norm(parameters, f"{embeddings}.LayerNorm", stream)
    if f"{name}.embeddings_project.weight" in parameters:
        stream = linear(parameters, f"{name}.embeddings_project", stream)

    layer = pre_norm_layer if choices.norm == "pre" else post_norm_layer
    for index in range(parameters.layers(role)):
        stream = layer(parameters, f"{name}.encoder.layer.{index}", stream, attention_mask, choices, keys)
    return layer_norm(parameters, f"{name}.encoder.final_layer_norm", stream) if choices.norm == "pre" else stream


def vocabulary_logits(parameters, role, rows):
    """Logits [B, rows, V] of hidden states [B, rows, H] by the role's language model head."""
    rows = functional.gelu(linear(parameters, f"{role}.generator_predictions.dense", rows))
    rows = layer_norm(parameters, f"{role}.generator_predictions.LayerNorm", rows)
    return linear(parameters, f"{role}.generator_lm_head", rows)


def discriminator_logits(parameters, stream, choices):
    """One logit a token [B, S]; above 0: replaced."""
    name = "discriminator.discriminator_predictions"
    inner = ACTIVATIONS[choices.activation](linear(parameters, f"{name}.dense", stream))
    return linear(parameters, f"{name}.dense_prediction", inner)[:, :, 0]


def weighted_mean(values, weights):
    return (values * weights).sum() / weights.sum().clamp(min=1)
