using System.Numerics;
using ElectraGen.Runtime.Host.Threads;
using ElectraGen.Runtime.Numbers;

namespace ElectraGen.Runtime.Host;

/// <summary>A kernel of the host.</summary>
internal delegate void HostKernel<T>(HostCall<T> call)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A kernel for one dispatch, in parts that may run in any order and at the same time.</summary>
internal readonly record struct PartedKernel<T>(HostKernel<T> Kernel, int PartCount = 1)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Cuts a kernel into parts, for a dispatch and a number of threads; what it computes must not depend on how it is cut.</summary>
internal delegate PartedKernel<T> HostKernelCut<T>(HostDispatch<T> dispatch, int threadCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>What was recorded of a dispatch.</summary>
internal sealed record HostDispatch<T>(HostOperand<T>[] Operands, uint[] Constants, uint Options, WorkSize Work)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A constant that counts.</summary>
    public int Count(int constant) => checked((int)Constants[constant]);

    /// <summary>Whether an option is on.</summary>
    public bool Has(int option) => ((Options >> option) & 1) != 0;
}

/// <summary>One run of a dispatch, as its kernel sees it: operands, constants and options by their index in the catalogue.</summary>
internal readonly ref struct HostCall<T>(HostDispatch<T> dispatch, StepScalars scalars, HostPart part)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The scalars of the run.</summary>
    public StepScalars Scalars { get; } = scalars;

    /// <summary>Which part of the work this call does, and the memory that it may use meanwhile.</summary>
    public HostPart Part { get; } = part;

    /// <summary>Work items in each dimension.</summary>
    public WorkSize Work => dispatch.Work;

    /// <summary>A whole slot of floats; empty if the operand is absent.</summary>
    public Span<T> Numbers(int operand) => dispatch.Operands[operand].Numbers;

    /// <summary>What a device reads again of a number that it has stored: it has only as many digits as the slot.</summary>
    public T Stored(int operand, T value) => dispatch.Operands[operand].Precision is var precision && precision.IsNarrow()
        ? T.CreateTruncating(NarrowNumbers.Stored(precision, float.CreateTruncating(value)))
        : value;

    /// <summary>
    /// What a device has of a number on the way to one that it stores: where that has few digits, the 32-bit rounding of a number so near
    /// to the middle of two of them decides between them.
    /// </summary>
    public T Computed(int operand, T value) =>
        dispatch.Operands[operand].Precision.IsNarrow() ? T.CreateTruncating(float.CreateTruncating(value)) : value;

    /// <summary>A whole slot of integers; empty if the operand is absent.</summary>
    public Span<int> Integers(int operand) => dispatch.Operands[operand].Integers;

    /// <summary>Whether a slot holds integers, for operands that may hold either.</summary>
    public bool IsInteger(int operand) => dispatch.Operands[operand].IntegerArray is not null;

    /// <summary>A constant that counts.</summary>
    public int Count(int constant) => dispatch.Count(constant);

    /// <summary>A constant of 32 bits.</summary>
    public uint Word(int constant) => dispatch.Constants[constant];

    /// <summary>A constant that holds the bits of a float.</summary>
    public T Number(int constant) => T.CreateTruncating(BitConverter.UInt32BitsToSingle(dispatch.Constants[constant]));

    /// <summary>Bit i set: option i is on.</summary>
    public uint Options => dispatch.Options;

    /// <summary>Whether an option is on.</summary>
    public bool Has(int option) => dispatch.Has(option);
}

/// <summary>One of the parts that a kernel was cut into.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="Count">Of how many.</param>
/// <param name="Memory">What the thread that runs it has to itself.</param>
internal readonly record struct HostPart(int Index, int Count, ThreadMemory Memory)
{
    /// <summary>This part's share of a row of items, in whole groups of <paramref name="group"/> but for the last.</summary>
    public Range ShareOf(int items, int group = 1)
    {
        long groups = (items + (long)group - 1) / group;
        return (int)(groups * Index / Count * group)..(int)Math.Min(groups * (Index + 1) / Count * group, items);
    }
}
