using System.Globalization;

namespace ElectraGen.Training.Runs;

/// <summary>Measured numbers for people; what is undefined is a dash.</summary>
internal static class MetricText
{
    public static string Loss(double? value) => Format(value, "0.000");

    public static string Fraction(double? value) => Format(value * 100, "0.0") + (value is null ? "" : " %");

    public static string Area(double? value) => Format(value, "0.000");

    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rate(double? value) => Format(value, "0.00e+0");

    public static string Time(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0}:{time.Minutes:00}:{time.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");

    private static string Format(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
