using System.CommandLine;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Commands;

/// <summary>What every verb works with.</summary>
internal sealed record CommandContext(IReadOnlyList<IModel> Models, TextWriter Output, TextWriter Error)
{
    private const string FirstModel = "ElectraTinyRotary";

    /// <summary>The model of a verb that was given none: the one that learns most in minutes, or the first of a program that does not have it.</summary>
    public string DefaultModel
    {
        get
        {
            string[] names = [.. Models.Select(static model => model.Description.Name)];
            return names.Contains(FirstModel) ? FirstModel : names.FirstOrDefault(FirstModel);
        }
    }

    /// <summary>The model of a name, ignoring case.</summary>
    /// <exception cref="ElectraGenException">There is none; the sentence suggests the nearest.</exception>
    public IModel FindModel(string name) =>
        Models.FirstOrDefault(model => model.Description.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ElectraGenException(
            $"There is no model \"{name}\": {NearestName.Suggest(name, Models.Select(static model => model.Description.Name), "the verb models lists them all")}");

    /// <summary>The model that the arguments name.</summary>
    public IModel FindModel(ParseResult parsed, Argument<string> argument) => FindModel(parsed.GetRequiredValue(argument));

    /// <summary>The model that the arguments name, recomputing where they say so.</summary>
    public IModel FindModel(ParseResult parsed, Argument<string> argument, Option<bool> recompute) =>
        FindModel(parsed, argument).RecomputingIf(parsed.GetValue(recompute));
}
