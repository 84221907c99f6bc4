using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

/// <summary>The calls of one activation.</summary>
internal sealed record ActivationCalls(
    string Name,
    Action<IRecorder, Slot, Slot> Forward,
    Action<IRecorder, Slot, Slot, Slot, Slot> Backward,
    Action<IRecorder, Slot, Parameter, Parameter, Slot, Slot> Linear)
{
    public static IReadOnlyList<ActivationCalls> All { get; } =
    [
        new("GELU", KernelCalls.Gelu, KernelCalls.GeluBackward, KernelCalls.LinearGelu),
        new("GELU by tanh", KernelCalls.TanhGelu, KernelCalls.TanhGeluBackward, KernelCalls.LinearTanhGelu),
        new("ReLU", KernelCalls.Relu, KernelCalls.ReluBackward, KernelCalls.LinearRelu),
        new("SiLU", KernelCalls.Silu, KernelCalls.SiluBackward, KernelCalls.LinearSilu),
    ];

    public static TheoryData<string> Names => [.. All.Select(calls => calls.Name)];

    public static ActivationCalls Named(string name) => All.Single(calls => calls.Name == name);
}
