using System.Diagnostics.CodeAnalysis;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Checking;
using ElectraGen.Training.Data;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Optimization;

/// <summary>A model on a device: its parameters, and of the stage that it is in a training step and a recording of the forward pass.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly IModel model;
    private readonly uint seed;
    private readonly LossScaling scaling;
    private readonly int parts;
    private TrainingStep step;
    private IRecording forward;
    private BatchBuffers ahead;
    private (DataCursor From, DataCursor To)? takenAhead;

    /// <exception cref="ElectraGenException">The device has not the memory.</exception>
    public TrainingSession(IModel model, IDevice device, BatchSize batch, uint seed, int stage = 0)
    {
        this.model = model;
        this.seed = seed;
        Precision = device.Precision;
        scaling = new LossScaling(Precision);
        parts = batch.Parts;
        Device = device.OpenSession(model.Plan.SegmentsAt(batch.MicroBatch), batch.MicroBatch);
        Batch = new BatchBuffers(model, batch.Sequences);
        ahead = new BatchBuffers(model, batch.Sequences);
        Record(stage);
    }

    /// <summary>How wide activations are.</summary>
    public Precision Precision { get; }

    /// <summary>The memory on the device, for as many sequences as it holds at one time.</summary>
    public ISession Device { get; }

    /// <summary>What the last run worked on, and the next one works on that takes no data by itself.</summary>
    public BatchBuffers Batch { get; private set; }

    /// <summary>Sequences of a step.</summary>
    public int Sequences => parts * Device.Batch;

    /// <summary>Index of the stage in <see cref="ModelDescription.Stages"/>.</summary>
    public int Stage { get; private set; }

    /// <summary>What the last run left behind, of the batch's last part where it has several.</summary>
    public ModelOutputs Outputs { get; private set; }

    /// <summary>Total loss of the last step's whole batch.</summary>
    public double Loss => step.Loss;

    /// <summary>Norm of all gradients together before clipping, of the last step that was not skipped.</summary>
    public float GradientNorm { get; private set; }

    /// <summary>Whether the last step's loss and gradients were finite. Where a gradient was not, the device changed no parameter.</summary>
    public bool IsFinite { get; private set; }

    /// <summary>Whether the last step's gradients were too large for the scale that the loss had, so that the device left it out; the scale is half of it now.</summary>
    public bool IsSkipped { get; private set; }

    /// <summary>How the loss is scaled; part of a checkpoint.</summary>
    public LossScale LossScale
    {
        get => scaling.Scale;
        set => scaling.Scale = value;
    }

    /// <summary>Goes on with another stage; the parameters and moments stay as they are.</summary>
    public void Enter(int stage)
    {
        step.Dispose();
        forward.Dispose();
        Record(stage);
    }

    /// <summary>
    /// Trains on the data's next batch. The one behind it is taken, and sent, while the device computes. Allocates nothing on the managed
    /// heap, unless metrics are wanted.
    /// </summary>
    /// <param name="number">The step, counted from 0.</param>
    /// <param name="learningRate">Its rate.</param>
    /// <param name="data">The data.</param>
    /// <param name="cursor">Where the batch begins.</param>
    /// <param name="metrics">Takes what the step says of its batch.</param>
    /// <returns>Where the next one begins.</returns>
    public DataCursor Step(int number, double learningRate, TrainingData data, DataCursor cursor, OutputMetrics? metrics = null)
    {
        DataCursor next = takenAhead is (DataCursor from, DataCursor to) && from == cursor ? to : TakeAhead(data, cursor);
        (Batch, ahead) = (ahead, Batch);
        StepScalars scalars = Scalars(number, learningRate);
        step.Start(scalars, Batch, metrics);
        TakeAhead(data, next);
        Finish(scalars, metrics);
        return next;
    }

    /// <summary>Trains on the batch. Allocates nothing on the managed heap.</summary>
    /// <param name="number">The step, counted from 0.</param>
    /// <param name="learningRate">Its rate.</param>
    public void Step(int number, double learningRate)
    {
        Upload();
        StepScalars scalars = Scalars(number, learningRate);
        step.Start(scalars, Batch, metrics: null);
        Finish(scalars, metrics: null);
    }

    /// <summary>Of a step that was not finite, the first result that is not, or null where the norm of all gradients alone is too large.</summary>
    public OperandUse? FindNonFinite(int number, double learningRate)
    {
        takenAhead = null;
        return step.FindNonFinite(Scalars(number, learningRate), Batch);
    }

    /// <summary>Writes the batch to the device, or a part of it, where the next one may be by now.</summary>
    public void Upload(int first = 0)
    {
        Batch.Upload(Device, first);
        takenAhead = null;
    }

    /// <summary>What a training step reads beside its batch.</summary>
    public StepScalars Scalars(int number, double learningRate) => new()
    {
        Seed = seed,
        Step = (uint)number,
        DropoutEnabled = 1,
        LearningRate = (float)learningRate,
        LossScaleExponent = (uint)LossScale.Exponent,
    };

    /// <summary>Runs the forward pass on the batch without dropout; masks and samples are the same at every call with this index.</summary>
    /// <param name="index">The batch, counted from 0.</param>
    /// <param name="metrics">Takes what comes of it.</param>
    public void Evaluate(int index, OutputMetrics? metrics = null)
    {
        for (int first = 0; first < Sequences; first += Device.Batch)
        {
            Upload(first);
            // A step that training never comes to: its draws are those of no training step
            Device.Run(forward, new StepScalars { Seed = seed, Step = uint.MaxValue, FirstSequence = (uint)((index * Sequences) + first) });
            metrics?.AddPart(Outputs, Batch.AttentionMaskOf(first, Device.Batch));
            metrics?.EndBatch();
        }
    }

    public void Dispose()
    {
        step.Dispose();
        forward.Dispose();
        Device.Dispose();
    }

    private DataCursor TakeAhead(TrainingData data, DataCursor cursor)
    {
        DataCursor next = data.FillBatch(cursor, ahead.TokenIds, ahead.SegmentIds, ahead.AttentionMask);
        ahead.Upload(Device);
        takenAhead = (cursor, next);
        return next;
    }

    private void Finish(in StepScalars scalars, OutputMetrics? metrics)
    {
        step.Finish(scalars, Batch, metrics);
        ReadOnlySpan<float> norm = Outputs.Floats("gradient_norm");
        IsSkipped = scaling.Skips(norm[2] != 0);
        if (!IsSkipped)
            GradientNorm = norm[0];
        // An infinite logit has an infinite loss, but a gradient within (−1, 1)
        IsFinite = norm[2] != 0 && double.IsFinite(Loss);
    }

    [MemberNotNull(nameof(step), nameof(forward), nameof(Outputs))]
    private void Record(int stage)
    {
        Stage = stage;
        Outputs = new ModelOutputs(model, Device, stage);
        step = new TrainingStep(model, Device, Outputs, stage, parts);
        forward = Device.Record(recorder => model.RecordForward(recorder, stage));
    }
}
