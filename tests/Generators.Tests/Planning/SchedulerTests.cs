using ElectraGen.Generators.Autodiff;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Tests.Planning;

public class SchedulerTests
{
    [Fact]
    public void GeneratorIsDoneBeforeTheDiscriminatorStarts() =>
        Assert.Equal(
            [
                "Masking Forward", "Objective Backward", "Weights Forward", "Generator Forward", "Generator Backward", "Corruption Forward",
                "Discriminator Forward", "Discriminator Backward", "Objective Forward", "Update Update",
            ],
            Names(DeclaredModels.Plan("ElectraSmall").Graph));

    [Fact]
    public void BackwardPassWaitsForWhatItReads()
    {
        GraphBuilder builder = new();
        Value ids = builder.Input("Ids", Shape.ColumnVector(4, ElementType.Int32));
        Value table = builder.Parameter("Table", Shape.Fixed(9, 8), "table", [9, 8], isDecayed: true, ParameterInitializer.Zeros);
        Value embedded = builder.Embed(ids, ids, table, table, table, "Embedded");
        builder.EndPass("First");
        Value activated = builder.Gelu(embedded, "Activated");
        builder.EndPass("Second");
        Value loss = builder.WeightedMean(activated, activated, "Loss");
        builder.EndPass("Third");
        Graph graph = Differentiation.Differentiate(builder.Build(new Stage("", loss)));

        Assert.Equal(
            ["First Forward", "Second Forward", "Weights Forward", "Third Backward", "Second Backward", "First Backward", "Third Forward"],
            Names(Scheduler.Schedule(graph)));
    }

    private static IEnumerable<string> Names(Graph graph) => graph.Passes.Select(pass => $"{pass.Name} {pass.Direction}");
}
