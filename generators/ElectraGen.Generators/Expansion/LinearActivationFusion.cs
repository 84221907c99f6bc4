using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Expansion;

/// <summary>A product and the activation of its result become one call, which writes both while the product is at hand.</summary>
internal static class LinearActivationFusion
{
    private static readonly HashSet<string> Activations = [.. Enum.GetNames(typeof(ActivationKind))];

    public static IEnumerable<Node> Fuse(IEnumerable<Node> nodes)
    {
        Operation? waiting = null;
        foreach (Node node in nodes)
        {
            if (waiting is not null && node is Operation activation && Activations.Contains(activation.Call) && activation.Arguments[0].Value == waiting.Named("to"))
            {
                yield return Call($"Linear{activation.Call}", [.. waiting.Arguments, Write("activated", activation.Named("to"))]);
                waiting = null;
                continue;
            }

            if (waiting is not null)
                yield return waiting;
            waiting = node as Operation is { Call: "Linear" } linear ? linear : null;
            if (waiting is null)
                yield return node;
        }

        if (waiting is not null)
            yield return waiting;
    }
}
