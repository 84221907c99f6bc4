"""What Hugging Face's Electra classes load: tensor names and shapes as they follow from a configuration."""

DISCRIMINATOR, GENERATOR = "ElectraForPreTraining", "ElectraForMaskedLM"


def tensor_shapes(config, architecture):
    """Shape of every tensor by name; the generator's output table is the word table and has no entry of its own."""
    embedding, hidden = config["embedding_size"], config["hidden_size"]
    result = {
        "electra.embeddings.word_embeddings.weight": [config["vocab_size"], embedding],
        "electra.embeddings.position_embeddings.weight": [config["max_position_embeddings"], embedding],
        "electra.embeddings.token_type_embeddings.weight": [config["type_vocab_size"], embedding]}

    def add(name, *shape):
        result[f"{name}.weight"] = list(shape)
        result[f"{name}.bias"] = [shape[0]]

    add("electra.embeddings.LayerNorm", embedding)
    if hidden != embedding:
        add("electra.embeddings_project", hidden, embedding)
    for index in range(config["num_hidden_layers"]):
        layer = f"electra.encoder.layer.{index}"
        for part in ("query", "key", "value"):
            add(f"{layer}.attention.self.{part}", hidden, hidden)
        add(f"{layer}.attention.output.dense", hidden, hidden)
        add(f"{layer}.attention.output.LayerNorm", hidden)
        add(f"{layer}.intermediate.dense", config["intermediate_size"], hidden)
        add(f"{layer}.output.dense", hidden, config["intermediate_size"])
        add(f"{layer}.output.LayerNorm", hidden)
    if architecture == GENERATOR:
        add("generator_predictions.dense", embedding, hidden)
        add("generator_predictions.LayerNorm", embedding)
        result["generator_lm_head.bias"] = [config["vocab_size"]]
    else:
        add("discriminator_predictions.dense", hidden, hidden)
        add("discriminator_predictions.dense_prediction", 1, hidden)
    return result
