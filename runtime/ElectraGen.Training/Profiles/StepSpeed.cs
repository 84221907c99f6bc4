using System.Diagnostics;
using ElectraGen.Runtime;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Profiles;

/// <summary>How long training steps took.</summary>
/// <param name="SecondsPerStep">On average.</param>
/// <param name="BusyFraction">The share of it that the device computed.</param>
/// <param name="AllocatedBytesPerStep">On the managed heap.</param>
internal sealed record StepSpeed(double SecondsPerStep, double BusyFraction, long AllocatedBytesPerStep)
{
    /// <summary>Steps before those that are timed.</summary>
    public const int WarmupSteps = 2;

    /// <summary>Times so many steps on the data's first batches.</summary>
    public static StepSpeed Measure(IModel model, TrainingSession session, TrainingData data, int steps, CancellationToken cancellation)
    {
        DataCursor cursor = new(Seed: 1);
        void Step(int step)
        {
            cancellation.ThrowIfCancellationRequested();
            cursor = session.Step(step, model.Description.Recipe.LearningRate, data, cursor);
        }

        for (int step = 0; step < WarmupSteps; step++)
            Step(step);
        TimeSpan deviceTime = session.Device.DeviceTime;
        long allocated = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
        for (int step = 0; step < steps; step++)
            Step(WarmupSteps + step);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new StepSpeed(
            elapsed.TotalSeconds / steps, (session.Device.DeviceTime - deviceTime) / elapsed, allocated / steps);
    }
}
