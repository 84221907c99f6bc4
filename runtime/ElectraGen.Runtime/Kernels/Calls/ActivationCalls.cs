namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>to = GELU(input), by erf.</summary>
    public static void Gelu(this IRecorder recorder, Slot input, Slot to) => recorder.Activate(Activation.Gelu, input, to);

    /// <summary>to = outputGradient · GELU′(input).</summary>
    public static void GeluBackward(this IRecorder recorder, Slot input, Slot outputGradient, Slot to) =>
        recorder.ActivateBackward(Activation.Gelu, input, outputGradient, to);

    /// <summary>to = GELU(input), approximated by tanh.</summary>
    public static void TanhGelu(this IRecorder recorder, Slot input, Slot to) => recorder.Activate(Activation.TanhGelu, input, to);

    /// <summary>to = outputGradient · the derivative of the approximation at input.</summary>
    public static void TanhGeluBackward(this IRecorder recorder, Slot input, Slot outputGradient, Slot to) =>
        recorder.ActivateBackward(Activation.TanhGelu, input, outputGradient, to);

    /// <summary>to = max(input, 0).</summary>
    public static void Relu(this IRecorder recorder, Slot input, Slot to) => recorder.Activate(Activation.Relu, input, to);

    /// <summary>to = outputGradient where input is above 0, else 0.</summary>
    public static void ReluBackward(this IRecorder recorder, Slot input, Slot outputGradient, Slot to) =>
        recorder.ActivateBackward(Activation.Relu, input, outputGradient, to);

    /// <summary>to = input · σ(input).</summary>
    public static void Silu(this IRecorder recorder, Slot input, Slot to) => recorder.Activate(Activation.Silu, input, to);

    /// <summary>to = outputGradient · SiLU′(input).</summary>
    public static void SiluBackward(this IRecorder recorder, Slot input, Slot outputGradient, Slot to) =>
        recorder.ActivateBackward(Activation.Silu, input, outputGradient, to);

    private static void Activate(this IRecorder recorder, Activation activation, Slot input, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.Activation, 1u << (int)activation, [input, to], [Words(count)], Quads(count));
    }

    private static void ActivateBackward(this IRecorder recorder, Activation activation, Slot input, Slot outputGradient, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.ActivationBackward, 1u << (int)activation, [input, outputGradient, to], [Words(count)], Quads(count));
    }
}
