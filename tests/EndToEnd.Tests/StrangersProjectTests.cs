namespace EndToEnd.Tests;

/// <summary>A project outside the solution that has the packages and nothing else.</summary>
public sealed class StrangersProjectTests : IClassFixture<LocalPackages>
{
    private const string Declarations = """
        using ElectraGen.Runtime;

        namespace Stranger;

        [Electra(SequenceLength = 32, Positions = 40)]
        [ReplacedTokenDetection(DiscriminatorWeight = 20)]
        [Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 5, Steps = 20)]
        public sealed partial class RotaryElectra
        {
            [Unigram]
            public sealed partial class Generator;

            [Encoder(EmbeddingSize = 24, Layers = 2, HiddenSize = 36, Heads = 3, Positions = PositionEncoding.Rotary)]
            public sealed partial class Discriminator;
        }

        [Electra(SequenceLength = 32, Positions = 40)]
        [ReplacedTokenDetection(DiscriminatorWeight = 20)]
        [Recipe(BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 5, Steps = 20)]
        public sealed partial class WaveElectra
        {
            [Encoder(EmbeddingSize = 24, Layers = 2, HiddenSize = 16, Heads = 2, Positions = PositionEncoding.Sinusoidal)]
            public sealed partial class Generator;

            [Encoder(EmbeddingSize = 24, Layers = 2, HiddenSize = 36, Heads = 3, Positions = PositionEncoding.Sinusoidal)]
            public sealed partial class Discriminator;
        }
        """;

    private const string Program = """
        using ElectraGen.Models;
        using ElectraGen.Runtime;
        using ElectraGen.Training;

        return await TrainingHost.RunAsync([.. ElectraModels.All, .. PublishedModels.All], args);
        """;

    private readonly LocalPackages packages;

    public StrangersProjectTests(LocalPackages packages) => this.packages = packages;

    [Fact]
    public async Task DeclaresAndTrainsItsOwnVariants()
    {
        await packages.RunDotnetAsync("", "new", "console", "--name", "Stranger", "--no-restore");
        packages.Write("Stranger/Program.cs", Program);
        packages.Write("Stranger/Declarations.cs", Declarations);
        await packages.RunDotnetAsync("Stranger", "add", "package", "ElectraGen.Training");
        await packages.RunDotnetAsync("Stranger", "add", "package", "ElectraGen.Models");
        await packages.RunDotnetAsync("Stranger", "build", "--output", packages["program"], "-warnaserror", "--nologo", "-v:quiet");
        string corpus = packages.Write("corpus.txt", string.Concat(Enumerable.Range(1, 300).Select(Document)));

        Assert.Contains("RotaryElectra", (await RunAsync("plan", "RotaryElectra")).Output);
        await RunAsync("plan", "ElectraTiny");
        await RunAsync("pretrain", "RotaryElectra", "--steps", "20", "--corpus", corpus, "--output", "rotary-run");
        await RunAsync("trace", "RotaryElectra", "--batch", "2", "--seed", "7", "--corpus", corpus, "--checkpoint", "rotary-run/checkpoint-20", "--output", "trace.safetensors");
        (await Programs.RunOracleAsync("electra_oracle.py", packages["trace.safetensors"])).ShouldSucceed();

        await RunAsync("pretrain", "WaveElectra", "--steps", "20", "--corpus", corpus, "--output", "wave-run");
        await RunAsync("export", "wave-run", "--output", "exported");
        Assert.True(File.Exists(packages["exported/discriminator/model.safetensors"]));
    }

    [Fact]
    public async Task TemplateTrainsInTwoCommands()
    {
        string[] hive = ["--debug:custom-hive", packages["templates"]];
        await packages.RunDotnetAsync("", ["new", "install", "ElectraGen.Templates", .. hive]);

        await packages.RunDotnetAsync("", ["new", "electragen", "--name", "MyElectra", .. hive]);
        ProgramResult result = await packages.RunDotnetAsync("MyElectra", "run", "--", "pretrain", "--steps", "2", "--batch", "2");

        Assert.StartsWith("MyElectra on ", result.Output);
        Assert.True(Directory.Exists(packages["MyElectra/runs/MyElectra-1/checkpoint-2"]));
    }

    private static string Document(int number) =>
        $"A small corpus has {number} stories. Each is a stranger to the {number + 1} others, and none is long.\n\n";

    private Task<ProgramResult> RunAsync(params string[] arguments) =>
        packages.RunDotnetAsync("", [packages["program/Stranger.dll"], .. arguments]);
}
