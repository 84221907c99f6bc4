using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;

namespace Runtime.Tests.Kernels;

/// <summary>
/// Runs a pass on a device dispatch by dispatch, and each dispatch on the judge from what the device holds before it: where numbers are
/// stored in 16 bits, one that falls to the other side of a tie would make everything behind it differ.
/// </summary>
internal static class FollowedDispatches
{
    /// <summary>The same, and what the judge makes of inputs that are moved a little.</summary>
    /// <param name="device">Holds the inputs.</param>
    /// <param name="judge">A session of the same segments in double precision.</param>
    /// <param name="scalars">Of the run.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="random">Says which way each number moves.</param>
    /// <param name="compare">
    /// Takes what was written by whom: the judge's contents, the judge's from numbers of 32 bits that were each moved to a neighbour, the device's.
    /// </param>
    public static void RunWithNeighbours(
        ISession device, ISession judge, in StepScalars scalars, Action<IRecorder> pass, Random random,
        Action<SlotContents, SlotContents, SlotContents> compare)
    {
        StepScalars ofRun = scalars;
        Dictionary<Slot, SlotContents> shifted = [];
        Run(device, judge, scalars, pass, Shift, (use, expected, actual) => compare(expected, shifted[use.Slot], actual));

        void Shift(ListedDispatch dispatch)
        {
            Slot[] written = [.. dispatch.UsesAt(judge.Batch).Where(static use => use.Writes).Select(static use => use.Slot).Distinct()];
            foreach (Slot operand in OperandsOf(dispatch))
                SlotContents.ReadFrom(judge, operand).Moved(random).WriteTo(judge);
            Run(judge, dispatch, ofRun);
            foreach (Slot slot in written)
                shifted[slot] = SlotContents.ReadFrom(judge, slot);
        }
    }

    /// <param name="device">Holds the inputs.</param>
    /// <param name="judge">A session of the same segments in double precision.</param>
    /// <param name="scalars">Of the run.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="compare">Takes what was written by whom: the use, the judge's contents, the device's.</param>
    public static void Run(
        ISession device, ISession judge, in StepScalars scalars, Action<IRecorder> pass, Action<OperandUse, SlotContents, SlotContents> compare) =>
        Run(device, judge, scalars, pass, beforehand: null, compare);

    private static void Run(
        ISession device, ISession judge, in StepScalars scalars, Action<IRecorder> pass, Action<ListedDispatch>? beforehand,
        Action<OperandUse, SlotContents, SlotContents> compare)
    {
        ListingRecorder listing = new(device.Batch);
        pass(listing);
        foreach (ListedDispatch dispatch in listing.Dispatches)
        {
            Copy(dispatch, device, judge);
            if (beforehand is not null)
            {
                beforehand(dispatch);
                Copy(dispatch, device, judge);
            }
            Run(device, dispatch, scalars);
            Run(judge, dispatch, scalars);
            foreach (OperandUse use in dispatch.UsesAt(device.Batch).Where(static use => use.Writes))
                compare(use, SlotContents.ReadFrom(judge, use.Slot), SlotContents.ReadFrom(device, use.Slot));
        }
    }

    private static void Copy(ListedDispatch dispatch, ISession from, ISession to)
    {
        foreach (Slot operand in OperandsOf(dispatch))
            SlotContents.ReadFrom(from, operand).WriteTo(to);
    }

    private static IEnumerable<Slot> OperandsOf(ListedDispatch dispatch) =>
        dispatch.Operands.Where(static slot => !slot.IsNone && slot.Segment.Kind != SegmentKind.Scalars);

    private static void Run(ISession session, ListedDispatch dispatch, in StepScalars scalars)
    {
        using IRecording recording = session.Record(dispatch.RecordOn);
        session.Run(recording, scalars);
    }
}
