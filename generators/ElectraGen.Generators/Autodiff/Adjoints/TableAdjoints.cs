using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class TableAdjoints
{
    /// <summary>Digits of the sort by id: eight bits.</summary>
    private const int Digits = 256;

    public static void Embed(Operation forward, Value gradient, GradientScope scope) =>
        Embed(forward, positions: forward.Arguments[3].Value, segments: forward.Arguments[4].Value, gradient, scope);

    public static void EmbedWithoutPositions(Operation forward, Value gradient, GradientScope scope) =>
        Embed(forward, positions: null, segments: forward.Arguments[3].Value, gradient, scope);

    /// <summary>Turning back is the transpose of turning.</summary>
    public static void Rotate(Operation forward, Value gradient, GradientScope scope) =>
        scope.Contribute(
            forward.Arguments[0].Value, "RotateBack", [Read(gradient), Read(forward.Arguments[1].Value)], forward.Settings.ToArray());

    /// <summary>What was gathered is put back; where a position stands several times, the sum in their order.</summary>
    public static void GatherRows(Operation forward, Value gradient, GradientScope scope) =>
        scope.Contribute(forward.Arguments[0].Value, "ScatterRows", [Read(gradient), Read(forward.Arguments[1].Value)]);

    /// <summary>Rows of a table are summed in the order of a stable sort by id, so that they come out the same on every run.</summary>
    private static void Embed(Operation forward, Value? positions, Value segments, Value gradient, GradientScope scope)
    {
        (Value tokenIds, Value segmentIds, Value words) =
            (forward.Arguments[0].Value, forward.Arguments[1].Value, forward.Arguments[2].Value);
        Shape order = tokenIds.Shape, counts = Shape.ColumnVector(Digits, ElementType.Int32);
        Value lowCounts = scope.New(gradient, "LowDigitCounts", counts), highCounts = scope.New(gradient, "HighDigitCounts", counts);
        Value lowOrder = scope.New(gradient, "LowDigitOrder", order), tokenOrder = scope.New(gradient, "TokenOrder", order);
        Value segmentPartials = scope.New(
            gradient, $"{segments.Name}Partials", Shape.Batched((int)segments.Shape.Rows, segments.Shape.Columns));

        scope.Append("SegmentGradientPartials", [Read(segmentIds), Read(gradient), Write("to", segmentPartials)]);
        if (positions is not null && scope.Needs(positions))
            scope.Append("SumOverBatch", [Read(gradient), AddTo(positions)]);
        scope.Append("CountLowDigits", [Read(tokenIds), Write("counts", lowCounts)]);
        scope.Append("ScanDigits", [ReadWrite("counts", lowCounts)]);
        scope.Append("AddColumnSums", [Read(segmentPartials), AddTo(segments)]);
        scope.Append("ScatterByLowDigits", [Read(tokenIds), ReadWrite("counts", lowCounts), Write("to", lowOrder)]);
        scope.Append("CountHighDigits", [Read(tokenIds), Read(lowOrder), Write("counts", highCounts)]);
        scope.Append("ScanDigits", [ReadWrite("counts", highCounts)]);
        scope.Append("ScatterByHighDigits", [Read(tokenIds), Read(lowOrder), ReadWrite("counts", highCounts), Write("to", tokenOrder)]);
        scope.Append("TableGradient", [Read(tokenIds), Read(tokenOrder), Read(gradient), AddTo(words)]);
    }
}
