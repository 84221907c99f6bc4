using ElectraGen.Runtime.Host.Fast.Vectors;
using ElectraGen.Runtime.Host.Kernels;

namespace ElectraGen.Runtime.Host.Fast.Attention;

/// <summary>Dropout of one head's probabilities; where a call has none, as if it were switched off.</summary>
internal readonly ref struct AttentionDropout(HostCall<float> call, AttentionShape shape, int matrix)
{
    /// <summary>What drops.</summary>
    public DropoutVectors Vectors { get; } = new(call.Has(0) ? call.Scalars : default, call.Word(4), call.Number(5), call.Word(6));

    /// <summary>The draws of a row.</summary>
    public ReadOnlySpan<uint> Draw(int row, Span<float> memory)
    {
        (int sequence, int head) = Math.DivRem(matrix, shape.Heads);
        return Vectors.Draw(sequence, ((head * shape.Length) + row) * shape.Length, shape.Length, memory);
    }
}
