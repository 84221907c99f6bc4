using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Autodiff;

/// <summary>
/// Gradients that are known while a run of statements is walked backwards, and the statements made so far. A repeat's body has a
/// scope of its own. Mutable.
/// </summary>
internal sealed class GradientScope(ValueSource values, DifferentiablePaths paths)
{
    /// <summary>By forward value; what its gradient is so far. Taken out when the operation that made the value is reached.</summary>
    private readonly SortedDictionary<int, (Value Forward, Value Gradient)> pending = [];

    /// <summary>Gradients that a repeat hands in: to be read only, since the turn before owns them.</summary>
    private readonly HashSet<int> handedIn = [];

    private List<Node> nodes = [];

    /// <summary>Forward values whose gradient has not been taken, in the order of their ids.</summary>
    public IEnumerable<Value> Pending => pending.Values.Select(entry => entry.Forward).ToArray();

    public GradientScope Inner() => new(values, paths);

    public bool Needs(Value forward) => paths.Contains(forward);

    /// <summary>The statements since the last call.</summary>
    public EquatableArray<Node> TakeNodes()
    {
        EquatableArray<Node> taken = nodes.ToEquatableArray();
        nodes = [];
        return taken;
    }

    /// <summary>The gradient of a forward value, complete now; null where the loss does not depend on it.</summary>
    public Value? Take(Value forward)
    {
        if (!pending.TryGetValue(forward.Id, out (Value Forward, Value Gradient) entry))
            return null;
        pending.Remove(forward.Id);
        return entry.Gradient;
    }

    /// <summary>As <see cref="Take"/>; zeros where the loss does not depend on it.</summary>
    public Value TakeOrZero(Value forward)
    {
        if (Take(forward) is { } gradient)
            return gradient;
        Value zero = NewGradient(forward);
        Append("Fill", [Arguments.Write("to", zero)], Arguments.Real("value", 0));
        return zero;
    }

    public Value NewGradient(Value forward) => values.Like(forward, $"{forward.Name}Gradient");

    public Value New(Value owner, string name, Shape shape) => values.New(owner.Scope, name, shape);

    public void Append(Node node) => nodes.Add(node);

    public void Append(string call, Argument[] arguments, params Setting[] settings) =>
        nodes.Add(Arguments.Call(call, arguments, settings));

    /// <summary>Appends a call that writes a whole contribution to a forward value's gradient, if the value needs one.</summary>
    public void Contribute(Value forward, string call, Argument[] reads, params Setting[] settings)
    {
        if (!Needs(forward))
            return;
        Value contribution = NewGradient(forward);
        Append(call, [.. reads, Arguments.Write("to", contribution)], settings);
        Contribute(forward, contribution);
    }

    /// <summary>Adds a contribution to a forward value's gradient, if the value needs one.</summary>
    public void Contribute(Value forward, Value contribution)
    {
        if (!Needs(forward))
            return;
        Value gradient = contribution;
        if (Take(forward) is { } sum)
        {
            gradient = NewGradient(forward);
            Append("Add", [Arguments.Read(sum), Arguments.Read(contribution), Arguments.Write("to", gradient)]);
        }

        pending.Add(forward.Id, (forward, gradient));
    }

    /// <summary>Adds outputGradient · weight to a forward value's gradient, in the product itself where that is safe.</summary>
    public void ContributeProduct(Value forward, Value outputGradient, Value weight)
    {
        Argument[] reads = [Arguments.Read(outputGradient), Arguments.Read(weight)];
        if (pending.TryGetValue(forward.Id, out (Value Forward, Value Gradient) entry) && IsOwned(entry.Gradient, outputGradient))
            Append("LinearInputGradient", [.. reads, Arguments.ReadWrite("to", entry.Gradient)], new Setting("accumulate", "true"));
        else
            Contribute(forward, "LinearInputGradient", reads);
    }

    /// <summary>A gradient that the turn before hands in: other statements may read it again.</summary>
    public void HandIn(Value forward, Value gradient)
    {
        handedIn.Add(gradient.Id);
        Contribute(forward, gradient);
    }

    /// <summary>Walks statements from the last to the first.</summary>
    public void Walk(EquatableArray<Node> forward)
    {
        foreach (Node node in forward.Reverse())
        {
            if (node is Repeat repeat)
                RepeatAdjoint.Apply(repeat, this);
            else if (node is Operation operation && AdjointTable.For(operation) is { } rule && Take(operation.Named("to")) is { } gradient)
                rule(operation, gradient, this);
        }
    }

    /// <summary>Whether nothing but one pending gradient is held in a value, so that adding to it changes no other gradient.</summary>
    private bool IsOwned(Value gradient, Value read) =>
        gradient.Id != read.Id && !handedIn.Contains(gradient.Id) &&
        pending.Values.Count(entry => entry.Gradient.Id == gradient.Id) == 1;
}
