using System.Numerics;
using System.Runtime.InteropServices;
using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Host.Kernels;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>Element-wise work.</summary>
internal static class ElementLoops
{
    /// <summary>Elements that dropout draws for at once; a multiple of four.</summary>
    private const int RunLength = 512;

    public static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> All =>
    [
        new(KernelCatalog.Fill, ElementCuts.Cut(Fill, 0)),
        new(KernelCatalog.Copy, ElementCuts.Cut(Copy, 0)),
        new(KernelCatalog.ScaledSum, ElementCuts.Cut(ScaledSum, 0)),
        new(KernelCatalog.Activation, ElementCuts.Cut(Activate, 0)),
        new(KernelCatalog.ActivationBackward, ElementCuts.Cut(ActivateBackward, 0)),
        new(KernelCatalog.Dropout, ElementCuts.Cut(Dropout, 0, 1)),
    ];

    private static void Fill(HostCall<float> call)
    {
        Range share = Share(call);
        if (call.IsInteger(0))
            call.Integers(0)[share].Fill((int)call.Word(1));
        else
            call.Numbers(0)[share].Fill(call.Number(1));
    }

    private static void Copy(HostCall<float> call)
    {
        Range share = Share(call);
        if (call.IsInteger(0))
            call.Integers(0)[share].CopyTo(call.Integers(1)[share]);
        else
            call.Numbers(0)[share].CopyTo(call.Numbers(1)[share]);
    }

    private static void ScaledSum(HostCall<float> call)
    {
        Range share = Share(call);
        ReadOnlySpan<float> left = call.Numbers(0)[share];
        Span<float> output = call.Numbers(2)[share];
        if (call.Has(0))
            VectorMap.Apply(new ScaledSum(call.Number(1), call.Number(2)), left, call.Numbers(1)[share], output);
        else
            VectorMap.Apply(new Scaled(call.Number(1)), left, output);
    }

    private static void Activate(HostCall<float> call)
    {
        Range share = Share(call);
        ActivationVectors.Activate(ActivationKernels<float>.Of(call.Options)!.Value, call.Numbers(0)[share], call.Numbers(1)[share]);
    }

    private static void ActivateBackward(HostCall<float> call)
    {
        Range share = Share(call);
        ActivationVectors.ActivateBackward(
            ActivationKernels<float>.Of(call.Options)!.Value, call.Numbers(0)[share], call.Numbers(1)[share], call.Numbers(2)[share]);
    }

    /// <summary>Parts take runs of elements of one sequence.</summary>
    private static void Dropout(HostCall<float> call)
    {
        int sequences = call.Count(0), elementsPerSequence = call.Count(1);
        int runsPerSequence = (elementsPerSequence + RunLength - 1) / RunLength;
        StepScalars scalars = call.Scalars;
        Span<uint> words = stackalloc uint[RunLength];
        Range runs = call.Part.ShareOf(sequences * runsPerSequence);
        for (int run = runs.Start.Value; run < runs.End.Value; run++)
        {
            (int sequence, int runOfSequence) = Math.DivRem(run, runsPerSequence);
            int first = runOfSequence * RunLength, count = Math.Min(RunLength, elementsPerSequence - first);
            ReadOnlySpan<float> input = call.Numbers(0).Slice((sequence * elementsPerSequence) + first, count);
            Span<float> output = call.Numbers(1).Slice((sequence * elementsPerSequence) + first, count);
            if (scalars.DropoutEnabled == 0)
            {
                input.CopyTo(output);
                continue;
            }

            PhiloxVectors.Draw(
                scalars.Seed, call.Word(4), (uint)first / 4, scalars.FirstSequence + (uint)sequence, scalars.Step, 0,
                words[..PhiloxVectors.WholeDraws(count)]);
            KeepFrom(call.Word(2), call.Number(3), words, input, output);
        }
    }

    /// <summary>output = scale · input where the word is at least the threshold, else 0.</summary>
    private static void KeepFrom(uint threshold, float scale, ReadOnlySpan<uint> words, ReadOnlySpan<float> input, Span<float> output)
    {
        ReadOnlySpan<Vector<float>> inputs = MemoryMarshal.Cast<float, Vector<float>>(input);
        ReadOnlySpan<Vector<uint>> draws = MemoryMarshal.Cast<uint, Vector<uint>>(words);
        Span<Vector<float>> outputs = MemoryMarshal.Cast<float, Vector<float>>(output);
        Vector<uint> thresholds = new(threshold);
        for (int index = 0; index < inputs.Length; index++)
        {
            Vector<int> isKept = Vector.AsVectorInt32(Vector.GreaterThanOrEqual(draws[index], thresholds));
            outputs[index] = Vector.ConditionalSelect(isKept, scale * inputs[index], Vector<float>.Zero);
        }

        for (int index = inputs.Length * Vector<float>.Count; index < input.Length; index++)
            output[index] = words[index] >= threshold ? scale * input[index] : 0;
    }

    private static Range Share(HostCall<float> call) => call.Part.ShareOf(call.Count(0), ElementCuts.Group);
}
