using ElectraGen.Training.Plans;
using ElectraGen.Training.Profiles;
using Spectre.Console;

namespace ElectraGen.Training.Commands;

/// <summary>What <c>bench</c> prints for people.</summary>
internal static class BenchText
{
    public static void Write(CommandContext context, BenchFacts facts)
    {
        context.Output.WriteLine($"{facts.Model} at batch {facts.Batch}{(facts.MicroBatch < facts.Batch ? $" in micro-batches of {facts.MicroBatch}" : "")} on {facts.Device}, {facts.Precision}, {facts.Tier}");
        context.Output.WriteLine($"  {facts.TokensPerSecond:N0} tokens/s, {facts.MillisecondsPerStep:N2} ms a step, {facts.FlopsPerSecond / 1e9:N1} GFLOP/s of matrix products");
        context.Output.WriteLine($"  {facts.BusyFraction:P1} of the time the device computes, {facts.HostMicrosecondsPerStep:N0} µs a step it waits for the host, {facts.AllocatedBytesPerStep} bytes allocated a step");
        context.Output.WriteLine($"  {ByteText.Format(facts.PlanBytes)} planned, at most {ByteText.Format(facts.PeakBytes)} allocated on the device");
        if (facts.Profile is not null)
            Write(context, facts.Profile);
    }

    public static void Write(CommandContext context, DeviceCeilings ceilings)
    {
        context.Output.WriteLine(
            $"{ceilings.Device}: copies {ceilings.BytesPerSecond / 1e9:N1} GB/s, read and written together; multiplies matrices with {ceilings.FlopsPerSecond / 1e9:N1} GFLOP/s ({ceilings.Tier})");
        foreach (TierCeiling tier in ceilings.Tiers)
            context.Output.WriteLine($"  {tier.Name}, {tier.Arithmetic}: {tier.FlopsPerSecond / 1e9:N1} GFLOP/s");
    }

    private static void Write(CommandContext context, ProfileFacts profile)
    {
        Table table = FactTable.Create("kernel", "calls#", "ms#", "share#", "GFLOP/s#", "GB/s#", "of ceiling#");
        foreach (KernelTotal kernel in profile.Kernels)
        {
            table.AddFacts(
                kernel.Kernel, $"{kernel.Calls:N0}", $"{kernel.Milliseconds:N3}", $"{kernel.Share:P1}",
                kernel.FlopsPerSecond is double flops ? $"{flops / 1e9:N1}" : "", kernel.BytesPerSecond is double bytes ? $"{bytes / 1e9:N1}" : "",
                $"{kernel.ShareOfCeiling:P0}");
        }
        table.AddFacts("between kernels", "", $"{profile.MillisecondsBetweenKernels:N3}", $"{profile.MillisecondsBetweenKernels / profile.Milliseconds:P1}", "", "", "");
        table.AddFacts("the step", $"{profile.Kernels.Sum(static kernel => kernel.Calls):N0}", $"{profile.Milliseconds:N3}", "", "", "", "");
        context.WriteTable(table);
        Write(context, profile.Ceilings);
        context.Output.WriteLine($"What fits a cache may be faster than a copy of what does not. Each dispatch is in {profile.Trace}, for chrome://tracing or Perfetto.");
    }
}
