using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Expansion;

/// <summary>A product of an activation as two calls; what the activation makes is scratch.</summary>
internal static class ActivatedProducts
{
    private const string Product = "Linear";

    public static IEnumerable<Node> Forward(Operation product, ValueSource values, SliceLimit limit)
    {
        Argument input = product.Arguments[0];
        Value activated = values.Like(input.Value, $"Activated{input.Value.Name}");
        yield return Call(ActivationOf(product), [input, Write("to", activated)]);
        yield return Call(Product, [Read(activated), .. product.Arguments.Skip(1)]);
    }

    /// <summary>Of <c>GeluLinear</c>, <c>Gelu</c>.</summary>
    public static string ActivationOf(Operation product) => product.Call.Substring(0, product.Call.Length - Product.Length);
}
