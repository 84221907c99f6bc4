using System.Numerics;

namespace ElectraGen.Runtime.Host;

/// <summary>A kernel of the host.</summary>
internal delegate void HostKernel<T>(HostCall<T> call)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>What was recorded of a dispatch.</summary>
internal sealed record HostDispatch<T>(HostKernel<T> Kernel, HostOperand<T>[] Operands, uint[] Constants, uint Options, WorkSize Work)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>One run of a dispatch, as its kernel sees it: operands, constants and options by their index in the catalogue.</summary>
internal readonly ref struct HostCall<T>(HostDispatch<T> dispatch, StepScalars scalars)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The scalars of the run.</summary>
    public StepScalars Scalars { get; } = scalars;

    /// <summary>Work items in each dimension.</summary>
    public WorkSize Work => dispatch.Work;

    /// <summary>A whole slot of floats; empty if the operand is absent.</summary>
    public Span<T> Numbers(int operand) => dispatch.Operands[operand].Numbers;

    /// <summary>A whole slot of integers; empty if the operand is absent.</summary>
    public Span<int> Integers(int operand) => dispatch.Operands[operand].Integers;

    /// <summary>Whether a slot holds integers, for operands that may hold either.</summary>
    public bool IsInteger(int operand) => dispatch.Operands[operand].IntegerArray is not null;

    /// <summary>A constant that counts.</summary>
    public int Count(int constant) => checked((int)dispatch.Constants[constant]);

    /// <summary>A constant of 32 bits.</summary>
    public uint Word(int constant) => dispatch.Constants[constant];

    /// <summary>A constant that holds the bits of a float.</summary>
    public T Number(int constant) => T.CreateTruncating(BitConverter.UInt32BitsToSingle(dispatch.Constants[constant]));

    /// <summary>Whether an option is on.</summary>
    public bool Has(int option) => ((dispatch.Options >> option) & 1) != 0;
}
