namespace EndToEnd.Tests;

/// <summary>The packages in a local folder, and room beside it for projects that know nothing else of the solution.</summary>
public sealed class LocalPackages : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>A file or folder in the room for projects.</summary>
    public string this[string name] => folder[name];

    public string Write(string name, string text) => folder.Write(name, text);

    public async Task InitializeAsync()
    {
        (await Programs.RunAsync(
            "dotnet",
            [
                "pack", Path.Combine(Programs.Root, "ElectraGen.sln"), "--configuration", Programs.Configuration, "--no-build",
                "--output", folder["packages"], "--nologo", "-v:quiet",
            ])).ShouldSucceed();

        // What the packages depend on comes from where the solution's own restore put it, so that no network is needed
        string cache = (await Programs.RunAsync("dotnet", ["nuget", "locals", "global-packages", "--list"])).ShouldSucceed().Output;
        folder.Write(
            "NuGet.config",
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{folder["packages"]}" />
                <add key="restored" value="{cache[(cache.IndexOf(": ", StringComparison.Ordinal) + 2)..].Trim()}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="local"><package pattern="ElectraGen.*" /></packageSource>
                <packageSource key="restored"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Runs <c>dotnet</c> in a folder of the room, with a package cache that has seen no other version of the packages.</summary>
    internal async Task<ProgramResult> RunDotnetAsync(string project, params string[] arguments)
    {
        Dictionary<string, string> environment = new() { ["NUGET_PACKAGES"] = folder["cache"] };
        return (await Programs.RunAsync("dotnet", arguments, environment, folder[project])).ShouldSucceed();
    }
}
