using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private const double Epsilon = 1e-12;

    private static IEnumerable<KernelCaseSource> Rows()
    {
        // A single column is left out: its norm is 0/√ε, where rounding decides. Three columns can cancel, so there are many such rows
        foreach ((int batch, int rows, int columns) in ((int, int, int)[])[(1, 29, 3), (2, 5, 67), (3, 43, 128), (1, 2, 515)])
        {
            string sizes = $"{batch} × {rows} × {columns}";
            yield return new(KernelCatalog.LayerNorm, sizes, random => LayerNorm(random, batch, rows, columns));
            yield return new(KernelCatalog.AddLayerNorm, sizes, random => AddLayerNorm(random, batch, rows, columns));
            yield return new(KernelCatalog.LayerNormBackward, sizes, random => LayerNormBackward(random, batch, rows, columns));
            foreach (bool isEnabled in (bool[])[true, false])
            {
                string dropout = $"{sizes}, dropout{(isEnabled ? "" : " switched off")}";
                yield return new(KernelCatalog.AddLayerNorm, dropout, random => DropoutAddLayerNorm(random, batch, rows, columns, isEnabled));
                yield return new(
                    KernelCatalog.LayerNormBackward, dropout, random => DropoutAddLayerNormBackward(random, batch, rows, columns, isEnabled));
            }

            yield return new(KernelCatalog.LayerNormParameterPartials, sizes, random => LayerNormParameterPartials(random, batch, rows, columns));
            yield return new(KernelCatalog.ColumnSumPartials, sizes, random => ColumnSumPartials(random, batch, rows, columns));
            yield return new(KernelCatalog.AddColumnSums, sizes, random => AddColumnSums(random, batch, columns));
            yield return new(KernelCatalog.SumOverBatch, sizes, random => SumOverBatch(random, batch, rows, columns));
        }
    }

    private static KernelCase LayerNorm(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = Spread(builder, rows, columns), output = builder.Output(rows, columns), statistics = builder.Output(rows, 2);
        Parameter gain = builder.Parameter(1, columns, mean: 1), bias = builder.Parameter(1, columns);
        return builder.Build(recorder => recorder.LayerNorm(input, gain, bias, Epsilon, statistics, output));
    }

    private static KernelCase AddLayerNorm(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Changed(builder.Normal(rows, columns)), residual = Spread(builder, rows, columns);
        Slot sum = builder.Output(rows, columns), output = builder.Output(rows, columns), statistics = builder.Output(rows, 2);
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

    private static KernelCase DropoutAddLayerNorm(Random random, int batch, int rows, int columns, bool isEnabled)
    {
        KernelCaseBuilder builder = WithDropout(random, batch, isEnabled);
        Slot input = builder.Changed(builder.Normal(rows, columns)), residual = Spread(builder, rows, columns);
        Slot sum = builder.Output(rows, columns), output = builder.Output(rows, columns), statistics = builder.Output(rows, 2);
        Parameter gain = builder.Parameter(1, columns, mean: 1), bias = builder.Parameter(1, columns);
        int site = random.Next(1000);
        return builder.Build(recorder =>
        {
            recorder.DropoutAddLayerNorm(input, residual, gain, bias, 0.25, site, Epsilon, sum, statistics, output);
            recorder.Barrier();
            recorder.DropoutAddLayerNorm(input, residual, gain, bias, 0.25, site, Epsilon, input, statistics, output);
        });
    }

    private static KernelCase DropoutAddLayerNormBackward(Random random, int batch, int rows, int columns, bool isEnabled)
    {
        KernelCaseBuilder builder = WithDropout(random, batch, isEnabled);
        Slot input = builder.Normal(rows, columns), statistics = Statistics(builder, rows), dropped = builder.Output(rows, columns);
        Slot outputGradient = builder.Changed(builder.Normal(rows, columns)), inputGradient = builder.Output(rows, columns);
        Parameter gain = builder.Parameter(1, columns, mean: 1);
        int site = random.Next(1000);
        return builder.Build(recorder =>
        {
            recorder.DropoutAddLayerNormBackward(input, statistics, gain, outputGradient, 0.25, site, dropped, inputGradient);
            recorder.Barrier();
            recorder.DropoutAddLayerNormBackward(input, statistics, gain, outputGradient, 0.25, site, dropped, outputGradient);
        });
    }

    private static KernelCase LayerNormParameterPartials(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(rows, columns), statistics = Statistics(builder, rows), outputGradient = builder.Normal(rows, columns);
        Slot gainPartials = builder.Output(1, columns);
        Slot biasPartials = builder.Output(1, columns);
        return builder.Build(recorder =>
            recorder.LayerNormParameterPartials(input, statistics, outputGradient, gainPartials, biasPartials));
    }

    /// <summary>
    /// (rows, columns) of normal numbers, the first of a narrow row far from the others: layer norm multiplies rounding by the reciprocal
    /// deviation, which has no bound where a few columns happen to agree.
    /// </summary>
    private static Slot Spread(KernelCaseBuilder builder, int rows, int columns) =>
        builder.Numbers(rows, columns, index => builder.Random.NextNormal() + (columns < 16 && index % columns == 0 ? 16 : 0));

    /// <summary>(rows, 2): a mean and a reciprocal deviation as a layer norm leaves them.</summary>
    private static Slot Statistics(KernelCaseBuilder builder, int rows) =>
        builder.Numbers(rows, 2, index => index % 2 == 0 ? builder.Random.NextNormal() : 0.5 + builder.Random.NextDouble());

    private static KernelCase ColumnSumPartials(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot values = builder.Normal(rows, columns), partials = builder.Output(1, columns);
        return builder.Build(recorder => recorder.ColumnSumPartials(values, partials));
    }

    private static KernelCase AddColumnSums(Random random, int batch, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot partials = builder.Normal(1, columns);
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
}
