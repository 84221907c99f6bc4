using System.Runtime.InteropServices;

namespace EndToEnd.Tests;

/// <summary>The command line published as one native program.</summary>
public sealed class NativeProgram : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder["published"], OperatingSystem.IsWindows() ? "electragen.exe" : "electragen");

    public async Task InitializeAsync()
    {
        string project = Path.Combine(Programs.Root, "models/ElectraGen.Cli/ElectraGen.Cli.csproj");
        (await Programs.RunAsync(
            "dotnet",
            [
                "publish", project, "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier,
                "--output", folder["published"], "--nologo", "-v:quiet",
            ])).ShouldSucceed();
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    internal Task<ProgramResult> RunAsync(params string[] arguments) => Programs.RunAsync(File, arguments);
}
