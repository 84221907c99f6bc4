using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;

namespace Runtime.Tests.Kernels;

/// <summary>
/// Runs a pass on a device dispatch by dispatch, and each dispatch on the judge from what the device holds before it: where numbers are
/// stored in 16 bits, one that falls to the other side of a tie would make everything behind it differ.
/// </summary>
internal static class FollowedDispatches
{
    /// <param name="device">Holds the inputs.</param>
    /// <param name="judge">A session of the same segments in double precision.</param>
    /// <param name="scalars">Of the run.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="compare">Takes what was written by whom: the use, the judge's contents, the device's.</param>
    public static void Run(
        ISession device, ISession judge, in StepScalars scalars, Action<IRecorder> pass, Action<OperandUse, SlotContents, SlotContents> compare)
    {
        ListingRecorder listing = new(device.Batch);
        pass(listing);
        foreach (ListedDispatch dispatch in listing.Dispatches)
        {
            foreach (Slot operand in dispatch.Operands.Where(static slot => !slot.IsNone && slot.Segment.Kind != SegmentKind.Scalars))
                SlotContents.ReadFrom(device, operand).WriteTo(judge);
            Run(device, dispatch, scalars);
            Run(judge, dispatch, scalars);
            foreach (OperandUse use in dispatch.UsesAt(device.Batch).Where(static use => use.Writes))
                compare(use, SlotContents.ReadFrom(judge, use.Slot), SlotContents.ReadFrom(device, use.Slot));
        }
    }

    private static void Run(ISession session, ListedDispatch dispatch, in StepScalars scalars)
    {
        using IRecording recording = session.Record(dispatch.RecordOn);
        session.Run(recording, scalars);
    }
}
