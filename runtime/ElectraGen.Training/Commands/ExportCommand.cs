using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;
using ElectraGen.Training.Exports;
using ElectraGen.Training.Runs;

namespace ElectraGen.Training.Commands;

/// <summary><c>export</c>: a run's newest checkpoint as Hugging Face folders.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandContext context)
    {
        Argument<string> run = new("RUN") { Description = "A run's folder." };
        Option<string> output = new("--output") { Description = "The folder to make.", HelpName = "DIR", Required = true };
        Command command = new("export", "Writes folders that Hugging Face's ElectraForPreTraining and ElectraForMaskedLM load.") { run, output };
        command.SetAction(parsed =>
        {
            RunFolder folder = RunFolder.Existing(parsed.GetRequiredValue(run));
            IModel model = context.FindModel(folder.ReadDescription()!.Model);
            (string checkpoint, CheckpointState state) = CheckpointReader.FindNewest(folder.Path, model, context.Error.WriteLine)
                ?? throw new ElectraGenException($"The run {folder.Path} has no valid checkpoint to export; train it on with pretrain --output {folder.Path} --resume.");
            string target = parsed.GetRequiredValue(output);
            HuggingFaceExport.Write(model, checkpoint, folder.File(RunFolder.Vocabulary), target);
            IEnumerable<string> networks =
                from role in (ModelRole[])[ModelRole.Discriminator, ModelRole.Generator]
                where Directory.Exists(Path.Combine(target, role.Name))
                select $"{HuggingFaceExport.ArchitectureOf(model, role)} ({role.Name})";
            context.Output.WriteLine($"{target}: {model.Description.Name} after {state.Step} steps, for {string.Join(" and ", networks)}");
        });
        return command;
    }
}
