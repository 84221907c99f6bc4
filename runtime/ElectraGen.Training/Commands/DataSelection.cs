using System.CommandLine;
using ElectraGen.Runtime;
using ElectraGen.Training.Data;

namespace ElectraGen.Training.Commands;

/// <summary>The options that choose training data, and the data that they choose.</summary>
internal sealed class DataSelection
{
    private readonly Option<string?> data = CommandOptions.Path("--data", "DIR", "A data folder that the verb prepare has made.");

    private readonly Option<string[]> corpus =
        CommandOptions.Paths("--corpus", "Raw text: .txt, .txt.gz or .jsonl. Default: the corpus that the program carries.");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(data);
        command.Add(corpus);
    }

    /// <summary>Opens the data; text is prepared at its first use and kept in the user's cache.</summary>
    /// <exception cref="ElectraGenException">The data is missing, damaged or for another model.</exception>
    public TrainingData Open(CommandContext context, ParseResult parsed, IModel model, CancellationToken cancellation)
    {
        ModelDescription description = model.Description;
        string[] files = parsed.GetValue(corpus) ?? [];
        if (parsed.GetValue(data) is string folder)
        {
            if (files.Length > 0)
                throw new ElectraGenException("--data and --corpus exclude each other; give one of them.");
            return TrainingData.Open(folder, description.VocabularySize, description.SequenceLength);
        }
        Vocabulary vocabulary = Vocabulary.Carried();
        vocabulary.RequireSize(description.VocabularySize);
        bool isAnnounced = false;
        return DataCache.Open(
            files.Length > 0 ? Corpus.Open(files) : Corpus.Carried(), vocabulary, description.SequenceLength, DataCache.DefaultFolder,
            progress =>
            {
                if (isAnnounced)
                    return;
                isAnnounced = true;
                context.Output.WriteLine($"Preparing {progress.DocumentsInAll} documents of text; the next run on them starts at once.");
            },
            cancellation);
    }

    /// <summary>What the data is, in words that are the same for the same data.</summary>
    public static string Describe(TrainingData data)
    {
        DataDescription description = data.Description;
        return $"{string.Join(", ", description.Sources)}: {description.Documents} documents, {description.TokensRead} tokens, "
            + $"{description.Examples} examples of {description.SequenceLength} tokens, seed {description.Seed}, vocabulary {description.VocabularyHash[..12]}";
    }
}
