using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ElectraGen.Runtime.Vulkan;

/// <summary>shaderc's program <c>glslc</c>, a process a shader.</summary>
internal sealed class GlslcCompiler : ShaderCompiler
{
    private GlslcCompiler(string version)
    {
        Version = version;
    }

    public override string Version { get; }

    /// <summary>Null where it is not installed.</summary>
    public static GlslcCompiler? TryCreate()
    {
        try
        {
            (int exitCode, byte[] output, _) = Run(["--version"], "");
            return exitCode == 0 ? new GlslcCompiler("glslc " + Encoding.UTF8.GetString(output)) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public override byte[] Compile(ShaderSource source)
    {
        (int exitCode, byte[] output, string errors) = Run(
            [source.NeedsVulkan13 ? "--target-env=vulkan1.3" : "--target-env=vulkan1.2", "-O", "-fshader-stage=compute", "-o", "-", "-"], source.Text);
        return exitCode == 0 ? output : throw Failure(source, errors);
    }

    private static (int ExitCode, byte[] Output, string Errors) Run(string[] arguments, string input)
    {
        ProcessStartInfo start = new("glslc", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("glslc did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        // A shader is read whole before anything is written, so neither side waits for the other
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), errors.Result);
    }
}
