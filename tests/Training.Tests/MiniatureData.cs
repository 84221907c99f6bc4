using ElectraGen.Training.Data;

namespace Training.Tests;

/// <summary>A data folder for <see cref="Miniature"/>: text over a hundred words that follow one another with some regularity.</summary>
internal static class MiniatureData
{
    public static string Prepare(TemporaryFolder folder)
    {
        string data = folder["data"];
        DataPreparation.Prepare(
            Corpus.Open([folder.Write("corpus.txt", Text())]), Vocabulary.Read(folder.Write("vocab.txt", Pieces())), sequenceLength: 16, data);
        return data;
    }

    private static string Word(int index) => $"{(char)('a' + (index / 10))}{(char)('a' + (index % 10))}";

    private static string Pieces()
    {
        List<string> pieces = ["[PAD]", .. Enumerable.Range(0, 99).Select(Word), "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        while (pieces.Count < 128)
            pieces.Add($"[unused{pieces.Count}]");
        return string.Join('\n', pieces) + "\n";
    }

    private static string Text()
    {
        Random random = new(1);
        IEnumerable<string> Sentence()
        {
            int word = random.Next(99);
            for (int position = 0; position < 30; position++)
            {
                yield return Word(word);
                word = random.Next(4) == 0 ? random.Next(99) : (word * 7 + 3) % 99;
            }
        }
        return string.Join("\n\n", Enumerable.Range(0, 60).Select(_ => string.Join('\n', Enumerable.Range(0, 3).Select(_ => string.Join(' ', Sentence())))));
    }
}
