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

    /// <summary>Three linear maps of one input; their weights lie together, and so do their biases.</summary>
    public (Value Query, Value Key, Value Value) QueryKeyValue(Value input, string published)
    {
        string[] names = ["Query", "Key", "Value"];
        int width = input.Shape.Columns;
        Value[] weights = [.. names.Select(name =>
            Weight(width, width, name, Projection(name), ParameterInitializer.TruncatedNormal))];
        Value[] biases = [.. names.Select(name =>
            Vector(width, $"{name}Bias", $"{Projection(name)}.bias", ParameterInitializer.Zeros))];
        Value[] outputs = [.. names.Select((name, index) => graph.Linear(input, weights[index], biases[index], name))];
        return (outputs[0], outputs[1], outputs[2]);

        string Projection(string name) => $"{published}.{name.ToLowerInvariant()}";
    }

    public Value LayerNorm(Value input, string name, string published)
    {
        (Value gain, Value bias) = Norm(input.Shape.Columns, name, published);
        return graph.LayerNorm(input, gain, bias, EncoderLowering.LayerNormEpsilon, name);
    }

    public Value AddLayerNorm(Value input, Value residual, string name, string published)
    {
        (Value gain, Value bias) = Norm(input.Shape.Columns, name, published);
        return graph.AddLayerNorm(input, residual, gain, bias, EncoderLowering.LayerNormEpsilon, name);
    }

    /// <summary>A fixed table of sines and cosines, a row for each position.</summary>
    public Value Sinusoids(int rows, int columns, string name, string published) =>
        Declare(name, Shape.Fixed(rows, columns), $"{published}.weight", [rows, columns], isDecayed: false, ParameterInitializer.Sinusoids);

    public Value Vector(int columns, string name, string published, ParameterInitializer initializer) =>
        Declare(name, Shape.Fixed(1, columns), published, [columns], isDecayed: false, initializer);

    public Value Matrix(int rows, int columns, string name, string published, ParameterInitializer initializer) =>
        Declare(name, Shape.Fixed(rows, columns), $"{published}.weight", [rows, columns], isDecayed: true, initializer);

    private Value Weight(int outputs, int inputs, string name, string published, ParameterInitializer initializer) =>
        Matrix(outputs, inputs, $"{name}Weight", published, initializer);

    private (Value Gain, Value Bias) Norm(int columns, string name, string published) =>
        (Vector(columns, $"{name}Gain", $"{published}.weight", ParameterInitializer.Ones),
        Vector(columns, $"{name}Bias", $"{published}.bias", ParameterInitializer.Zeros));

    private Value Declare(string name, Shape shape, string published, int[] publishedShape, bool isDecayed, ParameterInitializer initializer)
    {
        string scope = graph.Scope;
        graph.Scope = owner.Scope;
        string[] tiedNames = owner.TiedRole is null ? [] : [Published(owner.TiedRole, published)];
        Value parameter = graph.Parameter(name, shape, Published(owner.Role, published), publishedShape, isDecayed, initializer, tiedNames);
        graph.Scope = scope;
        return parameter;
    }

    private string Published(string role, string name) =>
        string.Join(".", new[] { role.ToLowerInvariant(), module, name }.Where(part => part.Length > 0));
}
