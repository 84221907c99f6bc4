using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

/// <summary>Turns a case into one with activations wherever its kernels take them, for runs in 16 bits.</summary>
internal static class ActivationCase
{
    /// <summary>Whether a kernel takes activations at all.</summary>
    public static bool Exists(KernelDefinition kernel) => kernel.Work != WorkShape.Host && kernel.Operands.Any(operand => operand.MayBeActivation);

    public static KernelCase Of(KernelCase wide)
    {
        ListingRecorder listing = new(wide.Layout.Batch);
        wide.Pass(listing);
        (KernelOperand Operand, Slot Slot)[] uses =
            [.. listing.Dispatches.SelectMany(dispatch => dispatch.Kernel.Operands.Zip(dispatch.Operands))];
        HashSet<long> narrow = [.. uses.Where(static use => use.Operand.MayBeActivation && CanBeNarrow(use.Slot)).Select(static use => use.Slot.Offset)];
        narrow.ExceptWith(uses.Where(static use => !use.Operand.MayBeActivation && CanBeNarrow(use.Slot)).Select(static use => use.Slot.Offset));
        return wide with
        {
            Inputs = [.. wide.Inputs.Select(input => input with { Slot = Narrowed(input.Slot) })],
            Outputs = [.. wide.Outputs.Select(Narrowed)],
            Pass = recorder => wide.Pass(new NarrowingRecorder(recorder, Narrowed)),
        };

        Slot Narrowed(Slot slot) => CanBeNarrow(slot) && narrow.Contains(slot.Offset) ? slot with { Element = Element.Activation } : slot;
    }

    private static bool CanBeNarrow(Slot slot) => slot.Segment.IsHalved && slot.Element == Element.Float32;

    private sealed class NarrowingRecorder(IRecorder inner, Func<Slot, Slot> narrowed) : IRecorder
    {
        public int Batch => inner.Batch;

        public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
        {
            Slot[] replaced = Array.ConvertAll(operands.ToArray(), slot => narrowed(slot));
            inner.Dispatch(kernel, options, replaced, constants, work);
        }

        public void Barrier() => inner.Barrier();
    }
}
