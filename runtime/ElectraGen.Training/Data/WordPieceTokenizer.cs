using System.Text;
using Microsoft.ML.Tokenizers;
using LongestMatchTokenizer = Microsoft.ML.Tokenizers.WordPieceTokenizer;

namespace ElectraGen.Training.Data;

/// <summary>
/// BERT's lower-case WordPiece: control characters go, accents go, words split at blanks, punctuation and Chinese characters, and
/// each word becomes the longest pieces from its left. A special token that is spelled out in the text is ordinary text, as in the
/// published code. Safe to use from several threads.
/// </summary>
public sealed class WordPieceTokenizer
{
    private readonly LongestMatchTokenizer tokenizer;

    /// <summary>A tokenizer over a vocabulary.</summary>
    public WordPieceTokenizer(Vocabulary vocabulary)
    {
        using MemoryStream text = new(Encoding.UTF8.GetBytes(vocabulary.Text));
        tokenizer = LongestMatchTokenizer.Create(text, new WordPieceOptions { PreTokenizer = PreTokenizer.CreateWhiteSpace() });
    }

    /// <summary>The ids of a text, without [CLS] and [SEP].</summary>
    public IReadOnlyList<int> Encode(string text) => tokenizer.EncodeToIds(BasicTextCleaner.Clean(text));
}
