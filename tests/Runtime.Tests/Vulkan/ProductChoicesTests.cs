using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Runtime.Vulkan;
using ElectraGen.Runtime.Vulkan.Products;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Vulkan;

/// <summary>Which tiers and tiles a device uses, and that none is used that computes something else.</summary>
[Collection(VulkanCollection.Name)]
public sealed class ProductChoicesTests(VulkanFixture fixture)
{
    private const string Multiply = "fma(a, b, c) (a * b)";

    private MatrixTier Shared => SharedTiles.Create(GroupLimits.Promised);

    [Fact]
    public void ATierThatMiscalculatesIsDropped()
    {
        MatrixTile wrong = Shared.Tiles[0] with { Defines = [.. Shared.Tiles[0].Defines, Multiply] };
        MatrixTier pretended = new("pretended", Precision.Fp16, "a test", [wrong]);
        using VulkanDevice device = Open(pretended, Shared);
        AssertComputes(device);
        Assert.Contains("off by", device.Products.Dropped["pretended"]);
        Assert.All(device.Products.Made.Values, choice => Assert.StartsWith(SharedTiles.Name, choice));
    }

    [Fact]
    public void ATierThatDoesNotCompileIsDropped()
    {
        MatrixTile broken = Shared.Tiles[0] with { Defines = [.. Shared.Tiles[0].Defines, "fma undeclared"] };
        MatrixTier pretended = new("pretended", Precision.Fp16, "a test", [broken]);
        using VulkanDevice device = Open(pretended, Shared);
        AssertComputes(device);
        Assert.Contains("does not compile", device.Products.Dropped["pretended"]);
    }

    [Fact]
    public void ATierThatIsRightIsKept()
    {
        MatrixTier pretended = Shared with { Name = "pretended", Arithmetic = Precision.Fp16 };
        using VulkanDevice device = Open(pretended, Shared);
        AssertComputes(device);
        Assert.Empty(device.Products.Dropped);
        Assert.All(device.Products.Made.Values, choice => Assert.StartsWith("pretended", choice));
    }

    [Fact]
    public void WhatAnotherDeviceChoseIsRepeated()
    {
        Dictionary<string, string> choices = [];
        using (VulkanDevice first = Open(Shared))
        {
            AssertComputes(first);
            foreach (string name in first.Tuning.Keys)
                choices[name] = $"{SharedTiles.Name} {Shared.Tiles[^1].Name}";
            Assert.DoesNotContain(choices.Values.First(), first.Tuning.Values);
        }
        using VulkanDevice second = Open(Shared);
        // What a checkpoint has, then what the run has
        second.Repeat(choices.Keys.ToDictionary(static name => name, static _ => SharedTiles.Name));
        second.Repeat(choices);
        AssertComputes(second);
        Assert.Equal(choices.OrderBy(static choice => choice.Key, StringComparer.Ordinal), second.Tuning.OrderBy(static choice => choice.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void TheTunerMeasuresAClassOnce()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            DeviceOptions options = new()
            {
                Target = fixture.Device.Target with { Tiers = [Shared] },
                IsTuned = true,
                TuningFolder = folder,
            };
            using VulkanDevice device = VulkanDevice.Create(0, options);
            AssertComputes(device);
            Assert.All(device.Tuning.Values, choice => Assert.Contains(choice, Shared.Tiles.Select(tile => $"{SharedTiles.Name} {tile.Name}")));

            string file = Assert.Single(Directory.GetFiles(folder));
            DateTime written = File.GetLastWriteTimeUtc(file);
            using VulkanDevice again = VulkanDevice.Create(0, options);
            AssertComputes(again);
            Assert.Equal(device.Tuning.OrderBy(static choice => choice.Key, StringComparer.Ordinal), again.Tuning.OrderBy(static choice => choice.Key, StringComparer.Ordinal));
            Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ADamagedTuningFileCountsAsNone()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            ProductClass shape = ProductClass.Of(new ProductSize(false, true, 100, 64, 32, 1), Precision.Fp32);
            TuningFile.Open(folder, "a device").Add(shape, "shared-memory 64x64/128");
            Assert.Equal("shared-memory 64x64/128", TuningFile.Open(folder, "a device").Find(shape));
            Assert.Null(TuningFile.Open(folder, "another device").Find(shape));

            string file = Assert.Single(Directory.GetFiles(folder));
            byte[] bytes = File.ReadAllBytes(file);
            bytes[^2] ^= 1;
            File.WriteAllBytes(file, bytes);
            Assert.Null(TuningFile.Open(folder, "a device").Find(shape));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private VulkanDevice Open(params MatrixTier[] tiers) =>
        VulkanDevice.Create(0, new DeviceOptions { Target = fixture.Device.Target with { Tiers = tiers } });

    private static void AssertComputes(VulkanDevice device)
    {
        int seed = RandomNumbers.FreshSeed();
        using ElectraGen.Runtime.Host.HostDevice<double> judge = new();
        foreach (KernelCaseSource source in KernelCases.All.Where(source => source.Kernel.Work == WorkShape.Tiles).Take(4))
            KernelCase.AssertNear(source.Create(new Random(seed)).RunOn(judge), source.Create(new Random(seed)).RunOn(device), KernelsOnDeviceTests.DeepSum, seed);
    }
}
