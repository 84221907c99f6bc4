using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using ElectraGen.Runtime.Vulkan.Products;
using Runtime.Tests.Vulkan;

namespace Runtime.Tests.Kernels;

/// <summary>Matrix products in every tier and tile that the device can run, whichever it would choose.</summary>
[Collection(VulkanCollection.Name)]
public sealed class ProductTierTests(VulkanFixture fixture)
{
    /// <summary>All products but those with activations other than GELU: what is done to a finished sum is the same text in all tiers.</summary>
    private static IEnumerable<KernelCaseSource> Products => KernelCases.All.Where(static source =>
        source.Kernel.Work == WorkShape.Tiles && !OtherActivations.Any(name => source.Variant.Contains($"with {name} ", StringComparison.Ordinal)));

    private static IEnumerable<string> OtherActivations => ActivationCalls.All.Select(static calls => calls.Name).Skip(1);

    /// <summary>Follows the host, and to the bit the same in all: a tuned run may then choose what is fastest.</summary>
    [Fact]
    public void TiersOfSinglePrecisionAgreeToTheBit()
    {
        int seed = RandomNumbers.FreshSeed();
        MatrixTier[] tiers =
        [
            .. fixture.Device.Tiers.Present.Where(tier => tier.Arithmetic == Precision.Fp32),
            RegisterTiles.Create(fixture.Device.Lanes), RegisterTiles.WithoutArrays(fixture.Device.Lanes),
        ];
        IReadOnlyList<IReadOnlyList<SlotContents>>? firsts = null;
        foreach ((MatrixTier tier, MatrixTile tile) in tiers.SelectMany(static tier => tier.Tiles, static (tier, tile) => (tier, tile)))
        {
            using VulkanDevice device = OpenWith(tier, tile);
            IReadOnlyList<IReadOnlyList<SlotContents>> results = Run(device, seed);
            firsts ??= results;
            foreach ((KernelCaseSource source, IReadOnlyList<SlotContents> first, IReadOnlyList<SlotContents> result) in Products.Zip(firsts, results))
                AssertSameBits(first, result, $"{source.Name}, {tier.Name} {tile.Name}, seed {seed}");
        }
        AssertFollowsTheHost(firsts!, KernelsOnDeviceTests.DeepSum, seed);
    }

    /// <summary>
    /// Each of the two elements of a term is off by half a unit of its last place, independently of all others; where the sum cancels, so
    /// do their errors.
    /// </summary>
    /// <param name="arithmetic">What a tier rounds elements to: 8 bits of mantissa, 11, or the 24 that activations and parameters have.</param>
    internal static double ToleranceOf(Precision arithmetic) => 2 * Math.ScaleB(1, arithmetic switch
    {
        Precision.Bf16 => -8,
        Precision.Fp16 => -11,
        _ => -24,
    });

    [Theory]
    [InlineData(Precision.Bf16)]
    [InlineData(Precision.Fp16)]
    public void TiersOfSixteenBitsFollowTheHost(Precision arithmetic)
    {
        int seed = RandomNumbers.FreshSeed();
        foreach (MatrixTier tier in fixture.Device.Tiers.Present.Where(tier => tier.Arithmetic == arithmetic))
        {
            foreach (MatrixTile tile in tier.Tiles)
            {
                using VulkanDevice device = OpenWith(tier, tile);
                AssertFollowsTheHost(Run(device, seed), ToleranceOf(arithmetic), seed);
            }
        }
    }

    private static IReadOnlyList<IReadOnlyList<SlotContents>> Run(VulkanDevice device, int seed) =>
        [.. Products.Select(source => source.Create(new Random(seed)).RunOn(device))];

    private VulkanDevice OpenWith(MatrixTier tier, MatrixTile tile) => VulkanDevice.Create(
        0, new DeviceOptions { Target = fixture.Device.Target with { Tiers = [tier with { Tiles = [tile] }] } });

    private static void AssertFollowsTheHost(IEnumerable<IReadOnlyList<SlotContents>> results, double tolerance, int seed)
    {
        using HostDevice<double> judge = new();
        foreach ((KernelCaseSource source, IReadOnlyList<SlotContents> result) in Products.Zip(results))
            KernelCase.AssertNear(source.Create(new Random(seed)).RunOn(judge), result, tolerance, seed);
    }

    private static void AssertSameBits(IReadOnlyList<SlotContents> expected, IReadOnlyList<SlotContents> actual, string context)
    {
        foreach ((SlotContents first, SlotContents second) in expected.Zip(actual))
            Assert.True(first.Numbers.AsSpan().SequenceEqual(second.Numbers), context);
    }
}
