using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Expansion;

/// <summary>
/// The product with the whole vocabulary as a repeat over slices of it: never more than a slice of the logits is held. The slice's
/// first row and its width are the locals <c>first</c> and <c>columns</c> of the emitted loop.
/// </summary>
internal static class VocabularySlices
{
    private static readonly Setting[] Place = [new Setting("columns", "columns"), new Setting("firstColumn", "first")];

    public static IEnumerable<Node> Forward(Operation head, ValueSource values, SliceLimit limit)
    {
        Value logProbability = head.Named("to"), targets = head.Arguments[3].Value;
        Shape rows = logProbability.Shape;
        Slices slices = new(head, values, limit, "LogitsSlice");
        Value state = values.New(logProbability.Scope, "SoftmaxState", Shape.Batched((int)rows.Rows, 4));
        List<Node> body =
        [
            slices.Logits(),
            Call("AccumulateSoftmax",
                [
                    slices.Read(slices.LogitsSlice), Read(targets) with { Name = "targets" },
                    ReadWrite("state", state), ReadWrite("predictedIds", head.Named("predictedIds")),
                ],
                Place),
        ];
        if (head.Arguments.FirstOrDefault(argument => argument.Name == "sampledIds") is { } sampledIds)
        {
            Value best = values.New(logProbability.Scope, "BestPerturbedLogits", rows);
            body.Add(Call("AccumulateSample",
                [
                    slices.Read(slices.LogitsSlice), ReadWrite("best", best), ReadWrite("sampledIds", sampledIds.Value),
                    .. head.Arguments.Where(argument => argument.Name == "forbiddenIds"),
                ],
                [.. Place, .. head.Settings]));
        }

        yield return slices.Repeat([.. body]);
        yield return Call("TokenLogProbability",
            [Read(state), Write("logProbability", logProbability), Write("logSumExp", head.Named("logSumExp"))]);
    }

    public static IEnumerable<Node> Backward(Operation head, ValueSource values, SliceLimit limit)
    {
        Value hidden = head.Arguments[0].Value, table = head.Arguments[1].Value, bias = head.Arguments[2].Value;
        (Value targets, Value logSumExp, Value rowGradient) =
            (head.Arguments[3].Value, head.Arguments[4].Value, head.Arguments[5].Value);
        Value hiddenGradient = head.Named("to");
        Slices slices = new(head, values, limit, "RecomputedLogits");
        Value logits = slices.LogitsSlice;
        Value partials = values.New(
            hidden.Scope, $"{bias.Name}Partials", Shape.Batched(1, logits.Shape.Columns));

        yield return Call("Fill", [Write("to", hiddenGradient)], Real("value", 0));
        yield return slices.Repeat(
            slices.Logits(),
            Call("LogitsGradient",
                [
                    ReadWrite("logits", logits).Slice(slices.Width), Read(logSumExp) with { Name = "logSumExp" },
                    Read(targets) with { Name = "targets" }, Read(rowGradient) with { Name = "rowGradient" },
                ],
                Place),
            Call("ColumnSumPartials", [slices.Read(logits), Write("to", partials).Slice(slices.Width)]),
            Call("LinearInputGradient",
                [slices.Read(logits), slices.Read(table), ReadWrite("to", hiddenGradient)], new Setting("accumulate", "true")),
            Call("LinearWeightGradient", [slices.Read(logits), Read(hidden), AddTo(table).Slice(slices.Width)]),
            Call("AddColumnSums", [slices.Read(partials), AddTo(bias).Slice(slices.Width)]));
    }

    /// <summary>What both directions share: how the table is cut, and the slice of logits that each turn computes.</summary>
    private sealed class Slices
    {
        private readonly Value hidden, table, bias;

        public Slices(Operation head, ValueSource values, SliceLimit limit, string logitsName)
        {
            (hidden, table, bias) = (head.Arguments[0].Value, head.Arguments[1].Value, head.Arguments[2].Value);
            Width = (int)Math.Min(limit.WidthFor(hidden.Shape.Rows), table.Shape.Rows);
            LogitsSlice = values.New(hidden.Scope, logitsName, Shape.Batched((int)hidden.Shape.Rows, Width));
        }

        public int Width { get; }

        public Value LogitsSlice { get; }

        public Argument Read(Value value) => Arguments.Read(value).Slice(Width);

        public Operation Logits() => Call("Linear",
            [Arguments.Read(hidden), Read(table), Read(bias), Write("to", LogitsSlice).Slice(Width)]);

        public Repeat Repeat(params Node[] body) =>
            new(Graphs.Repeat.OverSlices, (int)((table.Shape.Rows + Width - 1) / Width), IsReversed: false, body.ToEquatableArray(), default);
    }
}
