namespace ElectraGen.Generators.Planning;

/// <summary>Greedy by size over lifetimes (Pisarchyk and Lee, arXiv 2001.03288): the largest first, each into the tightest gap.</summary>
internal sealed class GreedyPlacement
{
    private readonly Buffer[] buffers;
    private readonly Dictionary<Buffer, Interval[]> lives;
    private readonly Dictionary<Buffer, long> offsets = [];
    private readonly Sides[] sides;

    /// <summary>Places buffers.</summary>
    /// <param name="buffers">All of them.</param>
    /// <param name="groups">By step: what to count as one time.</param>
    /// <param name="sides">Steps of passes that run side by side.</param>
    /// <param name="fillsLayers">Whether what a repeat alone knows of may lie in gaps of the layers' segments.</param>
    public GreedyPlacement(Buffer[] buffers, int[] groups, IEnumerable<Sides> sides, bool fillsLayers)
    {
        this.buffers = buffers;
        lives = buffers.ToDictionary(
            buffer => buffer,
            buffer => buffer.Lives.Select(lived => Grouped(lived.Life)).ToArray());
        this.sides = [.. sides.Select(side => new Sides(Grouped(side.Backward), Grouped(side.Forward)))];
        Place(PlanSegment.Layer);
        Place(PlanSegment.Fixed);
        while (fillsLayers && LowerScratch())
            continue;
        Place(PlanSegment.Scratch);

        Interval Grouped(Interval steps) => new(groups[steps.First], groups[steps.Last]);
    }

    public IReadOnlyDictionary<Buffer, long> Offsets => offsets;

    public long BytesOf(PlanSegment segment) => Bytes(buffers.Where(buffer => buffer.Segment == segment));

    public long BytesOfLayer(int layer) => Bytes(buffers.Where(buffer => buffer.Layers > layer));

    public int Layers => buffers.Select(buffer => buffer.Layers).DefaultIfEmpty().Max();

    private long Bytes(IEnumerable<Buffer> placed) => placed.Select(buffer => offsets[buffer] + buffer.Bytes).DefaultIfEmpty().Max();

    private void Place(PlanSegment segment)
    {
        Buffer[] members = [.. buffers.Where(buffer => buffer.Segment == segment)];
        foreach (Buffer buffer in members)
            offsets.Remove(buffer);

        // Streams between the layers first: they have one entry more than there are layers, and so the last segment stays small
        foreach (Buffer buffer in members.OrderByDescending(buffer => buffer.IsStack).ThenByDescending(buffer => buffer.Bytes))
            offsets[buffer] = Gap(buffer, segment, long.MaxValue)!.Value;
    }

    /// <summary>
    /// Takes the largest buffer out of scratch, at the time when the most lives there, that a gap in the layers' segments holds:
    /// kept values that are not made yet, or not needed any more, leave room.
    /// </summary>
    private bool LowerScratch()
    {
        Buffer[] scratch = [.. buffers.Where(buffer => buffer.Segment == PlanSegment.Scratch)];
        int busiest = scratch.SelectMany(buffer => lives[buffer]).Select(life => life.First).Distinct()
            .OrderByDescending(time => scratch.Where(buffer => IsLive(buffer, time)).Sum(buffer => buffer.Bytes)).FirstOrDefault();
        return scratch.Where(buffer => IsLive(buffer, busiest)).OrderByDescending(buffer => buffer.Bytes).Any(MoveIntoLayers);
    }

    private bool IsLive(Buffer buffer, int time) => lives[buffer].Any(life => life.Contains(time));

    private bool MoveIntoLayers(Buffer buffer)
    {
        if (buffer.Home is not { Repeat.Index: Graphs.Repeat.OverLayers } home)
            return false;
        // A layer holds no more than those before it
        long room = BytesOfLayer(home.Repeat.Count - 1);
        if (Gap(buffer, PlanSegment.Layer, room) is not { } offset)
            return false;
        buffer.MoveIntoLayers();
        offsets[buffer] = offset;
        return true;
    }

    /// <summary>
    /// Start of the smallest gap that holds a buffer between those that live when it does; behind them all where there is none and
    /// the limit allows it.
    /// </summary>
    private long? Gap(Buffer buffer, PlanSegment segment, long limit)
    {
        long end = 0, tightest = long.MaxValue;
        long? best = null;
        foreach (Buffer other in offsets.Keys
            .Where(other => other.Segment == segment && Meet(lives[other], lives[buffer])).OrderBy(other => offsets[other]))
        {
            long gap = offsets[other] - end;
            if (gap >= buffer.Bytes && gap < tightest)
                (best, tightest) = (end, gap);
            end = Math.Max(end, offsets[other] + other.Bytes);
        }

        return best ?? (end <= limit - buffer.Bytes ? end : null);
    }

    private bool Meet(Interval[] left, Interval[] right) =>
        left.Any(one => right.Any(other => one.Meets(other) || sides.Any(side => side.Join(one, other))));
}
