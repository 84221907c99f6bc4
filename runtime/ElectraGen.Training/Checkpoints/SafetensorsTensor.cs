using ElectraGen.Runtime;

namespace ElectraGen.Training.Checkpoints;

/// <summary>One tensor of a safetensors file: its name, element type and shape.</summary>
internal sealed record SafetensorsTensor(string Name, Element Element, IReadOnlyList<int> Shape)
{
    /// <summary>Elements in all.</summary>
    public long Count => Shape.Aggregate(1L, static (product, size) => checked(product * size));

    /// <summary>Bytes in the file.</summary>
    public long Bytes => checked(Count * sizeof(float));

    /// <summary>The element type as the format spells it.</summary>
    public string ElementName => Element == Element.Float32 ? "F32" : "I32";
}

/// <summary>A tensor and where its bytes start behind the header.</summary>
internal sealed record SafetensorsEntry(SafetensorsTensor Tensor, long Begin);
