using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Commands;

/// <summary>Arguments and options that several verbs have, each made anew for its verb.</summary>
internal static class CommandOptions
{
    public static Argument<string> Model() => new("MODEL") { Description = "A declared model; the verb models lists them." };

    public static Option<bool> Json() => Flag("--json", "Prints JSON instead of a table.");

    public static Option<int?> Batch() => Positive("--batch", "Sequences per step. Default: the recipe's.");

    public static Option<int?> MicroBatch() =>
        Positive("--micro-batch", "Sequences on the device at one time; the gradients of a step's parts add up. Default: the whole batch.");

    public static Option<bool> Recompute() =>
        Flag("--recompute", "Keeps of a layer only its input and makes its activations again for the backward pass: less memory, more time, the same bits.");

    /// <summary>The program of a model that <see cref="Recompute"/> chooses.</summary>
    public static IModel RecomputingIf(this IModel model, bool isAsked) => isAsked ? model.Recomputing : model;

    public static Option<Precision> Precision() => new("--precision")
    {
        Description = "fp32, bf16 or fp16: how wide activations are; parameters and sums always have 32 bits. Default: fp32.",
        HelpName = "NAME",
        CustomParser = static result => Precisions.All.Where(precision => precision.NameOf() == result.Tokens[0].Value).ToArray() is [Precision named]
            ? named
            : Refuse<Precision>(result, "is fp32, bf16 or fp16"),
    };

    public static Option<uint> Seed() => new("--seed")
    {
        Description = "Decides everything that is random.",
        HelpName = "N",
        DefaultValueFactory = static _ => 1,
        CustomParser = static result => uint.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out uint seed)
            ? seed
            : Refuse<uint>(result, $"takes a whole number from 0 to {uint.MaxValue}"),
    };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<string?> Path(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    public static Option<string[]> Paths(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILES",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = static _ => [],
    };

    /// <summary>An option that takes a whole number from 1 up.</summary>
    public static Option<int?> Positive(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = static result => ParsePositive(result),
    };

    /// <summary>An option that takes a large number, in digits or as 1e9.</summary>
    public static Option<double?> Amount(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = static result =>
            double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && amount > 0 && double.IsFinite(amount)
                ? amount
                : Refuse<double>(result, "takes a number above 0"),
    };

    /// <summary>A whole number from 1 up.</summary>
    public static int ParsePositive(ArgumentResult result) =>
        int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : Refuse<int>(result, $"takes a whole number from 1 to {int.MaxValue}");

    /// <summary>Makes an option one that has to be given.</summary>
    public static Option<T> Required<T>(this Option<T> option)
    {
        option.Required = true;
        return option;
    }

    private static T? Refuse<T>(ArgumentResult result, string rule)
    {
        string name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
        result.AddError($"{name} {rule}, and \"{result.Tokens[0].Value}\" is none");
        return default;
    }
}
