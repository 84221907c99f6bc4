namespace ElectraGen.Generators.Graphs;

/// <summary>Who owns a value's memory.</summary>
internal enum Storage
{
    /// <summary>The plan: a slot for as long as it lives.</summary>
    Planned,

    /// <summary>The batch that the host uploads.</summary>
    Input,

    /// <summary>A table that the host uploads once, before the first step.</summary>
    Constant,

    /// <summary>The parameter arena.</summary>
    Parameter,
}

/// <summary>
/// Something that operations read or write. Identity is <see cref="Id"/>, unique in a graph.
/// Compares by structure; add only members that do.
/// </summary>
/// <param name="Id">Unique in its graph; ascending in order of creation.</param>
/// <param name="Scope">The network it belongs to (<c>Generator</c>), or empty for what belongs to none.</param>
/// <param name="Name">The field's term for it (<c>AttentionScores</c>), unique in its scope.</param>
/// <param name="Shape">Its shape; of one layer's, where every layer has one.</param>
/// <param name="Storage">Who owns its memory.</param>
internal sealed record Value(int Id, string Scope, string Name, Shape Shape, Storage Storage)
{
    public override string ToString() => Scope.Length == 0 ? Name : $"{Scope}.{Name}";
}

/// <summary>How a parameter starts; the names are the runtime's.</summary>
internal enum ParameterInitializer
{
    TruncatedNormal,
    GlorotUniform,
    Zeros,
    Ones,
    Sinusoids,
}

/// <summary>A tensor of a checkpoint.</summary>
/// <param name="Name">Hugging Face's name behind the role; <c>{0}</c> stands for the layer.</param>
/// <param name="Shape">Its dimensions there.</param>
/// <param name="TiedNames">Other names of the same tensor.</param>
internal sealed record PublishedTensor(string Name, EquatableArray<int> Shape, EquatableArray<string> TiedNames);

/// <summary>What a parameter is beside its shape.</summary>
/// <param name="Value">The value; a matrix, or a vector of one row.</param>
/// <param name="Layers">0: it stands once. Else: every layer of a repeat has one.</param>
/// <param name="Published">The tensors that it is published as, which lie in it one behind the other.</param>
/// <param name="IsDecayed">Whether weight decay applies.</param>
/// <param name="Initializer">How it starts.</param>
internal sealed record ParameterInfo(
    Value Value, int Layers, EquatableArray<PublishedTensor> Published, bool IsDecayed, ParameterInitializer Initializer)
{
    /// <summary>Whether it has a gradient; a table of sinusoids is fixed.</summary>
    public bool IsTrained => Initializer != ParameterInitializer.Sinusoids;
}
