using System.Text.Json.Serialization;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Exports;

/// <summary><c>config.json</c> of an exported network, in the keys of Hugging Face's <c>ElectraConfig</c>.</summary>
internal sealed record HuggingFaceConfiguration
{
    public required string[] Architectures { get; init; }

    public string ModelType { get; } = "electra";

    public required int VocabSize { get; init; }

    public required int EmbeddingSize { get; init; }

    public required int HiddenSize { get; init; }

    public required int NumHiddenLayers { get; init; }

    public required int NumAttentionHeads { get; init; }

    public required int IntermediateSize { get; init; }

    public required string HiddenAct { get; init; }

    public required double HiddenDropoutProb { get; init; }

    public required double AttentionProbsDropoutProb { get; init; }

    public required int MaxPositionEmbeddings { get; init; }

    public int TypeVocabSize { get; } = 2;

    public double InitializerRange { get; } = 0.02;

    public double LayerNormEps { get; } = 1e-12;

    public int PadTokenId { get; }

    public string PositionEmbeddingType { get; } = "absolute";

    public bool TieWordEmbeddings { get; } = true;

    public string TorchDtype { get; } = "float32";

    public static HuggingFaceConfiguration Of(ModelDescription model, EncoderDescription encoder, string architecture) => new()
    {
        Architectures = [architecture],
        VocabSize = model.VocabularySize,
        EmbeddingSize = encoder.EmbeddingSize,
        HiddenSize = encoder.HiddenSize,
        NumHiddenLayers = encoder.Layers,
        NumAttentionHeads = encoder.Heads,
        IntermediateSize = encoder.FeedForwardSize,
        HiddenAct = encoder.Activation switch
        {
            Activation.TanhGelu => "gelu_new",
            Activation.Relu => "relu",
            Activation.Silu => "silu",
            _ => "gelu",
        },
        HiddenDropoutProb = encoder.Dropout,
        AttentionProbsDropoutProb = encoder.AttentionDropout,
        MaxPositionEmbeddings = model.Positions,
    };
}

/// <summary><c>tokenizer_config.json</c> of an exported network.</summary>
internal sealed record TokenizerConfiguration(int ModelMaxLength)
{
    public string TokenizerClass { get; } = "ElectraTokenizer";

    public bool DoLowerCase { get; } = true;

    public bool StripAccents { get; } = true;

    public bool TokenizeChineseChars { get; } = true;

    public string UnkToken { get; } = "[UNK]";

    public string SepToken { get; } = "[SEP]";

    public string PadToken { get; } = "[PAD]";

    public string ClsToken { get; } = "[CLS]";

    public string MaskToken { get; } = "[MASK]";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(HuggingFaceConfiguration))]
[JsonSerializable(typeof(TokenizerConfiguration))]
internal sealed partial class ExportJson : JsonSerializerContext;
