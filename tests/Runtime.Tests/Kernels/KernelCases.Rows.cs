using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private const double Epsilon = 1e-12;

    private static IEnumerable<KernelCaseSource> Rows()
    {
        // A single column is left out: its norm is 0/√ε, where rounding decides
        foreach ((int batch, int rows, int columns) in ((int, int, int)[])[(1, 1, 3), (2, 5, 67), (3, 43, 128), (1, 2, 515)])
        {
            string sizes = $"{batch} × {rows} × {columns}";
            yield return new(KernelCatalog.LayerNorm, sizes, random => LayerNorm(random, batch, rows, columns));
            yield return new(KernelCatalog.AddLayerNorm, sizes, random => AddLayerNorm(random, batch, rows, columns));
            yield return new(KernelCatalog.LayerNormBackward, sizes, random => LayerNormBackward(random, batch, rows, columns));
            yield return new(KernelCatalog.LayerNormParameterPartials, sizes, random => LayerNormParameterPartials(random, batch, rows, columns));
            yield return new(KernelCatalog.ColumnSumPartials, sizes, random => ColumnSumPartials(random, batch, rows, columns));
            yield return new(KernelCatalog.AddColumnSums, sizes, random => AddColumnSums(random, columns));
            yield return new(KernelCatalog.SumOverBatch, sizes, random => SumOverBatch(random, batch, rows, columns));
        }

        foreach ((int batch, int heads, int length) in ((int, int, int)[])[(1, 1, 1), (4, 3, 5), (4, 2, 67), (3, 1, 130)])
        {
            string sizes = $"{batch} × {heads} × {length}";
            yield return new(KernelCatalog.Softmax, sizes, random => Softmax(random, batch, heads, length));
            yield return new(KernelCatalog.SoftmaxBackward, sizes, random => SoftmaxBackward(random, batch, heads, length));
        }
    }

    private static KernelCase LayerNorm(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(rows, columns), output = builder.Output(rows, columns), statistics = builder.Output(rows, 2);
        Parameter gain = builder.Parameter(1, columns, mean: 1), bias = builder.Parameter(1, columns);
        return builder.Build(recorder => recorder.LayerNorm(input, gain, bias, Epsilon, statistics, output));
    }

    private static KernelCase AddLayerNorm(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Changed(builder.Normal(rows, columns)), residual = builder.Normal(rows, columns), sum = builder.Output(rows, columns);
        Slot output = builder.Output(rows, columns), statistics = builder.Output(rows, 2);
        Parameter gain = builder.Parameter(1, columns, mean: 1), bias = builder.Parameter(1, columns);
        return builder.Build(recorder =>
        {
            recorder.AddLayerNorm(input, residual, gain, bias, Epsilon, sum, statistics, output);
            recorder.Barrier();
            recorder.AddLayerNorm(input, residual, gain, bias, Epsilon, input, statistics, output);
        });
    }

    private static KernelCase LayerNormBackward(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(rows, columns), statistics = Statistics(builder, rows);
        Slot outputGradient = builder.Changed(builder.Normal(rows, columns)), inputGradient = builder.Output(rows, columns);
        Parameter gain = builder.Parameter(1, columns, mean: 1);
        return builder.Build(recorder =>
        {
            recorder.LayerNormBackward(input, statistics, gain, outputGradient, inputGradient);
            recorder.Barrier();
            recorder.LayerNormBackward(input, statistics, gain, outputGradient, outputGradient);
        });
    }

    private static KernelCase LayerNormParameterPartials(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(rows, columns), statistics = Statistics(builder, rows), outputGradient = builder.Normal(rows, columns);
        Slot gainPartials = builder.FixedOutput(KernelCatalog.ColumnSumBlocks, columns);
        Slot biasPartials = builder.FixedOutput(KernelCatalog.ColumnSumBlocks, columns);
        return builder.Build(recorder =>
            recorder.LayerNormParameterPartials(input, statistics, outputGradient, gainPartials, biasPartials));
    }

    /// <summary>(rows, 2): a mean and a reciprocal deviation as a layer norm leaves them.</summary>
    private static Slot Statistics(KernelCaseBuilder builder, int rows) =>
        builder.Numbers(rows, 2, index => index % 2 == 0 ? builder.Random.NextNormal() : 0.5 + builder.Random.NextDouble());

    private static KernelCase ColumnSumPartials(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot values = builder.Normal(rows, columns), partials = builder.FixedOutput(KernelCatalog.ColumnSumBlocks, columns);
        return builder.Build(recorder => recorder.ColumnSumPartials(values, partials));
    }

    private static KernelCase AddColumnSums(Random random, int columns)
    {
        KernelCaseBuilder builder = new(random, batch: 1);
        Slot partials = builder.FixedNormal(KernelCatalog.ColumnSumBlocks, columns);
        builder.Parameter(1, 3);
        Parameter bias = builder.GradientChanged(builder.Parameter(1, columns));
        return builder.Build(recorder => recorder.AddColumnSums(partials, bias));
    }

    private static KernelCase SumOverBatch(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot values = builder.Normal(rows, columns);
        Parameter positions = builder.GradientChanged(builder.Parameter(rows + 2, columns));
        return builder.Build(recorder => recorder.SumOverBatch(values, positions));
    }

    private static KernelCase Softmax(Random random, int batch, int heads, int length)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot attentionMask = AttentionMask(builder, length);

        // Scores this far apart overflow an exponential that does not subtract the largest
        Slot scores = builder.Changed(builder.Normal(heads * length, length, scale: 40)), probabilities = builder.Output(heads * length, length);
        return builder.Build(recorder =>
        {
            recorder.Softmax(scores, attentionMask, probabilities);
            recorder.Barrier();
            recorder.Softmax(scores, attentionMask, scores);
        });
    }

    private static KernelCase SoftmaxBackward(Random random, int batch, int heads, int length)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot probabilities = builder.Numbers(heads * length, length, _ => random.NextDouble() / length);
        Slot gradient = builder.Changed(builder.Normal(heads * length, length)), scoreGradient = builder.Output(heads * length, length);
        return builder.Build(recorder =>
        {
            recorder.SoftmaxBackward(probabilities, gradient, scoreGradient);
            recorder.Barrier();
            recorder.SoftmaxBackward(probabilities, gradient, gradient);
        });
    }

    /// <summary>(length, 1): the first sequence is whole, the second only padding, the third has gaps, the others end anywhere.</summary>
    private static Slot AttentionMask(KernelCaseBuilder builder, int length)
    {
        int[] attended = [length, 0, .. Enumerable.Range(0, builder.Batch).Select(_ => builder.Random.Next(length + 1))];
        return builder.Integers(length, token => (token / length) == 2
            ? builder.Random.Next(2)
            : token % length < attended[token / length] ? 1 : 0);
    }
}
