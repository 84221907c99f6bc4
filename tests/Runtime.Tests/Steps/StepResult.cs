using ElectraGen.Runtime;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Steps;

/// <summary>What a training step left behind.</summary>
/// <param name="Outputs">By the names of the plan.</param>
/// <param name="Gradients">By the parameters' names, like the rest.</param>
/// <param name="State">Both moments and the parameters after the update.</param>
internal sealed record StepResult(
    IReadOnlyDictionary<string, SlotContents> Outputs,
    IReadOnlyDictionary<string, SlotContents> Gradients,
    IReadOnlyDictionary<string, SlotContents> State)
{
    /// <summary>The generator's samples; none where there is no generator.</summary>
    public int[] SampledIds => Outputs.TryGetValue("sampled_ids", out SlotContents? samples) ? samples.Integers : [];

    /// <summary>Norm of all gradients together.</summary>
    public double GradientNorm => Outputs["gradient_norm"].Numbers[0];

    /// <summary>All of it.</summary>
    public IEnumerable<KeyValuePair<string, SlotContents>> All => Outputs.Concat(Gradients).Concat(State);

    /// <summary>Runs a step in a session of its own.</summary>
    /// <param name="device">Where.</param>
    /// <param name="stepCase">What goes in.</param>
    /// <param name="samples">Samples to put in the place of the step's own, or null.</param>
    /// <param name="decorate">Wraps the pass, or null.</param>
    public static StepResult Run(
        IDevice device, StepCase stepCase, int[]? samples = null, Func<Action<IRecorder>, Action<IRecorder>>? decorate = null)
    {
        IModel model = stepCase.Model;
        using ISession session = device.OpenSession(FrozenSamples.SegmentsOf(model, stepCase.Batch), stepCase.Batch);
        foreach (SlotContents input in stepCase.Inputs)
            input.WriteTo(session);
        if (samples is not null)
            session.Write(FrozenSamples.SlotOf(model), samples);

        Action<IRecorder> step = recorder => model.RecordStep(samples is null ? recorder : new FrozenSamples(recorder, model), stepCase.Stage);
        using IRecording recording = session.Record(decorate is null ? step : decorate(step));
        session.Run(recording, stepCase.Scalars);
        return Read(session, model, stepCase.Stage);
    }

    private static StepResult Read(ISession session, IModel model, int stage)
    {
        Dictionary<string, SlotContents> outputs = model.Plan.OutputsOf(stage).ToDictionary(
            output => output.Name, output => SlotContents.ReadFrom(session, output.Slot));
        Dictionary<string, SlotContents> gradients = [], state = [];
        foreach (ParameterDescription parameter in model.Parameters)
        {
            gradients[$"gradient/{parameter.Name}"] = SlotContents.ReadFrom(session, parameter.Place.Gradient);
            state[$"first_moment/{parameter.Name}"] = SlotContents.ReadFrom(session, parameter.Place.In(SegmentKind.FirstMoments));
            state[$"second_moment/{parameter.Name}"] = SlotContents.ReadFrom(session, parameter.Place.In(SegmentKind.SecondMoments));
            state[$"updated/{parameter.Name}"] = SlotContents.ReadFrom(session, parameter.Place.Value);
        }

        return new(outputs, gradients, state);
    }
}
