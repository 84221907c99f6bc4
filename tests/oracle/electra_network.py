"""ELECTRA's two networks as functions of named tensors, after the paper (arXiv 2003.10555) and Hugging Face's tensor names."""

import math
import re

import torch
from torch.nn import functional

LAYER_NORM_EPSILON = 1e-12


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


def attention(parameters, name, stream, attention_mask, heads, keys):
    """stream [B, S, H]; each key projection is appended to keys, for a look at its gradient later."""
    batch, length, hidden = stream.shape

    def split(values):  # [B, heads, S, H / heads]
        return values.reshape(batch, length, heads, hidden // heads).transpose(1, 2)

    query = linear(parameters, f"{name}.self.query", stream)
    key = linear(parameters, f"{name}.self.key", stream)
    value = linear(parameters, f"{name}.self.value", stream)
    keys.append((f"{name}.self.key.bias", key))

    scores = split(query) @ split(key).transpose(2, 3) / math.sqrt(hidden // heads)
    visible = (attention_mask != 0)[:, None, None, :]
    # A sequence of padding alone has nothing to attend to: its probabilities are all 0
    nothing_visible = ~visible.any(dim=3, keepdim=True)
    probabilities = functional.softmax(scores.masked_fill(~visible & ~nothing_visible, -math.inf), dim=3)
    probabilities = probabilities.masked_fill(nothing_visible, 0)
    context = (probabilities @ split(value)).transpose(1, 2).reshape(batch, length, hidden)
    return linear(parameters, f"{name}.output.dense", context)


def encode(parameters, role, token_ids, segment_ids, attention_mask, heads, keys):
    """The last layer's output [B, S, H]: a post-norm BERT encoder."""
    name = f"{role}.electra"
    embeddings = f"{name}.embeddings"
    stream = (
        parameters[f"{embeddings}.word_embeddings.weight"][token_ids]
        + parameters[f"{embeddings}.position_embeddings.weight"][: token_ids.shape[1]]
        + parameters[f"{embeddings}.token_type_embeddings.weight"][segment_ids])
    stream = layer_norm(parameters, f"{embeddings}.LayerNorm", stream)
    if f"{name}.embeddings_project.weight" in parameters:
        stream = linear(parameters, f"{name}.embeddings_project", stream)

    for index in range(parameters.layers(role)):
        layer = f"{name}.encoder.layer.{index}"
        attended = attention(parameters, f"{layer}.attention", stream, attention_mask, heads, keys)
        stream = layer_norm(parameters, f"{layer}.attention.output.LayerNorm", stream + attended)
        inner = functional.gelu(linear(parameters, f"{layer}.intermediate.dense", stream))
        stream = layer_norm(
            parameters, f"{layer}.output.LayerNorm", stream + linear(parameters, f"{layer}.output.dense", inner))
    return stream


def vocabulary_logits(parameters, role, rows):
    """Logits [B, rows, V] of hidden states [B, rows, H] by the role's language model head."""
    rows = functional.gelu(linear(parameters, f"{role}.generator_predictions.dense", rows))
    rows = layer_norm(parameters, f"{role}.generator_predictions.LayerNorm", rows)
    return linear(parameters, f"{role}.generator_lm_head", rows)


def discriminator_logits(parameters, stream):
    """One logit a token [B, S]; above 0: replaced."""
    name = "discriminator.discriminator_predictions"
    return linear(parameters, f"{name}.dense_prediction", functional.gelu(linear(parameters, f"{name}.dense", stream)))[:, :, 0]


def weighted_mean(values, weights):
    return (values * weights).sum() / weights.sum().clamp(min=1)
