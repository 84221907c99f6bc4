namespace ElectraGen.Generators.Graphs;

/// <summary>
/// Takes the operations of a forward pass and hands out their results. Mutable; <see cref="Build"/> gives the immutable graph.
/// The operations themselves are in the other files of this class, one family a file: each checks its shapes and appends one node.
/// </summary>
internal sealed partial class GraphBuilder
{
    private readonly List<Pass> passes = [];
    private readonly List<ParameterInfo> parameters = [];
    private readonly List<Value> inputs = [];
    private readonly List<GraphOutput> outputs = [];
    private readonly List<SlicedProduct> slicedProducts = [];
    private readonly List<(Value Weights, Value Sum)> weightSums = [];
    private readonly HashSet<string> names = [];
    private List<Node> nodes = [];
    private int valueCount;

    /// <summary>Layers of the repeat that is being built, 0 outside of one.</summary>
    private int layers;

    /// <summary>Network that values and parameters are named under from here on.</summary>
    public string Scope { get; set; } = "";

    /// <summary>The only stage that passes and outputs belong to from here on; null: all stages.</summary>
    public int? Stage { get; set; }

    /// <summary>Number of random draws so far; each takes a site of its own, one a layer inside a repeat.</summary>
    private int sites;

    public Value Input(string name, Shape shape)
    {
        Value input = NewValue(name, shape, Storage.Input);
        inputs.Add(input);
        return input;
    }

    /// <summary>A table of integers that does not grow with the batch, uploaded once.</summary>
    public Value Constant(string name, int rows, int columns)
    {
        Value constant = NewValue(name, Shape.FixedIntegers(rows, columns), Storage.Constant);
        inputs.Add(constant);
        return constant;
    }

    /// <summary>A trained value under its published name; asked for again under that name, it is the same.</summary>
    public Value Parameter(
        string name, Shape shape, string publishedName, int[] publishedShape, bool isDecayed, ParameterInitializer initializer) =>
        Parameter(name, shape, isDecayed, initializer, new PublishedTensor(publishedName, publishedShape.ToEquatableArray(), default));

    /// <summary>A trained value that is published as several tensors, the rows of a matrix or the elements of a vector in turn.</summary>
    public Value Parameter(string name, Shape shape, bool isDecayed, ParameterInitializer initializer, params PublishedTensor[] published)
    {
        if (parameters.Find(info => info.Published[0].Name == published[0].Name) is { } declared)
            return declared.Value;
        Value parameter = NewValue(name, shape, Storage.Parameter);
        parameters.Add(new ParameterInfo(parameter, layers, published.ToEquatableArray(), isDecayed, initializer));
        return parameter;
    }

    /// <summary>Ties one more published name to a parameter that is published as one tensor.</summary>
    public void Tie(Value parameter, string publishedName)
    {
        int index = parameters.FindIndex(info => info.Value.Id == parameter.Id);
        ParameterInfo info = parameters[index];
        PublishedTensor tensor = info.Published.Single();
        tensor = tensor with { TiedNames = tensor.TiedNames.Append(publishedName).ToEquatableArray() };
        parameters[index] = info with { Published = EquatableArray.Of(tensor) };
    }

    /// <summary>Closes the pass whose operations came since the last call.</summary>
    public void EndPass(string name)
    {
        passes.Add(new Pass(name, PassDirection.Forward, nodes.ToEquatableArray(), Stage));
        nodes = [];
    }

    /// <summary>Repeats a body that turns a stream into the next layer's, with parameters of each layer's own.</summary>
    public Value Repeat(int count, Value initial, string streamName, Func<Value, Value> body)
    {
        List<Node> outer = nodes;
        nodes = [];
        layers = count;
        Value argument = NewValue(streamName, initial.Shape, Storage.Planned);
        Value result = body(argument);
        Value final = NewValue($"Final{streamName}", initial.Shape, Storage.Planned);
        Repeat repeat = new(Graphs.Repeat.OverLayers, count, IsReversed: false, nodes.ToEquatableArray(),
            EquatableArray.Of(new Carry(initial, argument, result, final)));
        nodes = outer;
        layers = 0;
        nodes.Add(repeat);
        return final;
    }

    public void Output(string name, Value value, params int[] shape) =>
        outputs.Add(new GraphOutput(name, value, shape.ToEquatableArray(), Stage));

    public void SlicedProduct(string name, Value hidden, Value table, Value bias) =>
        slicedProducts.Add(new SlicedProduct(name, hidden, table, bias));

    public Graph Build(params Stage[] stages) =>
        new(WithWeightSums().ToEquatableArray(), parameters.ToEquatableArray(), inputs.ToEquatableArray(), outputs.ToEquatableArray(),
            slicedProducts.ToEquatableArray(), weightSums.Select(entry => entry.Sum).ToEquatableArray(), stages.ToEquatableArray());

    /// <summary>The sum of weights, which all means under them divide by.</summary>
    private Value SumOf(Value weights)
    {
        int index = weightSums.FindIndex(entry => entry.Weights.Id == weights.Id);
        if (index < 0)
        {
            index = weightSums.Count;
            weightSums.Add((weights, NewValue(weights.Scope, $"{weights.Name}Sum", Shape.Fixed(1, 1), Storage.Planned)));
        }

        return weightSums[index].Sum;
    }

    /// <summary>
    /// The sums are a pass of their own, behind those that make the weights: where a step is made in parts, it runs for all of them before
    /// anything else.
    /// </summary>
    private IEnumerable<Pass> WithWeightSums()
    {
        if (weightSums.Count == 0)
            return passes;
        int behind = passes.FindLastIndex(pass => pass.Nodes.Made().Overlaps(weightSums.Select(entry => entry.Weights.Id)));
        Pass sums = new("Weights", PassDirection.Forward, weightSums
            .Select(entry => (Node)Arguments.Call("WeightSum", [Arguments.Read(entry.Weights), Arguments.Write("to", entry.Sum)]))
            .ToEquatableArray());
        return [.. passes.Take(behind + 1), sums, .. passes.Skip(behind + 1)];
    }

    private Value NewValue(string name, Shape shape, Storage storage = Storage.Planned) => NewValue(Scope, name, shape, storage);

    private Value NewValue(string scope, string name, Shape shape, Storage storage)
    {
        // The second Sum of a scope is Sum2: names stay unique, and those of the first stay short
        string unique = name;
        for (int number = 2; !names.Add($"{scope}.{unique}"); number++)
            unique = $"{name}{number}";
        return new Value(valueCount++, scope, unique, shape, storage);
    }
}
