using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Expansion;

/// <summary>Attention as its two products and the softmax between them; scores and probabilities are scratch.</summary>
internal static class AttentionProducts
{
    public static IEnumerable<Node> Forward(Operation attention, ValueSource values, SliceLimit limit)
    {
        Value queryKeyValue = attention.Arguments[0].Value, context = attention.Named("to");
        Shape square = attention.AttentionSquare();
        Value scores = values.New(context.Scope, context.Name.Replace("Context", "Scores"), square);
        Value probabilities = values.New(context.Scope, context.Name.Replace("Context", "Probabilities"), square);

        yield return Call("AttentionScores",
            [Read(queryKeyValue), Write("to", scores)], attention.Setting("heads"), attention.Setting("scale"));
        yield return Call("Softmax",
            [Read(scores), Read(attention.Arguments[1].Value), Write("to", probabilities)], attention.Setting("rate"), attention.Setting("site"));
        yield return Call("AttentionContext",
            [Read(probabilities), Read(queryKeyValue), Write("to", context)], attention.Setting("heads"));
    }

    /// <summary>(B, heads, S, S).</summary>
    public static Shape AttentionSquare(this Operation attention)
    {
        Shape queryKeyValue = attention.Arguments[0].Value.Shape;
        int heads = int.Parse(attention.Number("heads"), System.Globalization.CultureInfo.InvariantCulture), length = (int)queryKeyValue.Rows;
        return queryKeyValue with { Dimensions = EquatableArray.Of(heads, length, length) };
    }
}
