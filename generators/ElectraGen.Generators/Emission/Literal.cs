using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace ElectraGen.Generators.Emission;

/// <summary>Values as C# text, the same in every culture.</summary>
internal static class Literal
{
    /// <summary>Digits in threes from 10,000 on: <c>30_522</c>.</summary>
    public static string Of(long value) =>
        value.ToString(Math.Abs(value) < 10_000 ? "D" : "#,0", CultureInfo.InvariantCulture).Replace(',', '_');

    /// <summary>As people write it: <c>1e-6</c>.</summary>
    public static string Of(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-").Replace("E+", "e").Replace("E", "e");

    /// <summary>A number that is text already, in the same style; anything else as it is.</summary>
    public static string Restyled(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) ? Of(integer)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) ? Of(real)
        : text;

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>A collection expression: <c>[128, 256]</c>.</summary>
    public static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";
}
