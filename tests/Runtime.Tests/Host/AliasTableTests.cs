using ElectraGen.Runtime.Randomness;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host;

public sealed class AliasTableTests
{
    /// <summary>The words that lead to an id, own and as an alias, are its share of all to one word a column.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1001)]
    [InlineData(30_522)]
    public void SharesAreThoseOfTheWeights(int vocabulary)
    {
        int seed = RandomNumbers.FreshSeed();
        Random random = new(seed);
        long[] weights = [.. Enumerable.Range(0, vocabulary).Select(id => random.Next(3) == 0 ? 0 : random.NextInt64(1_000_000_000 / (id + 1)))];
        weights[random.Next(vocabulary)] += 1 + random.NextInt64(1_000_000_000);
        int[] table = AliasTable.Build(weights);
        Assert.Equal(2 * vocabulary, table.Length);

        double[] words = new double[vocabulary];
        int[] columns = new int[vocabulary];
        for (int column = 0; column < vocabulary; column++)
        {
            uint own = (uint)table[2 * column];
            words[column] += own;
            words[table[(2 * column) + 1]] += 4294967296.0 - own;
            columns[column]++;
            columns[table[(2 * column) + 1]]++;
        }

        double sum = weights.Sum();
        for (int id = 0; id < vocabulary; id++)
        {
            double expected = weights[id] / sum * vocabulary * 4294967296.0;
            // One word a column by flooring, and what a double rounds of the largest number
            Assert.True(Math.Abs(words[id] - expected) <= columns[id] + (1e-15 * columns[id] * expected), $"seed {seed}, id {id}: {words[id]} words instead of {expected}");
            Assert.True(weights[id] > 0 || words[id] == 0, $"seed {seed}, id {id}: weight 0 has {words[id]} words");
        }
    }

    [Fact]
    public void WeightsOfManyTokensFit()
    {
        // Ten times the tokens of the paper's largest corpus, over as many ids as there can be
        long[] weights = new long[65_536];
        weights[17] = 330_000_000_000;
        weights[18] = 1;
        int[] table = AliasTable.Build(weights);
        Assert.Equal(17, table[(2 * 0) + 1]);
        Assert.Equal(0, table[2 * 0]);
    }

    [Fact]
    public void UnusableWeightsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => AliasTable.Build([]));
        Assert.Throws<ArgumentException>(() => AliasTable.Build([0, 0]));
        Assert.Throws<ArgumentException>(() => AliasTable.Build([3, -1]));
    }
}
