namespace EndToEnd.Tests;

/// <summary>Where the programs under test lie and how they are run.</summary>
internal static class Programs
{
    // The tests lie in artifacts/bin/EndToEnd.Tests/CONFIGURATION, the command line in the folder beside
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    public static string CommandLine => Path.Combine(Root, "artifacts/bin/ElectraGen.Cli", Configuration, "electragen.dll");

    /// <summary>Starts the command line so that it heeds an interrupt, which shells have what runs in their background ignore.</summary>
    public static RunningProgram Start(params string[] arguments) =>
        RunningProgram.Start("env", ["--default-signal=INT", "dotnet", CommandLine, .. arguments]);

    /// <summary>Runs the command line to its end.</summary>
    public static Task<ProgramResult> RunAsync(params string[] arguments) => RunAsync("dotnet", [CommandLine, .. arguments]);

    /// <summary>Runs the command line to its end with further environment variables.</summary>
    public static Task<ProgramResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync("dotnet", [CommandLine, .. arguments], environment);

    /// <summary>Runs a script of <c>tests/oracle</c> with the system's Python, which is the one that Debian's PyTorch belongs to.</summary>
    public static Task<ProgramResult> RunOracleAsync(string script, params string[] arguments)
    {
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        // Threads that wait by spinning would take the cores from those that compute
        Dictionary<string, string> environment = new() { ["OMP_WAIT_POLICY"] = "passive" };
        return RunAsync(python, [Path.Combine(Root, "tests/oracle", script), .. arguments], environment);
    }

    public static async Task<ProgramResult> RunAsync(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string folder = "")
    {
        using RunningProgram program = RunningProgram.Start(file, arguments, environment, folder);
        return await program.WaitAsync();
    }
}
