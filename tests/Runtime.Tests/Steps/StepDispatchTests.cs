using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Vulkan;
using ElectraGen.Runtime.Vulkan.Products;
using Xunit.Abstractions;

namespace Runtime.Tests.Steps;

/// <summary>What every dispatch of the published models asks of a device, at the batch of its recipe.</summary>
public sealed class StepDispatchTests(ITestOutputHelper output)
{
    /// <summary>Most groups in a dimension, and most bytes of push constants, that Vulkan promises everywhere.</summary>
    private const long LargestGroups = 65_535, LargestPushConstants = 128;

    private static IEnumerable<(int Lanes, MatrixTile Tile)> Devices =>
        from lanes in (int[])[4, 8, 16, 64]
        from tier in (MatrixTier[])[RegisterTiles.Create(lanes), SharedTiles.Create(GroupLimits.Promised)]
        from tile in tier.Tiles
        select (lanes, tile);

    public static TheoryData<string, int> Models => TestModels.AllStages;

    [Theory]
    [MemberData(nameof(Models))]
    public void DispatchesKeepToWhatEveryDeviceTakes(string name, int stage)
    {
        IModel model = TestModels.Named(name);
        int batch = model.LargestBatch();
        foreach ((int lanes, MatrixTile tile) in Devices)
        {
            DispatchSizeRecorder recorder = new(batch, lanes, tile, LargestGroups);
            model.RecordStep(recorder, stage);
            DispatchSize most = recorder.Sizes.MaxBy(size => size.Iterations);
            output.WriteLine($"{name}, batch {batch}, {lanes} lanes, tiles of {tile.Name}: {most.Kernel} makes {most.Iterations} iterations");
            string[] beyond =
            [
                .. recorder.Sizes
                    .Where(size => size.Iterations > LoopLimit.Iterations || size.Groups.X > LargestGroups || size.Groups.Y > LargestGroups
                        || size.Groups.Z > LargestGroups || size.Kernel.PushConstantBytes > LargestPushConstants)
                    .Select(size => $"{size.Kernel}: {size.Iterations} iterations, {size.Groups}").Distinct(),
            ];
            Assert.Empty(beyond);
        }
    }
}
