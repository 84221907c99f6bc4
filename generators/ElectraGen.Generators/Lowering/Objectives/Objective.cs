using ElectraGen.Generators.Declarations;
using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Lowering.Objectives;

/// <summary>
/// What a model is trained for, composed of <see cref="ElectraParts"/>. A class derived from this is all that an objective needs beside
/// its attribute: it is found by its name, which is the attribute's with the suffix <c>Objective</c>.
/// </summary>
internal abstract class Objective
{
    /// <summary>The loss that a generator's network has of its own.</summary>
    public const string GeneratorLoss = "generator_loss";

    private const string Suffix = nameof(Objective);

    private static readonly Dictionary<string, Objective> All = typeof(Objective).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(Objective).IsAssignableFrom(type))
        .ToDictionary(type => type.Name.Substring(0, type.Name.Length - Suffix.Length), type => (Objective)Activator.CreateInstance(type));

    /// <summary>Whether a generator takes part beside the discriminator.</summary>
    public virtual bool HasGenerator => true;

    /// <summary>Whether the discriminator's encoder starts from the generator's, so that both have one size and share nothing.</summary>
    public virtual bool StartsFromGenerator => false;

    /// <summary>Whether the generator has to be a network: one that only draws has nothing to train, nor weights to start from.</summary>
    public virtual bool NeedsGeneratorNetwork => StartsFromGenerator;

    /// <summary>The objective of an attribute; null where the attribute has none.</summary>
    public static Objective? Of(ObjectiveDeclaration declared) => All.TryGetValue(declared.Name, out Objective found) ? found : null;

    /// <summary>The declaration without numbers that say what the defaults say, so that writing them out re-runs nothing.</summary>
    public static ModelDeclaration WithoutDefaults(ModelDeclaration model) =>
        model with { Objectives = model.Objectives.Select(WithoutDefaults).ToEquatableArray() };

    /// <summary>As programs name it: <c>replaced_token_detection</c>.</summary>
    public abstract string PublishedName(ObjectiveDeclaration declared);

    /// <summary>What training consists of, in order: each stage a weighted sum of losses.</summary>
    public abstract EquatableArray<TrainingStage> Stages(ObjectiveDeclaration declared);

    /// <summary>The stages of a model: the loss of a generator without a network is in none.</summary>
    public EquatableArray<TrainingStage> StagesOf(ModelDeclaration model) =>
        Stages(model.Objective).Select(stage => model.Sampler is null ? stage : stage with
        {
            Terms = stage.Terms.Where(term => term.Name != GeneratorLoss).ToEquatableArray(),
        }).ToEquatableArray();

    /// <summary>Numbers that must lie in a range.</summary>
    public abstract IEnumerable<NumberRange> Ranges { get; }

    /// <summary>The passes up to the losses that the stages name.</summary>
    public abstract void Lower(ElectraParts parts, ObjectiveDeclaration declared);

    private static ObjectiveDeclaration WithoutDefaults(ObjectiveDeclaration declared)
    {
        NumberRange[] ranges = [.. Of(declared)?.Ranges ?? []];
        return declared with
        {
            Given = declared.Given.Where(given => !ranges.Any(range => range.Name == given.Name && range.Default == given.Value)).ToEquatableArray(),
        };
    }

    protected static EquatableArray<TrainingStage> OneStage(params LossTerm[] terms) =>
        EquatableArray.Of(new TrainingStage("joint", 1, terms.ToEquatableArray()));
}

/// <summary>A part of training: a share of the steps, and the terms of its total loss.</summary>
/// <param name="Name">What it trains, in small letters: <c>joint</c>, <c>generator</c>.</param>
/// <param name="Share">Fraction of the steps; all stages together have 1.</param>
/// <param name="Terms">Losses by output name, with their weights.</param>
internal sealed record TrainingStage(string Name, double Share, EquatableArray<LossTerm> Terms)
{
    /// <summary>The name as emitted code begins it: <c>Generator</c>.</summary>
    public string Title => char.ToUpperInvariant(Name[0]) + Name.Substring(1);
}

internal sealed record LossTerm(string Name, double Weight);

/// <summary>What a number of an objective's attribute must keep, and why.</summary>
/// <param name="Name">The argument's name.</param>
/// <param name="Default">What it is where it is not given.</param>
/// <param name="Holds">Whether a number is in the range.</param>
/// <param name="Reason">What is wrong with any other.</param>
internal sealed record NumberRange(string Name, double Default, Func<double, bool> Holds, string Reason)
{
    public static NumberRange Temperature { get; } =
        new("Temperature", 1, number => number is > 0 and < double.PositiveInfinity, "samples need a temperature above 0");

    /// <summary>1: the correct token is never sampled.</summary>
    public static NumberRange ForbidCorrect { get; } =
        new("ForbidCorrect", 0, number => number is 0 or 1, "it is true or false");

    public static NumberRange GeneratorWeight { get; } =
        new("GeneratorWeight", 1, number => number is >= 0 and < double.PositiveInfinity, "a loss cannot be maximised, so its weight is at least 0");

    public static NumberRange DiscriminatorWeight { get; } =
        new("DiscriminatorWeight", 50, number => number is > 0 and < double.PositiveInfinity, "replaced tokens are not detected without a weight above 0");

    public static NumberRange PredictionWeight { get; } =
        new("PredictionWeight", 1, number => number is > 0 and < double.PositiveInfinity, "the large network is not trained without a weight above 0");

    /// <summary>The number that was given, else the default.</summary>
    public double Of(ObjectiveDeclaration declared) => declared.Number(Name, Default);
}
