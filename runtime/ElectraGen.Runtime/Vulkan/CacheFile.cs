using System.Security.Cryptography;
using System.Text;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Files that only save work: the SHA-256 of the content, then the content. One that is damaged counts as none.</summary>
internal static class CacheFile
{
    /// <summary>Environment variable that overrides the folder.</summary>
    public const string FolderVariable = "ELECTRAGEN_CACHE";

    /// <summary>A folder in the user's cache.</summary>
    public static string Folder(string name)
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen)
            return Path.Combine(chosen, name);
        string home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(home, "electragen", name);
    }

    /// <summary>A name for whatever depends on nothing but this text.</summary>
    public static string NameOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Null where there is no file, or none that is whole.</summary>
    public static byte[]? TryRead(string path)
    {
        if (!File.Exists(path))
            return null;
        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> content = bytes.AsSpan(Math.Min(bytes.Length, SHA256.HashSizeInBytes));
        return !content.IsEmpty && SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes))
            ? content.ToArray()
            : null;
    }

    /// <summary>Writes all of it or nothing.</summary>
    public static void TryWrite(string path, byte[] content)
    {
        try
        {
            string folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            string temporary = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllBytes(temporary, [.. SHA256.HashData(content), .. content]);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written only means that the next program does the work again
        }
    }
}
