using ScottPlot;
using SkiaSharp;

namespace ElectraGen.Training.Runs;

/// <summary>How all charts look, and how they become PNG files.</summary>
internal static class ChartStyle
{
    private const int Width = 1100, Height = 620;

    // The first that is installed; otherwise what the library finds, which may have serifs
    private static readonly string[] PreferredFonts = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Helvetica", "Arial", "Segoe UI"];

    /// <summary>Whether the machine has a font to label charts with.</summary>
    public static bool HasFonts => SKFontManager.Default.FontFamilyCount > 0;

    /// <summary>An empty chart.</summary>
    public static Plot Create(string title, string xLabel, string yLabel)
    {
        Plot plot = new();
        plot.Title(title, size: 20);
        plot.XLabel(xLabel);
        plot.YLabel(yLabel);
        if (PreferredFonts.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains) is string font)
            plot.Font.Set(font);
        foreach (IAxis axis in plot.Axes.GetAxes())
            axis.Label.Bold = false;
        plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex("#e6e6e6");
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.OutlineColor = Colors.Transparent;
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    /// <summary>Writes a chart with its legend.</summary>
    public static void Save(Plot plot, string folder, string file)
    {
        plot.Axes.AutoScale();
        plot.ShowLegend(Edge.Bottom);
        plot.SavePng(Path.Combine(folder, file), Width, Height);
    }
}
