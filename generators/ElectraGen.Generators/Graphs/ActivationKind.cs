namespace ElectraGen.Generators.Graphs;

/// <summary>Activations, each an operation of that name; the names and values are those of the runtime's enumeration.</summary>
internal enum ActivationKind
{
    Gelu = 0,
    TanhGelu = 1,
    Relu = 2,
    Silu = 3,
}
