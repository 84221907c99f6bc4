using ElectraGen.Training.Data;

namespace Training.Tests.Data;

public class ExampleOrderTests
{
    [Fact]
    public void EveryEpochIsAPermutation()
    {
        foreach (int count in (int[])[1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 63, 64, 65, 100, 255, 256, 257, 1_000, 4_095, 4_097])
        {
            for (long epoch = 0; epoch < 3; epoch++)
                Assert.Equal(Enumerable.Range(0, count).Select(example => (long)example), OrderOf(seed: 9, epoch, count).Order());
        }
    }

    [Fact]
    public void EpochsAndSeedsDiffer()
    {
        long[] first = OrderOf(seed: 1, epoch: 0, count: 1_000);

        Assert.NotEqual(first, OrderOf(seed: 1, epoch: 1, count: 1_000));
        Assert.NotEqual(first, OrderOf(seed: 1, epoch: 1L << 32, count: 1_000));
        Assert.NotEqual(first, OrderOf(seed: 2, epoch: 0, count: 1_000));
    }

    [Fact]
    public void EveryExampleComesEverywhereEquallyOften()
    {
        const int count = 12, epochs = 12_000;
        int[,] occurrences = new int[count, count];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            long[] order = OrderOf(seed: 4, epoch, count);
            for (int position = 0; position < count; position++)
                occurrences[position, order[position]]++;
        }

        // Five standard deviations of a binomial count of mean 1,000; 144 of them
        double allowed = 5 * Math.Sqrt(epochs / (double)count * (1 - (1.0 / count)));
        Assert.All(occurrences.Cast<int>(), occurrence => Assert.InRange(occurrence, 1_000 - allowed, 1_000 + allowed));
    }

    [Fact]
    public void VeryManyExamplesAreReached()
    {
        const long count = (1L << 40) + 12_345;
        long[] some = [.. Enumerable.Range(0, 1_000).Select(index => ExampleOrder.ExampleAt(new DataCursor(1, 0, count - 1 - index), count))];

        Assert.All(some, example => Assert.InRange(example, 0, count - 1));
        Assert.Equal(some.Length, some.Distinct().Count());
        Assert.Contains(some, example => example > count / 2);
    }

    private static long[] OrderOf(uint seed, long epoch, int count) =>
        [.. Enumerable.Range(0, count).Select(position => ExampleOrder.ExampleAt(new DataCursor(seed, epoch, position), count))];
}
