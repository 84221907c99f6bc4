using ElectraGen.Runtime.Vulkan;

namespace Runtime.Tests.Vulkan;

public sealed class ShaderCacheTests : IDisposable
{
    private static readonly ShaderSource Source = ShaderSource.Expand(
        "nothing.comp", [], _ => "layout(local_size_x = 1) in;\nvoid main()\n{\n}\n");

    private readonly string folder = Directory.CreateTempSubdirectory("electragen-cache").FullName;
    private readonly CountingCompiler compiler = new();

    public void Dispose()
    {
        compiler.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void TheSecondTimeNothingIsCompiled()
    {
        byte[] compiled = new ShaderCache(folder, compiler).Get(Source);
        Assert.Equal(compiled, new ShaderCache(folder, compiler).Get(Source));
        Assert.Equal(1, compiler.Compilations);
        Assert.Single(Directory.EnumerateFiles(folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(60)]
    public void ATruncatedFileIsCompiledAgain(int length)
    {
        ShaderCache cache = new(folder, compiler);
        byte[] compiled = cache.Get(Source);
        File.WriteAllBytes(cache.PathOf(Source), File.ReadAllBytes(cache.PathOf(Source))[..length]);
        Assert.Equal(compiled, cache.Get(Source));
        Assert.Equal(compiled, cache.Get(Source));
        Assert.Equal(2, compiler.Compilations);
    }

    [Fact]
    public void AChangedByteIsCompiledAgain()
    {
        ShaderCache cache = new(folder, compiler);
        byte[] compiled = cache.Get(Source);
        byte[] blob = File.ReadAllBytes(cache.PathOf(Source));
        blob[new Random().Next(blob.Length)] ^= 0x10;
        File.WriteAllBytes(cache.PathOf(Source), blob);
        Assert.Equal(compiled, cache.Get(Source));
        Assert.Equal(2, compiler.Compilations);
    }

    [Fact]
    public void TextNameAndCompilerAreTheKey()
    {
        ShaderCache cache = new(folder, compiler);
        string path = cache.PathOf(Source);
        Assert.NotEqual(path, cache.PathOf(Source with { Text = Source.Text + " " }));
        Assert.NotEqual(path, cache.PathOf(Source with { Name = "other.comp" }));
        compiler.VersionText = "newer";
        Assert.NotEqual(path, cache.PathOf(Source));
    }

    [Fact]
    public void AFolderThatCannotBeMadeOnlyCostsTime()
    {
        string file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        byte[] compiled = new ShaderCache(Path.Combine(file, "below"), compiler).Get(Source);
        Assert.NotEmpty(compiled);
    }

    /// <summary>Stands in for a compiler: a different text gives different bytes.</summary>
    private sealed class CountingCompiler : ShaderCompiler
    {
        public int Compilations { get; private set; }

        public string VersionText { get; set; } = "first";

        public override string Version => VersionText;

        public override byte[] Compile(ShaderSource source)
        {
            Compilations++;
            return System.Text.Encoding.UTF8.GetBytes(source.Text);
        }
    }
}
