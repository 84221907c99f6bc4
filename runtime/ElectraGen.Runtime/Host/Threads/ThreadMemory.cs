using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Host.Threads;

/// <summary>Memory of one thread, for what a kernel packs together before it computes; it starts at a cache line.</summary>
internal sealed unsafe class ThreadMemory : IDisposable
{
    /// <summary>Floats: what a second-level cache of 512 KiB holds beside what passes it.</summary>
    public const int Length = 96 * 1024;

    private const int CacheLine = 64;

    /// <summary>The first of <see cref="Length"/> floats; null once disposed.</summary>
    public float* Numbers { get; private set; } = (float*)NativeMemory.AlignedAlloc(Length * sizeof(float), CacheLine);

    /// <summary>The first of them, for as long as a part runs; their contents are left over.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Span<float> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length);
        return new(Numbers, count);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Numbers);
        Numbers = null;
    }
}
