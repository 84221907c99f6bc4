using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;

namespace Runtime.Tests.Steps;

/// <summary>The judge's logits of one network, with and without noise: whether another choice than the judge's is a near tie.</summary>
internal sealed class MaskedLogits
{
    /// <summary>How far single precision moves a logit of some units; a wrong choice is off by far more.</summary>
    private const double NearTie = 1e-3;

    private const string Generator = "generator_logits";

    private readonly StepCase stepCase;
    private readonly StepResult judge;
    private readonly float[] hidden, table, bias;
    private readonly uint site;
    private readonly (string Output, Func<int, int, double> Value)[] choices;

    private MaskedLogits(StepCase stepCase, StepResult judge, VocabularyLogitsDescription logits)
    {
        this.stepCase = stepCase;
        this.judge = judge;
        choices = logits.Name == Generator ? [("sampled_ids", Perturbed), ("predicted_ids", Logit)]
            : judge.Outputs.ContainsKey("prediction_ids") ? [("prediction_ids", Logit)]
            : [("token_prediction_ids", Mixed)];
        hidden = judge.Outputs[HiddenOf(logits)].Numbers;
        table = stepCase.ContentsOf(logits.Table.Value).Numbers;
        bias = stepCase.ContentsOf(logits.Bias.Value).Numbers;
        SamplingSite recorder = new(stepCase.Batch);
        stepCase.Model.RecordForward(recorder, stepCase.Stage);
        site = recorder.Site;
    }

    /// <summary>Those of every network that chooses among the vocabulary.</summary>
    public static IEnumerable<MaskedLogits> AllOf(StepCase stepCase, StepResult judge) =>
        from logits in stepCase.Model.Description.VocabularyLogits
        where judge.Outputs.ContainsKey(HiddenOf(logits))
        select new MaskedLogits(stepCase, judge, logits);

    /// <summary>The generator's, where there is one.</summary>
    public static MaskedLogits? OfGenerator(StepCase stepCase, StepResult judge) =>
        AllOf(stepCase, judge).FirstOrDefault(logits => logits.choices.Length > 1);

    /// <summary>Samples and predictions of another device are the judge's, or as good within rounding.</summary>
    public void AssertChoices(StepResult other, string context)
    {
        foreach ((string name, Func<int, int, double> value) in choices)
        {
            int[] expected = judge.Outputs[name].Integers, actual = other.Outputs[name].Integers;
            for (int row = 0; row < expected.Length; row++)
            {
                double lost = actual[row] == expected[row] ? 0 : value(row, expected[row]) - value(row, actual[row]);
                Assert.True(lost <= NearTie, $"{context}: {name} of row {row} is {actual[row]}, which is {lost:G3} below {expected[row]}");
            }
        }
    }

    /// <summary>What a sample is the largest of; nothing of a forbidden id.</summary>
    public double Perturbed(int row, int id)
    {
        if (stepCase.Model.Description.ForbidsCorrect && judge.Outputs["targets"].Integers[row] == id)
            return double.NegativeInfinity;
        (int sequence, int prediction) = Math.DivRem(row, stepCase.Model.Description.MaximumPredictions);
        StepScalars scalars = stepCase.Scalars;
        PhiloxWords words = Philox.Draw(
            scalars.Seed, site, (uint)id / 4, scalars.FirstSequence + (uint)sequence, scalars.Step, (uint)prediction);
        return (Logit(row, id) / stepCase.Model.Description.Temperature!.Value) + Gumbel.FromWord<double>(words[id % 4]);
    }

    /// <summary>
    /// What the token that a copying network names is the largest of: the logarithm of its probability, σ(c) if it is the input's and σ(−c) ·
    /// softmax in any case.
    /// </summary>
    public double Mixed(int row, int id)
    {
        double copying = judge.Outputs["copy_probability"].Numbers[row];
        double sum = Enumerable.Range(0, bias.Length).Sum(other => Math.Exp(Logit(row, other)));
        bool isInput = judge.Outputs["corrupted_ids"].Integers[row] == id;
        return Math.Log((isInput ? copying : 0) + ((1 - copying) * Math.Exp(Logit(row, id)) / sum));
    }

    private static string HiddenOf(VocabularyLogitsDescription logits) => $"{logits.Name}_hidden";

    private double Logit(int row, int id)
    {
        int width = table.Length / bias.Length;
        double sum = bias[id];
        for (int column = 0; column < width; column++)
            sum += (double)hidden[(row * width) + column] * table[(id * width) + column];
        return sum;
    }

    /// <summary>Finds out under which key the samples' noise is drawn.</summary>
    private sealed class SamplingSite(int batch) : IRecorder
    {
        public int Batch => batch;

        public uint Site { get; private set; }

        public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
        {
            if (kernel == KernelCatalog.AccumulateSample)
                Site = constants[^1];
        }

        public void Barrier()
        {
        }
    }
}
