using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Emission;

/// <summary>File names that hosts refuse, or that are one name on some disks, would cost every model its code.</summary>
public sealed class HintNameTests
{
    [Fact]
    public void EqualNamesInTwoNamespaces()
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Small, Renamed("namespace Sample", "namespace Other"));
        Assert.Contains("Sample.Small.g.cs", HintNames(run));
        Assert.Contains("Other.Small.g.cs", HintNames(run));
    }

    [Fact]
    public void NamesThatDifferByCase()
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Small, Renamed("class Small", "class SMALL"));
        Assert.Equal(23, HintNames(run).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("Sample.SMALL.g.cs", HintNames(run));
        Assert.Contains("Sample.Small.2.g.cs", HintNames(run));
    }

    [Fact]
    public void NestedModel()
    {
        GeneratorRun run = GeneratorRun.Of(Renamed("[Electra(", "internal static partial class Outer { internal partial record struct Middle {\n[Electra(") + "}}");
        Assert.Empty(run.Problems);
        Assert.Contains("Sample.Outer+Middle+Small.g.cs", HintNames(run));
        Assert.Contains("new global::Sample.Outer.Middle.Small()", run.File("ElectraModels.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void ModelOfTheGlobalNamespace() => Assert.Empty(GeneratorRun.Of(Renamed("namespace Sample;", "")).Problems);

    [Fact]
    public void KeywordsAsNames() =>
        Assert.Empty(GeneratorRun.Of(Renamed("namespace Sample", "namespace @namespace.@if").Replace("class Small", "class @class", StringComparison.Ordinal)).Problems);

    [Fact]
    public void LettersThatNoHintMayHave()
    {
        // Vowel signs and accents of their own are marks, which identifiers may have and hints may not
        GeneratorRun run = GeneratorRun.Of(Renamed("class Small", "class किताब"), Renamed("class Small", "class e\u0301lectra"));
        Assert.Equal(23, run.Result.GeneratedSources.Length);
    }

    [Fact]
    public void RecordModel() => Assert.Empty(GeneratorRun.Of(Renamed("partial class Small", "partial record Small")).Problems);

    [Fact]
    public void PrivateModelIsNotListed()
    {
        GeneratorRun run = GeneratorRun.Of(Renamed("[Electra(", "internal partial class Outer {\n[Electra(").Replace("internal sealed partial class Small", "private sealed partial class Small", StringComparison.Ordinal) + "}");
        Assert.Empty(run.Problems);
        Assert.DoesNotContain("Small", run.File("ElectraModels.g.cs"), StringComparison.Ordinal);
    }

    private static string[] HintNames(GeneratorRun run) => [.. run.Result.GeneratedSources.Select(source => source.HintName)];

    private static string Renamed(string before, string after)
    {
        Assert.Contains(before, Sources.Small, StringComparison.Ordinal);
        return Sources.Small.Replace(before, after, StringComparison.Ordinal);
    }
}
