using Spectre.Console;

namespace ElectraGen.Training.Runs;

/// <summary>Chooses the display that suits an output.</summary>
internal static class ProgressDisplay
{
    /// <summary>A table that is drawn over on a terminal, lines elsewhere.</summary>
    public static IProgressDisplay For(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Out.IsTerminal ? new TerminalDisplay(console) : new PlainDisplay(output);
    }
}
