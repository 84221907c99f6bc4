namespace ElectraGen.Runtime;

/// <summary>The tokens that the discriminator's loss is a mean over (section 3.5 of the paper).</summary>
public enum DetectedPositions
{
    /// <summary>All but padding. As published.</summary>
    All,

    /// <summary>Those that were chosen for masking: "ELECTRA 15 %".</summary>
    Masked,
}
