using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime;

/// <summary>
/// Takes the dispatches of a pass. Generated code calls the methods of <see cref="KernelCalls"/>, which end here; what a
/// recorder makes of them (a command buffer, plain loops, a check of the barriers) is its own affair.
/// </summary>
public interface IRecorder
{
    /// <summary>Sequences per step; batched slots scale with it.</summary>
    int Batch { get; }

    /// <summary>
    /// Whether attention over so many tokens with heads of this size is one kernel here, without probabilities in memory; else it is
    /// products with a softmax between them.
    /// </summary>
    bool AttendsAtOnce(int length, int headSize) => false;

    /// <summary>Records one kernel.</summary>
    /// <param name="kernel">The catalogue's entry.</param>
    /// <param name="options">Bit i set: the kernel is compiled with <c>kernel.Options[i]</c> defined.</param>
    /// <param name="operands">One slot per operand of the catalogue's entry; <see cref="Slot.None"/> where it is absent.</param>
    /// <param name="constants">One word per constant of the catalogue's entry; floats by their bits.</param>
    /// <param name="work">Work items in each dimension; the kernel's group shape says how many one group does.</param>
    void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work);

    /// <summary>What was recorded before is finished and visible to what is recorded after.</summary>
    void Barrier();
}

/// <summary>Work items of a dispatch in each dimension.</summary>
public readonly record struct WorkSize(long X, long Y = 1, long Z = 1);
