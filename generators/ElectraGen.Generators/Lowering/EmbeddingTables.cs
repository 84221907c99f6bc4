using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering;

/// <summary>Word, segment and, where positions are added, position tables, and the layer norm behind their sum.</summary>
internal sealed record EmbeddingTables(Value Words, Value? Positions, Value Segments, Value NormGain, Value NormBias)
{
    private const int SegmentKinds = 2;

    public static EmbeddingTables Declare(ParameterLowering parameters, ModelDeclaration model, EncoderDeclaration encoder)
    {
        int width = encoder.EmbeddingSize;
        return new(
            Table("Words", "word_embeddings", model.Vocabulary),
            Positions(),
            Table("Segments", "token_type_embeddings", SegmentKinds),
            parameters.Vector(width, "NormGain", "LayerNorm.weight", ParameterInitializer.Ones),
            parameters.Vector(width, "NormBias", "LayerNorm.bias", ParameterInitializer.Zeros));

        Value? Positions() => encoder.Positions switch
        {
            PositionKind.Learned => Table("Positions", "position_embeddings", model.Positions),
            PositionKind.Sinusoidal => parameters.Sinusoids(model.Positions, width, "Positions", "position_embeddings"),
            _ => null,
        };

        Value Table(string name, string published, int rows) =>
            parameters.Matrix(rows, width, name, published, ParameterInitializer.TruncatedNormal);
    }
}
