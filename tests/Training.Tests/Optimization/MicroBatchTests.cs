using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Training.Data;
using ElectraGen.Training.Metrics;
using ElectraGen.Training.Optimization;

namespace Training.Tests.Optimization;

public sealed class MicroBatchTests : IDisposable
{
    private const int Batch = 6;

    private readonly TemporaryFolder folder = new();
    private readonly IModel model = new Miniature();

    // One thread, so that everything runs on the one whose allocations are counted
    private readonly HostDevice<float> device = new(HostKernelTable<float>.Best, threadCount: 1);
    private readonly TrainingData data;

    public MicroBatchTests() => data = TrainingData.Open(MiniatureData.Prepare(folder), 128, 16);

    public void Dispose()
    {
        data.Dispose();
        device.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void LossAndMetricsAreThoseOfTheWholeBatch(int microBatch)
    {
        (TrainingSession Session, OutputMetrics Metrics) whole = AfterOneStep(microBatch: null), parts = AfterOneStep(microBatch);
        using (whole.Session)
        using (parts.Session)
        {
            // Single precision sums of other lengths
            const double Tolerance = 1e-5;
            Assert.Equal(1, parts.Session.Loss / whole.Session.Loss, Tolerance);
            Assert.Equal(1, parts.Session.GradientNorm / whole.Session.GradientNorm, Tolerance);
            Assert.Equal(1, parts.Metrics.GeneratorLoss!.Value / whole.Metrics.GeneratorLoss!.Value, Tolerance);
            Assert.Equal(1, parts.Metrics.DiscriminatorLoss!.Value / whole.Metrics.DiscriminatorLoss!.Value, Tolerance);
            Assert.Equal(whole.Metrics.Tokens, parts.Metrics.Tokens);
            Assert.Equal(whole.Metrics.Prediction.Predictions, parts.Metrics.Prediction.Predictions);
            Assert.Equal(whole.Metrics.Detection.ReplacedFraction, parts.Metrics.Detection.ReplacedFraction);
        }
    }

    [Fact]
    public void WarmStepsAllocateNothing()
    {
        using TrainingSession session = Open(microBatch: 2);
        DataCursor cursor = new(Seed: 2);
        for (int step = 0; step < 2; step++)
            cursor = session.Step(step, 0.01, data, cursor);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 2; step < 12; step++)
            cursor = session.Step(step, 0.01, data, cursor);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("4", "A batch of 6 is not made up of micro-batches of 4; 3 would do, or a --batch that is a multiple of 4.")]
    [InlineData("7", "A batch of 6 is not made up of micro-batches of 7; 6 would do, or a --batch that is a multiple of 7.")]
    public async Task PartsThatDoNotMakeUpTheBatchAreRefused(string microBatch, string sentence) =>
        Assert.Equal(sentence, (await CommandLineRun.Start("pretrain", "Miniature", "--micro-batch", microBatch, "--output", folder["run"])).RequireSentence());

    private (TrainingSession Session, OutputMetrics Metrics) AfterOneStep(int? microBatch)
    {
        TrainingSession session = Open(microBatch);
        OutputMetrics metrics = new();
        session.Step(0, 0.01, data, new DataCursor(Seed: 2), metrics);
        return (session, metrics);
    }

    private TrainingSession Open(int? microBatch)
    {
        TrainingSession session = new(model, device, new BatchSize(Batch, microBatch), seed: 2);
        ParameterInitialization.Apply(model, session.Device, seed: 2);
        return session;
    }
}
