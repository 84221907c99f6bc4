using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Randomness;

namespace Runtime.Tests.Steps;

/// <summary>The judge's logits at the masked positions, with and without noise: whether another choice than the judge's is a near tie.</summary>
internal sealed class MaskedLogits
{
    /// <summary>How far single precision moves a logit of some units; a wrong choice is off by far more.</summary>
    private const double NearTie = 1e-3;

    private readonly StepCase stepCase;
    private readonly StepResult judge;
    private readonly float[] hidden, table, bias;
    private readonly uint site;

    public MaskedLogits(StepCase stepCase, StepResult judge)
    {
        this.stepCase = stepCase;
        this.judge = judge;
        VocabularyLogitsDescription logits = stepCase.Model.Description.GeneratorLogits!;
        hidden = judge.Outputs["prediction_hidden"].Numbers;
        table = stepCase.ContentsOf(logits.Table.Value).Numbers;
        bias = stepCase.ContentsOf(logits.Bias.Value).Numbers;
        SamplingSite recorder = new(stepCase.Batch);
        stepCase.Model.RecordForward(recorder);
        site = recorder.Site;
    }

    /// <summary>Rows, each with one choice.</summary>
    public int Rows => judge.SampledIds.Length;

    /// <summary>Samples and predictions of another device are the judge's, or as good within rounding.</summary>
    public void AssertChoices(StepResult other, string context)
    {
        AssertNear("sampled_ids", Perturbed);
        AssertNear("predicted_ids", Logit);

        void AssertNear(string name, Func<int, int, double> value)
        {
            int[] expected = judge.Outputs[name].Integers, actual = other.Outputs[name].Integers;
            for (int row = 0; row < expected.Length; row++)
            {
                double lost = actual[row] == expected[row] ? 0 : value(row, expected[row]) - value(row, actual[row]);
                Assert.True(lost <= NearTie, $"{context}: {name} of row {row} is {actual[row]}, which is {lost:G3} below {expected[row]}");
            }
        }
    }

    /// <summary>What a sample is the largest of.</summary>
    public double Perturbed(int row, int id)
    {
        (int sequence, int prediction) = Math.DivRem(row, stepCase.Model.Description.MaximumPredictions);
        StepScalars scalars = stepCase.Scalars;
        PhiloxWords words = Philox.Draw(
            scalars.Seed, site, (uint)id / 4, scalars.FirstSequence + (uint)sequence, scalars.Step, (uint)prediction);
        return (Logit(row, id) / stepCase.Model.Description.Temperature) + Gumbel.FromWord<double>(words[id % 4]);
    }

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
