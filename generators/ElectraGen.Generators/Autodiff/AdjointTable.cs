using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Autodiff;

/// <summary>Emits what follows from the gradient of an operation's result <c>to</c>.</summary>
/// <param name="forward">The operation; the rule names the forward values it needs by reading them.</param>
/// <param name="gradient">Gradient of <c>to</c>.</param>
/// <param name="scope">Takes the statements and the contributions.</param>
internal delegate void AdjointRule(Operation forward, Value gradient, GradientScope scope);

/// <summary>Every operation that a forward pass may hold, with its adjoint: one entry an operation.</summary>
internal static class AdjointTable
{
    private static readonly Dictionary<string, AdjointRule?> Rules = new()
    {
        ["ScaledSum"] = ElementAdjoints.ScaledSum,
        ["Add"] = ElementAdjoints.Add,
        ["Scale"] = ElementAdjoints.Scale,
        ["Multiply"] = ElementAdjoints.Multiply,
        ["Exponential"] = ElementAdjoints.Exponential,
        ["Gelu"] = ElementAdjoints.Activation,
        ["TanhGelu"] = ElementAdjoints.Activation,
        ["Relu"] = ElementAdjoints.Activation,
        ["Silu"] = ElementAdjoints.Activation,
        ["GeluLinear"] = ActivatedLinearAdjoint.ActivatedLinear,
        ["TanhGeluLinear"] = ActivatedLinearAdjoint.ActivatedLinear,
        ["ReluLinear"] = ActivatedLinearAdjoint.ActivatedLinear,
        ["SiluLinear"] = ActivatedLinearAdjoint.ActivatedLinear,
        ["Dropout"] = ElementAdjoints.Dropout,
        ["Linear"] = ProductAdjoints.Linear,
        ["Project"] = ProductAdjoints.Project,
        ["Attention"] = AttentionAdjoint.Attention,
        ["LayerNorm"] = LayerNormAdjoints.LayerNorm,
        ["AddLayerNorm"] = LayerNormAdjoints.AddLayerNorm,
        ["DropoutAddLayerNorm"] = LayerNormAdjoints.DropoutAddLayerNorm,
        ["Embed"] = TableAdjoints.Embed,
        ["EmbedWithoutPositions"] = TableAdjoints.EmbedWithoutPositions,
        ["Rotate"] = TableAdjoints.Rotate,
        ["GatherRows"] = TableAdjoints.GatherRows,
        ["VocabularyHead"] = LossAdjoints.VocabularyHead,
        ["BinaryCrossEntropy"] = LossAdjoints.BinaryCrossEntropy,
        ["WeightedMean"] = LossAdjoints.WeightedMean,
        ["CopyLogProbability"] = LossAdjoints.CopyLogProbability,

        // Constants, integers and draws: nothing flows back through them
        ["Fill"] = null,
        ["StopGradient"] = null,
        ["WeightSum"] = null,
        ["ChooseMasked"] = null,
        ["ApplyMask"] = null,
        ["DrawMasked"] = null,
        ["HideDrawn"] = null,
        ["SampleUniform"] = null,
        ["SampleUnigram"] = null,
        ["Corrupt"] = null,
        ["CopyOrPredict"] = null,
    };

    /// <summary>The rule of an operation; null where it stops gradients.</summary>
    public static AdjointRule? For(Operation operation) => Rules[operation.Call];
}
