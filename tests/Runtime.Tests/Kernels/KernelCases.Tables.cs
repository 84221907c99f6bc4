using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;

namespace Runtime.Tests.Kernels;

internal static partial class KernelCases
{
    private const int Vocabulary = 997;

    private static IEnumerable<KernelCaseSource> Tables()
    {
        foreach ((int batch, int length, int width) in ((int, int, int)[])[(1, 1, 1), (2, 5, 7), (3, 67, 34), (2, 128, 64)])
        {
            string sizes = $"{batch} × {length} × {width}";
            yield return new(KernelCatalog.Embed, sizes, random => Embed(random, batch, length, width));
            yield return new(KernelCatalog.SegmentGradientPartials, sizes, random => SegmentGradientPartials(random, batch, length, width));
            yield return new(KernelCatalog.TableGradient, sizes, random => TableGradient(random, batch, length, width, Vocabulary));
            yield return new(KernelCatalog.TableGradient, $"{sizes}, two ids", random => TableGradient(random, batch, length, width, vocabulary: 2));
            yield return new(KernelCatalog.GatherRows, sizes, random => GatherRows(random, batch, length, width));
            yield return new(KernelCatalog.ScatterRows, sizes, random => ScatterRows(random, batch, length, width, Positions));
            yield return new(
                KernelCatalog.ScatterRows, $"{sizes}, positions twice", random => ScatterRows(random, batch, length, width, RepeatedPositions));
        }

        foreach ((int batch, int length, int heads, int headSize) in ((int, int, int, int)[])[(1, 1, 1, 2), (2, 5, 3, 6), (3, 67, 2, 34), (2, 512, 1, 64)])
            yield return new(KernelCatalog.Rotate, $"{batch} × {length} × {heads} × {headSize}", random => Rotate(random, batch, length, heads, headSize));

        // More tokens than one dispatch walks
        yield return new(KernelCatalog.TableGradient, "2 × 17,000 × 3", random => TableGradient(random, 2, 17_000, 3, Vocabulary));

        foreach ((int batch, int length) in ((int, int)[])[(1, 1), (3, 7), (5, 130)])
        {
            string sizes = $"{batch} × {length}";
            yield return new(KernelCatalog.SortCount, sizes, random => SortCount(random, batch, length));
            yield return new(KernelCatalog.SortScan, sizes, random => SortScan(random, batch));
            yield return new(KernelCatalog.SortScatter, $"{sizes}, whole sort", random => Sort(random, batch, length));
        }
    }

    private static KernelCase Embed(Random random, int batch, int length, int width)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot tokenIds = Tokens(builder, length, Vocabulary), segmentIds = Tokens(builder, length, 2);
        Slot output = builder.Output(length, width), withoutPositions = builder.Output(length, width);
        Parameter words = builder.Parameter(Vocabulary, width);
        Parameter positions = builder.Parameter(length + 1, width), segments = builder.Parameter(2, width);
        return builder.Build(recorder =>
        {
            recorder.Embed(tokenIds, segmentIds, words, positions, segments, output);
            recorder.EmbedWithoutPositions(tokenIds, segmentIds, words, segments, withoutPositions);
        });
    }

    private static KernelCase Rotate(Random random, int batch, int length, int heads, int headSize)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot input = builder.Changed(builder.Normal(length, 3 * heads * headSize)), output = builder.Output(length, 3 * heads * headSize);
        Parameter sinusoids = builder.Parameter(length + 1, headSize);
        return builder.Build(recorder =>
        {
            recorder.Rotate(input, sinusoids, heads, output);
            recorder.Barrier();
            recorder.RotateBack(input, sinusoids, heads, input);
        });
    }

    private static KernelCase SegmentGradientPartials(Random random, int batch, int length, int width)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot segmentIds = Tokens(builder, length, 2), outputGradient = builder.Normal(length, width);
        Slot partials = builder.Output(2, width);
        return builder.Build(recorder => recorder.SegmentGradientPartials(segmentIds, outputGradient, partials));
    }

    private static KernelCase TableGradient(Random random, int batch, int length, int width, int vocabulary)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot tokenIds = Tokens(builder, length, vocabulary), outputGradient = builder.Normal(length, width);
        int[] sorted = SortedById(builder.ContentsOf(tokenIds).Integers);
        Slot order = builder.Integers(length, place => sorted[place]);
        Parameter table = builder.GradientChanged(builder.Parameter(vocabulary, width));
        return builder.Build(recorder => recorder.TableGradient(tokenIds, order, outputGradient, table));
    }

    private static KernelCase GatherRows(Random random, int batch, int length, int width)
    {
        KernelCaseBuilder builder = new(random, batch);
        int predictions = (length + 3) / 4;
        Slot source = builder.Normal(length, width), positions = Positions(builder, length, predictions), output = builder.Output(predictions, width);
        return builder.Build(recorder => recorder.GatherRows(source, positions, output));
    }

    private static KernelCase ScatterRows(
        Random random, int batch, int length, int width, Func<KernelCaseBuilder, int, int, Slot> makePositions)
    {
        KernelCaseBuilder builder = new(random, batch);
        int predictions = (length + 3) / 4;
        Slot source = builder.Normal(predictions, width), positions = makePositions(builder, length, predictions), output = builder.Output(length, width);
        return builder.Build(recorder => recorder.ScatterRows(source, positions, output));
    }

    private static KernelCase SortCount(Random random, int batch, int length)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot tokenIds = Tokens(builder, length, ushort.MaxValue + 1);
        int[] shuffled = [.. Enumerable.Range(0, batch * length)];
        random.Shuffle(shuffled);
        Slot order = builder.Integers(length, place => shuffled[place]);
        Slot lowCounts = builder.IntegerOutput(256), highCounts = builder.IntegerOutput(256);
        return builder.Build(recorder =>
        {
            recorder.CountLowDigits(tokenIds, lowCounts);
            recorder.CountHighDigits(tokenIds, order, highCounts);
        });
    }

    private static KernelCase SortScan(Random random, int batch)
    {
        KernelCaseBuilder builder = new(random, batch);
        Slot counts = builder.Changed(builder.Integers(256, _ => random.Next(100)));
        return builder.Build(recorder => recorder.ScanDigits(counts));
    }

    private static KernelCase Sort(Random random, int batch, int length)
    {
        KernelCaseBuilder builder = new(random, batch);

        // Few ids in each digit, so that many are equal and stability shows
        Slot tokenIds = builder.Integers(length, _ => (random.Next(8) * 31 * 256) + random.Next(8));
        Slot lowCounts = builder.IntegerOutput(256), highCounts = builder.IntegerOutput(256);
        Slot lowOrder = builder.IntegerOutput(length), order = builder.IntegerOutput(length);
        return builder.Build(recorder =>
        {
            recorder.CountLowDigits(tokenIds, lowCounts);
            recorder.Barrier();
            recorder.ScanDigits(lowCounts);
            recorder.Barrier();
            recorder.ScatterByLowDigits(tokenIds, lowCounts, lowOrder);
            recorder.Barrier();
            recorder.CountHighDigits(tokenIds, lowOrder, highCounts);
            recorder.Barrier();
            recorder.ScanDigits(highCounts);
            recorder.Barrier();
            recorder.ScatterByHighDigits(tokenIds, lowOrder, highCounts, order);
        });
    }

    private static Slot Tokens(KernelCaseBuilder builder, int length, int vocabulary) =>
        builder.Integers(length, _ => builder.Random.Next(vocabulary));

    /// <summary>Indices in the order of their ids, equal ids in the order of their indices.</summary>
    private static int[] SortedById(int[] ids) => [.. Enumerable.Range(0, ids.Length).OrderBy(token => ids[token])];

    /// <summary>(predictions, 1): distinct ascending positions, −1 behind the last; the first sequence has all, the second none.</summary>
    private static Slot Positions(KernelCaseBuilder builder, int length, int predictions)
    {
        int[] positions = new int[builder.Batch * predictions];
        Array.Fill(positions, -1);
        for (int sequence = 0; sequence < builder.Batch; sequence++)
        {
            int count = sequence switch { 0 => predictions, 1 => 0, _ => builder.Random.Next(predictions + 1) };
            int[] places = [.. Enumerable.Range(0, length)];
            builder.Random.Shuffle(places);
            places[..count].Order().ToArray().CopyTo(positions, sequence * predictions);
        }

        return builder.Integers(predictions, place => positions[place]);
    }

    /// <summary>(predictions, 1): as <see cref="Positions"/>, but in any order and most of them several times.</summary>
    private static Slot RepeatedPositions(KernelCaseBuilder builder, int length, int predictions)
    {
        Slot positions = Positions(builder, length, predictions);
        int[] places = builder.ContentsOf(positions).Integers;
        for (int sequence = 0; sequence < builder.Batch; sequence++)
        {
            Span<int> own = places.AsSpan(sequence * predictions, predictions);
            own = own[..^own.Count(-1)];
            int distinct = (own.Length + 2) / 3;
            for (int place = distinct; place < own.Length; place++)
                own[place] = own[builder.Random.Next(distinct)];
            builder.Random.Shuffle(own);
        }

        return positions;
    }
}
