namespace EndToEnd.Tests;

/// <summary>What the two scripts say and do on machines that lack something: <c>.ci/prepare.sh</c> among made-up programs.</summary>
public sealed class PreparationTests : IDisposable
{
    private static readonly string[] RealPrograms = ["bash", "grep", "head", "sed"];

    private readonly TemporaryFolder folder = new();

    public PreparationTests()
    {
        Directory.CreateDirectory(folder["bin"]);
        foreach (string program in RealPrograms)
            Command(program, $"exec {FindProgram(program)} \"$@\"");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Linux")]
    [InlineData("Darwin")]
    [InlineData("MINGW64_NT-10.0-22631")]
    public async Task OtherSystemsAreToldWhatToInstall(string system)
    {
        Command("uname", $"echo {system}");
        Command("ldconfig", "echo '0 libs found in cache'");

        ProgramResult result = await Prepare("tests");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        string[] lines = result.Error.Split('\n');
        Assert.Equal("Missing: the Vulkan loader, shaderc, a C compiler, PyTorch for python3. Please install, then try again:", lines[0]);
        foreach (string install in (string[])["Fedora   sudo dnf install ", "Arch     sudo pacman -S ", "macOS    brew install ", "Windows  "])
            Assert.Single(lines, line => line.StartsWith($"  {install}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatIsThereIsNotAskedFor()
    {
        Command("uname", "echo Linux");
        Command("ldconfig", "echo 'libvulkan.so.1 => /usr/lib64/libvulkan.so.1'");
        Command("gcc", "true");
        Command("python3", "true");

        ProgramResult result = await Prepare("tests");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Missing: shaderc. Please install", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteMachineIsLeftAlone()
    {
        Command("uname", "echo Linux");
        Command("ldconfig", "echo 'libvulkan.so.1 => /usr/lib64/libvulkan.so.1'; echo 'libshaderc_shared.so.1 => /usr/lib64/libshaderc_shared.so.1'");
        Command("clang", "true");
        Command("python3", "true");

        ProgramResult result = await Prepare("tests");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task DebianInstallsTheMissingWithTheLineThatItPrints()
    {
        Debian(installed: ["libvulkan1", "mesa-vulkan-drivers", "python3-torch", "gcc"]);

        ProgramResult result = (await Prepare("tests")).ShouldSucceed();

        string printed = Assert.Single(result.Error.Split('\n'), static line => line.Contains("apt-get install", StringComparison.Ordinal));
        string[] run = File.ReadAllLines(folder["apt-get.log"]);
        Assert.Equal("update", run[0]);
        Assert.StartsWith("install --yes --no-install-recommends lib", run[1], StringComparison.Ordinal);
        Assert.EndsWith(run[1], printed, StringComparison.Ordinal);
        string[] packages = run[1].Split(' ')[3..];
        Assert.Contains("libshaderc1", packages);
        Assert.Contains("zlib1g-dev", packages);
        Assert.DoesNotContain("libvulkan1", packages);
        Assert.DoesNotContain("gcc", packages);
    }

    [Fact]
    public async Task FailedInstallationStops()
    {
        Debian(installed: []);
        Command("apt-get", "exit 100");

        ProgramResult result = await Prepare("tests");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("run the line above by hand", result.Error);
    }

    /// <summary>Vulkan is not seen to where the host will train.</summary>
    [Fact]
    public async Task HostNeedsNoVulkan()
    {
        Debian(installed: []);

        (await Prepare("host")).ShouldSucceed();

        string[] packages = File.ReadAllLines(folder["apt-get.log"])[1].Split(' ')[3..];
        Assert.Equal(3, packages.Length);
        Assert.Matches("^libicu", packages[0]);
        Assert.Equal(["ca-certificates", "fonts-dejavu-core"], packages[1..]);
    }

    /// <summary>Sources the script with nothing but the made-up programs, as the two scripts do.</summary>
    private Task<ProgramResult> Prepare(string purpose)
    {
        string function = purpose == "tests" ? "prepare_machine tests" : $"prepare_debian {purpose}";
        Dictionary<string, string> environment = new() { ["PATH"] = folder["bin"], ["VULKAN_SDK"] = "" };
        return Programs.RunAsync(
            FindProgram("bash"), ["-c", $"set -euo pipefail; source .ci/prepare.sh; {function}"], environment, Programs.Root);
    }

    private void Debian(string[] installed)
    {
        Command("apt-get", $"echo \"$*\" >>'{folder["apt-get.log"]}'");
        Command("sudo", "exec \"$@\"");
        // Called as dpkg-query --show --showformat=FORMAT NAME
        Command("dpkg-query", $"case \" {string.Join(' ', installed)} \" in *\" $3 \"*) echo installed ;; *) exit 1 ;; esac");
    }

    private void Command(string name, string body)
    {
        string path = folder.Write($"bin/{name}", $"#!{FindProgram("bash")}\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string FindProgram(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(directory => Path.Combine(directory, name)).First(File.Exists);
}
