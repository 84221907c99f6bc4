namespace ElectraGen.Runtime.Randomness;

/// <summary>
/// Tables for the alias method (Walker, 1977, built as Vose, 1991): a column an id, all equally likely, each shared by its own id and one
/// alias. Integers throughout, so that the same weights give the same table everywhere.
/// </summary>
public static class AliasTable
{
    /// <summary>
    /// (threshold, alias) of every id, row-major. A column's own id has the words below the threshold, which is unsigned; an id of weight
    /// 0 has none. Probabilities are right to 2⁻³² of a column.
    /// </summary>
    /// <param name="weights">Weight of every id, at least 0, their sum above 0; the sum times their number must fit 63 bits.</param>
    /// <exception cref="ArgumentException">The weights are not such.</exception>
    public static int[] Build(ReadOnlySpan<long> weights)
    {
        // A column holds the sum of all weights once each is multiplied by the number of columns: no fractions
        long capacity = 0;
        long[] shares = new long[weights.Length];
        for (int id = 0; id < weights.Length; id++)
        {
            if (weights[id] < 0)
                throw new ArgumentException($"The weight of id {id} is {weights[id]}, and no weight may be below 0.");
            capacity = checked(capacity + weights[id]);
            shares[id] = checked(weights[id] * weights.Length);
        }

        if (capacity == 0)
            throw new ArgumentException($"None of {weights.Length} weights is above 0.");

        int[] table = new int[2 * weights.Length];
        Stack<int> small = [], large = [];
        for (int id = 0; id < shares.Length; id++)
            (shares[id] < capacity ? small : large).Push(id);

        while (small.TryPop(out int receiver))
        {
            int giver = large.Peek();
            Set(receiver, shares[receiver], alias: giver);
            shares[giver] -= capacity - shares[receiver];
            if (shares[giver] < capacity)
                small.Push(large.Pop());
        }

        // What is left holds a whole column
        foreach (int id in large)
            Set(id, 0, alias: id);
        return table;

        void Set(int column, long share, int alias)
        {
            table[2 * column] = (int)(uint)(((UInt128)share << 32) / (UInt128)capacity);
            table[(2 * column) + 1] = alias;
        }
    }
}
