namespace ElectraGen.Generators.Graphs;

/// <summary>A statement of a pass: an <see cref="Operation"/>, a <see cref="Repeat"/> or a <see cref="Barrier"/>.</summary>
internal abstract record Node;

/// <summary>What an operation does to one of the values it names.</summary>
internal enum Access
{
    Read,

    /// <summary>Writes all of it without reading.</summary>
    Write,

    /// <summary>Reads it and writes it: accumulators, in-place updates.</summary>
    ReadWrite,

    /// <summary>Adds to the gradient of the parameter it names.</summary>
    AccumulateGradient,
}

/// <summary>A value in an operation, under the name that the runtime's call gives it (empty: by position).</summary>
internal sealed record Argument(string Name, Value Value, Access Access)
{
    /// <summary>
    /// A slice of a table's rows inside a repeat over slices: rows <c>index · SliceRows …</c>, the last slice being what is left.
    /// 0: the whole value.
    /// </summary>
    public int SliceRows { get; init; }
}

/// <summary>A number in an operation, already as C# text: <c>heads: 4</c>.</summary>
internal sealed record Setting(string Name, string Text)
{
    /// <summary>Whether the text names a range of the parameter arena: an operand that is no value of the graph.</summary>
    public bool IsArena { get; init; }
}

/// <summary>
/// One call of the runtime's <c>KernelCalls</c>. Compares by structure.
/// </summary>
/// <param name="Call">The method's name: <c>Linear</c>.</param>
/// <param name="Arguments">Values in the method's order; those that it writes come by name behind the settings.</param>
/// <param name="Settings">Numbers, by name.</param>
internal sealed record Operation(string Call, EquatableArray<Argument> Arguments, EquatableArray<Setting> Settings) : Node
{
    public IEnumerable<Value> Reads => Arguments.Where(argument => argument.Access != Access.Write).Select(argument => argument.Value);

    public IEnumerable<Value> Writes =>
        Arguments.Where(argument => argument.Access is Access.Write or Access.ReadWrite).Select(argument => argument.Value);

    public Value Named(string name) => Arguments.First(argument => argument.Name == name).Value;

    public Setting Setting(string name) => Settings.First(setting => setting.Name == name);

    public string Number(string name) => Setting(name).Text;
}

/// <summary>What was recorded before is visible behind it; put in by the planner.</summary>
/// <param name="BetweenTurns">Whether it stands in a repeat's body and is left out in the first turn.</param>
internal sealed record Barrier(bool BetweenTurns) : Node;

/// <summary>
/// A loop that stays a loop: its body stands once and is recorded <see cref="Count"/> times. A value that the body makes and that
/// only the body reads is one slot used again each time; one that another repeat of the same count reads is kept, one a layer.
/// </summary>
/// <param name="Index">The loop variable: <c>layer</c> or <c>slice</c>.</param>
/// <param name="Count">How often.</param>
/// <param name="IsReversed">Whether the index runs from the last to the first.</param>
/// <param name="Body">The statements.</param>
/// <param name="Carried">What one turn hands to the next.</param>
internal sealed record Repeat(string Index, int Count, bool IsReversed, EquatableArray<Node> Body, EquatableArray<Carry> Carried) : Node
{
    /// <summary>Index of a repeat over layers, which have segments and parameters of their own.</summary>
    public const string OverLayers = "layer";

    /// <summary>Index of a repeat over slices of a table.</summary>
    public const string OverSlices = "slice";
}

/// <summary>
/// A value handed from turn to turn: <paramref name="Initial"/> (made before the loop) is the first turn's
/// <paramref name="Argument"/>, each turn's <paramref name="Result"/> the next one's argument, the last result is
/// <paramref name="Final"/> behind the loop. All four have one shape and different ids.
/// </summary>
internal sealed record Carry(Value Initial, Value Argument, Value Result, Value Final);
