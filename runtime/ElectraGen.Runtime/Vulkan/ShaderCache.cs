using System.Security.Cryptography;
using System.Text;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>Compiled shaders on disk, by what they were compiled from. A file is the SHA-256 of the SPIR-V, then the SPIR-V.</summary>
internal sealed class ShaderCache
{
    /// <summary>Environment variable that overrides the folder.</summary>
    public const string FolderVariable = "ELECTRAGEN_CACHE";

    private readonly string folder;
    private readonly ShaderCompiler compiler;

    public ShaderCache(string folder, ShaderCompiler compiler)
    {
        this.folder = folder;
        this.compiler = compiler;
    }

    /// <summary>The user's cache folder.</summary>
    public static string DefaultFolder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen)
            return Path.Combine(chosen, "shaders");
        string home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(home, "electragen", "shaders");
    }

    /// <summary>The SPIR-V of a source, compiled now if it was not before.</summary>
    public byte[] Get(ShaderSource source)
    {
        string path = PathOf(source);
        if (TryRead(path) is { } cached)
            return cached;
        byte[] spirv = compiler.Compile(source);
        TryWrite(path, spirv);
        return spirv;
    }

    /// <summary>Where a source's SPIR-V lies.</summary>
    public string PathOf(ShaderSource source)
    {
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes(compiler.Version + "\n" + source.Name + "\n" + source.Text));
        return Path.Combine(folder, Convert.ToHexStringLower(key) + ".spv");
    }

    /// <summary>Null where there is no file, or none that is whole.</summary>
    private static byte[]? TryRead(string path)
    {
        if (!File.Exists(path))
            return null;
        byte[] bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> spirv = bytes.AsSpan(Math.Min(bytes.Length, SHA256.HashSizeInBytes));
        return !spirv.IsEmpty && SHA256.HashData(spirv).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes))
            ? spirv.ToArray()
            : null;
    }

    private void TryWrite(string path, byte[] spirv)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string temporary = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllBytes(temporary, [.. SHA256.HashData(spirv), .. spirv]);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written only means that the next program compiles again
        }
    }
}
