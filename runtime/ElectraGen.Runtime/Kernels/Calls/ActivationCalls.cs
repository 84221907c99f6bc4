namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>to = GELU(input), by erf.</summary>
    public static void Gelu(this IRecorder recorder, Slot input, Slot to) => recorder.Activate(Activation.Gelu, input, to);

    /// <summary>to = outputGradient · GELU′(input) and, where it is asked for, activated = GELU(input) once more.</summary>
    public static void GeluBackward(this IRecorder recorder, Slot input, Slot outputGradient, Slot to, Slot activated = default) =>
        recorder.ActivateBackward(Activation.Gelu, input, outputGradient, activated, to);

    /// <summary>to = GELU(input), approximated by tanh.</summary>
    public static void TanhGelu(this IRecorder recorder, Slot input, Slot to) => recorder.Activate(Activation.TanhGelu, input, to);

    /// <summary>to = outputGradient · the derivative of the approximation at input and, where it is asked for, activated = the approximation once more.</summary>
    public static void TanhGeluBackward(this IRecorder recorder, Slot input, Slot outputGradient, Slot to, Slot activated = default) =>
        recorder.ActivateBackward(Activation.TanhGelu, input, outputGradient, activated, to);

    /// <summary>to = max(input, 0).</summary>
    public static void Relu(this IRecorder recorder, Slot input, Slot to) => recorder.Activate(Activation.Relu, input, to);

    /// <summary>to = outputGradient where input is above 0, else 0 and, where it is asked for, activated = max(input, 0) once more.</summary>
    public static void ReluBackward(this IRecorder recorder, Slot input, Slot outputGradient, Slot to, Slot activated = default) =>
        recorder.ActivateBackward(Activation.Relu, input, outputGradient, activated, to);

    /// <summary>to = input · σ(input).</summary>
    public static void Silu(this IRecorder recorder, Slot input, Slot to) => recorder.Activate(Activation.Silu, input, to);

    /// <summary>to = outputGradient · SiLU′(input) and, where it is asked for, activated = input · σ(input) once more.</summary>
    public static void SiluBackward(this IRecorder recorder, Slot input, Slot outputGradient, Slot to, Slot activated = default) =>
        recorder.ActivateBackward(Activation.Silu, input, outputGradient, activated, to);

    private static void Activate(this IRecorder recorder, Activation activation, Slot input, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.Activation, 1u << (int)activation, [input, to], [Words(count)], Quads(count));
    }

    private static void ActivateBackward(
        this IRecorder recorder, Activation activation, Slot input, Slot outputGradient, Slot activated, Slot to)
    {
        long count = to.CountAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.ActivationBackward, (2u << (int)activation) | (activated.IsNone ? 0u : 1), [input, outputGradient, activated, to],
            [Words(count)], Quads(count));
    }
}
