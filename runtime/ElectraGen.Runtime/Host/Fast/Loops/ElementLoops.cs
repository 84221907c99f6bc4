using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Host.Kernels;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Loops;

/// <summary>Element-wise work.</summary>
internal static class ElementLoops
{
    /// <summary>Elements that are taken together, for dropout's draws and for loops over the same ones; a multiple of four and of every vector.</summary>
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

    /// <summary>A run at a time, so that the second loop finds it in the cache.</summary>
    private static void ActivateBackward(HostCall<float> call)
    {
        Activation activation = ActivationKernels<float>.Of(call.Options >> 1)!.Value;
        Range share = Share(call);
        for (int first = share.Start.Value; first < share.End.Value; first += RunLength)
        {
            int count = Math.Min(RunLength, share.End.Value - first);
            ReadOnlySpan<float> input = call.Numbers(0).Slice(first, count);
            ActivationVectors.ActivateBackward(activation, input, call.Numbers(1).Slice(first, count), call.Numbers(3).Slice(first, count));
            if (call.Has(0))
                ActivationVectors.Activate(activation, input, call.Numbers(2).Slice(first, count));
        }
    }

    /// <summary>Parts take runs of elements of one sequence.</summary>
    private static void Dropout(HostCall<float> call)
    {
        int sequences = call.Count(0), elementsPerSequence = call.Count(1);
        int runsPerSequence = (elementsPerSequence + RunLength - 1) / RunLength;
        DropoutVectors dropout = new(call.Scalars, call.Word(2), call.Number(3), call.Word(4));
        Range runs = call.Part.ShareOf(sequences * runsPerSequence);
        for (int run = runs.Start.Value; run < runs.End.Value; run++)
        {
            (int sequence, int runOfSequence) = Math.DivRem(run, runsPerSequence);
            int first = runOfSequence * RunLength, count = Math.Min(RunLength, elementsPerSequence - first);
            int start = (sequence * elementsPerSequence) + first;
            dropout.Keep(
                dropout.Draw(sequence, first, count, call.Part.Memory), factor: 1, call.Numbers(0).Slice(start, count), call.Numbers(1).Slice(start, count));
        }
    }

    private static Range Share(HostCall<float> call) => call.Part.ShareOf(call.Count(0), ElementCuts.Group);
}
