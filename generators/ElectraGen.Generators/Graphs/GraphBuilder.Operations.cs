using System.Globalization;

namespace ElectraGen.Generators.Graphs;

internal sealed partial class GraphBuilder
{
    public Value ScaledSum(Value left, double leftScale, Value right, double rightScale, string name)
    {
        Require(left.Shape.Count == right.Shape.Count, left, right);
        Value sum = NewValue(name, left.Shape);
        Append("ScaledSum", [Read(left), Read(right), Write("to", sum)], [Real("leftScale", leftScale), Real("rightScale", rightScale)]);
        return sum;
    }

    public Value Add(Value left, Value right, string name)
    {
        Require(left.Shape.Equals(right.Shape), left, right);
        Value sum = NewValue(name, left.Shape);
        Append("Add", [Read(left), Read(right), Write("to", sum)]);
        return sum;
    }

    public Value Scale(Value input, double scale, string name)
    {
        Value output = NewValue(name, input.Shape);
        Append("Scale", [Read(input), Write("to", output)], [Real("scale", scale)]);
        return output;
    }

    /// <summary>left · right, element by element.</summary>
    public Value Multiply(Value left, Value right, string name)
    {
        Require(left.Shape.Equals(right.Shape), left, right);
        Value product = NewValue(name, left.Shape);
        Append("Multiply", [Read(left), Read(right), Write("to", product)]);
        return product;
    }

    public Value Exponential(Value input, string name)
    {
        Value output = NewValue(name, input.Shape);
        Append("Exponential", [Read(input), Write("to", output)]);
        return output;
    }

    /// <summary>One number everywhere.</summary>
    public Value Fill(double value, Shape shape, string name)
    {
        Value filled = NewValue(name, shape);
        Append("Fill", [Write("to", filled)], [Real("value", value)]);
        return filled;
    }

    /// <summary>The same numbers, through which no gradient flows back.</summary>
    public Value StopGradient(Value input, string name)
    {
        Value output = NewValue(name, input.Shape);
        Append("StopGradient", [Read(input), Write("to", output)]);
        return output;
    }

    public Value Gelu(Value input, string name) => Activate(input, ActivationKind.Gelu, name);

    public Value Activate(Value input, ActivationKind activation, string name)
    {
        Value output = NewValue(name, input.Shape);
        Append(activation.ToString(), [Read(input), Write("to", output)]);
        return output;
    }

    /// <summary>The input itself where the rate is 0.</summary>
    public Value Dropout(Value input, double rate, string name)
    {
        if (rate == 0)
            return input;
        Value output = NewValue(name, input.Shape);
        Append("Dropout", [Read(input), Write("to", output)], [Real("rate", rate), NextSite()]);
        return output;
    }

    /// <summary>input · weightᵀ + bias; weight (outputs, inputs).</summary>
    public Value Linear(Value input, Value weight, Value bias, string name)
    {
        Require(input.Shape.Columns == weight.Shape.Columns && bias.Shape.Count == weight.Shape.Rows, input, weight);
        Value output = NewValue(name, Mapped(input.Shape, weight.Shape));
        Append("Linear", [Read(input), Read(weight), Read(bias), Write("to", output)]);
        return output;
    }

    /// <summary>
    /// a(input) · weightᵀ + bias; weight (outputs, inputs). One operation to differentiate: what is kept of the two widest values is the
    /// input, and the derivative makes a(input) again.
    /// </summary>
    public Value ActivatedLinear(Value input, ActivationKind activation, Value weight, Value bias, string name)
    {
        Require(input.Shape.Columns == weight.Shape.Columns && bias.Shape.Count == weight.Shape.Rows, input, weight);
        Value output = NewValue(name, Mapped(input.Shape, weight.Shape));
        Append($"{activation}Linear", [Read(input), Read(weight), Read(bias), Write("to", output)]);
        return output;
    }

    /// <summary>input · weightᵀ; weight (outputs, inputs).</summary>
    public Value Project(Value input, Value weight, string name)
    {
        Require(input.Shape.Columns == weight.Shape.Columns, input, weight);
        Value output = NewValue(name, Mapped(input.Shape, weight.Shape));
        Append("Project", [Read(input), Read(weight), Write("to", output)]);
        return output;
    }

    /// <summary>
    /// Σ over keys of dropout(softmax(scale · query · keyᵀ)) · value by head: (B, S, 3 · hidden), query, key and value side by side, to
    /// (B, S, hidden). Nothing of (B, heads, S, S) is kept: the derivative makes the probabilities
    /// again, from the logarithms of their sums (B, heads, S).
    /// </summary>
    public Value Attention(Value queryKeyValue, Value attentionMask, int heads, double scale, double rate, string name)
    {
        int hidden = queryKeyValue.Shape.Columns / 3;
        Require(queryKeyValue.Shape.Columns % (3 * heads) == 0 && attentionMask.Shape.Rows == queryKeyValue.Shape.Rows, queryKeyValue, attentionMask);
        int length = (int)queryKeyValue.Shape.Rows;
        Value probabilities = NewValue($"{name}Probabilities", queryKeyValue.Shape with { Dimensions = EquatableArray.Of(heads, length, length) });
        Value logSumExp = NewValue($"{name}LogSumExp", queryKeyValue.Shape.Wide with { Dimensions = EquatableArray.Of(heads, length) });
        Value context = NewValue($"{name}Context", WithColumns(queryKeyValue.Shape, hidden));
        Append("Attention",
            [
                Read(queryKeyValue), Read(attentionMask),
                Write("probabilities", probabilities), Write("logSumExp", logSumExp), Write("to", context),
            ],
            [Integer("heads", heads), Real("scale", scale), Real("rate", rate), NextSite()]);
        return context;
    }

    public Value LayerNorm(Value input, Value gain, Value bias, double epsilon, string name)
    {
        Value statistics = NewValue($"{name}Statistics", WithColumns(input.Shape, 2).Wide);
        Value output = NewValue(name, input.Shape);
        Append("LayerNorm",
            [Read(input), Read(gain), Read(bias), Write("statistics", statistics), Write("to", output)], [Real("epsilon", epsilon)]);
        return output;
    }

    /// <summary>Layer norm of dropout(input) + residual; the sum is a value of its own.</summary>
    public Value AddLayerNorm(Value input, Value residual, Value gain, Value bias, double epsilon, double rate, string name)
    {
        Require(input.Shape.Equals(residual.Shape), input, residual);
        Value sum = NewValue($"{name}Sum", input.Shape);
        Value statistics = NewValue($"{name}Statistics", WithColumns(input.Shape, 2).Wide);
        Value output = NewValue(name, input.Shape);
        Append(rate == 0 ? "AddLayerNorm" : "DropoutAddLayerNorm",
            [
                Read(input), Read(residual), Read(gain), Read(bias),
                Write("sum", sum), Write("statistics", statistics), Write("to", output),
            ],
            rate == 0 ? [Real("epsilon", epsilon)] : [Real("rate", rate), NextSite(), Real("epsilon", epsilon)]);
        return output;
    }

    /// <summary>Word, segment and, where there are any, position rows, added: (B, S) to (B, S, width).</summary>
    public Value Embed(Value tokenIds, Value segmentIds, Value words, Value? positions, Value segments, string name)
    {
        Value output = NewValue(name, Shape.Activations((int)tokenIds.Shape.Rows, words.Shape.Columns));
        if (positions is null)
        {
            Append("EmbedWithoutPositions", [Read(tokenIds), Read(segmentIds), Read(words), Read(segments), Write("to", output)]);
            return output;
        }

        Require(tokenIds.Shape.Rows <= positions.Shape.Rows, tokenIds, positions);
        Append("Embed", [Read(tokenIds), Read(segmentIds), Read(words), Read(positions), Read(segments), Write("to", output)]);
        return output;
    }

    /// <summary>
    /// Pairs of a head's columns of query and key turned by the angle of their position; (B, S, 3 · hidden), sinusoids (S or more, hidden /
    /// heads).
    /// </summary>
    public Value Rotate(Value input, Value sinusoids, int heads, string name)
    {
        int headSize = input.Shape.Columns / (3 * heads);
        Require(headSize % 2 == 0 && sinusoids.Shape.Columns == headSize && sinusoids.Shape.Rows >= input.Shape.Rows, input, sinusoids);
        Value output = NewValue(name, input.Shape);
        Append("Rotate", [Read(input), Read(sinusoids), Write("to", output)], [Integer("heads", heads)]);
        return output;
    }

    /// <summary>Rows of (B, S, columns) at positions (B, P): (B, P, columns).</summary>
    public Value GatherRows(Value source, Value positions, string name)
    {
        Value output = NewValue(name, source.Shape with { Dimensions = EquatableArray.Of((int)positions.Shape.Rows, source.Shape.Columns) });
        Append("GatherRows", [Read(source), Read(positions), Write("to", output)]);
        return output;
    }

    /// <summary>1 at the positions chosen for masking: (B, S) of integers.</summary>
    public Value ChooseMasked(Value tokenIds, Value attentionMask, int fractionMillionths, int maximum, string name)
    {
        Value chosen = NewValue(name, tokenIds.Shape);
        Append("ChooseMasked", [Read(tokenIds), Read(attentionMask), Write("to", chosen)],
            [Integer("fractionMillionths", fractionMillionths), Integer("maximum", maximum), NextSite()]);
        return chosen;
    }

    public (Value Positions, Value Targets, Value Weights, Value MaskedIds) ApplyMask(
        Value tokenIds, Value chosen, int maximum, double keptFraction)
    {
        Value positions = NewValue("Positions", Shape.ColumnVector(maximum, ElementType.Int32));
        Value targets = NewValue("Targets", Shape.ColumnVector(maximum, ElementType.Int32));
        Value weights = NewValue("PredictionWeights", Shape.ColumnVector(maximum));
        Value maskedIds = NewValue("MaskedIds", tokenIds.Shape);
        Append("ApplyMask",
            [
                Read(tokenIds), Read(chosen),
                Write("positions", positions), Write("targets", targets), Write("weights", weights), Write("maskedIds", maskedIds),
            ],
            [Real("keptFraction", keptFraction), NextSite()]);
        return (positions, targets, weights, maskedIds);
    }

    public (Value CorruptedIds, Value Labels) Corrupt(Value tokenIds, Value positions, Value sampledIds)
    {
        Value corruptedIds = NewValue("CorruptedIds", tokenIds.Shape);
        Value labels = NewValue("Labels", Shape.ColumnVector((int)tokenIds.Shape.Rows));
        Append("Corrupt",
            [Read(tokenIds), Read(positions), Read(sampledIds), Write("corruptedIds", corruptedIds), Write("labels", labels)]);
        return (corruptedIds, labels);
    }

    /// <summary>
    /// Log-probabilities of the targets under softmax(hidden · tableᵀ + bias), the likeliest id and, given a temperature, a sample of
    /// each row. One operation to differentiate; behind that it becomes a repeat over slices of the vocabulary, so that no more than a
    /// slice of the logits is ever held. Targets that are forbidden are not sampled. All of it is of rows (B, n).
    /// </summary>
    public (Value LogProbability, Value LogSumExp, Value PredictedIds, Value? SampledIds) VocabularyHead(
        Value hidden, Value table, Value bias, Value targets, double? temperature, bool forbidsTargets = false)
    {
        Require(hidden.Shape.Columns == table.Shape.Columns && hidden.Shape.Rows == targets.Shape.Rows, hidden, table);
        int rows = (int)hidden.Shape.Rows;
        Value logSumExp = NewValue("LogSumExp", Shape.ColumnVector(rows));
        Value predictedIds = NewValue("PredictedIds", Shape.ColumnVector(rows, ElementType.Int32));
        Value? sampledIds = temperature is null ? null : NewValue("SampledIds", Shape.ColumnVector(rows, ElementType.Int32));
        Value logProbability = NewValue("LogProbability", Shape.ColumnVector(rows));
        Append("VocabularyHead",
            [
                Read(hidden), Read(table), Read(bias), Read(targets), Write("predictedIds", predictedIds),
                .. sampledIds is null ? Array.Empty<Argument>() : [Write("sampledIds", sampledIds)],
                Write("logSumExp", logSumExp), Write("to", logProbability),
                .. Forbidden(targets, forbidsTargets && sampledIds is not null),
            ],
            temperature is { } divisor ? [Real("temperature", divisor), NextSite()] : []);
        return (logProbability, logSumExp, predictedIds, sampledIds);
    }

    /// <summary>
    /// Log-probabilities of the targets under a mixture of copying the input token, with probability σ(copyLogits), and of a
    /// distribution under which they have the given log-probabilities; rows (B, n) all.
    /// </summary>
    public (Value LogProbability, Value CopyProbability) CopyLogProbability(
        Value copyLogits, Value logProbability, Value inputIds, Value targets, string name)
    {
        Require(copyLogits.Shape.Equals(logProbability.Shape), copyLogits, logProbability);
        Require(inputIds.Shape.Count == copyLogits.Shape.Count && targets.Shape.Equals(inputIds.Shape), inputIds, targets);
        Value copyProbability = NewValue("CopyProbability", copyLogits.Shape);
        Value mixed = NewValue(name, copyLogits.Shape);
        Append("CopyLogProbability",
            [
                Read(copyLogits), Read(logProbability), Read(inputIds), Read(targets),
                Write("copyProbability", copyProbability), Write("to", mixed),
            ]);
        return (mixed, copyProbability);
    }

    /// <summary>
    /// The likeliest token of that mixture, (B, n): the input token, or the likeliest of softmax(hidden · tableᵀ + bias), whose divisor's
    /// logarithm is given. No gradient flows through it.
    /// </summary>
    public Value CopyOrPredict(
        Value copyLogits, Value hidden, Value table, Value bias, Value logSumExp, Value inputIds, Value predictedIds, string name)
    {
        Require(copyLogits.Shape.Equals(logSumExp.Shape), copyLogits, logSumExp);
        Require(hidden.Shape.Columns == table.Shape.Columns && hidden.Shape.Rows == copyLogits.Shape.Count, hidden, table);
        Require(inputIds.Shape.Count == copyLogits.Shape.Count && predictedIds.Shape.Equals(inputIds.Shape), inputIds, predictedIds);
        Value namedIds = NewValue(name, predictedIds.Shape);
        Append("CopyOrPredict",
            [
                Read(copyLogits), Read(hidden), Read(table), Read(bias), Read(logSumExp), Read(inputIds), Read(predictedIds),
                Write("to", namedIds),
            ]);
        return namedIds;
    }

    /// <summary>Element by element; labels are probabilities, and no gradient flows to them.</summary>
    public Value BinaryCrossEntropy(Value logits, Value labels, string name)
    {
        Value losses = NewValue(name, logits.Shape);
        Append("BinaryCrossEntropy", [Read(logits), Read(labels), Write("to", losses)]);
        return losses;
    }

    /// <summary>Σ weight · value / Σ weight, a scalar (1, 1).</summary>
    public Value WeightedMean(Value values, Value weights, string name)
    {
        Require(values.Shape.Count == weights.Shape.Count, values, weights);
        Value mean = NewValue(name, Shape.Fixed(1, 1));
        Append("WeightedMean", [Read(values), Read(weights), Read(SumOf(weights)), Write("to", mean)]);
        return mean;
    }

    private void Append(string call, Argument[] arguments, Setting[]? settings = null) =>
        nodes.Add(new Operation(call, arguments.ToEquatableArray(), (settings ?? []).ToEquatableArray()));

    private Setting NextSite()
    {
        int site = sites;
        sites += Math.Max(layers, 1);
        return new Setting("site", layers == 0 ? Text(site) : $"{Text(site)} + layer");
    }

    private static Argument Read(Value value) => new("", value, Access.Read);

    private static Argument Write(string name, Value value) => new(name, value, Access.Write);

    private static Setting Integer(string name, int value) => new(name, Text(value));

    private static Setting Real(string name, double value) => new(name, value.ToString("R", CultureInfo.InvariantCulture));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static Shape WithColumns(Shape shape, int columns) =>
        shape with { Dimensions = shape.Dimensions.Take(shape.Dimensions.Count - 1).Append(columns).ToEquatableArray() };

    /// <summary>Of a linear map: one number a row is a logit, which losses read in 32 bits.</summary>
    private static Shape Mapped(Shape input, Shape weight) =>
        weight.Rows == 1 ? WithColumns(input, 1).Wide : WithColumns(input, (int)weight.Rows);

    private static void Require(bool holds, Value left, Value right)
    {
        if (!holds)
            throw new ArgumentException($"{left} {left.Shape} and {right} {right.Shape} do not fit together.");
    }
}
