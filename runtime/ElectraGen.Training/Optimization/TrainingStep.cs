using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Runtime.Kernels;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Optimization;

/// <summary>
/// A stage's training step: one recording where the device holds the whole batch, else several for its parts, whose gradients add up.
/// Nothing here allocates on the managed heap, unless metrics are wanted.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly ISession device;
    private readonly ModelOutputs outputs;
    private readonly int parts;
    private readonly Action<IRecorder> passesOfPart;
    private readonly List<IRecording> recordings = [];

    /// <summary>All of the step, or where it has parts: their sums of weights, and what stands before, for and behind their gradients.</summary>
    private readonly IRecording? whole, weights, clearing, part, update;

    private readonly Slot[] weightSums;
    private readonly double[] totals;
    private readonly float[] number = new float[1];

    public TrainingStep(IModel model, ISession device, ModelOutputs outputs, int stage, int parts)
    {
        (this.device, this.outputs, this.parts) = (device, outputs, parts);
        weightSums = [.. model.Plan.WeightSums.Select(static sum => sum.Slot)];
        totals = new double[weightSums.Length];
        if (parts == 1)
        {
            passesOfPart = recorder => model.RecordGradients(recorder, stage);
            whole = Record(recorder =>
            {
                model.RecordGradients(recorder, stage);
                model.RecordUpdate(recorder, stage);
            });
            return;
        }

        Slot gradients = new(new Segment(SegmentKind.Gradients), 0, 1, (int)(model.Plan.ParameterBytes / sizeof(float)));
        passesOfPart = recorder => model.RecordMicroBatch(recorder, stage);
        weights = Record(recorder => model.RecordWeights(recorder, stage));
        clearing = Record(recorder => recorder.Clear(gradients));
        part = Record(passesOfPart);
        update = Record(recorder => model.RecordUpdate(recorder, stage));
    }

    /// <summary>The total loss of the last step's whole batch.</summary>
    public double Loss { get; private set; }

    /// <summary>Starts a step on a batch, whose first part is on the device; <see cref="Finish"/> ends it.</summary>
    public void Start(StepScalars scalars, BatchBuffers batch, OutputMetrics? metrics)
    {
        Loss = 0;
        if (whole is not null)
        {
            device.Start(whole, scalars);
            return;
        }

        SumWeights(scalars, batch);
        device.Start(clearing!, scalars);
        for (int index = 0; index < parts; index++)
        {
            StartPart(part!, scalars, batch, index);
            if (index < parts - 1)
                Take(batch, index, metrics);
        }
    }

    /// <summary>Waits for the end of a step, which updates the parameters.</summary>
    public void Finish(StepScalars scalars, BatchBuffers batch, OutputMetrics? metrics)
    {
        Take(batch, parts - 1, metrics);
        metrics?.EndBatch();
        if (update is not null)
            device.Run(update, scalars);
    }

    /// <summary>The first result of a step that is not finite, or null; runs dispatch by dispatch.</summary>
    public OperandUse? FindNonFinite(StepScalars scalars, BatchBuffers batch)
    {
        for (int index = 0; index < parts; index++)
        {
            scalars.FirstSequence = (uint)(index * device.Batch);
            batch.Upload(device, index * device.Batch);
            if (DiagnosingRecorder.Run(device, scalars, passesOfPart) is { } found)
                return found;
        }

        return null;
    }

    public void Dispose()
    {
        foreach (IRecording recording in recordings)
            recording.Dispose();
    }

    /// <summary>Whole numbers of tokens: their sums are exact.</summary>
    private void SumWeights(StepScalars scalars, BatchBuffers batch)
    {
        Array.Clear(totals);
        for (int index = 0; index < parts; index++)
        {
            StartPart(weights!, scalars, batch, index);
            for (int sum = 0; sum < totals.Length; sum++)
            {
                device.Read(weightSums[sum], number);
                totals[sum] += number[0];
            }
        }

        for (int sum = 0; sum < totals.Length; sum++)
        {
            number[0] = (float)totals[sum];
            device.Write(weightSums[sum], number);
        }
    }

    private void StartPart(IRecording recording, StepScalars scalars, BatchBuffers batch, int index)
    {
        scalars.FirstSequence = (uint)(index * device.Batch);
        batch.Upload(device, index * device.Batch);
        device.Start(recording, scalars);
    }

    /// <summary>Waits for a part's gradients, and adds its share of the losses.</summary>
    private void Take(BatchBuffers batch, int index, OutputMetrics? metrics)
    {
        device.Wait();
        Loss += outputs.Floats("total_loss")[0];
        metrics?.AddPart(outputs, batch.AttentionMaskOf(index * device.Batch, device.Batch));
    }

    private IRecording Record(Action<IRecorder> pass)
    {
        IRecording recording = device.Record(pass);
        recordings.Add(recording);
        return recording;
    }
}
