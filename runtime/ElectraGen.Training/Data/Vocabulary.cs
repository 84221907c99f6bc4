using System.Security.Cryptography;
using System.Text;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Training.Data;

/// <summary>A WordPiece vocabulary: the id of a piece is its line, counted from 0.</summary>
public sealed class Vocabulary
{
    private static readonly (string Piece, int Id)[] SpecialPieces =
    [
        ("[PAD]", SpecialTokens.Padding),
        ("[UNK]", SpecialTokens.Unknown),
        ("[CLS]", SpecialTokens.Classification),
        ("[SEP]", SpecialTokens.Separator),
        ("[MASK]", SpecialTokens.Mask),
    ];

    private Vocabulary(IReadOnlyList<string> pieces)
    {
        Pieces = pieces;
        Text = string.Concat(pieces.Select(piece => piece + "\n"));
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    /// <summary>The pieces, by id.</summary>
    public IReadOnlyList<string> Pieces { get; }

    /// <summary>Entries.</summary>
    public int Size => Pieces.Count;

    /// <summary>One piece per line: what <c>vocab.txt</c> holds.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of <see cref="Text"/> in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>The published 30,522-entry vocabulary, which the package carries.</summary>
    public static Vocabulary Carried()
    {
        using Stream stream = CarriedFiles.OpenVocabulary();
        return Read(stream, "the carried vocabulary");
    }

    /// <summary>Reads a vocabulary file, one piece per line.</summary>
    /// <exception cref="ElectraGenException">It is missing, not UTF-8, has a piece twice, or lacks a special token.</exception>
    public static Vocabulary Read(string file)
    {
        using Stream stream = InputFile.Open(file, "vocabulary");
        return Read(stream, file);
    }

    /// <summary>Stops if a model declares another size.</summary>
    /// <exception cref="ElectraGenException">The sizes differ; the sentence names both.</exception>
    public void RequireSize(int declaredSize)
    {
        if (Size != declaredSize)
            throw new ElectraGenException(
                $"The vocabulary has {Size} entries, but the model declares {declaredSize}. Use the model's vocabulary, or declare Vocabulary = {Size}.");
    }

    private static Vocabulary Read(Stream stream, string name)
    {
        List<string> pieces = [];
        Dictionary<string, int> ids = [];
        Utf8LineReader reader = new(stream, name);
        while (reader.ReadLine() is { } piece)
        {
            if (!ids.TryAdd(piece, pieces.Count))
                throw new ElectraGenException(
                    $"The vocabulary '{name}' has '{piece}' twice: in line {ids[piece] + 1} and in line {pieces.Count + 1}. Every piece needs one id.");
            pieces.Add(piece);
        }

        foreach ((string piece, int id) in SpecialPieces)
        {
            if (!ids.TryGetValue(piece, out int found))
                throw new ElectraGenException(
                    $"The vocabulary '{name}' ({pieces.Count} entries) has no {piece}; it must stand in line {id + 1}.");
            if (found != id)
                throw new ElectraGenException($"The vocabulary '{name}' has {piece} in line {found + 1}; it must stand in line {id + 1}.");
        }

        return new Vocabulary(pieces);
    }
}
