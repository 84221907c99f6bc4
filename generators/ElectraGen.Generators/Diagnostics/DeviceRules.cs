using ElectraGen.Generators.Emission;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Kernels;
using ElectraGen.Generators.Planning;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Diagnostics;

/// <summary>What a planned model must keep to run everywhere at a batch of 1, as an ordered table: one rule, one entry.</summary>
internal static class DeviceRules
{
    private const long AllocationBytes = 1L << 30;
    private const long MiB = 1L << 20;
    private const int LoopIterations = 65_535;

    /// <summary>The smallest subgroup there is.</summary>
    private const int FewestLanes = 4;

    private static readonly Func<ModelPlan, IEnumerable<Finding>>[] Table =
    [
        TooManyElements,
        LargeSegment,
        LargeParameters,
        LongLoop,
    ];

    public static ModelFindings Check(ModelPlan plan, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(plan.Model.Type, Table.SelectMany(rule => rule(plan)).ToEquatableArray());
    }

    /// <summary>Whether every index that the emitted code states is a number that C# and the kernels can hold.</summary>
    public static bool IsAddressable(ModelPlan plan) => !TooManyElements(plan).Any();

    private static IEnumerable<Finding> TooManyElements(ModelPlan plan)
    {
        string name = plan.Model.Type.Name;
        PlanSlot? widest = plan.Plan.Slots.OrderByDescending(slot => slot.Shape.Count).FirstOrDefault();
        if (widest is not null && widest.Shape.Count > int.MaxValue)
            yield return Found(DeviceDescriptors.TooManyElements, "", widest.Name, name, widest.Shape.Count, int.MaxValue);
        long parameters = ParameterLayout.Of(plan.Graph.Parameters).Bytes / sizeof(float);
        if (parameters > uint.MaxValue)
            yield return Found(DeviceDescriptors.TooManyElements, "", "The parameter arena", name, parameters, uint.MaxValue);
    }

    /// <summary>The largest of what one allocation has to hold: a segment of the plan, or a parameter.</summary>
    private static IEnumerable<Finding> LargeSegment(ModelPlan plan)
    {
        ParameterInfo parameter = plan.Graph.Parameters.OrderByDescending(info => info.Value.Shape.Bytes).First();
        (string Name, long Bytes) largest = new[]
        {
            ("What a layer keeps", plan.Plan.LayerBytes.DefaultIfEmpty().Max()),
            ("Scratch memory", plan.Plan.ScratchBytes),
            ("Memory beside the batch", plan.Plan.FixedBytes),
            ($"Parameter {parameter.Value}", parameter.Value.Shape.Bytes),
        }.OrderByDescending(segment => segment.Item2).First();
        if (largest.Bytes > AllocationBytes)
            yield return Found(
                DeviceDescriptors.LargeSegment, "", largest.Name, plan.Model.Type.Name, RoundedUp(largest.Bytes), AllocationBytes / MiB);
    }

    private static IEnumerable<Finding> LargeParameters(ModelPlan plan)
    {
        long bytes = ParameterLayout.Of(plan.Graph.Parameters).Bytes;
        if (bytes > AllocationBytes)
            yield return Found(DeviceDescriptors.LargeParameters, "", plan.Model.Type.Name, RoundedUp(bytes), AllocationBytes / MiB);
    }

    private static IEnumerable<Finding> LongLoop(ModelPlan plan)
    {
        uint length = (uint)plan.Model.SequenceLength, maximum = (uint)plan.Model.MaximumPredictions;
        (KernelDefinition Kernel, uint[] Constants)[] walks =
        [
            (KernelCatalog.ChooseMasked, [1, length, maximum]),
            (KernelCatalog.ApplyMask, [1, length, maximum]),
            (KernelCatalog.Corrupt, [1, length, maximum]),
            (KernelCatalog.ScatterRows, [length, maximum, length]),
            (KernelCatalog.SortCount, [1, length, 0]),
            (KernelCatalog.SortScatter, [1, length, 0]),
            (KernelCatalog.Softmax, [length, length, length]),
        ];
        (KernelDefinition Kernel, long Iterations)[] longest =
            [.. walks.Select(walk => (walk.Kernel, walk.Kernel.Iterations(walk.Constants, FewestLanes))).OrderByDescending(walk => walk.Item2).Take(1)];
        return from walk in longest
               where walk.Iterations > LoopIterations
               select Found(DeviceDescriptors.LongLoop, "SequenceLength", plan.Model.SequenceLength, walk.Kernel.Name, walk.Iterations, LoopIterations);
    }

    private static Finding Found(DiagnosticDescriptor descriptor, string part, params object[] arguments) =>
        new(descriptor, part, arguments.Select(argument => FormattableString.Invariant($"{argument}")).ToEquatableArray());

    private static long RoundedUp(long bytes) => (bytes + MiB - 1) / MiB;
}
