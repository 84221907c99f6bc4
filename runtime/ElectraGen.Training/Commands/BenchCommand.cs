using System.CommandLine;
using System.Diagnostics;
using ElectraGen.Runtime;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;
using ElectraGen.Training.Plans;

namespace ElectraGen.Training.Commands;

/// <summary><c>bench MODEL</c>: the speed of a training step.</summary>
internal sealed class BenchCommand
{
    private const int WarmupSteps = 2, DefaultSteps = 10;

    private readonly CommandContext context;
    private readonly Argument<string> model = CommandOptions.Model();
    private readonly DataSelection data = new();
    private readonly DeviceSelection device = new();
    private readonly Option<int?> batch = CommandOptions.Batch();
    private readonly Option<int?> steps = CommandOptions.Positive("--steps", $"Steps that are timed, after {WarmupSteps} that are not. Default: {DefaultSteps}.");
    private readonly Option<bool> json = CommandOptions.Json();

    private BenchCommand(CommandContext context) => this.context = context;

    public static Command Create(CommandContext context) => new BenchCommand(context).Create();

    private Command Create()
    {
        Command command = new("bench", "Measures the speed of a training step.") { model, batch, steps, json };
        data.AddTo(command);
        device.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            BenchFacts facts = Measure(parsed, cancellation);
            if (parsed.GetValue(json))
                context.WriteJson(facts, CommandJson.Default.BenchFacts);
            else
                Print(facts);
            return Task.FromResult(0);
        });
        return command;
    }

    private BenchFacts Measure(ParseResult parsed, CancellationToken cancellation)
    {
        IModel chosen = context.FindModel(parsed, model);
        int batchSize = parsed.GetValue(batch) ?? chosen.Description.Recipe.BatchSize, stepCount = parsed.GetValue(steps) ?? DefaultSteps;
        using SelectedDevice selected = device.Open(context, parsed, chosen, batchSize);
        using TrainingData text = data.Open(context, parsed, chosen, cancellation);
        using TrainingSession session = new(chosen, selected.Device, batchSize, seed: 1);
        UnigramTable.Upload(chosen, session.Device, text);
        ParameterInitialization.Apply(chosen, session.Device, seed: 1);
        DataCursor cursor = new(Seed: 1);
        void Step(int step)
        {
            cancellation.ThrowIfCancellationRequested();
            cursor = session.Step(step, chosen.Description.Recipe.LearningRate, text, cursor);
        }

        for (int step = 0; step < WarmupSteps; step++)
            Step(step);
        long deviceTicks = session.DeviceTicks, allocated = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
        for (int step = 0; step < stepCount; step++)
            Step(WarmupSteps + step);
        double ticks = Stopwatch.GetTimestamp() - started;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        deviceTicks = session.DeviceTicks - deviceTicks;
        selected.RequireSilence();

        double secondsPerStep = ticks / Stopwatch.Frequency / stepCount;
        double tokensPerSecond = batchSize * chosen.Description.SequenceLength / secondsPerStep;
        DeviceDescription description = selected.Device.Description;
        return new BenchFacts(
            chosen.Description.Name, description.Id, description.Tier, selected.Device.Precision.NameOf(), batchSize, tokensPerSecond, secondsPerStep * 1e3,
            tokensPerSecond * chosen.Description.FlopsPerToken, deviceTicks / ticks,
            (ticks - deviceTicks) / Stopwatch.Frequency / stepCount * 1e6, allocated / stepCount,
            PlanSummary.SessionBytes(chosen.Plan, batchSize), selected.Device.PeakBytes);
    }

    private void Print(BenchFacts facts)
    {
        context.Output.WriteLine($"{facts.Model} at batch {facts.Batch} on {facts.Device}, {facts.Precision}, {facts.Tier}");
        context.Output.WriteLine($"  {facts.TokensPerSecond:N0} tokens/s, {facts.MillisecondsPerStep:N2} ms a step, {facts.FlopsPerSecond / 1e9:N1} GFLOP/s of matrix products");
        context.Output.WriteLine($"  {facts.BusyFraction:P1} of the time in the device's passes, {facts.HostMicrosecondsPerStep:N0} µs a step beside them, {facts.AllocatedBytesPerStep} bytes allocated a step");
        context.Output.WriteLine($"  {ByteText.Format(facts.PlanBytes)} planned, at most {ByteText.Format(facts.PeakBytes)} allocated on the device");
    }
}

/// <summary>What <c>bench --json</c> prints. The busy fraction is the share of time inside the device's passes; peak bytes are the most that the device's allocator held.</summary>
internal sealed record BenchFacts(
    string Model, string Device, string Tier, string Precision, int Batch, double TokensPerSecond, double MillisecondsPerStep,
    double FlopsPerSecond, double BusyFraction, double HostMicrosecondsPerStep, long AllocatedBytesPerStep, long PlanBytes, long PeakBytes);
