using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering;

/// <summary>Word, segment and, where positions are added, position tables, and the layer norm behind their sum.</summary>
internal sealed record EmbeddingTables(Value Words, Value? Positions, Value Segments, Value NormGain, Value NormBias)
{
    private const int SegmentKinds = 2;

    /// <summary>Tables under one role's published names; other roles that use them have theirs tied.</summary>
    public static EmbeddingTables Declare(
        GraphBuilder graph, string scope, ModelDeclaration model, EncoderDeclaration encoder, params string[] tiedRoles)
    {
        graph.Scope = scope;
        int width = encoder.EmbeddingSize;
        return new(
            Table("Words", "word_embeddings", model.Vocabulary),
            Positions(),
            Table("Segments", "token_type_embeddings", SegmentKinds),
            Vector("NormGain", "LayerNorm.weight", ParameterInitializer.Ones),
            Vector("NormBias", "LayerNorm.bias", ParameterInitializer.Zeros));

        Value? Positions() => encoder.Positions switch
        {
            PositionKind.Learned => Table("Positions", "position_embeddings", model.Positions),
            PositionKind.Sinusoidal => graph.Parameter(
                "Positions", Shape.Fixed(model.Positions, width), Published(encoder.Role, "position_embeddings.weight"),
                [model.Positions, width], isDecayed: false, ParameterInitializer.Sinusoids, Tied("position_embeddings.weight")),
            _ => null,
        };

        Value Table(string name, string published, int rows) =>
            graph.Parameter(
                name, Shape.Fixed(rows, width), Published(encoder.Role, $"{published}.weight"), [rows, width],
                isDecayed: true, ParameterInitializer.TruncatedNormal, Tied($"{published}.weight"));

        Value Vector(string name, string published, ParameterInitializer initializer) =>
            graph.Parameter(
                name, Shape.Fixed(1, width), Published(encoder.Role, published), [width],
                isDecayed: false, initializer, Tied(published));

        string[] Tied(string published) => [.. tiedRoles.Select(role => Published(role, published))];
    }

    private static string Published(string role, string name) => $"{role.ToLowerInvariant()}.electra.embeddings.{name}";
}
