using System.CommandLine;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Commands;

/// <summary>What every verb works with.</summary>
internal sealed record CommandContext(IReadOnlyList<IModel> Models, TextWriter Output, TextWriter Error)
{
    /// <summary>The model of a name, ignoring case.</summary>
    /// <exception cref="ElectraGenException">There is none; the sentence suggests the nearest.</exception>
    public IModel FindModel(string name) =>
        Models.FirstOrDefault(model => model.Description.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ElectraGenException(
            $"There is no model \"{name}\": {NearestName.Suggest(name, Models.Select(static model => model.Description.Name), "the verb models lists them all")}");

    /// <summary>The model that the arguments name.</summary>
    public IModel FindModel(ParseResult parsed, Argument<string> argument) => FindModel(parsed.GetRequiredValue(argument));
}
