namespace ElectraGen.Runtime.Vulkan;

/// <summary>GLSL to SPIR-V for Vulkan 1.2 or 1.3, optimised for performance. Several threads may compile at once.</summary>
internal abstract class ShaderCompiler : IDisposable
{
    /// <summary>Changes when the compiler does.</summary>
    public abstract string Version { get; }

    /// <summary>
    /// shaderc's library, or its program <c>glslc</c> where the library is missing or does not load: that of Debian 12 lacks the
    /// symbols of glslang, which only the program brings with it.
    /// </summary>
    /// <exception cref="ElectraGenException">Neither is installed.</exception>
    public static ShaderCompiler Create() => Find() ?? throw new ElectraGenException(
            "The shader compiler shaderc is not installed (Debian and Ubuntu: apt-get install libshaderc1 glslc); install it or use --device host.");

    /// <summary>The same; null where neither is installed.</summary>
    public static ShaderCompiler? Find() => (ShaderCompiler?)ShadercCompiler.TryCreate() ?? GlslcCompiler.TryCreate();

    /// <summary>SPIR-V, in bytes.</summary>
    /// <exception cref="ElectraGenException">The text does not compile; the sentence has the file and the line.</exception>
    public abstract byte[] Compile(ShaderSource source);

    public virtual void Dispose()
    {
    }

    /// <summary>The exception for a text that does not compile.</summary>
    protected static ElectraGenException Failure(ShaderSource source, string messages) =>
        new($"The shader {source.Name} does not compile: {messages.Trim()}");
}
