namespace ElectraGen.Runtime.Kernels;

/// <summary>Holds a recorded call against its catalogue entry; every recorder does so before it takes one.</summary>
internal static class KernelCallCheck
{
    /// <summary>Checks the number of operands and constants, that no operand is absent unless it may be, holds floats for integers or activations where the kernel takes none, and the options.</summary>
    /// <exception cref="ArgumentException">The call does not fit; the sentence names the kernel and what is wrong.</exception>
    public static void Verify(
        KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        Require(operands.Length == kernel.Operands.Count, kernel, $"takes {kernel.Operands.Count} operands, not {operands.Length}");
        Require(constants.Length == kernel.Constants.Count, kernel, $"takes {kernel.Constants.Count} constants, not {constants.Length}");
        Require(kernel.Allows(options), kernel, $"has no options {options:b}");
        Require(work.X > 0 && work.Y > 0 && work.Z > 0, kernel, $"has no work: {work.X} × {work.Y} × {work.Z}");
        for (int index = 0; index < operands.Length; index++)
        {
            KernelOperand operand = kernel.Operands[index];
            Require(operand.IsOptional || !operands[index].IsNone, kernel, $"needs its operand {operand.Name}");
            Require(
                !operand.IsInteger || operands[index].IsNone || operands[index].Element == Element.Int32,
                kernel, $"has integers in {operand.Name}");
            Require(
                operand.MayBeActivation || operands[index].Element != Element.Activation,
                kernel, $"has 32 bits in {operand.Name}");
        }
    }

    private static void Require(bool holds, KernelDefinition kernel, FormattableString what)
    {
        if (!holds)
            throw new ArgumentException($"The kernel {kernel.Name} {FormattableString.Invariant(what)}.");
    }
}
