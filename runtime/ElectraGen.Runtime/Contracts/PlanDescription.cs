namespace ElectraGen.Runtime;

/// <summary>
/// The buffer plan of a model: sizes of the segments, every slot with its lifetime, and the outputs that a step leaves behind. Planned
/// bytes are those of <see cref="Precision.Fp32"/>.
/// </summary>
public sealed record PlanDescription
{
    /// <summary>Bytes of the parameters; gradients and both moments have as many.</summary>
    public required long ParameterBytes { get; init; }

    /// <summary>Bytes per sequence of the input segment.</summary>
    public required long InputBytes { get; init; }

    /// <summary>Bytes per sequence of each layer segment.</summary>
    public required IReadOnlyList<long> LayerBytes { get; init; }

    /// <summary>Bytes per sequence of the scratch segment.</summary>
    public required long ScratchBytes { get; init; }

    /// <summary>Bytes of the fixed segment.</summary>
    public required long FixedBytes { get; init; }

    /// <summary>Bytes of the constants segment.</summary>
    public long ConstantBytes { get; init; }

    /// <summary>Dispatches of a whole step; lifetimes count in them. A loop's body counts once.</summary>
    public required int Steps { get; init; }

    /// <summary>
    /// Sums of bytes that are live at one time, the largest at some batch and precision each; see <see cref="LowerBoundBytes"/>.
    /// </summary>
    public required IReadOnlyList<LiveBytes> Peaks { get; init; }

    /// <summary>Every slot of the layer, scratch and fixed segments.</summary>
    public required IReadOnlyList<PlannedSlot> Slots { get; init; }

    /// <summary>The batch: <c>token_ids</c>, <c>segment_ids</c>, <c>attention_mask</c>, each [B, S] of integers.</summary>
    public required IReadOnlyList<NamedSlot> Inputs { get; init; }

    /// <summary>
    /// What is written once, before the first step: <c>unigram_table</c>, [V, 2] of integers, where the generator draws by frequency.
    /// </summary>
    public IReadOnlyList<NamedSlot> Constants { get; init; } = [];

    /// <summary>
    /// What the losses of a step divide by, numbers that a whole step computes itself; where it is made in parts, see
    /// <see cref="IModel.RecordWeights"/>.
    /// </summary>
    public IReadOnlyList<NamedSlot> WeightSums { get; init; } = [];

    /// <summary>
    /// What stays readable until the next step: <c>masked_ids positions targets prediction_weights sampled_ids predicted_ids
    /// corrupted_ids labels discriminator_logits prediction_ids generator_loss discriminator_loss prediction_loss total_loss
    /// gradient_norm</c>, as far as the objective has them. <c>predicted_ids</c> are the generator's, <c>prediction_ids</c> those of a
    /// discriminator's network that names the masked tokens, <c>token_prediction_ids</c> of one that names all. Further floats are what
    /// an objective computes beside these. <c>gradient_norm</c> is (norm, clip scale, finite, 0).
    /// </summary>
    public required IReadOnlyList<NamedSlot> Outputs { get; init; }

    /// <summary>What a stage leaves behind; each name stands once.</summary>
    public IEnumerable<NamedSlot> OutputsOf(int stage) => Outputs.Where(output => output.Stage is null || output.Stage == stage);

    /// <summary>Bytes of all segments that the plan lays out (layers, scratch, fixed) at a batch.</summary>
    public long ArenaBytes(int batch, Precision precision = Precision.Fp32) =>
        precision.BytesOf(new Segment(SegmentKind.Scratch), (LayerBytes.Sum() + ScratchBytes) * batch) + FixedBytes;

    /// <summary>The largest sum of bytes that are live at one time: no plan of this order of dispatches can take less.</summary>
    public long LowerBoundBytes(int batch, Precision precision = Precision.Fp32) => Peaks.Max(peak => peak.At(batch, precision));

    /// <summary>Every segment that a session of this model needs, with its planned bytes at a batch.</summary>
    public IReadOnlyList<SegmentSize> SegmentsAt(int batch)
    {
        List<SegmentSize> segments =
        [
            new(new Segment(SegmentKind.Parameters), ParameterBytes),
            new(new Segment(SegmentKind.Gradients), ParameterBytes),
            new(new Segment(SegmentKind.FirstMoments), ParameterBytes),
            new(new Segment(SegmentKind.SecondMoments), ParameterBytes),
            new(new Segment(SegmentKind.Scalars), StepScalars.SegmentBytes),
            new(new Segment(SegmentKind.Input), InputBytes * batch),
            new(new Segment(SegmentKind.Scratch), ScratchBytes * batch),
            new(new Segment(SegmentKind.Fixed), FixedBytes),
            new(new Segment(SegmentKind.Constants), ConstantBytes),
        ];
        for (int layer = 0; layer < LayerBytes.Count; layer++)
            segments.Add(new(new Segment(SegmentKind.Layer, layer), LayerBytes[layer] * batch));
        return segments;
    }

    /// <summary>Bytes of parameters, gradients and moments.</summary>
    public long PersistentBytes => 4 * ParameterBytes;
}

/// <summary>Bytes that are live at one time, where activations have 32 bits.</summary>
/// <param name="PerSequence">What grows with the batch and has 32 bits in every precision.</param>
/// <param name="Activations">What grows with the batch and is as wide as the precision says.</param>
/// <param name="Constant">What does not grow.</param>
public readonly record struct LiveBytes(long PerSequence, long Activations, long Constant)
{
    /// <summary>Bytes at a batch.</summary>
    public long At(int batch, Precision precision = Precision.Fp32) =>
        (PerSequence + (precision.IsNarrow() ? Activations / 2 : Activations)) * batch + Constant;
}

/// <summary>A slot with a name that programs use.</summary>
/// <param name="Name">The name; of outputs, unique in each stage.</param>
/// <param name="Slot">Where it lies.</param>
/// <param name="Shape">A sequence's; the batch stands before it where the slot's segment grows with it.</param>
/// <param name="Stage">The only stage that makes it; null: all do.</param>
public sealed record NamedSlot(string Name, Slot Slot, IReadOnlyList<int> Shape, int? Stage = null);

/// <summary>
/// A slot of the plan. A kept slot stands for one in each of <paramref name="Layers"/> layer segments. It is live in the closed
/// <paramref name="Lifetimes"/>, which are in order and do not touch.
/// </summary>
public sealed record PlannedSlot(string Name, Slot Slot, int Layers, IReadOnlyList<Lifetime> Lifetimes);

/// <summary>From the first dispatch that writes to the last that reads, both included.</summary>
public readonly record struct Lifetime(int First, int Last);
