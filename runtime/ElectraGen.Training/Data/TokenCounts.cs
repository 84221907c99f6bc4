using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Training.Data;

/// <summary>
/// How often each id stands in the training examples of a data folder: its <c>token_counts.txt</c>, a line an id as in the vocabulary
/// beside it. [CLS], [SEP] and padding are no text and count nothing; [UNK] counts where the text has it.
/// </summary>
public sealed class TokenCounts
{
    internal const string FileName = "token_counts.txt";

    private readonly long[] counts;

    internal TokenCounts(int vocabularySize)
        : this(new long[vocabularySize])
    {
    }

    private TokenCounts(long[] counts) => this.counts = counts;

    /// <summary>The counts, by id.</summary>
    public ReadOnlySpan<long> ById => counts;

    /// <summary>What the file holds.</summary>
    internal string Text => string.Concat(counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count}\n")));

    /// <summary>Counts the text of an example.</summary>
    internal void Add(PretrainingExample example)
    {
        foreach (int id in example.TokenIds)
        {
            if (id is not (SpecialTokens.Classification or SpecialTokens.Separator))
                counts[id]++;
        }
    }

    /// <summary>SHA-256 of a file's text in lower-case hexadecimal.</summary>
    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    /// <summary>Reads the counts of a folder.</summary>
    /// <exception cref="ElectraGenException">The file is missing, or not the one that the folder was made with.</exception>
    internal static TokenCounts Read(string folder, string expectedHash)
    {
        string path = Path.Combine(folder, FileName);
        using StreamReader reader = new(InputFile.Open(path, "token counts"), Encoding.ASCII);
        string text = reader.ReadToEnd();
        if (HashOf(text) != expectedHash)
            throw new ElectraGenException(
                $"The token counts '{path}' are damaged: their checksum differs from the one in {DataDescription.FileName}. Prepare the data again.");
        return new TokenCounts([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture))]);
    }
}
