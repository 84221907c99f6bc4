namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>Sets every element to 0.</summary>
    public static void Clear(this IRecorder recorder, Slot to) => recorder.Fill(0, to);

    /// <summary>Sets every element to one number.</summary>
    public static void Fill(this IRecorder recorder, double value, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.Fill, 0, [to], [Words(count), Bits(value)], Quads(count));
    }

    /// <summary>Copies.</summary>
    public static void Copy(this IRecorder recorder, Slot from, Slot to)
    {
        Match(from.Count == to.Count, "a copy has one size");
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.Copy, 0, [from, to], [Words(count)], Quads(count));
    }

    /// <summary>to = left + right.</summary>
    public static void Add(this IRecorder recorder, Slot left, Slot right, Slot to) =>
        recorder.ScaledSum(left, right, 1, 1, to);

    /// <summary>to = scale · input.</summary>
    public static void Scale(this IRecorder recorder, Slot input, double scale, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.ScaledSum, 0, [input, Slot.None, to], [Words(count), Bits(scale), Bits(0)], Quads(count));
    }

    /// <summary>to = leftScale · left + rightScale · right.</summary>
    public static void ScaledSum(this IRecorder recorder, Slot left, Slot right, double leftScale, double rightScale, Slot to)
    {
        Match(left.Count == to.Count && right.Count == to.Count, "a sum has one size");
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.ScaledSum, 1, [left, right, to], [Words(count), Bits(leftScale), Bits(rightScale)], Quads(count));
    }

    /// <summary>to = left · right, element by element.</summary>
    public static void Multiply(this IRecorder recorder, Slot left, Slot right, Slot to)
    {
        Match(left.Count == to.Count && right.Count == to.Count, "a product of elements has one size");
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.Multiply, 0, [left, right, to], [Words(count)], Quads(count));
    }

    /// <summary>to = exp(input).</summary>
    public static void Exponential(this IRecorder recorder, Slot input, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.Exponential, 0, [input, to], [Words(count)], Quads(count));
    }

    /// <summary>to = input with a fraction <paramref name="rate"/> of its elements 0 and the others scaled up; its own derivative.</summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="input">A batched slot.</param>
    /// <param name="rate">The dropped fraction, inside [0, 1).</param>
    /// <param name="site">Which draw this is: unique in the model, the same forward and backward.</param>
    /// <param name="to">May be the input.</param>
    public static void Dropout(this IRecorder recorder, Slot input, double rate, int site, Slot to)
    {
        long blocks = (to.Count + 3) / 4;
        recorder.Dispatch(
            KernelCatalog.Dropout, 0, [input, to, StepScalars.Slot],
            [Words(recorder.Batch), Words(to.Count), DropThreshold(rate), Bits(KeptScale(rate)), Words(site)],
            new WorkSize(blocks * recorder.Batch));
    }

    /// <summary>Words of a draw below this drop an element.</summary>
    private static uint DropThreshold(double rate) => (uint)Math.Round(rate * 4294967296.0);

    /// <summary>What a kept element is multiplied by.</summary>
    private static double KeptScale(double rate) => 1 / (1 - rate);
}
