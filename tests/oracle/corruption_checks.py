"""What must hold of masking and replacement, whatever was drawn."""

from fractions import Fraction

CLASSIFICATION, SEPARATOR, MASK = 101, 102, 103


def check_corruption(report, tensors, metadata, masked_fraction):
    """masked_fraction is text, so that rounding to a count is exact."""
    has_replacement = metadata["masking"] == "google_compatible"
    token_ids, attention_mask = tensors["input/token_ids"], tensors["input/attention_mask"]
    masked_ids, positions = tensors["corruption/masked_ids"], tensors["corruption/positions"]
    batch, length = token_ids.shape
    fraction = Fraction(masked_fraction)
    report.require("the attention mask is of 0 and 1", bool(((attention_mask == 0) | (attention_mask == 1)).all()))
    report.require(
        "at most int((fraction + 0.005) · length) positions",
        positions.shape[1] == int((fraction + Fraction("0.005")) * length))

    for sequence in range(batch):
        what = f"sequence {sequence}:"
        ids = token_ids[sequence].tolist()
        chosen = [position for position in positions[sequence].tolist() if position >= 0]
        attended = [position for position in range(length) if attention_mask[sequence, position] != 0]
        candidates = [position for position in attended if ids[position] not in (CLASSIFICATION, SEPARATOR, MASK)]
        count = max(1, min(positions.shape[1], round(len(attended) * fraction)))

        available = count if has_replacement and candidates else len(candidates)
        report.require(f"{what} count of positions", len(chosen) == min(count, available))
        report.require(f"{what} positions are chosen once", has_replacement or len(set(chosen)) == len(chosen))
        report.require(f"{what} neither special tokens nor padding", set(chosen) <= set(candidates))
        report.require(f"{what} unused places are -1 and last", set(positions[sequence].tolist()[len(chosen) :]) <= {-1})
        report.require(
            f"{what} hidden or kept at the positions, kept elsewhere",
            all(identifier in ((MASK, ids[place]) if place in chosen else (ids[place],))
                for place, identifier in enumerate(masked_ids[sequence].tolist())))
        if "corruption/sampled_ids" in tensors:
            check_samples(report, what, tensors, sequence, chosen)
            if metadata["forbid_correct"] == "true":
                samples = tensors["corruption/sampled_ids"][sequence].tolist()
                report.require(f"{what} no sample is correct", all(sample != ids[place] for place, sample in zip(chosen, samples)))


def check_samples(report, what, tensors, sequence, chosen):
    ids, samples = tensors["input/token_ids"][sequence].tolist(), tensors["corruption/sampled_ids"][sequence].tolist()
    vocabulary_size = tensors["parameter/discriminator.electra.embeddings.word_embeddings.weight"].shape[0]
    report.require(f"{what} no samples at unused places", set(samples[len(chosen) :]) <= {-1})
    report.require(f"{what} samples are in the vocabulary", all(0 <= sample < vocabulary_size for sample in samples[: len(chosen)]))
    if "corruption/corrupted_ids" not in tensors:
        return  # A stage that trains the generator alone
    drawn, expected = {}, list(ids)
    for position, sample in zip(chosen, samples):
        drawn.setdefault(position, []).append(sample)
    for position, own in drawn.items():
        # A position that was drawn several times: the published code takes the floor of the mean
        expected[position] = sum(own) // len(own)
    report.require(f"{what} samples stand at the positions", tensors["corruption/corrupted_ids"][sequence].tolist() == expected)
    report.require(
        f"{what} labels say what differs",
        tensors["corruption/labels"][sequence].tolist() == [int(new != old) for new, old in zip(expected, ids)])
