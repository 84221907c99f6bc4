using System.CommandLine;
using ElectraGen.Runtime;

namespace ElectraGen.Training.Commands;

/// <summary>All verbs over a set of models, and what a mistake becomes: a sentence and an exit code.</summary>
internal sealed class CommandLine
{
    public const int Failure = 1, UsageFailure = 2, Interrupted = 130;

    private readonly CommandContext context;

    public CommandLine(IReadOnlyList<IModel> models, TextWriter output, TextWriter error) =>
        context = new CommandContext(models, output, error);

    /// <summary>Parses and runs; never throws.</summary>
    public async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        ParseResult parsed = CreateRoot().Parse(args);
        if (UsageMistake.Describe(parsed) is string mistake)
        {
            await context.Error.WriteLineAsync(mistake);
            return UsageFailure;
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    // Otherwise the library ends the process two seconds after Ctrl-C, in the middle of a step
                    ProcessTerminationTimeout = null,
                    Output = context.Output,
                    Error = context.Error,
                },
                cancellation);
        }
        catch (Exception exception)
        {
            await context.Error.WriteLineAsync(Sentence(exception));
            return exception is OperationCanceledException ? Interrupted : Failure;
        }
    }

    private RootCommand CreateRoot() =>
        new("Pre-trains ELECTRA models that are declared as C# classes, on any Vulkan device or on the host.")
        {
            DevicesCommand.Create(context),
            ModelsCommand.Create(context),
            PlanCommand.Create(context),
            PrepareCommand.Create(context),
            PretrainCommand.Create(context),
            CompareCommand.Create(context),
            TraceCommand.Create(context),
            ExportCommand.Create(context),
            BenchCommand.Create(context),
        };

    private static string Sentence(Exception exception) => exception switch
    {
        ElectraGenException => exception.Message,
        OperationCanceledException => "The command was interrupted.",
        IOException or UnauthorizedAccessException =>
            $"A file could not be read or written: {exception.Message.TrimEnd('.')}. What was complete before is still there.",
        TypeInitializationException { InnerException: DllNotFoundException, TypeName: string needing } =>
            $"A native library that {needing} needs is not beside the program; copy the program's folder as a whole, runtimes/ included.",
        OutOfMemoryException => "The host has not enough memory for this; take a smaller --batch.",
        _ => $"This is a defect of the program, not of its input: {exception.GetType().Name}, {exception.Message}",
    };
}
