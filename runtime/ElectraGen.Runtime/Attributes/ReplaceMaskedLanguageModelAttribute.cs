namespace ElectraGen.Runtime;

/// <summary>
/// "Replace MLM" (section 3.5 of the paper): as BERT, but the masked positions hold the generator's samples instead of [MASK]; the
/// discriminator's network names the original tokens there. The total is
/// <c>GeneratorWeight · L(generator) + PredictionWeight · L(prediction)</c>.
/// </summary>
public sealed class ReplaceMaskedLanguageModelAttribute : SampledObjectiveAttribute
{
    /// <summary>Weight of the large network's loss. The paper names none; both losses are of one kind, so they weigh the same.</summary>
    public double PredictionWeight { get; set; } = 1;
}
