using System.Text.Json.Nodes;
using System.Xml.Linq;
using CsCheck;
using ElectraGen.Runtime;
using ElectraGen.Training.Plans;

namespace Training.Tests.Commands;

public sealed class PlanTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IModel model = new Miniature();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LanesAreBoundedByTheirLiveBytes() => Gen.Int[1, 9].Sample(batch =>
    {
        PlanSummary summary = new(model.Plan, batch);
        foreach (PlanLane lane in PlanLane.Of(model.Plan, summary))
        {
            long bound = Enumerable.Range(0, model.Plan.Steps).Max(step => lane.Slots
                .Where(slot => slot.Lifetimes.Any(lifetime => lifetime.First <= step && step <= lifetime.Last))
                .Sum(slot => slot.Slot.BytesAt(batch)));
            Assert.Equal(bound, lane.LowerBoundBytes);
            Assert.InRange(bound, 1, lane.Bytes);
        }
        Assert.InRange(summary.LowerBoundBytes, 1, Math.Min(summary.ArenaBytes, summary.NoReuseBytes));
    });

    [Fact]
    public void LargestBatchFitsAndTheNextDoesNot() => Gen.Long[0, 100_000_000].Sample(memory =>
    {
        int batch = PlanSummary.LargestBatch(model.Plan, memory);
        bool fits = batch == 0 || PlanSummary.SessionBytes(model.Plan, batch) <= memory;
        return fits && PlanSummary.SessionBytes(model.Plan, batch + 1) > memory;
    });

    [Fact]
    public void PlanThatDoesNotFitNamesBothNumbersAndTheBatchThatDoes()
    {
        long memory = PlanSummary.SessionBytes(model.Plan, 7);
        DeviceDescription device = new("vulkan:3", "Small GPU", "", "discrete", memory, "", "");

        PlanSummary.RequireRoom(model, 7, device);
        string message = Assert.Throws<ElectraGenException>(() => PlanSummary.RequireRoom(model, 8, device)).Message;

        Assert.Contains(ByteText.Format(PlanSummary.SessionBytes(model.Plan, 8)), message);
        Assert.Contains(ByteText.Format(memory), message);
        int recomputing = PlanSummary.LargestBatch(model.Recomputing.Plan, memory);
        Assert.True(recomputing > 7);
        Assert.Contains($"largest batch that fits is 7, with --recompute {recomputing},", message);
    }

    [Fact]
    public async Task RecomputingIsPlannedToo()
    {
        JsonNode kept = await Plan(), recomputing = await Plan("--recompute");
        Assert.Equal(model.Recomputing.Plan.ArenaBytes(5), recomputing["arena_bytes"]!.GetValue<long>());
        Assert.Equal(recomputing["arena_bytes"]!.GetValue<long>(), kept["recomputing_arena_bytes"]!.GetValue<long>());

        static async Task<JsonNode> Plan(params string[] more) =>
            JsonNode.Parse((await CommandLineRun.Start(["plan", "Miniature", "--batch", "5", "--json", .. more])).RequireSuccess().Output)!;
    }

    [Fact]
    public async Task JsonAndDrawingShowEverySlot()
    {
        CommandLineRun run = (await CommandLineRun.Start("plan", "Miniature", "--batch", "5", "--json", "--svg", folder["plan.svg"])).RequireSuccess();

        JsonNode plan = JsonNode.Parse(run.Output)!;
        Assert.Equal(5, plan["batch"]!.GetValue<int>());
        Assert.Equal(model.Plan.ArenaBytes(5), plan["arena_bytes"]!.GetValue<long>());
        Assert.Equal(model.Plan.PersistentBytes, plan["persistent_bytes"]!.GetValue<long>());
        Assert.Equal(model.Plan.Slots.Count, plan["slots"]!.AsArray().Count);
        Assert.All(["name", "segment", "offset", "bytes", "first", "last"], key => Assert.NotNull(plan["slots"]![0]![key]));
        Assert.Contains(plan["devices"]!.AsArray(), static device => device!["id"]!.GetValue<string>() == "host");

        string[] titles = [.. XDocument.Load(folder["plan.svg"]).Descendants().Where(static element => element.Name.LocalName == "title").Select(static element => element.Value)];
        Assert.All(model.Plan.Slots, slot => Assert.Contains(titles, title => title.StartsWith(slot.Name + ":", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1.00 KiB")]
    [InlineData(13_000_000, "12.4 MiB")]
    [InlineData(2L << 30, "2.00 GiB")]
    public void BytesAreReadable(long bytes, string text) => Assert.Equal(text, ByteText.Format(bytes));
}
