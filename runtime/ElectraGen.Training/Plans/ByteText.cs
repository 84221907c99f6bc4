using System.Globalization;

namespace ElectraGen.Training.Plans;

/// <summary>Numbers of bytes for people.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB"];

    /// <summary>Three digits and a binary unit: "12.3 MiB".</summary>
    public static string Format(long bytes)
    {
        if (bytes < 1024)
            return $"{bytes} bytes";
        double value = bytes;
        int unit = -1;
        do
        {
            value /= 1024;
            unit++;
        }
        while (value >= 1024 && unit < Units.Length - 1);
        string digits = value < 10 ? "0.00" : value < 100 ? "0.0" : "0";
        return $"{value.ToString(digits, CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
