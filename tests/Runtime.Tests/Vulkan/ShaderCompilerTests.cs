using ElectraGen.Runtime;
using ElectraGen.Runtime.Vulkan;

namespace Runtime.Tests.Vulkan;

public sealed class ShaderCompilerTests
{
    private const uint SpirvMagic = 0x0723_0203;

    [Fact]
    public void CompilesToSpirv()
    {
        using ShaderCompiler compiler = ShaderCompiler.Create();
        ShaderSource source = ShaderSource.Expand("nothing.comp", ["SIZE 4"], _ => "layout(local_size_x = SIZE) in;\nvoid main()\n{\n}\n");
        byte[] spirv = compiler.Compile(source);
        Assert.Equal(SpirvMagic, BitConverter.ToUInt32(spirv));
        Assert.Equal(0, spirv.Length % 4);
        Assert.NotEmpty(compiler.Version);
    }

    [Fact]
    public void AnErrorNamesTheShaderAndTheLine()
    {
        ElectraGenException failure = Compile("broken.comp", new()
        {
            ["broken.comp"] = "layout(local_size_x = 1) in;\n#include \"include/fine.glsl\"\nvoid main()\n{\n    undeclared = 1;\n}\n",
            ["include/fine.glsl"] = "// one\n// two\n// three\n",
        });
        Assert.Contains("broken.comp", failure.Message);
        Assert.Contains("broken.comp:5: error", failure.Message);
        Assert.Contains("undeclared", failure.Message);
    }

    [Fact]
    public void AnErrorInAnIncludeNamesTheInclude()
    {
        ElectraGenException failure = Compile("outer.comp", new()
        {
            ["outer.comp"] = "layout(local_size_x = 1) in;\n#include \"include/broken.glsl\"\nvoid main()\n{\n}\n",
            ["include/broken.glsl"] = "// one\nfloat broken()\n{\n    return undeclared;\n}\n",
        });
        Assert.Contains("outer.comp", failure.Message);
        Assert.Contains("include/broken.glsl:4: error", failure.Message);
    }

    [Fact]
    public void AnIncludeStandsOnce()
    {
        Dictionary<string, string> files = new()
        {
            ["a.comp"] = "#include \"include/b.glsl\"\n#include \"include/c.glsl\"\nvoid main() {}",
            ["include/b.glsl"] = "#include \"include/c.glsl\"\nint b;",
            ["include/c.glsl"] = "int c;",
        };
        string text = ShaderSource.Expand("a.comp", [], name => files[name]).Text;
        Assert.Equal(2, text.Split("int c;").Length);
        Assert.True(text.IndexOf("int c;", StringComparison.Ordinal) < text.IndexOf("int b;", StringComparison.Ordinal));
    }

    private static ElectraGenException Compile(string name, Dictionary<string, string> files)
    {
        using ShaderCompiler compiler = ShaderCompiler.Create();
        ShaderSource source = ShaderSource.Expand(name, [], file => files[file]);
        return Assert.Throws<ElectraGenException>(() => compiler.Compile(source));
    }
}
