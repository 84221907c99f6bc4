using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Vulkan;

// The part of shaderc's C API that is used here, under the names of Silk.NET.Shaderc, so that the package can replace this file.

internal struct Compiler;

internal struct CompileOptions;

internal struct CompilationResult;

internal enum ShaderKind
{
    ComputeShader = 2,
}

internal enum TargetEnv
{
    Vulkan = 0,
}

internal enum EnvVersion : uint
{
    Vulkan12 = (1u << 22) | (2 << 12),
    Vulkan13 = (1u << 22) | (3 << 12),
}

internal enum OptimizationLevel
{
    Performance = 2,
}

internal enum CompilationStatus
{
    Success = 0,
}

/// <summary>The native shader compiler.</summary>
internal sealed unsafe partial class Shaderc
{
    private const string Library = "shaderc";

    private static readonly string[] LibraryNames = ["shaderc_shared", "libshaderc.so.1", "libshaderc_shared.so.1"];

    private static readonly nint Handle = Open();

    private Shaderc()
    {
    }

    /// <summary>Opens the library.</summary>
    /// <exception cref="DllNotFoundException">There is none under any of its names.</exception>
    public static Shaderc GetApi() => Handle != 0
        ? new Shaderc()
        : throw new DllNotFoundException($"None of the libraries {string.Join(", ", LibraryNames)} is installed.");

    public Compiler* CompilerInitialize() => Initialize();

    public void CompilerRelease(Compiler* compiler) => Release(compiler);

    public CompileOptions* CompileOptionsInitialize() => InitializeOptions();

    public void CompileOptionsRelease(CompileOptions* options) => ReleaseOptions(options);

    public void CompileOptionsSetTargetEnv(CompileOptions* options, TargetEnv target, uint version) => SetTargetEnv(options, target, version);

    public void CompileOptionsSetOptimizationLevel(CompileOptions* options, OptimizationLevel level) => SetOptimizationLevel(options, level);

    public CompilationResult* CompileIntoSpv(
        Compiler* compiler, byte* sourceText, nuint sourceTextSize, ShaderKind kind, byte* inputFileName, byte* entryPointName,
        CompileOptions* options) =>
        CompileSpv(compiler, sourceText, sourceTextSize, kind, inputFileName, entryPointName, options);

    public CompilationStatus ResultGetCompilationStatus(CompilationResult* result) => GetCompilationStatus(result);

    public nuint ResultGetLength(CompilationResult* result) => GetLength(result);

    public byte* ResultGetBytes(CompilationResult* result) => GetBytes(result);

    public string ResultGetErrorMessageS(CompilationResult* result) => Marshal.PtrToStringUTF8((nint)GetErrorMessage(result)) ?? "";

    public void ResultRelease(CompilationResult* result) => ReleaseResult(result);

    private static nint Open()
    {
        nint handle = 0;
        foreach (string name in LibraryNames)
        {
            if (NativeLibrary.TryLoad(name, typeof(Shaderc).Assembly, null, out handle))
                break;
        }
        NativeLibrary.SetDllImportResolver(typeof(Shaderc).Assembly, (name, _, _) => name == Library ? Handle : 0);
        return handle;
    }

    [LibraryImport(Library, EntryPoint = "shaderc_compiler_initialize")]
    private static partial Compiler* Initialize();

    [LibraryImport(Library, EntryPoint = "shaderc_compiler_release")]
    private static partial void Release(Compiler* compiler);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_initialize")]
    private static partial CompileOptions* InitializeOptions();

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_release")]
    private static partial void ReleaseOptions(CompileOptions* options);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_set_target_env")]
    private static partial void SetTargetEnv(CompileOptions* options, TargetEnv target, uint version);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_options_set_optimization_level")]
    private static partial void SetOptimizationLevel(CompileOptions* options, OptimizationLevel level);

    [LibraryImport(Library, EntryPoint = "shaderc_compile_into_spv")]
    private static partial CompilationResult* CompileSpv(
        Compiler* compiler, byte* sourceText, nuint sourceTextSize, ShaderKind kind, byte* inputFileName, byte* entryPointName,
        CompileOptions* options);

    [LibraryImport(Library, EntryPoint = "shaderc_result_get_compilation_status")]
    private static partial CompilationStatus GetCompilationStatus(CompilationResult* result);

    [LibraryImport(Library, EntryPoint = "shaderc_result_get_length")]
    private static partial nuint GetLength(CompilationResult* result);

    [LibraryImport(Library, EntryPoint = "shaderc_result_get_bytes")]
    private static partial byte* GetBytes(CompilationResult* result);

    [LibraryImport(Library, EntryPoint = "shaderc_result_get_error_message")]
    private static partial byte* GetErrorMessage(CompilationResult* result);

    [LibraryImport(Library, EntryPoint = "shaderc_result_release")]
    private static partial void ReleaseResult(CompilationResult* result);
}
