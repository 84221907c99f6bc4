"""The objectives: the losses of each as functions of a step's parameters and of what was drawn in it."""

import torch
from torch.nn import functional

import electra_network as network


class Step:
    """What goes into a step, and its outputs and losses under a trace's names, as they are computed."""

    def __init__(self, tensors, metadata, parameters):
        self.tensors, self.metadata, self.parameters = tensors, metadata, parameters
        self.token_ids = tensors["input/token_ids"].long()
        self.attention_mask = tensors["input/attention_mask"]
        self.positions = tensors["corruption/positions"].long()
        self.is_used = self.positions >= 0
        self.targets = self.at_positions(self.token_ids)
        self.outputs, self.losses = {}, {}
        self.keys = []

    def at_positions(self, values):
        """[B, S, …] to [B, P, …]; where a position is -1, those of token 0, which nobody reads."""
        index = self.positions.clamp(min=0)
        return values.gather(1, index.reshape(*index.shape, *(1 for _ in values.shape[2:])).expand(-1, -1, *values.shape[2:]))

    def encode(self, role, kind):
        """The role's hidden states [B, S, H] of the tokens corruption/KIND."""
        return network.encode(
            self.parameters, role, self.tensors[f"corruption/{kind}"].long(), self.tensors["input/segment_ids"].long(),
            self.attention_mask, self.choices(role), self.keys)

    def choices(self, role):
        """What the role's encoder is made of."""
        return network.Choices.of(self.metadata, role)

    def mean_over_positions(self, values):
        return network.weighted_mean(values, self.is_used.to(values.dtype))

    def mean_over_tokens(self, values):
        return network.weighted_mean(values, (self.attention_mask != 0).to(values.dtype))

    def total(self):
        """The losses, each by the weight that the metadata gives it."""
        weights = {name[: -len("_weight")]: float(weight) for name, weight in self.metadata.items() if name.endswith("_weight")}
        return sum(weight * self.losses[name] for name, weight in weights.items())


def log_probability(logits, targets):
    return functional.log_softmax(logits, dim=2).gather(2, targets[:, :, None])[:, :, 0]


def generate(step):
    """The generator's loss. Returns its hidden states [B, P, H] and logits [B, P, V] at the masked positions; it may be no network."""
    if step.metadata["generator.kind"] != "encoder":
        return None
    hidden = step.at_positions(step.encode("generator", "masked_ids"))
    logits = network.vocabulary_logits(step.parameters, "generator", hidden)
    step.outputs["generator_logits"] = logits
    step.losses["generator"] = step.mean_over_positions(-log_probability(logits, step.targets))
    return hidden, logits


def detect(step):
    """The binary cross-entropy of each token [B, S]."""
    hidden = step.encode("discriminator", "corrupted_ids")
    logits = network.discriminator_logits(step.parameters, hidden, step.choices("discriminator"))
    step.outputs["discriminator_logits"] = logits
    return functional.binary_cross_entropy_with_logits(logits, step.tensors["corruption/labels"].to(logits.dtype), reduction="none")


def replaced_token_detection(step):
    generate(step)
    step.losses["discriminator"] = step.mean_over_tokens(detect(step))


def replaced_token_detection_masked_only(step):
    generate(step)
    step.losses["discriminator"] = step.mean_over_positions(step.at_positions(detect(step)))


def name_masked_tokens(step, kind):
    logits = network.vocabulary_logits(step.parameters, "discriminator", step.at_positions(step.encode("discriminator", kind)))
    step.outputs["prediction_logits"] = logits
    step.losses["prediction"] = step.mean_over_positions(-log_probability(logits, step.targets))


def masked_language_model(step):
    name_masked_tokens(step, "masked_ids")


def replace_masked_language_model(step):
    generate(step)
    name_masked_tokens(step, "corrupted_ids")


def all_tokens_masked_language_model(step):
    """D · 1[token = input token] + (1 − D) · softmax, in probabilities, at every token."""
    generate(step)
    hidden = step.encode("discriminator", "corrupted_ids")
    logits = network.vocabulary_logits(step.parameters, "discriminator", hidden)
    copy = torch.sigmoid(network.linear(step.parameters, "discriminator.copy_prediction", hidden)[:, :, 0])
    is_kept = step.tensors["corruption/corrupted_ids"] == step.tensors["input/token_ids"]
    predicted = functional.softmax(logits, dim=2).gather(2, step.token_ids[:, :, None])[:, :, 0]
    probability = copy * is_kept + (1 - copy) * predicted
    step.outputs.update(prediction_logits=logits, copy_probability=copy)
    step.losses["prediction"] = step.mean_over_tokens(-torch.log(probability))


def adversarial_replaced_token_detection(step):
    """REINFORCE with one sample a position; rewards, advantages and the baseline's hidden states are constants."""
    hidden, logits = generate(step)
    token_losses = detect(step)
    step.losses["discriminator"] = step.mean_over_tokens(token_losses)
    reward = step.at_positions(token_losses).detach()
    right = torch.sigmoid(hidden.detach() @ step.parameters["generator.baseline.weight"][0])
    baseline = -torch.log(right)
    advantage = (reward - baseline).detach()
    sampled = log_probability(logits, step.tensors["corruption/sampled_ids"].long().clamp(min=0))
    step.losses["policy"] = step.mean_over_positions(-advantage * sampled)
    step.losses["baseline"] = step.mean_over_positions(functional.binary_cross_entropy(right, torch.exp(-reward), reduction="none"))
    step.outputs.update(reward=reward, baseline=baseline, advantage=advantage, sampled_log_probability=sampled)


def two_stage_replaced_token_detection(step):
    """The first stage has the generator's loss, the second the discriminator's."""
    generate(step)
    if step.metadata["stage"] == "discriminator":
        step.losses["discriminator"] = step.mean_over_tokens(detect(step))


OBJECTIVES = {
    function.__name__: function
    for function in (
        replaced_token_detection, replaced_token_detection_masked_only, masked_language_model, replace_masked_language_model,
        all_tokens_masked_language_model, adversarial_replaced_token_detection, two_stage_replaced_token_detection)}
