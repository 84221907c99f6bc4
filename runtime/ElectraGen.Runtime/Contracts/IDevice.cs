namespace ElectraGen.Runtime;

/// <summary>A place where passes run: the host, or a Vulkan device.</summary>
public interface IDevice : IDisposable
{
    /// <summary>What it is.</summary>
    DeviceDescription Description { get; }

    /// <summary>How wide its sessions keep activations.</summary>
    Precision Precision { get; }

    /// <summary>The most bytes that its sessions held at one time, as the device's allocator counts them.</summary>
    long PeakBytes { get; }

    /// <summary>How matrix products were computed so far: tier and tile by class of products. Empty where there is one way for all.</summary>
    IReadOnlyDictionary<string, string> Tuning { get; }

    /// <summary>Computes products from now on as another device like it did, so that the same bits come out. What it does not know is open.</summary>
    /// <param name="tuning">That device's <see cref="Tuning"/>.</param>
    void Repeat(IReadOnlyDictionary<string, string> tuning);

    /// <summary>Allocates segments for a batch size and makes them ready for recordings; all memory is zero.</summary>
    /// <param name="segments">Planned bytes of each segment, see <see cref="PlanDescription.SegmentsAt"/>; the device's precision may need fewer.</param>
    /// <param name="batch">Sequences per step.</param>
    /// <exception cref="ElectraGenException">The device has not the memory; the sentence names both numbers.</exception>
    ISession OpenSession(IReadOnlyList<SegmentSize> segments, int batch);
}

/// <summary>How many planned bytes a segment has.</summary>
public readonly record struct SegmentSize(Segment Segment, long Bytes);

/// <summary>Memory on a device and the recordings that work on it.</summary>
public interface ISession : IDisposable
{
    /// <summary>Sequences per step.</summary>
    int Batch { get; }

    /// <summary>
    /// Time that the device worked on what was started and waited for, by its own clock where it has one; the host's time between the two
    /// elsewhere.
    /// </summary>
    TimeSpan DeviceTime { get; }

    /// <summary>Records a pass once; <see cref="Start"/> replays it.</summary>
    IRecording Record(Action<IRecorder> pass);

    /// <summary>Records a pass with a clock around each dispatch, in whose runs dispatches follow one another.</summary>
    /// <exception cref="ElectraGenException">The device has no clock.</exception>
    ITimedRecording RecordTimed(Action<IRecorder> pass);

    /// <summary>
    /// Starts a recording with these scalars, behind all that was started before; <see cref="Wait"/> waits for its end. Allocates nothing
    /// on the managed heap.
    /// </summary>
    void Start(IRecording recording, in StepScalars scalars);

    /// <summary>Waits for the end of everything that was started.</summary>
    void Wait();

    /// <summary>
    /// Writes a whole slot; as many elements as the slot has at this batch. What was started does not see it: a write to the batch (<see
    /// cref="SegmentKind.Input"/>) is kept for what is started next, any other waits for the end, as reads do.
    /// </summary>
    void Write(Slot slot, ReadOnlySpan<float> values);

    /// <summary>Writes a whole slot of integers.</summary>
    void Write(Slot slot, ReadOnlySpan<int> values);

    /// <summary>Reads a whole slot.</summary>
    void Read(Slot slot, Span<float> values);

    /// <summary>Reads a whole slot of integers.</summary>
    void Read(Slot slot, Span<int> values);
}

/// <summary>A pass that was recorded on a session.</summary>
public interface IRecording : IDisposable;

/// <summary>What <c>electragen devices</c> prints of a tier of matrix products.</summary>
/// <param name="Name">As <c>--tier</c> takes it.</param>
/// <param name="Arithmetic"><c>fp32</c>, <c>bf16</c> or <c>fp16</c>: what elements are rounded to before they are multiplied. Sums are always in fp32.</param>
/// <param name="IsUsable">Whether the device can use it.</param>
/// <param name="Reason">Why, or why not.</param>
public sealed record TierDescription(string Name, string Arithmetic, bool IsUsable, string Reason);

/// <summary>What <c>electragen devices</c> prints of a device.</summary>
/// <param name="Id"><c>host</c> or <c>vulkan:N</c>.</param>
/// <param name="Name">The device's own name.</param>
/// <param name="Driver">Driver and version.</param>
/// <param name="Kind"><c>host</c>, <c>discrete</c>, <c>integrated</c>, <c>virtual</c> or <c>cpu</c>.</param>
/// <param name="MemoryBytes">Bytes that it can allocate in all.</param>
/// <param name="Tier">The tier of matrix products that it would use.</param>
/// <param name="Reason">Why that one, or why the device cannot be used.</param>
public sealed record DeviceDescription(
    string Id, string Name, string Driver, string Kind, long MemoryBytes, string Tier, string Reason)
{
    /// <summary>Every tier of matrix products of a Vulkan device, and every one that it lacks; empty where they were not looked into.</summary>
    public IReadOnlyList<TierDescription> Tiers { get; init; } = [];

    /// <summary>Whether its activations may have 16 bits.</summary>
    public bool HasSixteenBitStorage { get; init; }

    /// <summary>The precisions that it can be opened in.</summary>
    public IReadOnlyList<Precision> Precisions => !IsUsable ? [] : HasSixteenBitStorage ? Runtime.Precisions.All : [Precision.Fp32];

    /// <summary>The kind of the host itself.</summary>
    public const string HostKind = "host";

    /// <summary>The kind of a Vulkan driver that computes on the host's processor.</summary>
    public const string CpuKind = "cpu";

    /// <summary>The tier of a device that cannot be used.</summary>
    public const string NoTier = "none";

    /// <summary>Whether it can be opened.</summary>
    public bool IsUsable => Tier != NoTier;
}
