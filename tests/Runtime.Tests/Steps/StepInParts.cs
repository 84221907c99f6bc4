using ElectraGen.Runtime;
using ElectraGen.Runtime.Host;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Steps;

/// <summary>What a training step leaves behind that was made micro-batch by micro-batch.</summary>
internal sealed class StepInParts : IDisposable
{
    private readonly StepCase stepCase;

    private StepInParts(HostDevice<double> device, StepCase stepCase, int microBatch)
    {
        this.stepCase = stepCase;
        Session = (HostSession<double>)device.OpenSession(stepCase.Model.Plan.SegmentsAt(microBatch), microBatch);
        foreach (SlotContents input in stepCase.Inputs.Where(input => input.Slot.Segment.Kind != SegmentKind.Input))
            input.WriteTo(Session);
    }

    public HostSession<double> Session { get; }

    /// <summary>Outputs of integers, of the whole batch.</summary>
    public Dictionary<string, List<int>> Integers { get; } = [];

    /// <summary>The parts' shares together.</summary>
    public Dictionary<string, double> Losses { get; } = [];

    /// <summary>Makes the step; a part as large as the batch is the whole of it.</summary>
    public static StepInParts Run(HostDevice<double> device, StepCase stepCase, int microBatch)
    {
        StepInParts result = new(device, stepCase, microBatch);
        if (microBatch == stepCase.Batch)
            result.ForEachPart(recorder => stepCase.Model.RecordGradients(recorder, stepCase.Stage), result.AddOutputs);
        else
            result.RunParts();
        result.Run(recorder => stepCase.Model.RecordUpdate(recorder, stepCase.Stage), stepCase.Scalars);
        return result;
    }

    public ReadOnlySpan<double> Arena(SegmentKind kind) =>
        Session.Numbers(new Slot(new Segment(kind), 0, 1, (int)(stepCase.Model.Plan.ParameterBytes / sizeof(float))));

    public void Dispose() => Session.Dispose();

    private void RunParts()
    {
        IReadOnlyList<NamedSlot> sums = stepCase.Model.Plan.WeightSums;
        double[] totals = new double[sums.Count];
        ForEachPart(recorder => stepCase.Model.RecordWeights(recorder, stepCase.Stage), () =>
        {
            for (int sum = 0; sum < totals.Length; sum++)
                totals[sum] += Session.Numbers(sums[sum].Slot)[0];
        });
        for (int sum = 0; sum < totals.Length; sum++)
            Session.Numbers(sums[sum].Slot)[0] = totals[sum];
        ForEachPart(recorder => stepCase.Model.RecordMicroBatch(recorder, stepCase.Stage), AddOutputs);
    }

    private void ForEachPart(Action<IRecorder> pass, Action read)
    {
        for (int first = 0; first < stepCase.Batch; first += Session.Batch)
        {
            foreach (SlotContents input in stepCase.Inputs.Where(input => input.Slot.Segment.Kind == SegmentKind.Input))
            {
                int length = (int)input.Slot.Count;
                Session.Write(input.Slot, input.Integers.AsSpan(first * length, Session.Batch * length));
            }

            StepScalars scalars = stepCase.Scalars;
            scalars.FirstSequence += (uint)first;
            Run(pass, scalars);
            read();
        }
    }

    private void AddOutputs()
    {
        foreach (NamedSlot output in stepCase.Model.Plan.OutputsOf(stepCase.Stage))
        {
            if (output.Name.EndsWith("_loss", StringComparison.Ordinal))
                Losses[output.Name] = Losses.GetValueOrDefault(output.Name) + Session.Numbers(output.Slot)[0];
            else if (output.Slot.Element == Element.Int32)
                Integers[output.Name] = [.. Integers.GetValueOrDefault(output.Name) ?? [], .. SlotContents.ReadFrom(Session, output.Slot).Integers];
        }
    }

    private void Run(Action<IRecorder> pass, in StepScalars scalars)
    {
        using IRecording recording = Session.Record(pass);
        Session.Run(recording, scalars);
    }
}
