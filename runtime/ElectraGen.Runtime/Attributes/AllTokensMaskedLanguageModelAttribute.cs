namespace ElectraGen.Runtime;

/// <summary>
/// "All-Tokens MLM" (section 3.5 of the paper): as <see cref="ReplaceMaskedLanguageModelAttribute"/>, but the discriminator's network
/// names the original of every token, by a mixture of copying and predicting. With D the sigmoid of a linear map of the last hidden
/// state, the probability of a token is <c>D · 1[token = input token] + (1 − D) · softmax</c>, the input token being the corrupted one; the
/// loss is the mean of its negative logarithm at the original token, over all tokens but padding. The total is
/// <c>GeneratorWeight · L(generator) + PredictionWeight · L(prediction)</c>.
/// </summary>
public sealed class AllTokensMaskedLanguageModelAttribute : SampledObjectiveAttribute
{
    /// <summary>Weight of the large network's loss. The paper names none; both losses are of one kind, so they weigh the same.</summary>
    public double PredictionWeight { get; set; } = 1;
}
