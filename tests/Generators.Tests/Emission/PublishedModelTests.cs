using ElectraGen.Generators.Tests.Harness;

namespace ElectraGen.Generators.Tests.Emission;

/// <summary>Every emitted file of every model in the package.</summary>
public sealed class PublishedModelTests
{
    [Fact]
    public void ElectraTiny() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTiny")));

    [Fact]
    public void ElectraTinyRotary() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTinyRotary")));

    [Fact]
    public void ElectraSmall() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraSmall")));

    [Fact]
    public void ElectraSmallPlusPlus() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraSmallPlusPlus")));

    [Fact]
    public void ElectraBase() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraBase")));

    [Fact]
    public void ElectraLarge() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraLarge")));

    [Fact]
    public void BertTiny() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("BertTiny")));

    [Fact]
    public void ElectraTinyMaskedOnly() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTinyMaskedOnly")));

    [Fact]
    public void ElectraTinySharingAll() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTinySharingAll")));

    [Fact]
    public void ElectraTinySharingNone() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTinySharingNone")));

    [Fact]
    public void ElectraTinyTwoStage() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTinyTwoStage")));

    [Fact]
    public void ReplaceMlmTiny() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ReplaceMlmTiny")));

    [Fact]
    public void ElectraTinyUnigram() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTinyUnigram")));

    [Fact]
    public void ElectraTinyUniform() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTinyUniform")));

    [Fact]
    public void AllTokensMlmTiny() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("AllTokensMlmTiny")));

    [Fact]
    public void ElectraTinyAdversarial() => Snapshot.Verify(GeneratorRun.Of(Sources.Published("ElectraTinyAdversarial")));
}
