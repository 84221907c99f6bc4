namespace EndToEnd.Tests;

/// <summary>A folder of its own for a test, gone when disposed of.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("electragen-test-");

    public string this[string name] => Path.Combine(folder.FullName, name);

    /// <summary>Writes a text file and returns its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => folder.Delete(recursive: true);
}
