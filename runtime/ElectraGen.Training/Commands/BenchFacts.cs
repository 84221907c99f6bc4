using System.Text.Json.Serialization;
using ElectraGen.Runtime;
using ElectraGen.Training.Optimization;
using ElectraGen.Training.Plans;
using ElectraGen.Training.Profiles;

namespace ElectraGen.Training.Commands;

/// <summary>
/// What <c>bench --json</c> prints of a model. The busy fraction is the share of time that the device computed; peak bytes are the most
/// that the device's allocator held.
/// </summary>
internal sealed record BenchFacts(
    string Model, string Device, string Tier, string Precision, int Batch, int MicroBatch, double TokensPerSecond, double MillisecondsPerStep,
    double FlopsPerSecond, double BusyFraction, double HostMicrosecondsPerStep, long AllocatedBytesPerStep, long PlanBytes, long PeakBytes)
{
    /// <summary>Where it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProfileFacts? Profile { get; init; }

    public static BenchFacts Of(IModel model, IDevice device, BatchSize batch, StepSpeed speed)
    {
        ModelDescription description = model.Description;
        double tokensPerSecond = batch.Sequences * description.SequenceLength / speed.SecondsPerStep;
        return new BenchFacts(
            description.Name, device.Description.Id, device.Description.Tier, device.Precision.NameOf(), batch.Sequences, batch.MicroBatch,
            tokensPerSecond, speed.SecondsPerStep * 1e3,
            tokensPerSecond * description.FlopsPerToken, speed.BusyFraction, (1 - speed.BusyFraction) * speed.SecondsPerStep * 1e6,
            speed.AllocatedBytesPerStep, PlanSummary.SessionBytes(model.Plan, batch.MicroBatch, device.Precision), device.PeakBytes);
    }
}

/// <summary>A profiled step: its time, the time between kernels, and the kernels, which together are the step.</summary>
internal sealed record ProfileFacts(
    double Milliseconds, double MillisecondsBetweenKernels, KernelTotal[] Kernels, DeviceCeilings Ceilings, string Trace);
