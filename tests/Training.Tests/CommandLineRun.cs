using ElectraGen.Runtime;
using ElectraGen.Training.Commands;

namespace Training.Tests;

/// <summary>What a verb printed and how it ended.</summary>
internal sealed record CommandLineRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command line over <see cref="Miniature"/> and its like.</summary>
    public static Task<CommandLineRun> Start(params string[] args) => Start(new StringWriter(), CancellationToken.None, args);

    /// <summary>Runs with an output that may cancel.</summary>
    public static async Task<CommandLineRun> Start(StringWriter output, CancellationToken cancellation, params string[] args)
    {
        StringWriter error = new();
        int exitCode = await new CommandLine(ElectraModels.All, output, error).RunAsync(args, cancellation);
        return new CommandLineRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Stops the test unless the verb succeeded.</summary>
    public CommandLineRun RequireSuccess()
    {
        Assert.True(ExitCode == 0, Error);
        return this;
    }

    /// <summary>Stops the test unless the verb failed with one sentence, and gives it.</summary>
    public string RequireSentence(int exitCode = 1)
    {
        Assert.Equal(exitCode, ExitCode);
        string sentence = Error.TrimEnd();
        Assert.NotEmpty(sentence);
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotContain("defect", sentence);
        Assert.Contains(sentence[^1], ".?");
        return sentence;
    }
}
