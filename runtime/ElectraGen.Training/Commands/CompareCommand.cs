using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Comparisons;
using ElectraGen.Training.Data;
using ElectraGen.Training.Optimization;
using ElectraGen.Training.Runs;
using Spectre.Console;

namespace ElectraGen.Training.Commands;

/// <summary><c>compare</c>: several models on one budget and one held-out text.</summary>
internal sealed class CompareCommand
{
    private readonly CommandContext context;
    private readonly Argument<string[]> models = new("MODELS")
    {
        Description = "Declared models; the verb models lists them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly DataSelection data = new();
    private readonly DeviceSelection device = new();
    private readonly Option<double?> tokens =
        CommandOptions.Amount("--tokens", "Tokens that each model sees, padding included. Default: those of the shortest recipe.");

    private readonly Option<double?> flops =
        CommandOptions.Amount("--flops", "Instead of --tokens: floating-point operations of matrix products that each model spends.");

    private readonly Option<int?> seeds = CommandOptions.Positive("--seeds", "Runs of each model, with the seeds 1 to N. Default: 1.");
    private readonly Option<int?> batch = CommandOptions.Positive("--batch", "Sequences per step of every model. Default: each recipe's.");
    private readonly Option<int?> microBatch = CommandOptions.MicroBatch();
    private readonly Option<bool> recompute = CommandOptions.Recompute();
    private readonly Option<string> output = new("--output")
    {
        Description = "The comparison's folder; one that was stopped goes on.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<bool> json = CommandOptions.Json();

    private CompareCommand(CommandContext context) => this.context = context;

    public static Command Create(CommandContext context) => new CompareCommand(context).Create();

    private Command Create()
    {
        Command command = new("compare", "Trains several models on one budget and holds them against each other on the same held-out text.")
        {
            models, tokens, flops, seeds, batch, microBatch, recompute, output, json,
        };
        data.AddTo(command);
        device.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        // What is printed as JSON stands alone on standard output
        CommandContext progress = parsed.GetValue(json) ? context with { Output = context.Error } : context;
        IModel[] chosen = FindModels(parsed);
        ComparisonFolder folder = ComparisonFolder.Open(parsed.GetRequiredValue(output));
        ComparisonBudget budget = ChooseBudget(parsed, chosen);
        using SelectedDevice selected = device.Open(progress, parsed, chosen, model => BatchOf(parsed, model).MicroBatch);
        Dictionary<int, TrainingData> texts = [];
        try
        {
            foreach (IModel model in chosen)
                OpenText(progress, parsed, texts, model, cancellation);
            ComparedRun[] runs = [.. Plan(parsed, chosen, budget, folder, selected.Device, texts)];
            Comparison comparison = new(folder, budget, runs, selected.Device, progress.Output, context.Error.WriteLine);
            Announce(progress.Output, comparison.Facts, runs, selected.Device);
            comparison.Run(cancellation);
            selected.RequireSilence();
            if (!comparison.IsComplete)
            {
                progress.Output.WriteLine($"Interrupted with {comparison.Facts.Models.Sum(static model => model.Runs.Count)} of {runs.Length} runs finished; a checkpoint is written, and the same command goes on.");
                return CommandLine.Interrupted;
            }
            Print(parsed, comparison.Facts, folder);
            return 0;
        }
        finally
        {
            foreach (TrainingData text in texts.Values)
                text.Dispose();
        }
    }

    private IModel[] FindModels(ParseResult parsed)
    {
        IModel[] chosen = [.. parsed.GetRequiredValue(models).Select(context.FindModel)];
        return chosen.GroupBy(static model => model).FirstOrDefault(static same => same.Count() > 1) is { } twice
            ? throw new ElectraGenException($"The model {twice.Key.Description.Name} is named twice; name each once, and add --seeds for several runs of it.")
            : [.. chosen.Select(model => model.RecomputingIf(parsed.GetValue(recompute)))];
    }

    private ComparisonBudget ChooseBudget(ParseResult parsed, IEnumerable<IModel> chosen) => (parsed.GetValue(tokens), parsed.GetValue(flops)) switch
    {
        (null, null) => ComparisonBudget.OfShortestRecipe(chosen.Select(static model => model.Description)),
        (not null, not null) => throw new ElectraGenException("--tokens and --flops exclude each other; give one of them."),
        var (tokenBudget, flopBudget) => new ComparisonBudget(tokenBudget, flopBudget),
    };

    private BatchSize BatchOf(ParseResult parsed, IModel model) => new(parsed.GetValue(batch) ?? model.Description.Recipe.BatchSize, parsed.GetValue(microBatch));

    private void OpenText(CommandContext progress, ParseResult parsed, Dictionary<int, TrainingData> texts, IModel model, CancellationToken cancellation)
    {
        int length = model.Description.SequenceLength;
        if (texts.TryGetValue(length, out TrainingData? text))
            text.Vocabulary.RequireSize(model.Description.VocabularySize);
        else
            texts[length] = data.Open(progress, parsed, model, cancellation);
    }

    // All models with the first seed before any with the second, so that a comparison that is stopped early is one
    private IEnumerable<ComparedRun> Plan(
        ParseResult parsed, IModel[] chosen, ComparisonBudget budget, ComparisonFolder folder, IDevice opened, Dictionary<int, TrainingData> texts) =>
        from seed in Enumerable.Range(1, parsed.GetValue(seeds) ?? 1)
        from model in chosen
        let text = texts[model.Description.SequenceLength]
        let batchSize = BatchOf(parsed, model)
        select new ComparedRun(
            model, text,
            RunDescription.Of(model, opened, DataSelection.Describe(text), batchSize, budget.StepsOf(model.Description, batchSize.Sequences), (uint)seed),
            folder.RunFolder(model.Description.Name, (uint)seed));

    private static void Announce(TextWriter output, ComparisonFacts facts, ComparedRun[] runs, IDevice device)
    {
        output.WriteLine($"{runs.Length} runs of at most {facts.Budget} each on {device.Description.Name} ({device.Description.Id}), {device.Precision.NameOf()}, {facts.Models.Sum(static model => model.Runs.Count)} of them finished; times left are those of all together.");
        foreach (string note in facts.Notes)
            output.WriteLine(note);
    }

    private void Print(ParseResult parsed, ComparisonFacts facts, ComparisonFolder folder)
    {
        if (parsed.GetValue(json))
        {
            context.WriteJson(facts, ComparisonJson.Default.ComparisonFacts);
            return;
        }
        Table table = FactTable.Create(ComparisonTable.Headings(facts));
        foreach (string[] row in ComparisonTable.Rows(facts))
            table.AddFacts(row);
        context.WriteTable(table);
        context.Output.WriteLine($"The comparison is in {folder.Path}: comparison.md, comparison.json, curves as PNG and the runs' folders.");
    }
}
