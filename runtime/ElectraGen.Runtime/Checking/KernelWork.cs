using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>What a dispatch has to do at least, by its operands and constants.</summary>
/// <param name="ProductOperations">Floating-point operations of matrix products; 0 for kernels that have none.</param>
/// <param name="Bytes">Bytes of the operands that are read and written, each once, in the run's precision.</param>
internal readonly record struct KernelWork(double ProductOperations, long Bytes)
{
    // What devices of all kinds make, roughly, in the time that their memory moves a byte
    private const double OperationsPerByte = 8;

    /// <summary>One number for both, in operations.</summary>
    public double Operations => ProductOperations + (OperationsPerByte * Bytes);

    /// <summary>The work of a dispatch at a batch and precision.</summary>
    public static KernelWork Of(
        KernelDefinition kernel, uint options, Slot[] operands, uint[] constants, WorkSize work, int batch, Precision precision)
    {
        OperandUse[] uses = [.. OperandUse.Of(0, kernel, options, operands, constants, batch)];
        long BytesOf(OperandUse use) => precision.BytesOf(use.Slot, batch);

        // Of a table only the rows that indices name are touched: as much as the widest of the other operands holds
        long rows = uses.Where(static use => !use.Operand.IsTable).Select(BytesOf).DefaultIfEmpty(0).Max();
        return new KernelWork(
            kernel.ProductOperations(constants, work.Z),
            uses.Sum(use => ((use.Reads ? 1 : 0) + (use.Writes ? 1 : 0)) * (use.Operand.IsTable ? Math.Min(BytesOf(use), rows) : BytesOf(use))));
    }
}
