using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;
using ElectraGen.Training.Traces;

namespace ElectraGen.Training.Commands;

/// <summary><c>trace</c>: one training step written out in full.</summary>
internal sealed class TraceCommand
{
    private readonly CommandContext context;
    private readonly Argument<string> model = CommandOptions.Model();
    private readonly DataSelection data = new();
    private readonly DeviceSelection device = new();
    private readonly Option<int?> batch = CommandOptions.Batch();
    private readonly Option<bool> recompute = CommandOptions.Recompute();
    private readonly Option<uint> seed = CommandOptions.Seed();
    private readonly Option<string> output = new("--output") { Description = "The safetensors file to write.", HelpName = "FILE", Required = true };
    private readonly Option<string?> checkpoint = CommandOptions.Path("--checkpoint", "DIR", "Starts from a checkpoint instead of fresh parameters.");
    private readonly Option<string?> stage = new("--stage") { Description = "The stage of a model that trains in several. Default: the checkpoint's, else the first.", HelpName = "NAME" };
    private readonly Option<bool> dropout = CommandOptions.Flag("--dropout", "Leaves dropout on.");

    private TraceCommand(CommandContext context) => this.context = context;

    public static Command Create(CommandContext context) => new TraceCommand(context).Create();

    private Command Create()
    {
        Command command = new("trace", "Writes one training step out in full, for comparison with any other implementation.")
        {
            model, batch, recompute, seed, output, checkpoint, stage, dropout,
        };
        data.AddTo(command);
        device.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            Run(parsed, cancellation);
            return Task.FromResult(0);
        });
        return command;
    }

    private void Run(ParseResult parsed, CancellationToken cancellation)
    {
        IModel chosen = context.FindModel(parsed, model, recompute);
        RecipeDescription recipe = chosen.Description.Recipe;
        int batchSize = parsed.GetValue(batch) ?? recipe.BatchSize;
        string? folder = parsed.GetValue(checkpoint);
        CheckpointState? state = folder is null ? null : CheckpointReader.Verify(folder, chosen);

        using SelectedDevice selected = device.Open(context, parsed, chosen, batchSize);
        using TrainingData text = data.Open(context, parsed, chosen, cancellation);
        int steps = state?.Steps ?? recipe.Steps;
        ScheduledStage scheduled = ChooseStage(chosen.Description, parsed.GetValue(stage), new TrainingSchedule(chosen.Description, steps), state);
        using StepTrace trace = new(chosen, selected.Device, batchSize, scheduled.Index);
        if (folder is null)
            ParameterInitialization.Apply(chosen, trace.Device, parsed.GetValue(seed));
        else
            CheckpointReader.Load(folder, chosen, trace.Device);
        UnigramTable.Upload(chosen, trace.Device, text);
        text.FillBatch(new DataCursor(parsed.GetValue(seed)), trace.Batch.TokenIds, trace.Batch.SegmentIds, trace.Batch.AttentionMask);

        // Of a run that has come to its end, the rate is 0; its last step's is not
        int first = scheduled.FirstStep + scheduled.Rates.FirstMovingStep, last = scheduled.FirstStep + scheduled.Rates.Steps - 1;
        int step = Math.Clamp(state?.Step ?? 0, first, Math.Max(first, last));
        string file = parsed.GetRequiredValue(output);
        trace.Write(file, new StepScalars
        {
            Seed = parsed.GetValue(seed),
            Step = (uint)step,
            DropoutEnabled = parsed.GetValue(dropout) ? 1u : 0,
            LearningRate = (float)scheduled.RateAt(step),
            LossScaleExponent = (uint)new LossScaling(selected.Device.Precision).Scale.Exponent,
        });
        selected.RequireSilence();
        context.Output.WriteLine($"{file}: step {step} of {chosen.Description.Name} at batch {batchSize} on {selected.Device.Description.Name}");
    }

    private static ScheduledStage ChooseStage(ModelDescription model, string? name, TrainingSchedule schedule, CheckpointState? state)
    {
        if (name is null)
            return schedule.StageOf(state?.Step ?? 0);
        string[] names = [.. model.Stages.Select(static stage => stage.Name)];
        int index = Array.IndexOf(names, name);
        return index >= 0
            ? schedule[index]
            : throw new ElectraGenException($"{model.Name} has no stage {name}; it has {string.Join(" and ", names)}.");
    }
}
