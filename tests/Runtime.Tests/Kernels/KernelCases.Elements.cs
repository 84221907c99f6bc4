using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private static IEnumerable<KernelCaseSource> Elements()
    {
        foreach ((int batch, int rows, int columns) in ((int, int, int)[])[(1, 1, 1), (2, 3, 5), (3, 17, 67)])
        {
            string sizes = $"{batch} × {rows} × {columns}";
            yield return new(KernelCatalog.Fill, sizes, random => Fill(random, batch, rows, columns));
            yield return new(KernelCatalog.Copy, sizes, random => Copy(random, batch, rows, columns));
            yield return new(KernelCatalog.ScaledSum, $"{sizes}, both", random => ScaledSum(random, batch, rows, columns));
            yield return new(KernelCatalog.ScaledSum, $"{sizes}, left alone", random => Scale(random, batch, rows, columns));
            yield return new(KernelCatalog.ScaledSum, $"{sizes}, in place", random => AddInPlace(random, batch, rows, columns));
            yield return new(KernelCatalog.Multiply, sizes, random => Multiply(random, batch, rows, columns));
            yield return new(KernelCatalog.Exponential, sizes, random => Exponential(random, batch, rows, columns));
            yield return new(KernelCatalog.Dropout, sizes, random => Dropout(random, batch, rows, columns, isEnabled: true));
            yield return new(KernelCatalog.Dropout, $"{sizes}, switched off", random => Dropout(random, batch, rows, columns, isEnabled: false));
            foreach (ActivationCalls calls in ActivationCalls.All)
            {
                yield return new(KernelCatalog.Activation, $"{calls.Name} {sizes}", random => Activate(calls, random, batch, rows, columns));
                yield return new(
                    KernelCatalog.ActivationBackward, $"{calls.Name} {sizes}", random => ActivateBackward(calls, random, batch, rows, columns));
            }
        }
    }

    private static KernelCase Fill(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot output = builder.Output(rows, columns), cleared = builder.IntegerOutput(rows, columns);
        double value = random.NextNormal();
        return builder.Build(recorder =>
        {
            recorder.Fill(value, output);
            recorder.Clear(cleared);
        });
    }

    private static KernelCase Copy(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot numbers = builder.Normal(rows, columns), output = builder.Output(rows, columns);
        Slot integers = builder.Integers(rows, _ => random.Next(), columns), integerOutput = builder.IntegerOutput(rows, columns);
        return builder.Build(recorder =>
        {
            recorder.Copy(numbers, output);
            recorder.Copy(integers, integerOutput);
        });
    }

    private static KernelCase ScaledSum(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot left = builder.Normal(rows, columns), right = builder.Normal(rows, columns), output = builder.Output(rows, columns);
        return builder.Build(recorder => recorder.ScaledSum(left, right, 0.3, -1.7, output));
    }

    private static KernelCase Scale(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(rows, columns), output = builder.Output(rows, columns);
        return builder.Build(recorder => recorder.Scale(input, -2.5, output));
    }

    private static KernelCase AddInPlace(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot left = builder.Changed(builder.Normal(rows, columns)), right = builder.Changed(builder.Normal(rows, columns));
        return builder.Build(recorder =>
        {
            recorder.Add(left, right, left);
            recorder.Barrier();
            recorder.Add(left, right, right);
        });
    }

    private static KernelCase Multiply(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot left = builder.Normal(rows, columns), right = builder.Changed(builder.Normal(rows, columns)), output = builder.Output(rows, columns);
        return builder.Build(recorder =>
        {
            recorder.Multiply(left, right, output);
            recorder.Barrier();
            recorder.Multiply(left, right, right);
        });
    }

    private static KernelCase Exponential(Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);

        // Arguments of unit size: the rounding of a large one would grow with it
        Slot input = builder.Changed(builder.Normal(rows, columns)), output = builder.Output(rows, columns);
        return builder.Build(recorder =>
        {
            recorder.Exponential(input, output);
            recorder.Barrier();
            recorder.Exponential(input, input);
        });
    }

    private static KernelCase Activate(ActivationCalls calls, Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Normal(rows, columns, scale: 3), output = builder.Output(rows, columns);
        return builder.Build(recorder => calls.Forward(recorder, input, output));
    }

    private static KernelCase ActivateBackward(ActivationCalls calls, Random random, int batch, int rows, int columns)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Changed(builder.Normal(rows, columns, scale: 3)), outputGradient = builder.Changed(builder.Normal(rows, columns));
        Slot inputGradient = builder.Output(rows, columns), activated = builder.Output(rows, columns);
        return builder.Build(recorder =>
        {
            calls.Backward(recorder, input, outputGradient, inputGradient, activated);
            recorder.Barrier();
            calls.Backward(recorder, input, outputGradient, outputGradient, input);
        });
    }

    private static KernelCase Dropout(Random random, int batch, int rows, int columns, bool isEnabled)
    {
        KernelCaseBuilder builder = new(random, batch);
        builder.Scalars = builder.Scalars with { DropoutEnabled = isEnabled ? 1u : 0 };
        Slot input = builder.Changed(builder.Normal(rows, columns)), output = builder.Output(rows, columns);
        int site = random.Next(1000);
        return builder.Build(recorder =>
        {
            recorder.Dropout(input, 0.1, site, output);
            recorder.Barrier();
            recorder.Dropout(input, 0.4, site + 1, input);
        });
    }
}
