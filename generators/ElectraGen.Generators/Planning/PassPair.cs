using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>
/// A backward pass and the forward pass behind it, neither of which waits for the other: the two share barrier intervals, layer beside
/// layer. Nothing that one has in memory may lie where the other writes, whatever they run at one time.
/// </summary>
/// <param name="Backward">Index of the pass that stands first.</param>
internal readonly record struct PassPair(int Backward)
{
    public int Forward => Backward + 1;

    /// <summary>All pairs of a scheduled graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="timeline">Its operations.</param>
    /// <param name="map">Where values lie, buffers being apart from one another.</param>
    public static IEnumerable<PassPair> Find(Graph graph, Timeline timeline, MemoryMap map)
    {
        ILookup<int, Event> events = timeline.Events().ToLookup(happening => happening.Pass);
        for (int pass = 0; pass + 1 < graph.Passes.Count; pass++)
        {
            if (Scheduler.CanRunBeside(graph.Passes[pass], graph.Passes[pass + 1]) && AreApart(Uses(pass), Uses(pass + 1)))
                yield return new PassPair(pass);
        }

        ILookup<(int, int), RegionUse> Uses(int pass) =>
            events[pass].SelectMany(map.Uses).Distinct().ToLookup(use => (use.Region.Memory, use.Region.Layer));
    }

    /// <summary>The steps of both.</summary>
    public Sides SidesIn(Timeline timeline) => new(timeline.StepsOf(Backward), timeline.StepsOf(Forward));

    private static bool AreApart(ILookup<(int, int), RegionUse> uses, ILookup<(int, int), RegionUse> others) =>
        !uses.Any(place => place.Any(use => others[place.Key].Any(use.Meets)));
}

/// <summary>Times of two passes that run side by side: each of the one may be each of the other.</summary>
internal readonly record struct Sides(Interval Backward, Interval Forward)
{
    /// <summary>Whether what lives at these times on different sides would be in memory at one time.</summary>
    public bool Join(Interval one, Interval other) =>
        (one.Meets(Backward) && other.Meets(Forward)) || (one.Meets(Forward) && other.Meets(Backward));
}
