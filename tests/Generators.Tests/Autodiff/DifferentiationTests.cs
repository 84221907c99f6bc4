using ElectraGen.Generators.Autodiff;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Tests.Autodiff;

public class DifferentiationTests
{
    private readonly GraphBuilder builder = new();

    [Fact]
    public void PassThatTheLossDoesNotReachHasNoBackwardPass()
    {
        Value stream = Stream();
        builder.EndPass("Used");
        builder.Gelu(stream, "Unused");
        builder.EndPass("Unused");
        Graph graph = Differentiate(stream);

        Assert.DoesNotContain(graph.Passes, pass => pass is { Name: "Unused", Direction: PassDirection.Backward });
        Assert.Contains(graph.Passes, pass => pass is { Name: "Used", Direction: PassDirection.Backward });
    }

    [Fact]
    public void GradientThatAProductReadsIsNotAddedTo()
    {
        Value stream = Stream();
        AssertSumsApart(builder.ScaledSum(stream, 1, Linear(stream), 1, "Sum"));
    }

    [Fact]
    public void GradientOfTwoOperandsIsNotAddedTo()
    {
        Value left = builder.Gelu(Stream(), "Left"), right = builder.Gelu(Stream(), "Right");
        Value product = Linear(left);
        Value sum = builder.ScaledSum(left, 1, right, 1, "Sum");
        AssertSumsApart(builder.ScaledSum(builder.Gelu(product, "Activated"), 1, sum, 1, "Both"));
    }

    [Fact]
    public void ProductsAddToAGradientThatNothingElseReads()
    {
        Value stream = Stream();
        Value product = builder.Multiply(builder.Multiply(Linear(stream), Linear(stream), "Square"), Linear(stream), "Cube");
        Operation[] backward = Backward(product);

        Assert.Equal(2, backward.Count(operation => operation.Call == "LinearInputGradient" && operation.Settings.Count > 0));
        Assert.DoesNotContain(backward, operation => operation.Call == "Add");
    }

    [Fact]
    public void RepeatIsDifferentiatedByARepeatInTheOtherDirection()
    {
        Value stream = builder.Repeat(3, Stream(), "Hidden", hidden => builder.Gelu(Linear(hidden), "Activated"));
        Repeat backward = Differentiate(stream).Passes
            .Where(pass => pass.Direction == PassDirection.Backward).SelectMany(pass => pass.Nodes).OfType<Repeat>().Single();

        Assert.True(backward.IsReversed);
        Assert.Equal(3, backward.Count);
        Assert.Single(backward.Carried);
    }

    [Fact]
    public void NothingFlowsBackThroughAStoppedGradientOrAFill()
    {
        Value stream = Stream();
        Value stopped = builder.StopGradient(builder.Gelu(stream, "Activated"), "Stopped");
        Value ones = builder.Fill(1, stream.Shape, "Ones");
        Operation[] backward = Backward(builder.Multiply(builder.Multiply(stream, stopped, "Weighted"), ones, "Product"));

        Assert.DoesNotContain(backward, operation => operation.Call == "GeluBackward");
        Assert.Equal(2, backward.Count(operation => operation.Call == "Multiply"));
    }

    [Fact]
    public void SquareHasTwoContributions()
    {
        Value stream = Stream();
        Operation[] backward = Backward(builder.Multiply(stream, stream, "Square"));

        Assert.Equal(2, backward.Count(operation => operation.Call == "Multiply"));
        Assert.Single(backward, operation => operation.Call == "Add");
    }

    [Fact]
    public void OperationWithoutARuleIsAnError() =>
        Assert.Throws<KeyNotFoundException>(() => AdjointTable.For(Arguments.Call("Unheard", [])));

    private void AssertSumsApart(Value result)
    {
        Operation[] backward = Backward(result);
        Assert.DoesNotContain(backward, operation => operation.Call == "LinearInputGradient" && operation.Settings.Count > 0);
        Assert.Single(backward, operation => operation.Call == "Add");
    }

    private int parameters;

    private Value Stream()
    {
        Value ids = builder.Input("Ids", Shape.ColumnVector(4, ElementType.Int32));
        return builder.Embed(ids, ids, Parameter(9), Parameter(4), Parameter(2), "Stream");
    }

    private Value Linear(Value input) => builder.Linear(input, Parameter(8), Parameter(1), "Product");

    private Value Parameter(int rows) =>
        builder.Parameter("Weight", Shape.Fixed(rows, 8), $"weight{parameters++}", [rows, 8], isDecayed: true, ParameterInitializer.Zeros);

    private Operation[] Backward(Value result) => [.. Differentiate(result).Passes
        .Where(pass => pass.Direction == PassDirection.Backward).SelectMany(pass => pass.Nodes.Operations())];

    private Graph Differentiate(Value result)
    {
        builder.EndPass("Last");
        Value loss = builder.WeightedMean(result, result, "Loss");
        builder.EndPass("Loss");
        return Differentiation.Differentiate(builder.Build(new Stage("", loss)));
    }
}
