using System.Text;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>
/// What a device was found to be fastest with, a line a class: its name, a tab, tier and tile. One file a device, driver and shader; a
/// file that is damaged counts as none.
/// </summary>
internal sealed class TuningFile
{
    private readonly string path;
    private readonly SortedDictionary<string, string> choices = new(StringComparer.Ordinal);

    private TuningFile(string path) => this.path = path;

    /// <summary>Opens the file of a device.</summary>
    /// <param name="folder">The user's cache folder.</param>
    /// <param name="identity">Everything that the choices depend on: device, driver, compiler, shader.</param>
    public static TuningFile Open(string folder, string identity)
    {
        TuningFile file = new(Path.Combine(folder, CacheFile.NameOf(identity) + ".txt"));
        string text = CacheFile.TryRead(file.path) is { } bytes ? Encoding.UTF8.GetString(bytes) : "";
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is [string shape, string choice])
                file.choices[shape] = choice;
        }
        return file;
    }

    /// <summary>Tier and tile of a class, or null.</summary>
    public string? Find(ProductClass shape) => choices.GetValueOrDefault(shape.Name);

    /// <summary>Adds a class and writes the file.</summary>
    public void Add(ProductClass shape, string choice)
    {
        choices[shape.Name] = choice;
        StringBuilder text = new();
        foreach ((string name, string chosen) in choices)
            text.Append(name).Append('\t').Append(chosen).Append('\n');
        CacheFile.TryWrite(path, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
