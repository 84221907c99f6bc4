using System.Globalization;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Traces;

/// <summary>One training step written out in full: what went in, what was drawn, what came out, and every parameter and both its moments before and after.</summary>
internal sealed class StepTrace : IDisposable
{
    // The passes hold only slices of the vocabulary's logits; the trace has them whole, in segments of their own
    private const int FirstLogitsSegment = 1;

    private readonly IModel model;
    private readonly Precision precision;
    private readonly ParameterTensors parameters;
    private readonly ModelOutputs outputs;
    private readonly List<(SafetensorsTensor Tensor, Action<SafetensorsWriter> Write)> entries = [];
    private readonly List<(VocabularyLogitsDescription Product, Slot Logits)> products = [];
    private readonly int stage;

    /// <exception cref="ElectraGenException">The device has not the memory.</exception>
    public StepTrace(IModel model, IDevice device, int batch, int stage)
    {
        this.model = model;
        this.stage = stage;
        precision = device.Precision;
        List<SegmentSize> segments = [.. model.Plan.SegmentsAt(batch)];
        foreach (VocabularyLogitsDescription product in model.Description.VocabularyLogits)
        {
            Segment segment = new(SegmentKind.Scratch, FirstLogitsSegment + products.Count);
            Slot logits = new(segment, 0, product.Hidden.Rows, product.Table.Rows);
            // As in a plan: logits keep 32 bits where the segment is halved
            segments.Add(new SegmentSize(segment, 2 * logits.BytesAt(batch)));
            products.Add((product, logits));
        }
        Device = device.OpenSession(segments, batch);
        Batch = new BatchBuffers(model, batch);
        parameters = new ParameterTensors(model, Device);
        outputs = new ModelOutputs(model, Device, stage);
    }

    /// <summary>The memory on the device; parameters and moments are put there before the step.</summary>
    public ISession Device { get; }

    /// <summary>The batch that the step is made on.</summary>
    public BatchBuffers Batch { get; }

    /// <summary>Makes the step and writes the file, whole or not at all.</summary>
    public void Write(string path, StepScalars scalars)
    {
        AddBatch();
        AddArena("parameter", SegmentKind.Parameters);
        AddArena("first_moment", SegmentKind.FirstMoments);
        AddArena("second_moment", SegmentKind.SecondMoments);
        Batch.Upload(Device);
        using (IRecording gradients = Device.Record(RecordGradientsAndLogits))
            Device.Run(gradients, scalars);
        AddArena("gradient", SegmentKind.Gradients, -(int)scalars.LossScaleExponent);
        using (IRecording update = Device.Record(recorder => model.RecordUpdate(recorder, stage)))
            Device.Run(update, scalars);
        AddOutputs();
        AddArena("updated", SegmentKind.Parameters);
        AddArena("updated_first_moment", SegmentKind.FirstMoments);
        AddArena("updated_second_moment", SegmentKind.SecondMoments);

        string partial = path + ".partial";
        File.Delete(partial);
        using (SafetensorsWriter writer = new(partial, [.. entries.Select(static entry => entry.Tensor)], Metadata(scalars)))
        {
            foreach ((_, Action<SafetensorsWriter> write) in entries)
                write(writer);
            writer.Complete();
        }
        File.Move(partial, path, overwrite: true);
    }

    public void Dispose() => Device.Dispose();

    private void RecordGradientsAndLogits(IRecorder recorder)
    {
        model.RecordGradients(recorder, stage);
        recorder.Barrier();
        foreach ((VocabularyLogitsDescription product, Slot logits) in products)
            recorder.Linear(product.Hidden, product.Table, product.Bias, logits);
    }

    private void AddBatch()
    {
        int[] shape = [Device.Batch, model.Description.SequenceLength];
        Add("input/token_ids", shape, Batch.TokenIds);
        Add("input/segment_ids", shape, Batch.SegmentIds);
        Add("input/attention_mask", shape, Batch.AttentionMask);
    }

    /// <summary>All tensors of an arena, times 2 to the exponent.</summary>
    private void AddArena(string kind, SegmentKind arena, int exponent = 0)
    {
        foreach (ParameterDescription parameter in model.Parameters)
        {
            float[] values = parameters.Read(parameter, arena).ToArray();
            Add($"{kind}/{parameter.Name}", parameter.Shape, Array.ConvertAll(values, value => MathF.ScaleB(value, exponent)));
        }
    }

    private void AddOutputs()
    {
        ModelDescription description = model.Description;
        int[] predictions = [Device.Batch, description.MaximumPredictions], tokens = [Device.Batch, description.SequenceLength];
        int[] positions = outputs.Has("positions") ? outputs.Integers("positions").ToArray() : [];
        if (positions.Length > 0)
            Add("corruption/positions", predictions, positions);
        if (outputs.Has("sampled_ids"))
            Add("corruption/sampled_ids", predictions, [.. outputs.Integers("sampled_ids").ToArray().Zip(positions, static (sample, position) => position < 0 ? -1 : sample)]);
        if (outputs.Has("masked_ids"))
            Add("corruption/masked_ids", tokens, outputs.Integers("masked_ids").ToArray());
        if (outputs.Has("corrupted_ids"))
            Add("corruption/corrupted_ids", tokens, outputs.Integers("corrupted_ids").ToArray());
        if (outputs.Has("labels"))
            Add("corruption/labels", tokens, Array.ConvertAll(outputs.Floats("labels").ToArray(), static label => (int)label));
        foreach ((VocabularyLogitsDescription product, Slot logits) in products)
        {
            float[] values = new float[logits.CountAt(Device.Batch)];
            Device.Read(logits, values);
            Add($"output/{product.Name}", [Device.Batch, product.Hidden.Rows, description.VocabularySize], values);
        }
        foreach (NamedSlot output in outputs.All.Where(IsResult))
        {
            const string loss = "_loss";
            float[] values = outputs.Floats(output.Name).ToArray();
            if (output.Name.EndsWith(loss, StringComparison.Ordinal))
                Add($"loss/{output.Name[..^loss.Length]}", [], values);
            else
                Add($"output/{output.Name}", [Device.Batch, .. output.Shape], values);
        }
    }

    /// <summary>Numbers that the objective computes, beside what says how tokens were corrupted and what logits are products of.</summary>
    private bool IsResult(NamedSlot output) =>
        output.Slot.Element == Element.Float32
        && output.Name is not ("prediction_weights" or "labels" or "gradient_norm")
        && products.All(product => product.Product.Hidden != output.Slot);

    private void Add(string name, IReadOnlyList<int> shape, float[] values) =>
        entries.Add((new SafetensorsTensor(name, Element.Float32, shape), writer => writer.Append(values)));

    private void Add(string name, IReadOnlyList<int> shape, int[] values) =>
        entries.Add((new SafetensorsTensor(name, Element.Int32, shape), writer => writer.Append(values)));

    private Dictionary<string, string> Metadata(in StepScalars scalars)
    {
        ModelDescription description = model.Description;
        RecipeDescription recipe = description.Recipe;
        Dictionary<string, string> metadata = parameters.TiedNames();
        metadata["step"] = Text(scalars.Step);
        metadata["learning_rate"] = Text(scalars.LearningRate);
        metadata["seed"] = Text(scalars.Seed);
        metadata["precision"] = precision.NameOf();
        metadata["objective"] = description.Objective;
        metadata["stage"] = description.Stages[stage].Name;
        metadata["gradient_norm"] = Text(outputs.Floats("gradient_norm")[0]);
        metadata["beta1"] = Text(recipe.Beta1);
        metadata["beta2"] = Text(recipe.Beta2);
        metadata["epsilon"] = Text(recipe.Epsilon);
        metadata["weight_decay"] = Text(recipe.WeightDecay);
        metadata["clip_norm"] = Text(recipe.ClipNorm);
        if (description.Temperature is double temperature)
            metadata["temperature"] = Text(temperature);
        metadata["masking"] = description.Masking;
        metadata["forbid_correct"] = description.ForbidsCorrect ? "true" : "false";
        metadata["generator.kind"] = description.Sampler ?? (description.Generator is null ? "none" : "encoder");
        foreach (LossDescription loss in description.Stages[stage].Losses)
            metadata[loss.Name.Replace("_loss", "_weight", StringComparison.Ordinal)] = Text(loss.Weight);
        if (description.Generator is EncoderDescription generator)
            AddEncoder(metadata, ModelRole.Generator, generator);
        AddEncoder(metadata, ModelRole.Discriminator, description.Discriminator);
        return metadata;
    }

    private static void AddEncoder(Dictionary<string, string> metadata, ModelRole role, EncoderDescription encoder)
    {
        metadata[$"{role.Prefix}heads"] = Text(encoder.Heads);
        metadata[$"{role.Prefix}activation"] = encoder.Activation.InSnakeCase();
        metadata[$"{role.Prefix}norm"] = encoder.Norm.InSnakeCase();
        metadata[$"{role.Prefix}positions"] = encoder.Positions.InSnakeCase();
    }

    private static string Text<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
