namespace ElectraGen.Runtime.Kernels;

/// <summary>
/// What generated code says to a recorder: one method an operation. Each takes the sizes from the slots, so that a call states
/// only what is computed from what, and to where.
/// </summary>
public static partial class KernelCalls
{
    /// <summary>
    /// What one invocation walks in one dispatch, at most: the depth of a product, a run of equal ids. Old CPU drivers end an
    /// invocation after 65,535 iterations.
    /// </summary>
    private const long LongestWalk = 32_768;

    private static uint Bits(double value) => BitConverter.SingleToUInt32Bits((float)value);

    private static uint Words(long value) =>
        value is >= 0 and <= uint.MaxValue
            ? (uint)value
            : throw new ElectraGenException($"A dispatch of this step would count to {value}, and kernels count to {uint.MaxValue}; use a smaller batch.");

    private static WorkSize Quads(long count) => new((count + 3) / 4);

    private static void Match(bool holds, string what)
    {
        if (!holds)
            throw new ArgumentException($"The slots of this call do not fit together: {what}.");
    }
}
