#!/usr/bin/env python3
"""The training step of an ELECTRA with Hugging Face's own modules on a GPU: bf16 autocast, scaled-dot-product attention, fused AdamW.

Usage: huggingface_step.py MODEL BATCH STEPS eager|compile [cpu]

The modules are those of ElectraForMaskedLM and ElectraForPreTraining, called so that vocabulary logits are made at the masked
positions alone, as everywhere here. Prints one JSON object. With cpu at the end it runs there, in
fp32, for trying it out.
"""

import sys

import torch
from torch import nn

import training_step

try:
    import transformers
    from transformers import ElectraConfig, ElectraForMaskedLM, ElectraForPreTraining
except ImportError:
    sys.exit("Hugging Face's transformers is not installed: pip install transformers")


class Networks(nn.Module):
    def __init__(self, embedding_size, length, generator, discriminator):
        super().__init__()
        self.masked, self.detecting = (
            kind._from_config(configuration(embedding_size, *sizes), attn_implementation="sdpa")
            for kind, sizes in ((ElectraForMaskedLM, generator), (ElectraForPreTraining, discriminator)))
        self.detecting.electra.embeddings = self.masked.electra.embeddings
        self.masked.generator_lm_head.weight = self.masked.electra.embeddings.word_embeddings.weight

    def generate(self, token_ids, segment_ids, attention_mask, positions):
        stream = self.masked.electra(token_ids, attention_mask, segment_ids)[0]
        rows = stream.gather(1, positions[:, :, None].expand(-1, -1, stream.shape[2]))
        return self.masked.generator_lm_head(self.masked.generator_predictions(rows))

    def discriminate(self, token_ids, segment_ids, attention_mask):
        return self.detecting.discriminator_predictions(self.detecting.electra(token_ids, attention_mask, segment_ids)[0])


def configuration(embedding_size, layers, hidden, heads, feed_forward):
    return ElectraConfig(
        vocab_size=training_step.VOCABULARY_SIZE, max_position_embeddings=training_step.POSITIONS, embedding_size=embedding_size,
        num_hidden_layers=layers, hidden_size=hidden, num_attention_heads=heads, intermediate_size=feed_forward,
        hidden_dropout_prob=training_step.DROPOUT, attention_probs_dropout_prob=training_step.DROPOUT)


def main():
    name, batch, steps, mode = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    device = sys.argv[5] if len(sys.argv) > 5 else "cuda"
    if device == "cuda" and not torch.cuda.is_available():
        sys.exit("PyTorch sees no GPU here.")
    torch.manual_seed(1)
    torch.set_float32_matmul_precision("high")
    networks = Networks(*training_step.MODELS[name])
    training_step.initialize(networks)
    networks.to(device).train()
    decayed, others = training_step.decayed_and_others(networks)
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": training_step.DECAY}, {"params": others, "weight_decay": 0.0}],
        lr=training_step.LEARNING_RATE, betas=training_step.BETAS, eps=training_step.EPSILON, **({"fused": True} if device == "cuda" else {}))

    def loss(*arguments):
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            return training_step.loss_of(*arguments)

    def update():
        nn.utils.clip_grad_norm_(networks.parameters(), training_step.CLIP_NORM)
        optimizer.step()

    where = torch.cuda.get_device_name() if device == "cuda" else "the processor"
    version = f"PyTorch {torch.__version__}, transformers {transformers.__version__}, {mode}, on {where}"
    training_step.measure(name, networks, torch.compile(loss) if mode == "compile" else loss, update, batch, steps, version)


if __name__ == "__main__":
    main()
