namespace ElectraGen.Runtime;

/// <summary>
/// Adversarial training (section 3.2 and appendix F of the paper): the generator is not trained to predict but to fool the
/// discriminator, by REINFORCE with one sample a position and a learned baseline.
/// <para>
/// At each masked position the reward R is what the discriminator loses there: −log p if the sample equals the original, else
/// −log(1 − p), p being its probability of "original". The baseline is b = −log σ(wᵀh), h the generator's last hidden state there; its
/// loss is the cross-entropy of σ(wᵀh) against exp(−R), and trains w alone: h is taken as given. The generator's own loss is
/// −(R − b) · log p(sample), R − b taken as given. All are means over the masked positions; the discriminator trains as usual.
/// </para>
/// <para>
/// The total is <c>PolicyWeight · L(policy) + DiscriminatorWeight · L(discriminator) + BaselineWeight · L(baseline)</c>. The loss of masked
/// language modelling is reported, and no part of it. Samples come at temperature 1, the distribution that is trained.
/// </para>
/// </summary>
public sealed class AdversarialAttribute : ObjectiveAttribute
{
    /// <summary>Weight of the generator's loss. The paper names none; the default is what the generator's has in ELECTRA.</summary>
    public double PolicyWeight { get; set; } = 1;

    /// <summary>Weight of the discriminator's loss.</summary>
    public double DiscriminatorWeight { get; set; } = 50;

    /// <summary>Weight of the baseline's loss. No other loss trains w, so it hardly matters to Adam.</summary>
    public double BaselineWeight { get; set; } = 1;
}
