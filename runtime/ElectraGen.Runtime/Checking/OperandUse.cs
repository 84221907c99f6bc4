using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>An operand of a recorded dispatch: which bytes it reads or writes, and as what.</summary>
/// <param name="Dispatch">The dispatch's number in the pass, from 0.</param>
/// <param name="Kernel">Its kernel.</param>
/// <param name="Operand">The catalogue's entry.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Start">First byte in the segment.</param>
/// <param name="End">Byte behind the last.</param>
/// <param name="Reads">Whether it is read.</param>
/// <param name="Writes">Whether it is written.</param>
internal readonly record struct OperandUse(
    int Dispatch, KernelDefinition Kernel, KernelOperand Operand, Slot Slot, long Start, long End, bool Reads, bool Writes)
{
    /// <summary>The uses of a dispatch, absent operands left out.</summary>
    public static IEnumerable<OperandUse> Of(int dispatch, KernelDefinition kernel, uint options, Slot[] operands, uint[] constants, int batch)
    {
        for (int index = 0; index < operands.Length; index++)
        {
            Slot slot = operands[index];
            KernelOperand operand = kernel.Operands[index];
            if (slot.IsNone)
                continue;
            long start = slot.OffsetAt(batch);
            yield return new OperandUse(
                dispatch, kernel, operand, slot, start, start + slot.BytesAt(batch),
                Reads: operand.Access == OperandAccess.Read || (operand.Access == OperandAccess.ReadWrite && ReadsItsOutput(kernel, options, constants)),
                Writes: operand.Access != OperandAccess.Read);
        }
    }

    /// <summary>Whether both touch a byte, in any precision: where all offsets are halved, what keeps 32 bits takes up its whole place.</summary>
    public bool Overlaps(in OperandUse other) =>
        Slot.Segment == other.Slot.Segment && Start < other.PlaceEnd && other.Start < PlaceEnd;

    private long PlaceEnd => Slot.Segment.IsHalved && Slot.Element != Element.Activation ? End + (End - Start) : End;

    /// <inheritdoc/>
    public override string ToString() =>
        $"dispatch {Dispatch} ({Kernel}, {Operand.Name} in {Slot.Segment.Kind} {Slot.Segment.Index}, bytes {Start} to {End})";

    // A product reads the matrix that it writes only to add to it; beside a range of columns the others have to stay
    private static bool ReadsItsOutput(KernelDefinition kernel, uint options, uint[] constants)
    {
        const int Accumulate = 3, Columns = 1, InnerCount = 3, OutputRowStride = 13;
        return kernel != KernelCatalog.MatrixProduct || (options & (1u << Accumulate)) != 0
            || constants[Columns] * constants[InnerCount] < constants[OutputRowStride];
    }
}
