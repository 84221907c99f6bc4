using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;
using ElectraGen.Training.Runs;

namespace Training.Tests.Optimization;

public sealed class TrainingSessionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IModel model = new Miniature();

    // One thread, so that everything runs on the one whose allocations are counted
    private readonly HostDevice<float> device = new(HostKernelTable<float>.Best, threadCount: 1);
    private readonly TrainingData data;
    private readonly TrainingSession session;
    private DataCursor cursor = new(Seed: 2);

    public TrainingSessionTests()
    {
        data = TrainingData.Open(MiniatureData.Prepare(folder), 128, 16);
        session = new TrainingSession(model, device, new BatchSize(6), seed: 2);
        ParameterInitialization.Apply(model, session.Device, seed: 2);
    }

    public void Dispose()
    {
        session.Dispose();
        data.Dispose();
        device.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void WarmStepsAllocateNothing()
    {
        Step(0);
        Step(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 2; step < 12; step++)
            Step(step);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void BatchesThatAreTakenAheadAreThoseThatTheDataHas()
    {
        using TrainingSession byHand = new(model, device, new BatchSize(6), seed: 2);
        ParameterInitialization.Apply(model, byHand.Device, seed: 2);
        DataCursor handCursor = cursor;
        for (int step = 0; step < 5; step++)
        {
            Step(step);
            handCursor = data.FillBatch(handCursor, byHand.Batch.TokenIds, byHand.Batch.SegmentIds, byHand.Batch.AttentionMask);
            byHand.Step(step, 0.01);

            Assert.Equal(handCursor, cursor);
            Assert.Equal(byHand.Batch.TokenIds, session.Batch.TokenIds);
            Assert.Equal(byHand.Outputs.Scalar("total_loss"), session.Outputs.Scalar("total_loss"));
            if (step == 2)
            {
                // Evaluation takes the place of the batch that is on the device already
                data.FillHeldOutBatch(0, session.Batch.TokenIds, session.Batch.SegmentIds, session.Batch.AttentionMask);
                session.Evaluate(0);
            }
        }
        Assert.Equal(byHand.GradientNorm, session.GradientNorm);
    }

    [Fact]
    public void FirstTensorThatIsNotFiniteIsNamed()
    {
        Step(0);
        Assert.True(session.IsFinite);
        Poison("layer.1.intermediate.dense.bias", float.NaN);

        Step(1);

        Assert.False(session.IsFinite);
        string sentence = NonFiniteStep.Describe(model, session, 1, learningRate: 0.01, folder.Root);
        Assert.Contains("Discriminator.FeedForwardInput", sentence);
        Assert.Contains("step 2", sentence);
        Assert.Contains("no checkpoint", sentence);
    }

    [Fact]
    public void StepWithoutFiniteGradientsChangesNothing()
    {
        Poison("discriminator_predictions.dense.bias", float.NaN);
        float[] before = Read(model.Parameters[0]);

        Step(5);

        Assert.False(session.IsFinite);
        Assert.Equal(before, Read(model.Parameters[0]));
    }

    [Fact]
    public void InfiniteLossWithFiniteGradientsIsNoticed()
    {
        Poison("discriminator_predictions.dense_prediction.bias", float.PositiveInfinity);

        Step(5);

        Assert.False(session.IsFinite);
        Assert.True(float.IsFinite(session.GradientNorm));
    }

    [Fact]
    public void EvaluationIsRepeatable()
    {
        double? Evaluate(int index)
        {
            data.FillHeldOutBatch(0, session.Batch.TokenIds, session.Batch.SegmentIds, session.Batch.AttentionMask);
            session.Evaluate(index);
            return session.Outputs.Scalar("total_loss");
        }
        double? first = Evaluate(0);

        Assert.NotEqual(first, Evaluate(1));
        Assert.Equal(first, Evaluate(0));
    }

    private void Poison(string name, float value)
    {
        ParameterDescription poisoned = model.Parameters.Single(parameter => parameter.Name.EndsWith(name, StringComparison.Ordinal));
        float[] values = Read(poisoned);
        values[0] = value;
        session.Device.Write(poisoned.Place, values);
    }

    private float[] Read(ParameterDescription parameter)
    {
        float[] values = new float[parameter.Place.Value.Count];
        session.Device.Read(parameter.Place, values);
        return values;
    }

    private void Step(int number) => cursor = session.Step(number, 0.01, data, cursor);
}
