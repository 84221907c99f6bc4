using ElectraGen.Generators.Autodiff;
using ElectraGen.Generators.Emission;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;

namespace ElectraGen.Generators.Tests.Planning;

public class SchedulerTests
{
    [Fact]
    public void GeneratorsBackwardPassStandsBeforeTheDiscriminator() =>
        Assert.Equal(
            [
                "Masking Forward", "Objective Backward", "Weights Forward", "Generator Forward", "Corruption Forward", "Generator Backward",
                "Discriminator Forward", "Discriminator Backward", "Objective Forward", "Update Update",
            ],
            Names(DeclaredModels.Plan("ElectraSmall").Graph));

    /// <summary>Where training has stages, or the generator learns from the discriminator, one encoder waits for the other.</summary>
    [Theory]
    [InlineData("ElectraSmall", true)]
    [InlineData("ElectraTinySharingAll", true)]
    [InlineData("ReplaceMlmTiny", true)]
    [InlineData("ElectraTinyTwoStage", false)]
    [InlineData("ElectraTinyAdversarial", false)]
    [InlineData("BertTiny", false)]
    public void GeneratorsBackwardPassRunsBesideTheDiscriminator(string name, bool isSideBySide)
    {
        ModelPlan model = DeclaredModels.Plan(name);
        foreach (BufferPlan plan in new[] { model.Plan, model.Recomputing })
        {
            foreach (SequenceKind kind in new[] { SequenceKind.Step, SequenceKind.MicroBatch })
            {
                IEnumerable<string> pairs =
                    from sequenced in plan.Sequence(kind, stage: 0).Passes
                    where sequenced.Beside is not null
                    select $"{plan.Graph.Passes[sequenced.Pass].Name} and {plan.Graph.Passes[sequenced.Beside!.Value].Name}";
                Assert.Equal(isSideBySide ? ["Generator and Discriminator"] : [], pairs);
            }
        }
    }

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
