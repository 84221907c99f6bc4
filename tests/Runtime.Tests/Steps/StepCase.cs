using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Steps;

/// <summary>Everything that goes into a training step: parameters, moments, a batch, scalars.</summary>
internal sealed record StepCase(IModel Model, int Stage, int Batch, StepScalars Scalars, IReadOnlyList<SlotContents> Inputs)
{
    private const int FirstWord = SpecialTokens.Mask + 1;

    /// <summary>Random parameters and tokens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="attendedTokens">Of each sequence, with [CLS] and [SEP]; the rest is padding. 3: one position can be masked. 0: all padding.</param>
    /// <param name="hasDropout">Whether dropout draws.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="stage">The stage of a model that trains in several.</param>
    public static StepCase Create(IModel model, IReadOnlyList<int> attendedTokens, bool hasDropout, int seed, int stage = 0)
    {
        Random random = new(seed);
        StepScalars scalars = new()
        {
            Seed = (uint)seed,
            Step = 3,
            FirstSequence = 5,
            DropoutEnabled = hasDropout ? 1u : 0,
            LearningRate = 1e-3f,
        };
        return new(model, stage, attendedTokens.Count, scalars, [.. Parameters(model, random), .. Constants(model, random), .. Sequences(model, attendedTokens, random)]);
    }

    /// <summary>What a slot holds before the step.</summary>
    public SlotContents ContentsOf(Slot slot) => Inputs.Single(input => input.Slot == slot);

    /// <summary>Larger than a model starts with, so that attention has preferences and no gradient is small by symmetry.</summary>
    private static IEnumerable<SlotContents> Parameters(IModel model, Random random)
    {
        foreach (ParameterDescription parameter in model.Parameters)
        {
            Parameter place = parameter.Place;
            double mean = parameter.Initializer == Initializer.Ones ? 1 : 0;
            double deviation = parameter.IsDecayed ? 1 / Math.Sqrt(place.Columns) : 0.2;
            yield return Numbers(place.Value, () => mean + (deviation * random.NextNormal()));
            if (!parameter.IsTrained)
                continue;
            yield return Numbers(place.In(SegmentKind.FirstMoments), () => 1e-3 * random.NextNormal());
            yield return Numbers(place.In(SegmentKind.SecondMoments), () => Math.Pow(1e-4 * random.NextNormal(), 2));
        }
    }

    private static SlotContents Numbers(Slot slot, Func<double> next)
    {
        float[] numbers = new float[slot.Count];
        for (int index = 0; index < numbers.Length; index++)
            numbers[index] = (float)next();
        return new SlotContents(slot, numbers);
    }

    /// <summary>The table of a unigram generator, of random frequencies.</summary>
    private static IEnumerable<SlotContents> Constants(IModel model, Random random) =>
        from table in model.Plan.Constants
        select new SlotContents(table.Slot, AliasTable.Build([.. Enumerable.Range(0, table.Slot.Rows).Select(_ => random.NextInt64(1, 1000))]));

    private static IEnumerable<SlotContents> Sequences(IModel model, IReadOnlyList<int> attendedTokens, Random random)
    {
        int length = model.Description.SequenceLength;
        foreach (NamedSlot input in model.Plan.Inputs)
        {
            int[] values = [.. attendedTokens.SelectMany(attended => Enumerable.Range(0, length).Select(position => Value(input.Name, position, attended)))];
            yield return new SlotContents(input.Slot, values);
        }

        int Value(string name, int position, int attended) => name switch
        {
            _ when position >= attended => 0,
            "attention_mask" => 1,
            "segment_ids" => position > attended / 2 ? 1 : 0,
            "token_ids" when position == 0 => SpecialTokens.Classification,
            "token_ids" when position == attended - 1 => SpecialTokens.Separator,
            "token_ids" => random.Next(FirstWord, model.Description.VocabularySize),
            _ => throw new ArgumentException($"What to put into the input {name} is not known."),
        };
    }
}
