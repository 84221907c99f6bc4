using BenchmarkDotNet.Attributes;
using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Benchmarks;

/// <summary>
/// What the host adds to a training step: taking a batch from the shards, sending it, submitting the recording, waking up and reading the
/// gradient norm. The recording has one small dispatch, so that there is next to nothing to wait for.
/// </summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    // What the smallest device has room for
    private const int Batch = 32;

    private IDevice device = null!;
    private TrainingData data = null!;
    private TrainingSession session = null!;
    private DataCursor cursor;

    [Params(nameof(ElectraTiny), nameof(ElectraSmall))]
    public string Model { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        IModel model = PublishedModels.All.Single(model => model.Description.Name == Model);
        device = DeviceCatalog.Open(null, new DeviceOptions());
        data = DataCache.Open(
            Corpus.Carried(), Vocabulary.Carried(), model.Description.SequenceLength, DataCache.DefaultFolder);
        session = new TrainingSession(new IdleModel(model), device, new BatchSize(Batch), seed: 1);
        cursor = new DataCursor(Seed: 1);
    }

    [Benchmark]
    public void HostShare() => cursor = session.Step(0, learningRate: 0, data, cursor);

    [GlobalCleanup]
    public void Close()
    {
        session.Dispose();
        data.Dispose();
        device.Dispose();
    }

    /// <summary>A model with the plan of another and nothing to compute.</summary>
    private sealed class IdleModel(IModel model) : IModel
    {
        public ModelDescription Description => model.Description;

        public IReadOnlyList<ParameterDescription> Parameters => model.Parameters;

        public IModel Recomputing => this;

        public PlanDescription Plan => model.Plan;

        public void RecordForward(IRecorder recorder, int stage) => recorder.Clear(GradientNorm);

        public void RecordGradients(IRecorder recorder, int stage) => recorder.Clear(GradientNorm);

        public void RecordWeights(IRecorder recorder, int stage)
        {
        }

        public void RecordMicroBatch(IRecorder recorder, int stage)
        {
        }

        public void RecordUpdate(IRecorder recorder, int stage)
        {
        }

        private Slot GradientNorm => Plan.Outputs.Single(static output => output.Name == "gradient_norm").Slot;
    }
}
