using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Training.Optimization;

namespace ElectraGen.Training.Profiles;

/// <summary>A training step, dispatch by dispatch: what each had to do and how long it took.</summary>
internal sealed class StepProfile
{
    private const int Runs = 5;

    private StepProfile(IReadOnlyList<ProfiledDispatch> dispatches) => Dispatches = dispatches;

    /// <summary>All dispatches, in order.</summary>
    public IReadOnlyList<ProfiledDispatch> Dispatches { get; }

    /// <summary>From the begin of the first dispatch to the end of the last, nanoseconds.</summary>
    public long Duration => Dispatches[^1].Time.End;

    /// <summary>Time in dispatches, nanoseconds.</summary>
    public long BusyDuration => Dispatches.Sum(static dispatch => dispatch.Time.Duration);

    /// <summary>Makes some steps on as many sequences as the device holds of the session's batch, at a rate of 0, and keeps the one of median duration.</summary>
    public static StepProfile Measure(IModel model, TrainingSession session)
    {
        void Pass(IRecorder recorder)
        {
            model.RecordGradients(recorder, session.Stage);
            model.RecordUpdate(recorder, session.Stage);
        }
        ListingRecorder listing = null!;
        session.Upload();
        using ITimedRecording recording = session.Device.RecordTimed(recorder =>
        {
            Pass(listing = new(session.Device.Batch, recorder));
            Pass(recorder);
        });
        List<StepProfile> runs = [];
        for (int run = 0; run < Runs; run++)
        {
            session.Device.Run(recording, session.Scalars(run, learningRate: 0));
            runs.Add(new StepProfile([.. listing.Dispatches.Zip(recording.ReadTimes(), (dispatch, time) =>
                new ProfiledDispatch(dispatch, dispatch.WorkAt(session.Device.Batch, session.Precision), time))]));
        }
        return runs.OrderBy(static run => run.Duration).ElementAt(Runs / 2);
    }

    /// <summary>One row a kernel, the one that takes longest first.</summary>
    public IReadOnlyList<KernelTotal> Totals(DeviceCeilings ceilings) =>
        [.. Dispatches.GroupBy(static dispatch => dispatch.Name).Select(group => KernelTotal.Of(group.Key, [.. group], Duration, ceilings)).OrderByDescending(static total => total.Milliseconds)];
}

/// <summary>A dispatch of a profiled step.</summary>
internal sealed record ProfiledDispatch(ListedDispatch Dispatch, KernelWork Work, DispatchTime Time)
{
    private const string Transpose = "TRANSPOSE_";

    /// <summary>The kernel with its options: of a product first the layout, N or T for each side.</summary>
    public string Name { get; } = NameOf(Dispatch);

    private static string NameOf(ListedDispatch dispatch)
    {
        IReadOnlyList<string> options = dispatch.Kernel.Options;
        string[] chosen = [.. options.Where((_, option) => (dispatch.Options & (1u << option)) != 0)];
        string layout = string.Concat(options.Where(static option => option.StartsWith(Transpose, StringComparison.Ordinal)).Select(option => chosen.Contains(option) ? 'T' : 'N'));
        IEnumerable<string> others = chosen.Where(static option => !option.StartsWith(Transpose, StringComparison.Ordinal)).Select(static option => option.ToLowerInvariant());
        return string.Join(' ', [dispatch.Kernel.Name, .. layout.Length > 0 ? [layout] : Array.Empty<string>(), .. others]);
    }
}

/// <summary>All dispatches of a kernel in a step.</summary>
/// <param name="Kernel">The kernel with its options.</param>
/// <param name="Calls">Dispatches.</param>
/// <param name="Milliseconds">Their time.</param>
/// <param name="Share">Of the step.</param>
/// <param name="FlopsPerSecond">Of matrix products; null for other kernels.</param>
/// <param name="BytesPerSecond">Read and written, each operand once; null for matrix products.</param>
/// <param name="ShareOfCeiling">Of what the device reached in products, or in copying.</param>
internal sealed record KernelTotal(
    string Kernel, int Calls, double Milliseconds, double Share, double? FlopsPerSecond, double? BytesPerSecond, double ShareOfCeiling)
{
    public static KernelTotal Of(string kernel, ProfiledDispatch[] dispatches, long stepDuration, DeviceCeilings ceilings)
    {
        // A clock may be too coarse for a small kernel
        double nanoseconds = Math.Max(1, dispatches.Sum(static dispatch => dispatch.Time.Duration));
        double operations = dispatches.Sum(static dispatch => dispatch.Work.ProductOperations) / nanoseconds * 1e9;
        double bytes = dispatches.Sum(static dispatch => (double)dispatch.Work.Bytes) / nanoseconds * 1e9;
        return new KernelTotal(
            kernel, dispatches.Length, nanoseconds / 1e6, nanoseconds / stepDuration, operations > 0 ? operations : null, operations > 0 ? null : bytes,
            operations > 0 ? operations / ceilings.FlopsPerSecond : bytes / ceilings.BytesPerSecond);
    }
}
