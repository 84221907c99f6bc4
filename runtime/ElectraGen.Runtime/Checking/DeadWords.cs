namespace ElectraGen.Runtime.Checking;

/// <summary>Words of a segment that nobody reads any more before they are written again.</summary>
internal readonly record struct DeadRange(Segment Segment, int Start, int Count);

/// <summary>Finds what each dispatch of a pass leaves dead, from what the dispatches behind it read and write.</summary>
internal static class DeadWords
{
    /// <summary>For every dispatch, the dead words among its operands. At the end of the pass everything is alive.</summary>
    public static IReadOnlyList<IReadOnlyList<DeadRange>> After(
        IReadOnlyList<ListedDispatch> dispatches, IReadOnlyList<SegmentSize> segments, int batch)
    {
        Dictionary<Segment, bool[]> isLive = segments.ToDictionary(
            size => size.Segment, size => Enumerable.Repeat(true, (int)(size.Bytes / sizeof(uint))).ToArray());
        IReadOnlyList<DeadRange>[] dead = new IReadOnlyList<DeadRange>[dispatches.Count];
        for (int index = dispatches.Count - 1; index >= 0; index--)
        {
            OperandUse[] uses = [.. dispatches[index].UsesAt(batch)];
            dead[index] = [.. uses.SelectMany(use => RangesOf(use, isLive[use.Slot.Segment])).Distinct()];
            foreach (OperandUse use in uses.Where(use => !use.Reads))
                WordsOf(use, isLive).Fill(false);
            foreach (OperandUse use in uses.Where(use => use.Reads))
                WordsOf(use, isLive).Fill(true);
        }
        return dead;
    }

    private static Span<bool> WordsOf(OperandUse use, Dictionary<Segment, bool[]> isLive) =>
        isLive[use.Slot.Segment].AsSpan((int)(use.Start / sizeof(uint)), (int)((use.End - use.Start) / sizeof(uint)));

    private static IEnumerable<DeadRange> RangesOf(OperandUse use, bool[] isLive)
    {
        int end = (int)(use.End / sizeof(uint));
        for (int word = (int)(use.Start / sizeof(uint)); word < end;)
        {
            int start = word;
            while (word < end && isLive[word] == isLive[start])
                word++;
            if (!isLive[start])
                yield return new DeadRange(use.Slot.Segment, start, word - start);
        }
    }
}
