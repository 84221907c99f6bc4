using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Kernels;

namespace ElectraGen.Generators.Lowering;

/// <summary>
/// The norm of all gradients and Adam over two ranges of the parameters, the decayed and the others, as the last pass of a step; of a
/// stage among several, over the ranges that it trains. Operands that are whole ranges of an arena are no values of the graph; they
/// stand in the settings.
/// </summary>
internal static class UpdateLowering
{
    public static Graph Append(Graph graph, RecipeDeclaration recipe)
    {
        ValueSource values = new(graph);
        for (int stage = 0; stage < graph.Stages.Count; stage++)
            graph = Append(graph, recipe, values, graph.Stages.Count == 1 ? null : stage);
        return graph;
    }

    private static Graph Append(Graph graph, RecipeDeclaration recipe, ValueSource values, int? stage)
    {
        Value squareSums = values.New("", "SquareSums", Shape.Fixed(KernelCatalog.SquareSumBlocks, 1));
        Value norm = values.New("", "GradientNorm", Shape.Fixed(1, 4));
        string title = stage is { } index ? graph.Stages[index].Title : "";

        Pass update = new($"{title}Update", PassDirection.Update, EquatableArray.Of<Node>(
            Arguments.Call("SquareSums", [Arguments.Write("to", squareSums)], Arena("Parameters.All.Gradient")),
            Arguments.Call("GradientNorm", [Arguments.Read(squareSums), Arguments.Write("to", norm)], Arguments.Real("clipNorm", recipe.ClipNorm)),
            Adam($"Parameters.{title}Decayed", recipe.WeightDecay),
            Adam($"Parameters.{title}Undecayed", 0)), stage);
        return graph with
        {
            Passes = graph.Passes.Append(update).ToEquatableArray(),
            Outputs = graph.Outputs.Append(new GraphOutput("gradient_norm", norm, EquatableArray.Of(4), stage)).ToEquatableArray(),
        };

        static Setting Arena(string range) => new("", range) { IsArena = true };

        Operation Adam(string range, double weightDecay) =>
            Arguments.Call("Adam", [Arguments.Read(norm) with { Name = "norm" }],
                Arena(range), Arguments.Real("beta1", recipe.Beta1), Arguments.Real("beta2", recipe.Beta2),
                Arguments.Real("epsilon", recipe.Epsilon), Arguments.Real("weightDecay", weightDecay));
    }
}
