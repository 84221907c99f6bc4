using System.Numerics;
using System.Runtime.CompilerServices;
using ElectraGen.Runtime.Devices;

namespace ElectraGen.Runtime.Host;

/// <summary>
/// The arrays behind a session's segments. Where integers and floats take turns in a segment they have arrays of their own, each made
/// when the first slot of its type is looked up: before anything runs.
/// </summary>
internal sealed class HostMemory<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<Segment, long> elements = [];
    private readonly Dictionary<Segment, AlignedArray<T>> numbers = [];
    private readonly Dictionary<Segment, AlignedArray<int>> integers = [];
    private readonly AllocatedBytes allocated;
    private long bytes;

    public HostMemory(IReadOnlyList<SegmentSize> segments, int batch, AllocatedBytes allocated, Precision precision = Precision.Fp32)
    {
        Batch = batch;
        Precision = precision;
        this.allocated = allocated;
        foreach (SegmentSize segment in segments)
        {
            long count = segment.Bytes / sizeof(float);
            if (count > AlignedArray<T>.MaximumLength)
            {
                throw new ElectraGenException(
                    $"The {segment.Segment.Kind} segment has {count:N0} elements, but the host holds at most {AlignedArray<T>.MaximumLength:N0} in one: take a smaller batch.");
            }

            elements.Add(segment.Segment, count);
        }
    }

    /// <summary>Sequences.</summary>
    public int Batch { get; }

    /// <summary>What activations are rounded to where a kernel reads again what it has stored.</summary>
    public Precision Precision { get; }

    /// <summary>Where a slot lies.</summary>
    /// <exception cref="ArgumentException">The session has no such segment, or the slot leaves it.</exception>
    public HostOperand<T> Locate(Slot slot)
    {
        long first = slot.OffsetAt(Batch) / sizeof(float), count = slot.CountAt(Batch);
        if (!elements.TryGetValue(slot.Segment, out long size) || first < 0 || first + count > size)
            throw new ArgumentException($"{slot} does not lie in the session's memory: its segment has {size} elements, the slot ends at {first + count}.");
        if (slot.Element == Element.Int32)
        {
            AlignedArray<int> found = ArrayOf(integers, slot.Segment);
            return new HostOperand<T>(null, found.Elements, found.Start + (int)first, (int)count);
        }

        AlignedArray<T> array = ArrayOf(numbers, slot.Segment);
        Precision stored = slot.Element == Element.Activation ? Precision : Precision.Fp32;
        return new HostOperand<T>(array.Elements, null, array.Start + (int)first, (int)count, stored);
    }

    /// <summary>Counts the arrays as given back.</summary>
    public void Dispose()
    {
        allocated.Remove(bytes);
        bytes = 0;
    }

    private AlignedArray<TElement> ArrayOf<TElement>(Dictionary<Segment, AlignedArray<TElement>> arrays, Segment segment)
        where TElement : unmanaged
    {
        if (!arrays.TryGetValue(segment, out AlignedArray<TElement> array))
        {
            array = new AlignedArray<TElement>((int)elements[segment]);
            arrays.Add(segment, array);
            long added = elements[segment] * Unsafe.SizeOf<TElement>();
            bytes += added;
            allocated.Add(added);
        }

        return array;
    }
}

/// <summary>A slot's place in one of the arrays; in none for an absent operand.</summary>
/// <param name="NumberArray">The array of a slot of numbers.</param>
/// <param name="IntegerArray">The array of a slot of integers.</param>
/// <param name="First">Its first element.</param>
/// <param name="Count">Its elements.</param>
/// <param name="Precision">What a device would round its numbers to.</param>
internal readonly record struct HostOperand<T>(
    T[]? NumberArray, int[]? IntegerArray, int First, int Count, Precision Precision = Precision.Fp32)
    where T : unmanaged
{
    public Span<T> Numbers => NumberArray.AsSpan(First, Count);

    public Span<int> Integers => IntegerArray.AsSpan(First, Count);
}
