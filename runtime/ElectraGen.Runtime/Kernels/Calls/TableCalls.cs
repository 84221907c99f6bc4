namespace ElectraGen.Runtime.Kernels;

public static partial class KernelCalls
{
    /// <summary>to (S, width) = rows of the word, position and segment tables, added. Ids (S, 1).</summary>
    public static void Embed(
        this IRecorder recorder, Slot tokenIds, Slot segmentIds, Parameter words, Parameter positions, Parameter segments, Slot to)
    {
        long tokens = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.Embed, positions.Value.IsNone ? 0u : 1, [tokenIds, segmentIds, words, positions, segments, to],
            [Words(tokens), Words(to.Rows), Words(to.Columns)], new WorkSize(tokens * ((to.Columns + 3) / 4)));
    }

    /// <summary>to (S, width) = rows of the word and segment tables, added. Ids (S, 1).</summary>
    public static void EmbedWithoutPositions(
        this IRecorder recorder, Slot tokenIds, Slot segmentIds, Parameter words, Parameter segments, Slot to) =>
        recorder.Embed(tokenIds, segmentIds, words, Parameter.None, segments, to);

    /// <summary>
    /// to (S, 3 · hidden) = input, each pair of a head's columns of query and key turned by the angle of its position; the value stays.
    /// Sinusoids (S or more, hidden / heads).
    /// </summary>
    public static void Rotate(this IRecorder recorder, Slot input, Parameter sinusoids, int heads, Slot to) =>
        recorder.Rotate(input, sinusoids, heads, isInverse: false, to);

    /// <summary>to (S, 3 · hidden) = input, turned back: the gradient of what <see cref="Rotate(IRecorder, Slot, Parameter, int, Slot)"/> turned.</summary>
    public static void RotateBack(this IRecorder recorder, Slot input, Parameter sinusoids, int heads, Slot to) =>
        recorder.Rotate(input, sinusoids, heads, isInverse: true, to);

    /// <summary>Each sequence's part (2, width) of the gradient of a segment table.</summary>
    public static void SegmentGradientPartials(this IRecorder recorder, Slot segmentIds, Slot outputGradient, Slot to)
    {
        long tokens = outputGradient.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.SegmentGradientPartials, 0, [segmentIds, outputGradient, to],
            [Words(tokens), Words(outputGradient.Columns), Words(outputGradient.Rows)],
            new WorkSize((long)recorder.Batch * outputGradient.Columns));
    }

    /// <summary>First of the two passes that sort tokens by id: counts (256, 1) of the low digit.</summary>
    public static void CountLowDigits(this IRecorder recorder, Slot tokenIds, Slot counts) =>
        recorder.SortCount(tokenIds, Slot.None, 0, counts);

    /// <summary>Counts (256, 1) of the high digit, tokens in the order of the first pass.</summary>
    public static void CountHighDigits(this IRecorder recorder, Slot tokenIds, Slot order, Slot counts) =>
        recorder.SortCount(tokenIds, order, 8, counts);

    /// <summary>counts become the places at which each digit of each sequence starts.</summary>
    public static void ScanDigits(this IRecorder recorder, Slot counts)
    {
        long count = counts.CountAt(recorder.Batch);
        recorder.Dispatch(KernelCatalog.SortScan, 0, [counts], [Words(count)], new WorkSize(1));
    }

    /// <summary>to (S, 1) = token indices in the order of their low digits.</summary>
    public static void ScatterByLowDigits(this IRecorder recorder, Slot tokenIds, Slot counts, Slot to) =>
        recorder.SortScatter(tokenIds, Slot.None, 0, counts, to);

    /// <summary>to (S, 1) = token indices in the order of their ids, earlier tokens first.</summary>
    public static void ScatterByHighDigits(this IRecorder recorder, Slot tokenIds, Slot order, Slot counts, Slot to) =>
        recorder.SortScatter(tokenIds, order, 8, counts, to);

    /// <summary>table's gradient += rows of outputGradient, summed in sorted order.</summary>
    public static void TableGradient(this IRecorder recorder, Slot tokenIds, Slot order, Slot outputGradient, Parameter table)
    {
        long tokens = outputGradient.RowsAt(recorder.Batch);
        long blocks = (table.Columns + KernelCatalog.TableGradientColumns - 1) / KernelCatalog.TableGradientColumns;
        for (long first = 0; first < tokens; first += LongestWalk)
        {
            // A run of equal ids may go on from the dispatch before
            if (first > 0)
                recorder.Barrier();
            long end = Math.Min(first + LongestWalk, tokens);
            recorder.Dispatch(
                KernelCatalog.TableGradient, 0, [tokenIds, order, outputGradient, table.Gradient],
                [Words(first), Words(end), Words(table.Columns)], new WorkSize((end - first) * blocks));
        }
    }

    /// <summary>to (P, columns) = rows of source (S, columns) at positions (P, 1); 0 where a position is −1.</summary>
    public static void GatherRows(this IRecorder recorder, Slot source, Slot positions, Slot to)
    {
        long rows = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.GatherRows, 0, [source, positions, to],
            [Words(rows), Words(to.Rows), Words(source.Rows), Words(to.Columns)], new WorkSize(rows * ((to.Columns + 3) / 4)));
    }

    /// <summary>to (S, columns) = source (P, columns) put back at positions (P, 1), 0 elsewhere.</summary>
    public static void ScatterRows(this IRecorder recorder, Slot source, Slot positions, Slot to)
    {
        long tokens = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.ScatterRows, 0, [source, positions, to],
            [Words(tokens), Words(source.Rows), Words(to.Rows), Words(to.Columns)], new WorkSize(tokens * ((to.Columns + 3) / 4)));
    }

    private static void Rotate(this IRecorder recorder, Slot input, Parameter sinusoids, int heads, bool isInverse, Slot to)
    {
        int headSize = to.Columns / Parts / heads;
        Match(
            input.Columns == to.Columns && headSize * heads * Parts == to.Columns && headSize % 2 == 0 && sinusoids.Columns == headSize && sinusoids.Rows >= to.Rows,
            $"{heads} heads of {to.Columns} columns, turned by a table of {sinusoids.Rows} × {sinusoids.Columns}");
        long tokens = to.RowsAt(recorder.Batch);
        recorder.Dispatch(
            KernelCatalog.Rotate, isInverse ? 1u : 0, [input, sinusoids, to],
            [Words(tokens), Words(to.Rows), Words(to.Columns), Words((Parts - 1) * headSize * heads), Words(headSize)],
            new WorkSize(tokens * to.Columns / 2));
    }

    private static void SortCount(this IRecorder recorder, Slot tokenIds, Slot order, uint shift, Slot counts) =>
        recorder.Dispatch(
            KernelCatalog.SortCount, order.IsNone ? 1u : 0, [tokenIds, order, counts],
            [Words(recorder.Batch), Words(tokenIds.Rows), shift], new WorkSize(recorder.Batch));

    private static void SortScatter(this IRecorder recorder, Slot tokenIds, Slot order, uint shift, Slot counts, Slot to) =>
        recorder.Dispatch(
            KernelCatalog.SortScatter, order.IsNone ? 1u : 0, [tokenIds, order, counts, to],
            [Words(recorder.Batch), Words(tokenIds.Rows), shift], new WorkSize(recorder.Batch));
}
