using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Emission;

/// <summary>Every emitted file of every model in the package.</summary>
public sealed class PublishedModelTests
{
    [Fact]
    public void ElectraTiny() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTiny")));

    [Fact]
    public void ElectraSmall() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraSmall")));

    [Fact]
    public void ElectraSmallPlusPlus() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraSmallPlusPlus")));

    [Fact]
    public void ElectraBase() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraBase")));

    [Fact]
    public void ElectraLarge() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraLarge")));
}
