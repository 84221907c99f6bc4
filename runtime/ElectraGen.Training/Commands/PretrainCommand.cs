using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;
using ElectraGen.Training.Runs;

namespace ElectraGen.Training.Commands;

/// <summary><c>pretrain</c>: the main job.</summary>
internal sealed class PretrainCommand
{
    private readonly CommandContext context;
    private readonly Argument<string> model = CommandOptions.Model();
    private readonly DataSelection data = new();
    private readonly DeviceSelection device = new();
    private readonly Option<string?> output = CommandOptions.Path("--output", "DIR", "The run's folder. Default: runs/MODEL-N with the next free N.");
    private readonly Option<int?> steps = CommandOptions.Positive("--steps", "Steps in all. Default: the recipe's; fewer scale the warm-up with them.");
    private readonly Option<int?> batch = CommandOptions.Batch();
    private readonly Option<int?> microBatch = CommandOptions.MicroBatch();
    private readonly Option<bool> recompute = CommandOptions.Recompute();
    private readonly Option<uint> seed = CommandOptions.Seed();
    private readonly Option<bool> resume = CommandOptions.Flag("--resume", "Continues the newest valid checkpoint in the output folder, or starts where there is none.");
    private readonly Option<int?> checkpointEvery = CommandOptions.Positive("--checkpoint-every", "Steps between checkpoints. Default: a fifth of the run, at most 1000.");
    private readonly Option<int?> keep = CommandOptions.Positive("--keep", "How many checkpoints stay. Default: 3.");

    private PretrainCommand(CommandContext context)
    {
        this.context = context;
        model.DefaultValueFactory = _ => context.DefaultModel;
    }

    public static Command Create(CommandContext context) => new PretrainCommand(context).Create();

    private Command Create()
    {
        Command command = new("pretrain", "Trains a model on text and leaves a run folder: metrics, curves, checkpoints.")
        {
            model, output, steps, batch, microBatch, recompute, seed, resume, checkpointEvery, keep,
        };
        data.AddTo(command);
        device.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        IModel chosen = context.FindModel(parsed, model, recompute);
        RecipeDescription recipe = chosen.Description.Recipe;
        bool continues = parsed.GetValue(resume);
        RunFolder folder = RunFolder.Choose(parsed.GetValue(output), chosen.Description.Name, continues);
        BatchSize batchSize = new(parsed.GetValue(batch) ?? recipe.BatchSize, parsed.GetValue(microBatch));
        int stepCount = parsed.GetValue(steps) ?? recipe.Steps;

        using SelectedDevice selected = device.Open(context, parsed, chosen, batchSize.MicroBatch);
        using TrainingData text = data.Open(context, parsed, chosen, cancellation);
        RunDescription description =
            RunDescription.Of(chosen, selected.Device, DataSelection.Describe(text), batchSize, stepCount, parsed.GetValue(seed));
        (string Folder, CheckpointState State)? start =
            RunStart.Prepare(folder, chosen, description, text.Vocabulary, continues, context.Error.WriteLine);
        Announce(folder, description, parsed.GetValue(recompute), selected.Reason, start?.State.Step ?? 0);

        CheckpointPolicy policy = CheckpointPolicy.For(stepCount);
        policy = new(parsed.GetValue(checkpointEvery) ?? policy.Every, parsed.GetValue(keep) ?? policy.Keep);
        using Pretraining run = new(chosen, selected.Device, text, folder, description, policy, ProgressDisplay.For(context.Output), start);
        run.Run(cancellation);
        selected.RequireSilence();

        if (run.StepsDone < stepCount)
        {
            context.Output.WriteLine($"Interrupted after {run.StepsDone} of {stepCount} steps; a checkpoint is written: go on with --output {folder.Path} --resume.");
            return CommandLine.Interrupted;
        }
        context.Output.WriteLine(run.Conclusion);
        context.Output.WriteLine($"The run is in {folder.Path}: metrics.jsonl, evaluation.jsonl, losses.png, discrimination.png, optimization.png and the last checkpoint.");
        return 0;
    }

    private void Announce(RunFolder folder, RunDescription description, bool isRecomputing, string? deviceReason, int stepsDone)
    {
        DeviceDescription chosen = description.Device;
        context.Output.WriteLine($"{description.Model} on {chosen.Name} ({chosen.Id}), {description.Precision}, batch {description.Batch}{(description.MicroBatch is int part ? $" in micro-batches of {part}" : "")}{(isRecomputing ? ", layers recomputed" : "")}, seed {description.Seed}, run folder {folder.Path}");
        if (deviceReason is not null)
            context.Output.WriteLine(deviceReason);
        if (chosen.Kind == DeviceDescription.CpuKind)
            context.Output.WriteLine("No GPU is in use: a CPU driver runs the shaders, at a small fraction of a GPU's speed.");
        if (description.WarmupSteps != description.Recipe.WarmupSteps)
        {
            context.Output.WriteLine(
                $"{description.Steps} steps are fewer than the recipe's {description.Recipe.Steps}, so the warm-up is scaled from {description.Recipe.WarmupSteps} steps to {description.WarmupSteps}.");
        }
        if (stepsDone > 0)
            context.Output.WriteLine($"Continuing after step {stepsDone}.");
        if (!ChartStyle.HasFonts)
            context.Output.WriteLine("No font is installed, so the curves will have no letters; fonts-dejavu-core has some.");
    }
}
