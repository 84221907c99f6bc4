using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;
using ElectraGen.Training.Profiles;

namespace ElectraGen.Training.Commands;

/// <summary><c>bench MODEL</c>: the speed of a training step; <c>bench --ceilings</c>: what the device could do at most.</summary>
internal sealed class BenchCommand
{
    private const int DefaultSteps = 10;

    private readonly CommandContext context;
    private readonly Argument<string> model = CommandOptions.Model();
    private readonly DataSelection data = new();
    private readonly DeviceSelection device = new();
    private readonly Option<int?> batch = CommandOptions.Batch();
    private readonly Option<int?> microBatch = CommandOptions.MicroBatch();
    private readonly Option<bool> recompute = CommandOptions.Recompute();
    private readonly Option<int?> steps = CommandOptions.Positive("--steps", $"Steps that are timed, after {StepSpeed.WarmupSteps} that are not. Default: {DefaultSteps}.");
    private readonly Option<bool> ceilings = CommandOptions.Flag("--ceilings", "Without a model: measures how fast the device copies and multiplies matrices.");
    private readonly Option<bool> profile = CommandOptions.Flag("--profile", "Times each kernel of a step as well, and writes trace.json for chrome://tracing or Perfetto.");
    private readonly Option<string?> output = CommandOptions.Path("--output", "DIR", "Where --profile writes trace.json. Default: the current folder.");
    private readonly Option<bool> json = CommandOptions.Json();

    private BenchCommand(CommandContext context)
    {
        this.context = context;
        model.Arity = ArgumentArity.ZeroOrOne;
    }

    public static Command Create(CommandContext context) => new BenchCommand(context).Create();

    private Command Create()
    {
        Command command = new("bench", "Measures the speed of a training step, or what the device could do at most.")
        {
            model, batch, microBatch, recompute, steps, ceilings, profile, output, json,
        };
        data.AddTo(command);
        device.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(model) is null != result.GetValue(ceilings))
                result.AddError("bench takes either a MODEL, whose training step it times, or --ceilings");
        });
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(ceilings))
                MeasureCeilings(parsed);
            else
                MeasureStep(parsed, cancellation);
            return Task.FromResult(0);
        });
        return command;
    }

    private void MeasureCeilings(ParseResult parsed)
    {
        using SelectedDevice selected = device.Open(context, parsed, [], static _ => 0);
        DeviceDescription listed = DeviceCatalog.Survey().Single(description => description.Id == selected.Device.Description.Id);
        DeviceCeilings measured = DeviceCeilings.Measure(selected.Device) with { Tiers = DeviceCeilings.MeasureTiers(listed, selected.OpenTier) };
        selected.RequireSilence();
        if (parsed.GetValue(json))
            context.WriteJson(measured, CommandJson.Default.DeviceCeilings);
        else
            BenchText.Write(context, measured);
    }

    private void MeasureStep(ParseResult parsed, CancellationToken cancellation)
    {
        IModel chosen = context.FindModel(parsed, model, recompute);
        BatchSize batchSize = new(parsed.GetValue(batch) ?? chosen.Description.Recipe.BatchSize, parsed.GetValue(microBatch));
        using SelectedDevice selected = device.Open(context, parsed, chosen, batchSize.MicroBatch);
        using TrainingData text = data.Open(context, parsed, chosen, cancellation);
        BenchFacts facts;
        StepProfile? measured;
        using (TrainingSession session = new(chosen, selected.Device, batchSize, seed: 1))
        {
            UnigramTable.Upload(chosen, session.Device, text);
            ParameterInitialization.Apply(chosen, session.Device, seed: 1);
            StepSpeed speed = StepSpeed.Measure(chosen, session, text, parsed.GetValue(steps) ?? DefaultSteps, cancellation);
            facts = BenchFacts.Of(chosen, selected.Device, batchSize, speed);
            measured = parsed.GetValue(profile) ? StepProfile.Measure(chosen, session) : null;
        }
        // The ceilings need room of their own, which the model may have taken
        if (measured is not null)
            facts = facts with { Profile = Report(chosen, measured, batchSize.MicroBatch, DeviceCeilings.Measure(selected.Device), parsed.GetValue(output) ?? ".") };
        selected.RequireSilence();
        if (parsed.GetValue(json))
            context.WriteJson(facts, CommandJson.Default.BenchFacts);
        else
            BenchText.Write(context, facts);
    }

    private static ProfileFacts Report(IModel model, StepProfile profile, int batch, DeviceCeilings ceilings, string folder)
    {
        Directory.CreateDirectory(folder);
        string trace = Path.Combine(folder, "trace.json");
        ChromeTrace.Write(trace, model, profile, batch);
        return new ProfileFacts(
            profile.Duration / 1e6, (profile.Duration - profile.BusyDuration) / 1e6, [.. profile.Totals(ceilings)], ceilings, trace);
    }
}
