using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class OptimizerTests(ITestOutputHelper log)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-6, Decay = 0.01, ClipNorm = 1;

    [Fact]
    public void UpdateFollowsTheFormula()
    {
        const int Count = 5003;
        Update update = new(log.FreshRandom(), Count, _ => 0.1f);
        double norm = Math.Sqrt(update.Gradient.Sum(gradient => (double)gradient * gradient)), clipScale = Math.Min(1, ClipNorm / norm);
        Assert.Equal(norm, update.Norm[0], 1e-5 * norm);
        Assert.Equal(clipScale, update.Norm[1], 1e-6);
        Assert.Equal([1, 0], update.Norm[2..]);

        for (int index = 0; index < Count; index++)
        {
            double gradient = update.Gradient[index] * clipScale;
            double firstMoment = (Beta1 * update.FirstMomentBefore[index]) + ((1 - Beta1) * gradient);
            double secondMoment = (Beta2 * update.SecondMomentBefore[index]) + ((1 - Beta2) * gradient * gradient);
            double weight = update.WeightBefore[index];
            double expected = weight - (update.LearningRate * ((firstMoment / (Math.Sqrt(secondMoment) + Epsilon)) + (Decay * weight)));

            // The constants are floats: 0.9, 0.999 and 1 − 0.999 are off by up to 3 · 10⁻⁵ of themselves
            Assert.Equal(firstMoment, update.FirstMoment[index], 1e-6);
            Assert.Equal(secondMoment, update.SecondMoment[index], 1e-6);
            Assert.Equal(expected, update.Weight[index], 1e-5);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void GradientThatIsNotFiniteChangesNothing(float intruder)
    {
        Update update = new(log.FreshRandom(), 4099, index => index == 4098 ? intruder : 1);
        Assert.Equal(0, update.Norm[2]);
        Assert.Equal(update.WeightBefore, update.Weight);
        Assert.Equal(update.FirstMomentBefore, update.FirstMoment);
        Assert.Equal(update.SecondMomentBefore, update.SecondMoment);
    }

    /// <summary>A norm and an update of random weights.</summary>
    private sealed class Update
    {
        public Update(Random random, int count, Func<int, float> gradientScaleAt)
        {
            KernelCaseBuilder builder = new(random, batch: 1);
            Parameter range = builder.Parameter(1, count);
            Slot first = builder.Fill(range.In(SegmentKind.FirstMoments), () => 0.1 * builder.Random.NextNormal());
            Slot second = builder.Fill(range.In(SegmentKind.SecondMoments), () => 0.1 * builder.Random.NextDouble());
            Slot partials = builder.FixedOutput(KernelCatalog.SquareSumBlocks, 1), norm = builder.FixedOutput(1, 4);
            Gradient = builder.ContentsOf(range.Gradient).Numbers;
            for (int index = 0; index < count; index++)
                Gradient[index] *= gradientScaleAt(index);
            WeightBefore = builder.ContentsOf(range.Value).Numbers;
            FirstMomentBefore = builder.ContentsOf(first).Numbers;
            SecondMomentBefore = builder.ContentsOf(second).Numbers;
            LearningRate = builder.Scalars.LearningRate;
            foreach (Slot changed in (Slot[])[range.Value, first, second])
                builder.Changed(changed);

            using HostDevice<double> device = new();
            IReadOnlyList<SlotContents> outputs = builder.Build(recorder =>
            {
                recorder.SquareSums(range.Gradient, partials);
                recorder.GradientNorm(partials, ClipNorm, norm);
                recorder.Adam(range, Beta1, Beta2, Epsilon, Decay, norm);
            }).RunOn(device);
            (Norm, Weight) = (outputs[1].Numbers, outputs[2].Numbers);
            (FirstMoment, SecondMoment) = (outputs[3].Numbers, outputs[4].Numbers);
        }

        public double LearningRate { get; }

        public float[] Gradient { get; }

        public float[] WeightBefore { get; }

        public float[] FirstMomentBefore { get; }

        public float[] SecondMomentBefore { get; }

        public float[] Norm { get; }

        public float[] Weight { get; }

        public float[] FirstMoment { get; }

        public float[] SecondMoment { get; }
    }
}
