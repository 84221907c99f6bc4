namespace ElectraGen.Training.Plans;

/// <summary>Colours of neighbouring slots: soft, and told apart also without colour vision (after Paul Tol's light scheme).</summary>
internal static class PlanPalette
{
    private static readonly string[] Colors =
        ["#77aadd", "#ee8866", "#eedd88", "#ffaabb", "#99ddff", "#44bb99", "#bbcc33", "#aaaa00"];

    public static string Color(int index) => Colors[index % Colors.Length];
}
