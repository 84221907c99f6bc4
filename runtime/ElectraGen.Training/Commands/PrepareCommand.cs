using System.CommandLine;
using ElectraGen.Training.Data;

namespace ElectraGen.Training.Commands;

/// <summary><c>prepare</c>: raw text to a data folder.</summary>
internal static class PrepareCommand
{
    public static Command Create(CommandContext context)
    {
        Option<string[]> input = CommandOptions.Paths("--input", "Raw text: .txt (blank lines between documents), .txt.gz or .jsonl (field text).").Required();
        Option<string> vocabulary = new("--vocabulary") { Description = "A WordPiece vocabulary, one piece a line.", HelpName = "FILE", Required = true };
        Option<int> length = new("--length") { Description = "Tokens per sequence, as the model declares.", HelpName = "N", Required = true, CustomParser = CommandOptions.ParsePositive };
        Option<string> output = new("--output") { Description = "The folder to make.", HelpName = "DIR", Required = true };
        Command command = new("prepare", "Turns raw text into a data folder for --data.") { input, vocabulary, length, output };
        command.SetAction((parsed, cancellation) =>
        {
            string folder = parsed.GetRequiredValue(output);
            DataDescription description = DataPreparation.Prepare(
                Corpus.Open(parsed.GetRequiredValue(input)), Vocabulary.Read(parsed.GetRequiredValue(vocabulary)),
                parsed.GetRequiredValue(length), folder, cancellation: cancellation);
            context.Output.WriteLine(
                $"{folder}: {description.Examples:N0} examples to train on and {description.HeldOutExamples:N0} held out, of {description.SequenceLength} tokens, "
                + $"from {description.Documents:N0} documents; {description.TokensKept:N0} of {description.TokensRead:N0} tokens are in them.");
            return Task.FromResult(0);
        });
        return command;
    }
}
