using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering;

/// <summary>
/// Operations together with the parameters that they bring: each is named after its result, and published under a module's name.
/// Weights decay; biases and norms do not.
/// </summary>
internal sealed class ParameterLowering(GraphBuilder graph, ParameterOwner owner, string module = "")
{
    public Value Linear(
        Value input, int outputs, string name, string published, ParameterInitializer initializer = ParameterInitializer.TruncatedNormal)
    {
        Value weight = Weight(outputs, input.Shape.Columns, name, published, initializer);
        Value bias = Vector(outputs, $"{name}Bias", $"{published}.bias", ParameterInitializer.Zeros);
        return graph.Linear(input, weight, bias, name);
    }

    /// <summary>As <see cref="Linear"/>, of an activation of the input.</summary>
    public Value ActivatedLinear(Value input, ActivationKind activation, int outputs, string name, string published)
    {
        Value weight = Weight(outputs, input.Shape.Columns, name, published, ParameterInitializer.TruncatedNormal);
        Value bias = Vector(outputs, $"{name}Bias", $"{published}.bias", ParameterInitializer.Zeros);
        return graph.ActivatedLinear(input, activation, weight, bias, name);
    }

    /// <summary>Query, key and value side by side: three linear maps of one input as one, of three weights and three biases as published.</summary>
    public Value QueryKeyValue(Value input, string published)
    {
        const string Name = "QueryKeyValue";
        string[] parts = ["query", "key", "value"];
        int width = input.Shape.Columns, outputs = parts.Length * width;
        Value weight = Declare(
            $"{Name}Weight", Shape.Fixed(outputs, width), isDecayed: true, ParameterInitializer.TruncatedNormal,
            [.. parts.Select(part => Tensor($"{published}.{part}.weight", width, width))]);
        Value bias = Declare(
            $"{Name}Bias", Shape.Fixed(1, outputs), isDecayed: false, ParameterInitializer.Zeros,
            [.. parts.Select(part => Tensor($"{published}.{part}.bias", width))]);
        return graph.Linear(input, weight, bias, Name);
    }

    public Value LayerNorm(Value input, string name, string published)
    {
        (Value gain, Value bias) = Norm(input.Shape.Columns, name, published);
        return graph.LayerNorm(input, gain, bias, EncoderLowering.LayerNormEpsilon, name);
    }

    public Value AddLayerNorm(Value input, Value residual, double rate, string name, string published)
    {
        (Value gain, Value bias) = Norm(input.Shape.Columns, name, published);
        return graph.AddLayerNorm(input, residual, gain, bias, EncoderLowering.LayerNormEpsilon, rate, name);
    }

    /// <summary>A fixed table of sines and cosines, a row for each position.</summary>
    public Value Sinusoids(int rows, int columns, string name, string published) =>
        Declare(name, Shape.Fixed(rows, columns), isDecayed: false, ParameterInitializer.Sinusoids, Tensor($"{published}.weight", rows, columns));

    public Value Vector(int columns, string name, string published, ParameterInitializer initializer) =>
        Declare(name, Shape.Fixed(1, columns), isDecayed: false, initializer, Tensor(published, columns));

    public Value Matrix(int rows, int columns, string name, string published, ParameterInitializer initializer) =>
        Declare(name, Shape.Fixed(rows, columns), isDecayed: true, initializer, Tensor($"{published}.weight", rows, columns));

    private Value Weight(int outputs, int inputs, string name, string published, ParameterInitializer initializer) =>
        Matrix(outputs, inputs, $"{name}Weight", published, initializer);

    private (Value Gain, Value Bias) Norm(int columns, string name, string published) =>
        (Vector(columns, $"{name}Gain", $"{published}.weight", ParameterInitializer.Ones),
        Vector(columns, $"{name}Bias", $"{published}.bias", ParameterInitializer.Zeros));

    private Value Declare(string name, Shape shape, bool isDecayed, ParameterInitializer initializer, params PublishedTensor[] published)
    {
        string scope = graph.Scope;
        graph.Scope = owner.Scope;
        Value parameter = graph.Parameter(name, shape, isDecayed, initializer, published);
        graph.Scope = scope;
        return parameter;
    }

    private PublishedTensor Tensor(string name, params int[] shape)
    {
        string[] tiedNames = owner.TiedRole is null ? [] : [Published(owner.TiedRole, name)];
        return new(Published(owner.Role, name), shape.ToEquatableArray(), tiedNames.ToEquatableArray());
    }

    private string Published(string role, string name) =>
        string.Join(".", new[] { role.ToLowerInvariant(), module, name }.Where(part => part.Length > 0));
}
