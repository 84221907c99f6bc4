using ElectraGen.Runtime;

namespace ElectraGen.Training.Optimization;

/// <summary>What the last run of a stage's pass left behind, by the names of <see cref="PlanDescription.Outputs"/>.</summary>
internal sealed class ModelOutputs(IModel model, ISession session, int stage)
{
    private readonly Dictionary<string, NamedSlot> slots = model.Plan.OutputsOf(stage).ToDictionary(static output => output.Name);
    private readonly Dictionary<string, float[]> floats = [];
    private readonly Dictionary<string, int[]> integers = [];

    /// <summary>Sequences of which the outputs are.</summary>
    public int Sequences => session.Batch;

    /// <summary>The stage's outputs.</summary>
    public IEnumerable<NamedSlot> All => slots.Values;

    /// <summary>Whether the stage has this output.</summary>
    public bool Has(string name) => slots.ContainsKey(name);

    /// <summary>An output of floats; valid until it is read again.</summary>
    public ReadOnlySpan<float> Floats(string name)
    {
        float[] values = Buffer(floats, name);
        session.Read(slots[name].Slot, values);
        return values;
    }

    /// <summary>An output of integers; valid until it is read again.</summary>
    public ReadOnlySpan<int> Integers(string name)
    {
        int[] values = Buffer(integers, name);
        session.Read(slots[name].Slot, values);
        return values;
    }

    /// <summary>The first number of an output; null where the objective lacks it.</summary>
    public double? Scalar(string name) => Has(name) ? Floats(name)[0] : null;

    private T[] Buffer<T>(Dictionary<string, T[]> buffers, string name)
    {
        if (!buffers.TryGetValue(name, out T[]? buffer))
            buffers[name] = buffer = new T[slots[name].Slot.CountAt(session.Batch)];
        return buffer;
    }
}
