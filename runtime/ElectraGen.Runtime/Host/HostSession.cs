using System.Diagnostics;
using System.Numerics;
using ElectraGen.Runtime.Host.Threads;
using ElectraGen.Runtime.Numbers;

namespace ElectraGen.Runtime.Host;

/// <summary>Memory of the host and the recordings that work on it.</summary>
internal sealed class HostSession<T>(HostKernelTable<T> kernels, HostMemory<T> memory, WorkerTeam team) : ISession
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Batch => memory.Batch;

    public TimeSpan DeviceTime { get; private set; }

    public IRecording Record(Action<IRecorder> pass)
    {
        HostRecorder<T> recorder = new(kernels, memory, team);
        pass(recorder);
        return recorder.Finish();
    }

    public ITimedRecording RecordTimed(Action<IRecorder> pass)
    {
        HostRecorder<T> recorder = new(kernels, memory, team);
        pass(recorder);
        return recorder.FinishTimed();
    }

    /// <summary>Runs the recording to its end: the thread that starts it is one of those that compute.</summary>
    public void Start(IRecording recording, in StepScalars scalars)
    {
        if (recording is not HostRecording<T> recorded || recorded.Memory != memory)
            throw new ArgumentException("A recording runs in the session that recorded it.");
        long started = Stopwatch.GetTimestamp();
        recorded.Run(scalars);
        DeviceTime += Stopwatch.GetElapsedTime(started);
    }

    public void Wait()
    {
    }

    /// <summary>The numbers of a slot themselves, in full precision.</summary>
    public Span<T> Numbers(Slot slot) => memory.Locate(slot).Numbers;

    public void Write(Slot slot, ReadOnlySpan<float> values)
    {
        HostOperand<T> operand = memory.Locate(slot);
        Span<T> numbers = operand.Numbers;
        RequireWhole(slot, numbers.Length, values.Length);
        for (int index = 0; index < values.Length; index++)
            numbers[index] = T.CreateTruncating(NarrowNumbers.Stored(operand.Precision, values[index]));
    }

    public void Write(Slot slot, ReadOnlySpan<int> values)
    {
        Span<int> integers = memory.Locate(slot).Integers;
        RequireWhole(slot, integers.Length, values.Length);
        values.CopyTo(integers);
    }

    public void Read(Slot slot, Span<float> values)
    {
        Span<T> numbers = Numbers(slot);
        RequireWhole(slot, numbers.Length, values.Length);
        for (int index = 0; index < values.Length; index++)
            values[index] = float.CreateTruncating(numbers[index]);
    }

    public void Read(Slot slot, Span<int> values)
    {
        Span<int> integers = memory.Locate(slot).Integers;
        RequireWhole(slot, integers.Length, values.Length);
        integers.CopyTo(values);
    }

    public void Dispose() => memory.Dispose();

    private static void RequireWhole(Slot slot, int slotCount, int count)
    {
        if (slotCount != count)
            throw new ArgumentException($"{slot} has {slotCount} elements, not {count}.");
    }
}
