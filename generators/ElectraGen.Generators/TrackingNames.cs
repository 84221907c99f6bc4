namespace ElectraGen.Generators;

/// <summary>Names of the pipeline's steps, in order; tests follow them.</summary>
internal static class TrackingNames
{
    /// <summary>The declaration and where it stands; alone in seeing positions, so it changes whenever a class moves.</summary>
    public const string Source = nameof(Source);

    public const string Declaration = nameof(Declaration);

    public const string Forward = nameof(Forward);

    public const string Step = nameof(Step);

    public const string Plan = nameof(Plan);

    public const string Findings = nameof(Findings);

    public const string Sources = nameof(Sources);

    public const string Hints = nameof(Hints);

    public const string Models = nameof(Models);

    /// <summary>Every step behind <see cref="Source"/>.</summary>
    public static readonly string[] Pipeline = [Declaration, Forward, Step, Plan, Findings, Sources, Hints, Models];
}
