using System.Runtime.InteropServices;

namespace ElectraGen.Runtime.Checking;

/// <summary>
/// Runs a pass dispatch by dispatch on a device. Every word that a dispatch did not declare to write must be as before, so each slot
/// has a guard zone as large as everything else; and what is dead becomes NaN, so whoever reads it anyway is found out. Slow.
/// </summary>
internal sealed class IsolatedRun
{
    private readonly ISession session;
    private readonly Dictionary<Segment, (float[] Before, float[] After)> words;

    private IsolatedRun(ISession session, IReadOnlyList<SegmentSize> segments)
    {
        this.session = session;
        words = segments.Where(size => size.Segment.Kind != SegmentKind.Scalars).ToDictionary(
            size => size.Segment,
            size => (new float[size.Bytes / sizeof(float)], new float[size.Bytes / sizeof(float)]));
    }

    /// <summary>Runs all of a pass.</summary>
    /// <param name="session">On a device whose memory is plain words; the host in double precision is not one.</param>
    /// <param name="segments">The session's.</param>
    /// <param name="scalars">Of the run.</param>
    /// <param name="pass">The pass.</param>
    /// <exception cref="InvalidOperationException">A dispatch wrote where it should not have.</exception>
    public static void Run(ISession session, IReadOnlyList<SegmentSize> segments, in StepScalars scalars, Action<IRecorder> pass)
    {
        ListingRecorder listing = new(session.Batch);
        pass(listing);
        IReadOnlyList<IReadOnlyList<DeadRange>> dead = DeadWords.After(listing.Dispatches, segments, session.Batch);

        IsolatedRun run = new(session, segments);
        foreach ((Segment segment, (float[] before, _)) in run.words)
            session.Read(run.Whole(segment), before);
        foreach (ListedDispatch dispatch in listing.Dispatches)
        {
            using IRecording recording = session.Record(dispatch.RecordOn);
            session.Run(recording, scalars);
            run.Compare(dispatch);
            run.Poison(dead[dispatch.Number]);
        }
    }

    private void Compare(ListedDispatch dispatch)
    {
        OperandUse[] writes = [.. dispatch.UsesAt(session.Batch).Where(use => use.Writes)];
        foreach ((Segment segment, (float[] before, float[] after)) in words)
        {
            session.Read(Whole(segment), after);
            // As bits: a NaN is unlike itself
            Span<uint> was = MemoryMarshal.Cast<float, uint>(before.AsSpan()), now = MemoryMarshal.Cast<float, uint>(after.AsSpan());
            foreach (OperandUse write in writes.Where(write => write.Slot.Segment == segment))
            {
                Range range = (int)(write.Start / sizeof(float))..(int)(write.End / sizeof(float));
                now[range].CopyTo(was[range]);
            }
            int same = was.CommonPrefixLength(now);
            if (same < now.Length)
                throw new InvalidOperationException(
                    $"Dispatch {dispatch.Number} ({dispatch.Kernel}) wrote outside its operands: byte {(long)same * sizeof(float)} of segment {segment.Kind} {segment.Index}.");
        }
    }

    private void Poison(IReadOnlyList<DeadRange> dead)
    {
        foreach (IGrouping<Segment, DeadRange> ranges in dead.GroupBy(range => range.Segment))
        {
            float[] before = words[ranges.Key].Before;
            foreach (DeadRange range in ranges)
                before.AsSpan(range.Start, range.Count).Fill(float.NaN);
            session.Write(Whole(ranges.Key), before);
        }
    }

    private Slot Whole(Segment segment)
    {
        int count = words[segment].Before.Length;
        return new Slot(segment, 0, segment.IsBatched ? count / session.Batch : count, 1);
    }
}
