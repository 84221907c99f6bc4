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
        this IRecorder recorder, Slot input, Slot residual, Parameter gain, Parameter bias, double epsilon, Slot sum, Slot statistics, Slot to)
    {
        long rows = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.AddLayerNorm, 0, [input, residual, gain, bias, to, sum, statistics],
            [Words(rows), Words(to.Columns), Bits(epsilon)], new WorkSize(rows));
    }

    /// <summary>to = gradient of a layer norm's input (of its sum, where it added a residual).</summary>
    public static void LayerNormBackward(
        this IRecorder recorder, Slot input, Slot statistics, Parameter gain, Slot outputGradient, Slot to)
    {
        long rows = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.LayerNormBackward, 0, [input, statistics, gain, outputGradient, to],
            [Words(rows), Words(to.Columns)], new WorkSize(rows));
    }

    /// <summary>Partial sums (blocks, columns) of the gradients of a layer norm's gain and bias.</summary>
    public static void LayerNormParameterPartials(
        this IRecorder recorder, Slot input, Slot statistics, Slot outputGradient, Slot gainPartials, Slot biasPartials)
    {
        long rows = input.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.LayerNormParameterPartials, 0, [input, statistics, outputGradient, gainPartials, biasPartials],
            [Words(rows), Words(input.Columns), RowsPerBlock(rows)], new WorkSize(gainPartials.Count));
    }

    /// <summary>Partial sums (blocks, columns) of the columns of values.</summary>
    public static void ColumnSumPartials(this IRecorder recorder, Slot values, Slot to)
    {
        long rows = values.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.ColumnSumPartials, 0, [values, to],
            [Words(rows), Words(values.Columns), RowsPerBlock(rows)], new WorkSize(to.Count));
    }

    /// <summary>parameter's gradient += the sum of all partial sums.</summary>
    public static void AddColumnSums(this IRecorder recorder, Slot partials, Parameter parameter)
    {
        long columns = parameter.Gradient.Count;
        Match(partials.Count == columns * KernelCatalog.ColumnSumBlocks, "partial sums have one row a block");
        recorder.Dispatch(
            KernelCatalog.AddColumnSums, 0, [partials, parameter.Gradient],
            [KernelCatalog.ColumnSumBlocks, Words(columns)], new WorkSize(columns));
    }

    /// <summary>parameter's gradient (S, columns; the first S rows of it) += the sum of values (S, columns) over the batch.</summary>
    public static void SumOverBatch(this IRecorder recorder, Slot values, Parameter parameter)
    {
        Match(values.Columns == parameter.Columns && values.Rows <= parameter.Rows, "a sum over the batch has a sequence's shape");
        recorder.Dispatch(
            KernelCatalog.SumOverBatch, 0, [values, parameter.Gradient],
            [Words(recorder.Batch), Words(values.Count)], new WorkSize(values.Count));
    }

    /// <summary>to = softmax of the scores (heads · S, S) over the keys that attentionMask (S, 1) admits.</summary>
    public static void Softmax(this IRecorder recorder, Slot scores, Slot attentionMask, Slot to)
    {
        long rows = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.Softmax, 0, [scores, attentionMask, to],
            [Words(rows), Words(to.Columns), Words(to.Rows)], new WorkSize(rows));
    }

    /// <summary>to = gradient of the scores.</summary>
    public static void SoftmaxBackward(this IRecorder recorder, Slot probabilities, Slot probabilityGradient, Slot to)
    {
        long rows = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.SoftmaxBackward, 0, [probabilities, probabilityGradient, to],
            [Words(rows), Words(to.Columns)], new WorkSize(rows));
    }

    private static uint RowsPerBlock(long rows) => Words((rows + KernelCatalog.ColumnSumBlocks - 1) / KernelCatalog.ColumnSumBlocks);
}
