using System.Globalization;
using System.Text;

namespace ElectraGen.Training.Data;

/// <summary>
/// The part of BERT's tokenization before WordPiece: text becomes lower-case words without accents, with blanks between them.
/// Punctuation marks and Chinese characters are words of their own. (The tokenizer library's own version drops currency signs,
/// mathematical symbols and emoji, and joins the words around a line break.)
/// </summary>
internal static class BasicTextCleaner
{
    private static readonly (int First, int Last)[] ChineseBlocks =
    [
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
        (0x2B820, 0x2CEAF), (0x2F800, 0x2FA1F),
    ];

    /// <summary>The words of a text, with one or more blanks between them.</summary>
    public static string Clean(string text)
    {
        // Chinese characters are set apart first: the decomposition turns some of them into others
        string decomposed = RemoveControls(text).Normalize(NormalizationForm.FormD);
        StringBuilder words = new(decomposed.Length + (decomposed.Length / 4));
        foreach (Rune rune in decomposed.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
                continue;
            if (IsPunctuation(rune))
                AppendApart(words, rune);
            else
                Append(words, Rune.ToLowerInvariant(rune));
        }

        return words.ToString();
    }

    private static string RemoveControls(string text)
    {
        StringBuilder kept = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsBlank(rune))
                kept.Append(' ');
            else if (IsChinese(rune))
                AppendApart(kept, rune);
            else if (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                Append(kept, rune);
        }

        return kept.ToString();
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        Span<char> characters = stackalloc char[2];
        text.Append(characters[..rune.EncodeToUtf16(characters)]);
    }

    private static void AppendApart(StringBuilder text, Rune rune)
    {
        text.Append(' ');
        Append(text, rune);
        text.Append(' ');
    }

    private static bool IsBlank(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r'
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Also the ASCII characters that Unicode calls symbols, such as $ and ^
    private static bool IsPunctuation(Rune rune) =>
        rune.IsAscii ? rune.Value is > ' ' and < 127 && !Rune.IsLetterOrDigit(rune) : Rune.IsPunctuation(rune);

    private static bool IsChinese(Rune rune)
    {
        foreach ((int first, int last) in ChineseBlocks)
        {
            if (rune.Value >= first && rune.Value <= last)
                return true;
        }

        return false;
    }
}
