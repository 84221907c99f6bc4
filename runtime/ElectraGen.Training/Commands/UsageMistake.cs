using System.CommandLine;

namespace ElectraGen.Training.Commands;

/// <summary>Says in one sentence what is wrong with the arguments.</summary>
internal static class UsageMistake
{
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string verb = command is RootCommand ? "" : $" of {command.Name}";
        if (parsed.UnmatchedTokens is [string token, ..])
        {
            if (token.StartsWith('-'))
                return $"There is no option \"{token}\"{verb}: {NearestName.Suggest(token, Options(command), "--help lists them all")}";
            if (command is RootCommand)
                return $"There is no verb \"{token}\": {NearestName.Suggest(token, Verbs(command), "--help lists them all")}";
            return $"The argument \"{token}\"{verb} is one too many; --help shows what is taken.";
        }
        if (command is RootCommand)
            return "A verb is missing; --help lists them all.";
        return $"{parsed.Errors[0].Message.TrimEnd('.')}; --help shows what is taken{verb}.";
    }

    private static IEnumerable<string> Options(Command command) =>
        command.Options.SelectMany(static option => option.Aliases.Prepend(option.Name));

    private static IEnumerable<string> Verbs(Command root) => root.Subcommands.Select(static verb => verb.Name);
}
