using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;
using Xunit.Abstractions;

namespace Runtime.Tests.Host;

public sealed class ActivationTests(ITestOutputHelper log)
{
    public static TheoryData<string> Names => ActivationCalls.Names;

    /// <summary>To sixteen digits from the definitions, by another program.</summary>
    [Theory]
    [InlineData("GELU", -2.5, -0.015524163314440348)]
    [InlineData("GELU", 1.25, 1.1179377829164308)]
    [InlineData("GELU by tanh", -2.5, -0.015084266089998577)]
    [InlineData("GELU by tanh", 1.25, 1.1177142029697147)]
    [InlineData("ReLU", -2.5, 0)]
    [InlineData("ReLU", 1.25, 1.25)]
    [InlineData("SiLU", -2.5, -0.18964545005310887)]
    [InlineData("SiLU", 1.25, 0.9716248264683639)]
    public void ValuesAreThoseOfTheDefinition(string name, double input, double expected) =>
        Assert.Equal(expected, ValueAt(name, input), 1e-15);

    /// <summary>Far out an activation is the identity or 0, and what is not a number stays so.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void EdgesAreSafe(string name)
    {
        Assert.Equal(0, ValueAt(name, 0));
        Assert.Equal(1e4, ValueAt(name, 1e4));
        Assert.Equal(0, ValueAt(name, -1e4), 0.0);
        Assert.Equal(double.NaN, ValueAt(name, double.NaN));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BackwardIsTheDerivative(string name)
    {
        ActivationCalls calls = ActivationCalls.Named(name);
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 2);
        Slot input = builder.Normal(3, 7, scale: 3), output = builder.Output(3, 7);
        Slot outputGradient = builder.Normal(3, 7), inputGradient = builder.Output(3, 7);
        CentralDifferences.Verify(
            builder,
            recorder => calls.Forward(recorder, input, output), output, outputGradient,
            recorder => calls.Backward(recorder, input, outputGradient, inputGradient, Slot.None),
            (input, inputGradient));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BehindAProductAsWell(string name)
    {
        ActivationCalls calls = ActivationCalls.Named(name);
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 2);
        Slot input = builder.Normal(3, 5), output = builder.Output(3, 7), activated = builder.Output(3, 7);
        Slot activatedGradient = builder.Normal(3, 7), outputGradient = builder.Output(3, 7), inputGradient = builder.Output(3, 5);
        Parameter weight = builder.Parameter(7, 5), bias = builder.Parameter(1, 7);
        CentralDifferences.Verify(
            builder,
            recorder => calls.Linear(recorder, input, weight, bias, output, activated), activated, activatedGradient,
            recorder =>
            {
                calls.Backward(recorder, output, activatedGradient, outputGradient, Slot.None);
                recorder.LinearInputGradient(outputGradient, weight, inputGradient);
                recorder.LinearWeightGradient(outputGradient, input, weight);
            },
            (input, inputGradient), (weight, weight.Gradient));
    }

    private double ValueAt(string name, double input)
    {
        KernelCaseBuilder builder = new(log.FreshRandom(), batch: 1);
        Slot inputs = builder.FixedNumbers(input), outputs = builder.FixedOutput(1, 1);
        using HostDevice<double> device = new();
        using HostSession<double> session = (HostSession<double>)device.OpenSession(builder.Layout.Segments, 1);
        session.Numbers(inputs)[0] = input;
        using IRecording recording = session.Record(recorder => ActivationCalls.Named(name).Forward(recorder, inputs, outputs));
        session.Run(recording, default);
        return session.Numbers(outputs)[0];
    }
}
