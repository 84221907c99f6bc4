using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>shaderc's library.</summary>
internal sealed unsafe class ShadercCompiler : ShaderCompiler
{
    private readonly Shaderc api;
    private readonly Compiler* compiler;

    private ShadercCompiler(Shaderc api)
    {
        this.api = api;
        compiler = api.CompilerInitialize();
    }

    /// <summary>The library tells no version of its own, so its file's size and date stand for it.</summary>
    public override string Version { get; } = "shaderc " + LibraryIdentity();

    /// <summary>Null where the library is missing or does not load.</summary>
    public static ShadercCompiler? TryCreate()
    {
        try
        {
            return new ShadercCompiler(Shaderc.GetApi());
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }

    public override byte[] Compile(ShaderSource source)
    {
        CompileOptions* options = api.CompileOptionsInitialize();
        api.CompileOptionsSetOptimizationLevel(options, OptimizationLevel.Performance);
        api.CompileOptionsSetTargetEnv(options, TargetEnv.Vulkan, (uint)(source.NeedsVulkan13 ? EnvVersion.Vulkan13 : EnvVersion.Vulkan12));
        byte[] text = Encoding.UTF8.GetBytes(source.Text);
        byte[] name = Encoding.UTF8.GetBytes(source.Name + "\0");
        fixed (byte* textPointer = text, namePointer = name, entryPoint = "main\0"u8)
        {
            CompilationResult* result = api.CompileIntoSpv(
                compiler, textPointer, (nuint)text.Length, ShaderKind.ComputeShader, namePointer, entryPoint, options);
            try
            {
                if (api.ResultGetCompilationStatus(result) != CompilationStatus.Success)
                    throw Failure(source, api.ResultGetErrorMessageS(result));
                return new ReadOnlySpan<byte>(api.ResultGetBytes(result), checked((int)api.ResultGetLength(result))).ToArray();
            }
            finally
            {
                api.ResultRelease(result);
                api.CompileOptionsRelease(options);
            }
        }
    }

    public override void Dispose() => api.CompilerRelease(compiler);

    private static string LibraryIdentity()
    {
        using Process process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            if (!module.ModuleName.Contains("shaderc", StringComparison.Ordinal))
                continue;
            FileInfo file = new(module.FileName);
            return string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc:O}");
        }
        return "of unknown version";
    }
}
