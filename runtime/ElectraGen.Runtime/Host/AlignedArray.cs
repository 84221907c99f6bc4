using System.Runtime.CompilerServices;

namespace ElectraGen.Runtime.Host;

/// <summary>An array that does not move, with zeros from a cache line's start on, so that slots which do not straddle one stay so.</summary>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    public unsafe AlignedArray(int length)
    {
        Elements = GC.AllocateArray<T>(length + Padding, pinned: true);
        long beyondLine = (long)Unsafe.AsPointer(ref Elements[0]) % CacheLine;
        Start = (int)((CacheLine - beyondLine) % CacheLine / sizeof(T));
    }

    /// <summary>Most elements that an array can have.</summary>
    public static int MaximumLength => Array.MaxLength - Padding;

    /// <summary>The elements, with some before the first and behind the last.</summary>
    public T[] Elements { get; }

    /// <summary>Index of the first.</summary>
    public int Start { get; }

    private static int Padding => CacheLine / Unsafe.SizeOf<T>();
}
