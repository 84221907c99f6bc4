using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>
/// The largest sum of live bytes at one time, as the batches allow: no plan can do with less. Every place counts from a write to
/// the last use before it is written anew, every layer's by itself; of passes side by side, each time of the one with each of the other.
/// </summary>
internal static class LiveBytesEnvelope
{
    /// <summary>Sums that are the largest at some batch, activations having 32 bits or 16.</summary>
    public static IEnumerable<LiveBytes> Find(Graph graph, Timeline timeline, BufferAssignment buffers, PassPair[] pairs)
    {
        Dictionary<(Buffer Buffer, int Layer), (int First, int Last)> open = [];
        List<(Buffer Buffer, int Layer, Interval Life)> lives = [];
        Event[] events = [.. timeline.Events()];
        int time = 0;
        foreach (Event happening in events)
        {
            foreach (Argument argument in happening.Operation.Arguments.Where(argument => argument.Value.Storage == Storage.Planned)
                .Where(argument => argument.Access != Access.AccumulateGradient))
            {
                Buffer buffer = buffers[argument.Value];
                (Buffer Buffer, int Layer) place = (buffer, MemoryMap.LayerOf(buffer, argument.Value, happening.Turn));
                bool isOpen = open.TryGetValue(place, out (int First, int Last) life);
                bool isInPlace = isOpen && life.Last == time;
                if (isOpen && !isInPlace && argument.Access == Access.Write)
                    lives.Add((buffer, place.Layer, new(life.First, life.Last)));
                open[place] = isOpen && (isInPlace || argument.Access != Access.Write) ? (life.First, time) : (time, time);
            }

            time++;
        }

        HashSet<Buffer> outputs = [.. graph.Outputs.Where(output => output.Value.Storage == Storage.Planned).Select(output => buffers[output.Value])];
        foreach (KeyValuePair<(Buffer Buffer, int Layer), (int First, int Last)> entry in open)
            lives.Add((entry.Key.Buffer, entry.Key.Layer, new(entry.Value.First, outputs.Contains(entry.Key.Buffer) ? time - 1 : entry.Value.Last)));
        LiveBytes[] sums = [.. Sums(lives, time, [.. pairs.Select(pair => new Sides(Times(pair.Backward), Times(pair.Forward)))])];
        return Envelope(sums, activationDivisor: 1).Concat(Envelope(sums, activationDivisor: 2)).Distinct();

        Interval Times(int pass) =>
            new(Array.FindIndex(events, happening => happening.Pass == pass), Array.FindLastIndex(events, happening => happening.Pass == pass));
    }

    private static IEnumerable<LiveBytes> Sums(List<(Buffer Buffer, int Layer, Interval Life)> lives, int times, Sides[] pairs)
    {
        LiveBytes[] sums = [.. Sums(lives, times)];
        IEnumerable<LiveBytes> sideBySide = pairs.SelectMany(sides =>
        {
            LiveBytes[] always = [.. Sums(lives.Where(lived => Spans(lived.Life, sides)), times)];
            LiveBytes[] backward = [.. Sums(lives.Where(lived => !lived.Life.Meets(sides.Forward)), times)];
            LiveBytes[] forward = [.. Sums(lives.Where(lived => !lived.Life.Meets(sides.Backward)), times)];
            return
                from one in Between(backward, sides.Backward).Distinct()
                from other in Between(forward, sides.Forward).Distinct()
                select always[sides.Forward.First] + one + other;
        });
        return sums.Concat(sideBySide);

        static bool Spans(Interval life, Sides sides) => life.First <= sides.Backward.First && sides.Forward.Last <= life.Last;

        static IEnumerable<LiveBytes> Between(LiveBytes[] sums, Interval times) => sums.Skip(times.First).Take(times.Last + 1 - times.First);
    }

    private static IEnumerable<LiveBytes> Sums(IEnumerable<(Buffer Buffer, int Layer, Interval Life)> lives, int times)
    {
        long[] batched = new long[times + 1], activations = new long[times + 1], fixedBytes = new long[times + 1];
        foreach ((Buffer buffer, int layer, Interval life) in lives)
        {
            // What only one turn knows of is live at one layer at a time
            int turns = buffer.IsStack ? buffer.Layers - 1 : buffer.Layers;
            long bytes = buffer.LiveBytes * (buffer.Home is null ? Walkthrough.Weight(layer, turns) : 1);
            long[] changes = buffer.IsActivation ? activations : buffer.Segment == PlanSegment.Fixed ? fixedBytes : batched;
            changes[life.First] += bytes;
            changes[life.Last + 1] -= bytes;
        }

        LiveBytes sum = default;
        for (int time = 0; time < times; time++)
            yield return sum = new LiveBytes(
                sum.PerSequence + batched[time], sum.Activations + activations[time], sum.Constant + fixedBytes[time]);
    }

    /// <summary>Those that no other exceeds in both parts.</summary>
    private static IEnumerable<LiveBytes> Envelope(LiveBytes[] sums, int activationDivisor)
    {
        long constant = -1;
        foreach (LiveBytes sum in sums.Distinct()
            .OrderByDescending(sum => sum.SequenceBytes(activationDivisor)).ThenByDescending(sum => sum.Constant))
        {
            if (sum.Constant <= constant)
                continue;
            constant = sum.Constant;
            yield return sum;
        }
    }
}
