using ElectraGen.Runtime.Randomness;

namespace Runtime.Tests.Host;

public sealed class PhiloxTests
{
    /// <summary>The known answers that Random123 publishes for philox4x32 with ten rounds.</summary>
    [Fact]
    public void WordsAreThePublishedOnes()
    {
        Assert.Equal(
            new PhiloxWords(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8),
            Philox.Draw(0, 0, 0, 0, 0, 0));
        Assert.Equal(
            new PhiloxWords(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd),
            Philox.Draw(~0u, ~0u, ~0u, ~0u, ~0u, ~0u));
        Assert.Equal(
            new PhiloxWords(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1),
            Philox.Draw(0xa4093822, 0x299f31d0, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344));
    }

    [Fact]
    public void WordsAreReadByIndex()
    {
        PhiloxWords words = new(5, 6, 7, 8);
        Assert.Equal([5u, 6u, 7u, 8u], Enumerable.Range(0, 4).Select(index => words[index]));
        Assert.Throws<ArgumentOutOfRangeException>(() => words[4]);
    }
}
