using BenchmarkDotNet.Attributes;
using ElectraGen.Models;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;
using ElectraGen.Training.Profiles;

namespace ElectraGen.Benchmarks;

/// <summary>Each kernel of a training step of ElectraSmall, by its largest dispatch, on what a step has left in memory.</summary>
public class KernelBenchmarks
{
    private const int Batch = 8;

    private static readonly IModel Model = PublishedModels.All.Single(static model => model.Description.Name == nameof(ElectraSmall));
    private static readonly Dictionary<string, ListedDispatch> Largest = List();

    private IDevice device = null!;
    private TrainingSession session = null!;
    private IRecording recording = null!;

    /// <summary>All of them, each with its options.</summary>
    public static IEnumerable<string> Kernels => Largest.Keys;

    [ParamsSource(nameof(Kernels))]
    public string Kernel { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        device = DeviceCatalog.Open(null, new DeviceOptions());
        session = new TrainingSession(Model, device, new BatchSize(Batch), seed: 1);
        ParameterInitialization.Apply(Model, session.Device, seed: 1);
        using TrainingData data = DataCache.Open(Corpus.Carried(), Vocabulary.Carried(), Model.Description.SequenceLength, DataCache.DefaultFolder);
        session.Step(0, learningRate: 0, data, new DataCursor(Seed: 1));
        recording = session.Device.Record(Largest[Kernel].RecordOn);
    }

    [Benchmark]
    public void Run() => session.Device.Run(recording, default);

    [GlobalCleanup]
    public void Close()
    {
        recording.Dispose();
        session.Dispose();
        device.Dispose();
    }

    private static Dictionary<string, ListedDispatch> List()
    {
        ListingRecorder listing = new(Batch);
        Model.RecordGradients(listing);
        Model.RecordUpdate(listing);
        return listing.Dispatches
            .GroupBy(static dispatch => new ProfiledDispatch(dispatch, default, default).Name)
            .ToDictionary(static group => group.Key, static group => group.MaxBy(static dispatch => dispatch.WorkAt(Batch, Precision.Fp32).Operations)!);
    }
}
