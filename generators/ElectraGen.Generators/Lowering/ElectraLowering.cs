using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Lowering.Objectives;

namespace ElectraGen.Generators.Lowering;

/// <summary>A declaration as forward passes: the objective's parts, and behind them the total loss of each of its stages.</summary>
internal static class ElectraLowering
{
    /// <summary>The forward graph of a sound declaration.</summary>
    public static Graph Lower(ModelDeclaration model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        GraphBuilder graph = new();
        ElectraParts parts = new(graph, model);
        Objective objective = Objective.Of(model.Objective)!;
        objective.Lower(parts, model.Objective);

        EquatableArray<TrainingStage> stages = objective.StagesOf(model);
        List<Stage> lowered = [];
        for (int stage = 0; stage < stages.Count; stage++)
        {
            graph.Stage = stages.Count == 1 ? null : stage;
            lowered.Add(new Stage(stages[stage].Title, TotalLoss(graph, stages[stage], parts)));
        }

        return graph.Build([.. lowered]);
    }

    /// <summary>A pass of its own: its backward pass needs nothing else, so that the generator's can run before the discriminator.</summary>
    private static Value TotalLoss(GraphBuilder graph, TrainingStage stage, ElectraParts parts)
    {
        graph.Scope = "";
        (Value Loss, double Weight)[] terms = [.. stage.Terms.Select(term => (parts.LossNamed(term.Name), term.Weight))];
        const string name = "TotalLoss";
        Value total = terms.Length == 1
            ? graph.Scale(terms[0].Loss, terms[0].Weight, name)
            : graph.ScaledSum(terms[0].Loss, terms[0].Weight, terms[1].Loss, terms[1].Weight, name);
        foreach ((Value loss, double weight) in terms.Skip(2))
            total = graph.ScaledSum(total, 1, loss, weight, name);
        graph.Output("total_loss", total);
        graph.EndPass(graph.Stage is null ? "Objective" : $"{stage.Title}Objective");
        return total;
    }
}
