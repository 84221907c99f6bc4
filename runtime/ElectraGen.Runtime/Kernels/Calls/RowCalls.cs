namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>to = layer norm of input; statistics (rows, 2) = mean and reciprocal deviation.</summary>
    public static void LayerNorm(
        this IRecorder recorder, Slot input, Parameter gain, Parameter bias, double epsilon, Slot statistics, Slot to)
    {
        long rows = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.LayerNorm, 0, [input, gain, bias, to, statistics],
            [Words(rows), Words(to.Columns), Bits(epsilon)], new WorkSize(rows));
    }

    /// <summary>sum = input + residual; to = layer norm of sum; statistics (rows, 2) = mean and reciprocal deviation.</summary>
    public static void AddLayerNorm(
        this IRecorder recorder, Slot input, Slot residual, Parameter gain, Parameter bias, double epsilon, Slot sum, Slot statistics, Slot to) =>
        recorder.DropoutAddLayerNorm(input, residual, gain, bias, rate: 0, site: 0, epsilon, sum, statistics, to);

    /// <summary>
    /// sum = residual + input with a fraction <paramref name="rate"/> of its elements 0 and the others scaled up; to = layer norm of sum;
    /// statistics (rows, 2) = mean and reciprocal deviation. The sum may lie in the input's place.
    /// </summary>
    public static void DropoutAddLayerNorm(
        this IRecorder recorder, Slot input, Slot residual, Parameter gain, Parameter bias, double rate, int site, double epsilon, Slot sum,
        Slot statistics, Slot to)
    {
        long rows = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.AddLayerNorm, rate > 0 ? 1u : 0,
            [input, residual, gain, bias, rate > 0 ? StepScalars.Slot : Slot.None, to, sum, statistics],
            [Words(rows), Words(to.Columns), Bits(epsilon), Words(to.Rows), DropThreshold(rate), Bits(KeptScale(rate)), Words(site)],
            new WorkSize(rows));
    }

    /// <summary>to = gradient of a layer norm's input (of its sum, where it added a residual).</summary>
    public static void LayerNormBackward(
        this IRecorder recorder, Slot input, Slot statistics, Parameter gain, Slot outputGradient, Slot to) =>
        recorder.DropoutAddLayerNormBackward(input, statistics, gain, outputGradient, rate: 0, site: 0, dropped: Slot.None, to);

    /// <summary>to = gradient of the sum, which is that of the residual too; dropped = gradient of what dropout took a part of.</summary>
    public static void DropoutAddLayerNormBackward(
        this IRecorder recorder, Slot sum, Slot statistics, Parameter gain, Slot outputGradient, double rate, int site, Slot dropped, Slot to)
    {
        long rows = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.LayerNormBackward, rate > 0 ? 1u : 0,
            [sum, statistics, gain, outputGradient, rate > 0 ? StepScalars.Slot : Slot.None, to, dropped],
            [Words(rows), Words(to.Columns), Words(to.Rows), DropThreshold(rate), Bits(KeptScale(rate)), Words(site)], new WorkSize(rows));
    }

    /// <summary>Each sequence's part (1, columns) of the gradients of a layer norm's gain and bias.</summary>
    public static void LayerNormParameterPartials(
        this IRecorder recorder, Slot input, Slot statistics, Slot outputGradient, Slot gainPartials, Slot biasPartials)
    {
        long rows = input.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.LayerNormParameterPartials, 0, [input, statistics, outputGradient, gainPartials, biasPartials],
            [Words(rows), Words(input.Columns), Words(input.Rows)], new WorkSize(gainPartials.CountAt(recorder.Batch)));
    }

    /// <summary>Each sequence's part (1, columns) of the sums of the columns of values.</summary>
    public static void ColumnSumPartials(this IRecorder recorder, Slot values, Slot to)
    {
        long rows = values.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.ColumnSumPartials, 0, [values, to],
            [Words(rows), Words(values.Columns), Words(values.Rows)], new WorkSize(to.CountAt(recorder.Batch)));
    }

    /// <summary>parameter's gradient += the sum of all partial sums.</summary>
    public static void AddColumnSums(this IRecorder recorder, Slot partials, Parameter parameter)
    {
        long columns = parameter.Gradient.Count;
        Match(partials.Count == columns, "each sequence has a partial sum of every element");
        recorder.Dispatch(
            KernelCatalog.AddColumnSums, 0, [partials, parameter.Gradient],
            [Words(recorder.Batch), Words(columns)], new WorkSize(columns));
    }

    /// <summary>parameter's gradient (S, columns; the first S rows of it) += the sum of values (S, columns) over the batch.</summary>
    public static void SumOverBatch(this IRecorder recorder, Slot values, Parameter parameter)
    {
        Match(values.Columns == parameter.Columns && values.Rows <= parameter.Rows, "a sum over the batch has a sequence's shape");
        recorder.Dispatch(
            KernelCatalog.SumOverBatch, 0, [values, parameter.Gradient],
            [Words(recorder.Batch), Words(values.Count)], new WorkSize(values.Count));
    }
}
