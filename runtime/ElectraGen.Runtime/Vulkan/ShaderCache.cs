namespace ElectraGen.Runtime.Vulkan;

/// <summary>Compiled shaders on disk, by what they were compiled from.</summary>
internal sealed class ShaderCache
{
    private readonly string folder;
    private readonly ShaderCompiler compiler;

    public ShaderCache(string folder, ShaderCompiler compiler)
    {
        this.folder = folder;
        this.compiler = compiler;
    }

    /// <summary>The user's folder for them.</summary>
    public static string DefaultFolder() => CacheFile.Folder("shaders");

    /// <summary>The SPIR-V of a source, compiled now if it was not before.</summary>
    public byte[] Get(ShaderSource source)
    {
        string path = PathOf(source);
        if (CacheFile.TryRead(path) is { } cached)
            return cached;
        byte[] spirv = compiler.Compile(source);
        CacheFile.TryWrite(path, spirv);
        return spirv;
    }

    /// <summary>Everything that the SPIR-V depends on.</summary>
    public string IdentityOf(ShaderSource source) => $"{compiler.Version}\n{source.Name}\n{(source.NeedsVulkan13 ? "Vulkan 1.3\n" : "")}{source.Text}";

    /// <summary>Where a source's SPIR-V lies.</summary>
    public string PathOf(ShaderSource source) =>
        Path.Combine(folder, CacheFile.NameOf(IdentityOf(source)) + ".spv");
}
