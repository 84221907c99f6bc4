using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>
/// Runs each dispatch by itself and looks at what it wrote, to find where a step first became infinite or not a number. Slow;
/// for a step that is known to have gone wrong.
/// </summary>
internal sealed class DiagnosingRecorder : IRecorder
{
    private readonly ISession session;
    private readonly StepScalars scalars;
    private int dispatches;

    private DiagnosingRecorder(ISession session, in StepScalars scalars)
    {
        this.session = session;
        this.scalars = scalars;
    }

    public int Batch => session.Batch;

    /// <summary>The first slot that was written with such a number, or null where all were finite.</summary>
    public OperandUse? FirstNonFinite { get; private set; }

    /// <summary>Runs a pass to its end, or to the first dispatch whose result is not finite.</summary>
    public static OperandUse? Run(ISession session, in StepScalars scalars, Action<IRecorder> pass)
    {
        DiagnosingRecorder recorder = new(session, scalars);
        pass(recorder);
        return recorder.FirstNonFinite;
    }

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        if (FirstNonFinite is not null)
            return;

        Slot[] slots = operands.ToArray();
        uint[] words = constants.ToArray();
        using IRecording recording = session.Record(recorder => recorder.Dispatch(kernel, options, slots, words, work));
        session.Run(recording, scalars);
        foreach (OperandUse use in OperandUse.Of(dispatches, kernel, options, slots, words, Batch))
        {
            if (use.Writes && !IsFinite(use.Slot))
            {
                FirstNonFinite = use;
                return;
            }
        }
        dispatches++;
    }

    public void Barrier()
    {
    }

    private bool IsFinite(Slot slot)
    {
        if (slot.Element == Element.Int32)
            return true;
        float[] values = new float[slot.CountAt(Batch)];
        session.Read(slot, values);
        return values.All(float.IsFinite);
    }
}
