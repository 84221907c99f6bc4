using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>A repeat and its first and last step. One object a repeat of a timeline: they compare by reference.</summary>
internal sealed class Loop(Repeat repeat, int first, int last)
{
    public Repeat Repeat { get; } = repeat;

    public int First { get; } = first;

    public int Last { get; } = last;
}

/// <summary>An operation and the repeat that it stands in.</summary>
internal sealed record Step(Operation Operation, Loop? Loop, int Pass);

/// <summary>A graph's operations in the order in which they run; a repeat's body counts once. Repeats do not nest.</summary>
internal sealed class Timeline
{
    private readonly List<Step> steps = [];
    private readonly List<Loop> loops = [];
    private readonly Dictionary<int, List<int>> uses = [];
    private readonly HashSet<int> outputs, weightSums;

    public Timeline(Graph graph)
    {
        outputs = [.. graph.Outputs.Select(output => output.Value.Id)];
        weightSums = [.. graph.WeightSums.Select(sum => sum.Id)];
        for (int pass = 0; pass < graph.Passes.Count; pass++)
        {
            foreach (Node node in graph.Passes[pass].Nodes)
            {
                if (node is Operation operation)
                    Add(new Step(operation, null, pass));
                else if (node is Repeat repeat)
                    Add(repeat, pass);
            }
        }
    }

    public IReadOnlyList<Step> Steps => steps;

    public IReadOnlyList<Loop> Loops => loops;

    /// <summary>
    /// Steps in which a value stands, in order; a value that stays readable behind the step stands at its end, and a sum of weights, which
    /// may be there before the step, at both ends.
    /// </summary>
    public IReadOnlyList<int> Uses(Value value)
    {
        IReadOnlyList<int> found = uses.TryGetValue(value.Id, out List<int> list) ? list : [];
        return weightSums.Contains(value.Id) ? [0, .. found, steps.Count - 1]
            : IsOutput(value) ? [.. found, steps.Count - 1]
            : found;
    }

    public bool IsOutput(Value value) => outputs.Contains(value.Id);

    /// <summary>The steps of a pass, which has some.</summary>
    public Interval StepsOf(int pass) =>
        new(steps.FindIndex(step => step.Pass == pass), steps.FindLastIndex(step => step.Pass == pass));

    /// <summary>Repeats that read or write a value.</summary>
    public IEnumerable<Loop> LoopsOf(Value value) =>
        Uses(value).Select(step => steps[step].Loop).OfType<Loop>().Distinct();

    private void Add(Repeat repeat, int pass)
    {
        Operation[] body = repeat.Body.OfType<Operation>().ToArray();
        Loop loop = new(repeat, steps.Count, steps.Count + body.Length - 1);
        loops.Add(loop);
        foreach (Operation operation in body)
            Add(new Step(operation, loop, pass));
    }

    private void Add(Step step)
    {
        foreach (Value value in step.Operation.Arguments.Select(argument => argument.Value).Distinct())
        {
            if (!uses.TryGetValue(value.Id, out List<int> list))
                uses[value.Id] = list = [];
            list.Add(steps.Count);
        }

        steps.Add(step);
    }
}
