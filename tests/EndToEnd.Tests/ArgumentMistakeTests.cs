namespace EndToEnd.Tests;

/// <summary>What a user may type wrongly: each is answered by one sentence that helps.</summary>
public sealed class ArgumentMistakeTests
{
    [Fact]
    public async Task UnknownVerbSuggestsTheNearest() =>
        (await Programs.RunAsync("pretrian")).ShouldRefuse("pretrian", "pretrain");

    [Fact]
    public async Task UnknownModelSuggestsTheNearest() =>
        (await Programs.RunAsync("pretrain", "ElectraTyni")).ShouldRefuse("ElectraTyni", "ElectraTiny");

    [Fact]
    public async Task UnknownOptionSuggestsTheNearest() =>
        (await Programs.RunAsync("pretrain", "--stpes", "3")).ShouldRefuse("--stpes", "--steps");

    [Fact]
    public async Task NumberThatIsNone() =>
        (await Programs.RunAsync("pretrain", "--batch", "0")).ShouldRefuse("--batch", "0");

    [Fact]
    public async Task UnknownDevice() =>
        (await Programs.RunAsync("pretrain", "--device", "toaster")).ShouldRefuse("toaster");

    [Fact]
    public async Task DeviceIndexOutOfRange() =>
        (await Programs.RunAsync("pretrain", "--device", "vulkan:99")).ShouldRefuse("99");

    [Fact]
    public async Task MisspeltTier() =>
        (await Programs.RunAsync("pretrain", "--tier", "shared-memori")).ShouldRefuse("shared-memori", "did you mean \"shared-memory\"");

    [Fact]
    public async Task ATierOfTheHost() =>
        (await Programs.RunAsync("pretrain", "--device", "host", "--tier", "shared-memory")).ShouldRefuse("host", "--device");

    [Fact]
    public async Task ATierThatARunInSinglePrecisionDoesNotUse() =>
        (await Programs.RunAsync("pretrain", "--device", "vulkan", "--tier", "cooperative-matrix")).ShouldRefuse("cooperative-matrix", "devices");

    [Fact]
    public async Task NoVulkanLoader()
    {
        // A library of the loader's name that is none stands before the system's, and the search for it ends there
        using TemporaryFolder folder = new();
        string library = folder.Write("libvulkan.so.1", "");
        Dictionary<string, string> noLoader = new() { ["LD_LIBRARY_PATH"] = Path.GetDirectoryName(library)! };

        (await Programs.RunAsync(noLoader, "pretrain", "--device", "vulkan", "--output", folder["run"])).ShouldRefuse("no Vulkan loader", "--device host");
        (await Programs.RunAsync(noLoader, "devices")).ShouldSucceed();
    }

    [Fact]
    public async Task NoVulkanDriver()
    {
        // What the loader reads in place of its search for drivers, under its new and its old name
        Dictionary<string, string> noDriver = new()
        {
            ["VK_DRIVER_FILES"] = "/nonexistent.json",
            ["VK_ICD_FILENAMES"] = "/nonexistent.json",
            ["VK_ADD_DRIVER_FILES"] = "",
        };

        (await Programs.RunAsync(noDriver, "pretrain", "--device", "vulkan")).ShouldRefuse("Vulkan", "driver");
    }

    [Fact]
    public async Task PlanLargerThanTheMemoryNamesTheBatchThatFits()
    {
        using TemporaryFolder folder = new();

        ProgramResult result = await Programs.RunAsync(
            "pretrain", "ElectraLarge", "--batch", "100000", "--output", folder["run"]);

        result.ShouldRefuse("100000", "batch");
        Assert.False(Directory.Exists(folder["run"]));
    }
}
