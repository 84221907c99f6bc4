using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EndToEnd.Tests;

/// <summary>What a program left behind.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails with what the program said unless it ended with exit code 0.</summary>
    public ProgramResult ShouldSucceed()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}.\n{Output}\n{Error}");
        return this;
    }

    /// <summary>Fails unless the program refused: an exit code other than 0 and one sentence on standard error that has the words.</summary>
    public void ShouldRefuse(params string[] words)
    {
        Assert.NotEqual(0, ExitCode);
        string sentence = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches("[.?]$", sentence);
        Assert.DoesNotContain("   at ", Output + Error);
        Assert.DoesNotContain("defect", sentence);
        foreach (string word in words)
            Assert.Contains(word, sentence, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A program that was started with its output caught; it is killed when disposed of.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    private RunningProgram(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public static RunningProgram Start(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string folder = "")
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Servers that a build leaves behind would keep its output open, and the end of that is waited for
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    public bool HasEnded => process.HasExited;

    public async Task<ProgramResult> WaitAsync()
    {
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Ends the program as a power cut would: it cannot notice.</summary>
    public void Kill() => process.Kill();

    /// <summary>What Ctrl-C does in a terminal.</summary>
    public void Interrupt() => Assert.Equal(0, SendSignal(process.Id, 2));

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int processId, int signal);
}
