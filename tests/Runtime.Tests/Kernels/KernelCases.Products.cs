using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private static IEnumerable<KernelCaseSource> Products()
    {
        foreach ((int batch, int length, int inputs, int outputs) in
            ((int, int, int, int)[])[(1, 1, 1, 1), (2, 3, 5, 7), (1, 64, 64, 64), (3, 11, 65, 34), (1, 130, 31, 129)])
        {
            string sizes = $"{batch} × {length} × {inputs} → {outputs}";
            yield return Product($"linear {sizes}", random => Linear(random, batch, length, inputs, outputs));
            foreach (ActivationCalls calls in ActivationCalls.All)
                yield return Product($"linear with {calls.Name} {sizes}", random => ActivatedLinear(calls, random, batch, length, inputs, outputs));
            yield return Product($"linear gradients {sizes}", random => LinearGradients(random, batch, length, inputs, outputs));
        }

        foreach ((int batch, int length, int heads, int size) in ((int, int, int, int)[])[(1, 1, 1, 1), (2, 5, 3, 7), (2, 33, 2, 32)])
        {
            string sizes = $"{batch} × {heads} × {length} × {size}";
            yield return Product($"attention {sizes}", random => Attention(random, batch, length, heads, size));
            yield return Product($"attention gradients {sizes}", random => AttentionGradients(random, batch, length, heads, size));
        }

        yield return Product("slice of a table", SliceOfTable);
        yield return Product("depth beyond one dispatch", random => LinearGradients(random, 3, 10_923, 2, 3));
    }

    private static KernelCaseSource Product(string variant, Func<Random, KernelCase> create) =>
        new(KernelCatalog.MatrixProduct, variant, create);

    private static KernelCase Linear(Random random, int batch, int length, int inputs, int outputs)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(length, inputs), output = builder.Output(length, outputs), withoutBias = builder.Output(length, outputs);
        Parameter weight = builder.Parameter(outputs, inputs), bias = builder.Parameter(1, outputs);
        return builder.Build(recorder =>
        {
            recorder.Linear(input, weight, bias, output);
            recorder.Project(input, weight, withoutBias);
        });
    }

    private static KernelCase ActivatedLinear(ActivationCalls calls, Random random, int batch, int length, int inputs, int outputs)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(length, inputs), output = builder.Output(length, outputs), activated = builder.Output(length, outputs);
        Parameter weight = builder.Parameter(outputs, inputs), bias = builder.Parameter(1, outputs);
        return builder.Build(recorder => calls.Linear(recorder, input, weight, bias, output, activated));
    }

    private static KernelCase LinearGradients(Random random, int batch, int length, int inputs, int outputs)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(length, inputs), outputGradient = builder.Normal(length, outputs);
        Slot inputGradient = builder.Output(length, inputs), accumulated = builder.Changed(builder.Normal(length, inputs));
        Parameter weight = builder.GradientChanged(builder.Parameter(outputs, inputs));
        return builder.Build(recorder =>
        {
            recorder.LinearInputGradient(outputGradient, weight, inputGradient);
            recorder.LinearInputGradient(outputGradient, weight, accumulated, accumulate: true);
            recorder.LinearWeightGradient(outputGradient, input, weight);
        });
    }

    private static KernelCase Attention(Random random, int batch, int length, int heads, int size)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot queryKeyValue = builder.Normal(length, 3 * heads * size), probabilities = builder.Normal(heads * length, length);
        Slot scores = builder.Output(heads * length, length), context = builder.Output(length, heads * size);
        return builder.Build(recorder =>
        {
            recorder.AttentionScores(queryKeyValue, heads, 1 / Math.Sqrt(size), scores);
            recorder.AttentionContext(probabilities, queryKeyValue, heads, context);
        });
    }

    private static KernelCase AttentionGradients(Random random, int batch, int length, int heads, int size)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot queryKeyValue = builder.Normal(length, 3 * heads * size), gradient = builder.Output(length, 3 * heads * size);
        Slot probabilities = builder.Normal(heads * length, length), scoreGradient = builder.Normal(heads * length, length);
        Slot contextGradient = builder.Normal(length, heads * size), probabilityGradient = builder.Output(heads * length, length);
        return builder.Build(recorder =>
        {
            recorder.AttentionQueryGradient(scoreGradient, queryKeyValue, heads, 1 / Math.Sqrt(size), gradient);
            recorder.AttentionKeyGradient(scoreGradient, queryKeyValue, heads, 1 / Math.Sqrt(size), gradient);
            recorder.AttentionValueGradient(probabilities, contextGradient, heads, gradient);
            recorder.AttentionProbabilityGradient(contextGradient, queryKeyValue, heads, probabilityGradient);
        });
    }

    private static KernelCase SliceOfTable(Random random)
    {
        const int First = 5, Count = 9;
        KernelCaseBuilder builder = new(random, batch: 2);
        Slot input = builder.Normal(3, 13), logits = builder.Output(3, Count);
        builder.Parameter(1, 3);
        Parameter table = builder.Parameter(21, 13), bias = builder.Parameter(21, 1);
        return builder.Build(recorder => recorder.Linear(input, table.RowRange(First, Count), bias.RowRange(First, Count), logits));
    }
}
