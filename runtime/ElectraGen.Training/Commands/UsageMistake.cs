using System.CommandLine;
using System.CommandLine.Parsing;

namespace ElectraGen.Training.Commands;

/// <summary>Says in one sentence what is wrong with the arguments.</summary>
internal static class UsageMistake
{
    /// <summary>The sentence; null where nothing is wrong.</summary>
    public static string? Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string verb = command is RootCommand ? "" : $" of {command.Name}";
        // A misspelt option is an argument to the parser, and may have been taken for one
        if (parsed.Tokens.FirstOrDefault(static token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)) is Token option)
            return $"There is no option \"{option.Value}\"{verb}: {NearestName.Suggest(option.Value, Options(command), "--help lists them all")}";
        if (parsed.UnmatchedTokens is [string token, ..])
        {
            return command is RootCommand
                ? $"There is no verb \"{token}\": {NearestName.Suggest(token, Verbs(command), "--help lists them all")}"
                : $"The argument \"{token}\"{verb} is one too many; --help shows what is taken.";
        }
        if (parsed.Errors.Count == 0)
            return null;
        return command is RootCommand
            ? "A verb is missing; --help lists them all."
            : $"{parsed.Errors[0].Message.TrimEnd('.')}; --help shows what is taken{verb}.";
    }

    private static IEnumerable<string> Options(Command command) =>
        command.Options.SelectMany(static option => option.Aliases.Prepend(option.Name));

    private static IEnumerable<string> Verbs(Command root) => root.Subcommands.Select(static verb => verb.Name);
}
